using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A name in its parts, each with its reading. The letters stay as they were typed (外字, variants, rare characters); the readings
/// are katakana. Whoever has one name leaves the second part empty. The value is a <see cref="NameAnswer"/>.</summary>
public sealed record FullNameKind : Kind
{
    /// <summary>Letters as a reader counts them, for each part.</summary>
    const int Longest = 40;

    static readonly IReadOnlyList<string> Endings = [".family", ".given", ".familyKana", ".givenKana"];
    static readonly IReadOnlyList<CellHead> Heads = [new(".family", "姓"), new(".given", "名"), new(".familyKana", "姓のフリガナ"),
        new(".givenKana", "名のフリガナ")];

    public override string Code => "fullname";
    public override IReadOnlyList<string> Parts => Endings;

    public override object? Parse(Field field) => new NameAnswer(Typed.Line(field.Raw(".family")), Typed.Line(field.Raw(".given")),
        Typed.Kana(field.Raw(".familyKana")), Typed.Kana(field.Raw(".givenKana")));

    static string Word(Field field, string part) => part switch
    {
        ".family" => field.Say("姓（名前が一つの方は、ここに書きます）", "みょうじ（なまえが 一つの 人は ここに 書きます）",
            "Family name (write here if you have only one name)"),
        ".given" => field.Say("名", "なまえ", "Given name"),
        ".familyKana" => field.Say("姓のフリガナ", "みょうじの よみかた", "Family name in katakana"),
        _ => field.Say("名のフリガナ", "なまえの よみかた", "Given name in katakana"),
    };

    static string Short(Field field, string part) => part == ".family" ? field.Say("姓", "みょうじ", "family name") : Word(field, part);

    public override IEnumerable<Fault> Faults(Field field)
    {
        var given = !PlainText.IsBlank(field.Raw(".given")) || !PlainText.IsBlank(field.Raw(".givenKana"));
        foreach (var part in Endings)
        {
            var (kana, raw) = (part.EndsWith("Kana", StringComparison.Ordinal), field.Raw(part));
            if (PlainText.IsBlank(raw))
            {
                if (given || part is ".family" or ".familyKana")
                    yield return new(field.Say($"{field.Named}の{Short(field, part)}を入力してください。",
                        $"「{field.Label}」の {Short(field, part)}を 書いて ください。",
                        $"Fill in the {Short(field, part)} of “{field.Label}”."), part);
            }
            else if (kana && !KanaKind.IsKana(Typed.Kana(raw)))
                yield return new(field.Say($"{field.Named}の{Short(field, part)}はカタカナで入力してください（ひらがなでもかまいません）。",
                    $"「{field.Label}」の {Short(field, part)}は カタカナか ひらがなで 書いて ください。",
                    $"Fill in the {Short(field, part)} of “{field.Label}” (hiragana will do)."), part);
            else if (PlainText.Letters(Typed.Line(raw)).Count() > Longest)
                yield return new(field.Say($"{field.Named}の{Short(field, part)}は{Longest}文字以内で入力してください。",
                    $"「{field.Label}」の {Short(field, part)}は {Longest}文字までです。",
                    $"The {Short(field, part)} of “{field.Label}” can have up to {Longest} characters."), part);
        }
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        var own = field.Question.Autocomplete == "name";
        html.Raw("<div class=\"parts parts-name\">");
        foreach (var part in Endings)
        {
            html.Raw("<div>");
            Part(html, field, part, Word(field, part));
            Line(html, field, part, autocomplete: own && part == ".family" ? "family-name" : own && part == ".given" ? "given-name" : "off",
                optional: part is ".given" or ".givenKana");
            html.Raw("</div>");
        }
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        if (Parse(field) is NameAnswer name) html.Html($"{name}<br><span class=\"hint\">{name.Kana}</span>");
    }

    public override IReadOnlyList<CellHead> Columns(Question question) => Heads;
    public override IReadOnlyList<string> Cells(Field field) =>
        Parse(field) is NameAnswer n ? [n.Family, n.Given, n.FamilyKana, n.GivenKana] : [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        Endings.Select((part, i) => (part, cells[i]));

    public override IEnumerable<(string Part, string Text)> Write(object value)
    {
        var name = value as NameAnswer ?? NameAnswer.Of(value.ToString() ?? "", "");
        return [(".family", name.Family), (".given", name.Given), (".familyKana", name.FamilyKana), (".givenKana", name.GivenKana)];
    }

    public override JsonObject Schema(Question question)
    {
        static JsonObject Text(bool kana) =>
            kana ? new() { ["type"] = "string", ["pattern"] = KanaKind.Pattern } : new() { ["type"] = "string" };
        return new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["family"] = Text(false), ["given"] = Text(false), ["familyKana"] = Text(true),
                ["givenKana"] = Text(true)
            },
            ["required"] = new JsonArray("family", "familyKana"),
        };
    }
}

/// <summary>A name as it is written and its reading in katakana; the given name is empty where there is only one.</summary>
public sealed record NameAnswer(string Family, string Given, string FamilyKana, string GivenKana)
{
    /// <summary>From a name and a reading that are each written in one, with a blank between the parts.</summary>
    public static NameAnswer Of(string name, string kana)
    {
        var ((family, given), (familyKana, givenKana)) = (Split(name), Split(kana));
        return new(family, given, familyKana, givenKana);
    }

    static (string First, string More) Split(string text) =>
        text.Trim().Split([' ', '\u3000'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            [var first, var rest] => (first, rest),
            [var one] => (one, ""),
            _ => ("", ""),
        };

    public string Kana => GivenKana.Length > 0 ? $"{FamilyKana}\u3000{GivenKana}" : FamilyKana;
    public override string ToString() => Given.Length > 0 ? $"{Family} {Given}" : Family;
}
