using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A bank account that money is paid into, as the transfer file (全銀) wants it. The value is a <see cref="BankAnswer"/>.</summary>
public sealed record BankKind : Kind
{
    static readonly IReadOnlyList<string> Endings = [".bank", ".branch", ".type", ".number", ".holder"];
    static readonly (string Code, string Label, string English)[] Types =
        [("1", "普通", "Ordinary (普通)"), ("2", "当座", "Current (当座)"), ("4", "貯蓄", "Savings (貯蓄)")];
    public override string Code => "bank";
    public override IReadOnlyList<string> Parts => Endings;

    public override object? Parse(Field field) => new BankAnswer(
        Typed.Narrow(field.Raw(".bank")), Typed.Narrow(field.Raw(".branch")), field.Raw(".type"), (Typed.Digits(field.Raw(".number")) ?? "")
            .PadLeft(7, '0'), Typed.Kana(field.Raw(".holder")).ToUpperInvariant());

    public override IEnumerable<Fault> Faults(Field field)
    {
        if (!IsName(field.Raw(".bank"), 4))
            yield return new(field.Say($"{field.Named}の金融機関を、名前か4桁の金融機関コードで入力してください。", $"「{field.Label}」の 銀行の 名前を 書いて ください（4つの 数字でも いいです）。",
            $"Fill in the bank of “{field.Label}” by its name or 4-digit code."), ".bank");
        if (!IsName(field.Raw(".branch"), 3))
            yield return new(field.Say($"{field.Named}の支店を、名前か3桁の支店コードで入力してください。", $"「{field.Label}」の 店の 名前を 書いて ください（3つの 数字でも いいです）。",
            $"Fill in the branch of “{field.Label}” by its name or 3-digit code."), ".branch");
        foreach (var unknown in Unknown(field)) yield return unknown;
        if (Types.All(t => t.Code != field.Raw(".type")))
            yield return new(field.Say($"{field.Named}の預金の種類を選んでください。", $"「{field.Label}」の しゅるいを えらんで ください。",
            $"Choose the type of “{field.Label}”."), ".type");
        if (Typed.Digits(field.Raw(".number")) is not { Length: > 0 and <= 7 })
            yield return new(field.Say($"{field.Named}の口座番号を7桁までの数字で入力してください。", $"「{field.Label}」の 口座番号を 7つまでの 数字で 書いて ください。",
            $"Fill in the account number of “{field.Label}”: up to 7 digits."), ".number");
        var holder = Typed.Kana(field.Raw(".holder"));
        if (holder.Length is 0 or > LongestHolder || !holder.All(HolderName.Allows))
            yield return new(field.Say($"{field.Named}の口座名義を、通帳のとおりにカタカナかローマ字で入力してください。",
            $"「{field.Label}」の 名前を、通帳の とおりに カタカナか ローマ字で 書いて ください。",
            $"Fill in the holder of “{field.Label}” in katakana or Roman letters, as in your bank book."), ".holder");
    }

    // A name may be newer than the list, or another word for the same: only what is typed as a code must be there.
    static IEnumerable<Fault> Unknown(Field field)
    {
        var (bank, branch) = (Typed.Narrow(field.Raw(".bank")), Typed.Narrow(field.Raw(".branch")));
        if (!IsName(bank, 4) || !IsName(branch, 3)) yield break;
        var code = IsCode(bank);
        if (!code && !IsCode(branch)) yield break;
        var found = Banks.Known.Find(bank);
        if (code && found is null)
            yield return new(field.Say($"金融機関コード「{bank}」の金融機関はありません。通帳を見て、入力し直してください。",
                $"「{bank}」の 銀行は ありません。通帳を 見て、もういちど 書いて ください。",
                $"There is no bank with the code “{bank}”. Look at your bank book and type it again."), ".bank");
        if (IsCode(branch) && found is { } known && known.Find(branch) is null)
            yield return new(field.Say($"「{known.Name}」に、支店コード「{branch}」の支店はありません。通帳を見て、入力し直してください。",
                $"「{known.Name}」に「{branch}」の 店は ありません。通帳を 見て、もういちど 書いて ください。",
                $"“{known.Name}” has no branch with the code “{branch}”. Look at your bank book and type it again."), ".branch");
    }

    static bool IsCode(string word) => word.All(char.IsAsciiDigit);

    /// <summary>What a person typed, and beside it which bank and branch that is: name for a code, code for a name.</summary>
    static (string Bank, string Branch) Shown(BankAnswer answer)
    {
        if (Banks.Known.Find(answer.Bank) is not { } bank) return (answer.Bank, answer.Branch);
        var branch = bank.Find(answer.Branch);
        return ($"{bank.Name}（{bank.Code}）", branch is null ? answer.Branch : $"{branch.Name}（{branch.Code}）");
    }

    /// <summary>A name, or a code that has exactly its digits.</summary>
    static bool IsName(string raw, int digits)
    {
        var text = Typed.Narrow(raw);
        return text.Length is > 0 and <= 50 && (!text.All(char.IsAsciiDigit) || text.Length == digits);
    }

    /// <summary>A name longer than the bank's field is cut by the bank, not by us.</summary>
    const int LongestHolder = 60;

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<div class=\"parts\">");
        Part(html, field, ".bank", field.Say("金融機関の名前か金融機関コード（4桁）", "銀行の 名前（4つの 数字でも いい）", "Bank: name or 4-digit code"));
        Line(html, field, ".bank");
        Part(html, field, ".branch", field.Say("支店の名前か支店コード（3桁）", "店の 名前（3つの 数字でも いい）", "Branch: name or 3-digit code"));
        Line(html, field, ".branch");
        Part(html, field, ".type", field.Say("預金の種類", "口座の しゅるい", "Type of account"));
        html.Html($"<span class=\"select\"><select class=\"input\" id=\"{field.Name}.type\" name=\"{field.Name}.type\"");
        Describe(html, field, ".type");
        html.Html($"><option value=\"\">{field.Say("選んでください", "えらんで ください", "Choose")}</option>");
        foreach (var (code, label, english) in Types)
            html.Html($"<option value=\"{code}\"").Attribute("selected", field.Raw(".type") == code)
            .Html($">{field.Say(label, label, english)}</option>");
        html.Raw("</select></span>");
        Part(html, field, ".number", field.Say("口座番号（7桁）", "口座番号（7つの 数字）", "Account number (7 digits)"));
        Line(html, field, ".number", mode: "numeric", autocomplete: "off", size: "short");
        Part(html, field, ".holder", field.Say("口座名義（通帳のとおりに、カタカナかローマ字）", "口座の 名前（通帳の とおり。カタカナか ローマ字）",
            "Account holder (as in the bank book, katakana or Roman letters)"));
        Line(html, field, ".holder", autocomplete: "off");
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        if (Parse(field) is BankAnswer bank)
        {
            var (_, label, english) = Types.FirstOrDefault(t => t.Code == bank.Type);
            var (name, branch) = Shown(bank);
            html.Html($"{name} {branch}<br>{field.Say(label ?? "", label ?? "", english ?? "")} {bank.Number}<br>{bank.Holder}");
        }
    }

    public override IEnumerable<(string Part, string Text)> Write(object value) =>
        value is BankAnswer b ? [(".bank", b.Bank), (".branch", b.Branch), (".type", b.Type), (".number", b.Number), (".holder", b.Holder)]
            : throw new ArgumentException("A bank account is written from a BankAnswer.", nameof(value));

    static readonly IReadOnlyList<CellHead> Heads = [new(".bank", "金融機関"), new(".branch", "支店"), new(".type", "種類"),
        new(".number", "口座番号"), new(".holder", "口座名義")];

    public override IReadOnlyList<CellHead> Columns(Question question) => Heads;
    public override IReadOnlyList<string> Cells(Field field) => Parse(field) is BankAnswer b
        ? [b.Bank, b.Branch, Types.FirstOrDefault(t => t.Code == b.Type).Label ?? "", b.Number, b.Holder] : [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        Endings.Select((part, i) => (part, part == ".type" ? Types.FirstOrDefault(t => t.Label == cells[i]).Code ?? "" : cells[i]));

    /// <summary>As on a receipt: the last three digits.</summary>
    public override string Masked(Field field) => Parse(field) is BankAnswer { Number: [.., _, _, _] number } ? $"…{number[^3..]}" : "…";

    public override JsonObject Schema(Question question)
    {
        var properties = new JsonObject();
        foreach (var part in (string[])["bank", "branch", "type", "number", "holder"])
            properties[part] = new JsonObject { ["type"] = "string" };
        properties["type"] = new JsonObject { ["enum"] = new JsonArray("1", "2", "4") };
        properties["number"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{7}$" };
        return new()
        {
            ["type"] = "object", ["properties"] = properties,
            ["required"] = new JsonArray("bank", "branch", "type", "number", "holder")
        };
    }
}

/// <summary>Bank and branch by name or code, type 1 普通 2 当座 4 貯蓄, number of 7 digits, holder in katakana.</summary>
public sealed record BankAnswer(string Bank, string Branch, string Type, string Number, string Holder);
