using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>An address. Inside the city the town is chosen from the city's own list; elsewhere it is typed. The value is an
/// <see cref="AddressAnswer"/>.</summary>
/// <param name="Outside">Inside the city: the words by which somebody says that they do not live there.</param>
public sealed record AddressKind(bool InCity = false, string? Outside = null) : Kind
{
    /// <summary>The town of who lives outside; what that means is for the definition to say.</summary>
    public const string Away = "-";

    static readonly IReadOnlyList<string> Endings = [".postal", ".town", ".street", ".building"];
    public override string Code => "address";
    public override IReadOnlyList<string> Parts => Endings;

    public override object? Parse(Field field) =>
        new AddressAnswer(Typed.Postal(field.Raw(".postal")) ?? "", Typed.Line(field.Raw(".town")), Typed.Line(field.Raw(".street")),
            Typed.Line(field.Raw(".building")));

    public override string Anchor(Field field) => field.Name + (InCity ? ".town" : ".postal");

    public override IEnumerable<Fault> Faults(Field field)
    {
        var address = Parse(field) as AddressAnswer ?? throw new InvalidOperationException("An address always parses.");
        if (IsAway(address)) yield break;
        if (Postal(field, address) is { } postal) yield return new(postal, ".postal");
        if (Town(field, address) is { } town) yield return new(town, ".town");
        if (address.Street.Length == 0)
            yield return new(field.Say($"{field.Named}の番地を入力してください。", $"「{field.Label}」の 番地を 書いて ください。",
                $"Fill in the street number of “{field.Label}”."), ".street");
        if (address.Town.Length + address.Street.Length + address.Building.Length > 200)
            yield return new(field.Say($"{field.Named}は、合わせて200文字以内で入力してください。", $"「{field.Label}」は ぜんぶで 200文字までです。",
                $"“{field.Label}” can have up to 200 characters in all."));
    }

    bool IsAway(AddressAnswer address) => Outside is not null && address.Town == Away;

    string? Postal(Field field, AddressAnswer address) => (!PlainText.IsBlank(field.Raw(".postal")) ? address.Postal.Length == 7 : InCity)
        ? null
        : field.Say($"{field.Named}の郵便番号を7桁の数字で入力してください。", $"「{field.Label}」の ゆうびん番号を 7つの 数字で 書いて ください。",
            $"Fill in the 7-digit postal code of “{field.Label}”.");

    string? Town(Field field, AddressAnswer address)
    {
        if (address.Town.Length == 0)
            return InCity ? field.Say($"{field.Named}の町名を選んでください。", $"「{field.Label}」の 町の名前を えらんで ください。",
            $"Choose the town of “{field.Label}”.")
            : field.Say($"{field.Named}の市区町村と町名を入力してください。", $"「{field.Label}」の 市と 町の名前を 書いて ください。",
                $"Fill in city and town of “{field.Label}”.");
        if (InCity && field.Form.Towns.Count > 0 && field.Form.Towns.All(t => t.Name != address.Town))
            return field.Say($"{field.Named}の町名を、一覧の中から選び直してください。", $"「{field.Label}」の 町の名前を もういちど えらんで ください。",
            $"Choose the town of “{field.Label}” again from the list.");
        return null;
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        var (name, towns) = (field.Name, field.Form.Towns);
        html.Html($"<div class=\"parts\" data-address=\"{(InCity ? field.Say("郵便番号から「{}」と分かりました。丁目まで選んでください。", "「{}」です。何丁目か えらんで ください。", "The code is for {}. Please choose which part (chome).")
            : field.Say("郵便番号から「{}」と分かりました。続きを入力してください。", "「{}」です。つづきを 書いて ください。", "The code is for {}. Please add the rest."))}\">");
        Part(html, field, ".postal", field.Say("郵便番号", "ゆうびん番号", "Postal code"));
        Line(html, field, ".postal", mode: "numeric", autocomplete: "postal-code", size: "short", optional: InCity);
        Part(html, field, ".town", InCity ? field.Say("町名", "町の名前", "Town")
            : field.Say("都道府県・市区町村・町名", "県・市・町の名前", "Prefecture, city and town"));
        if (InCity && towns.Count > 0) Choose(html, field, towns);
        else
        {
            Line(html, field, ".town", autocomplete: "address-level2");
            foreach (var town in towns) html.Html($"<data value=\"{town.Postal}\">{town.Name}</data>");
        }
        Part(html, field, ".street", field.Say("番地（例：10番地、1-2-3）", "番地（例：10番地、1-2-3）", "Street number (for example 1-2-3)"));
        Line(html, field, ".street", autocomplete: "address-line1");
        Part(html, field, ".building",
            field.Say("建物名・部屋番号（ない場合は空けてください）", "たてものの 名前・へや番号（ないときは 書きません）", "Building and room (leave empty if none)"));
        Line(html, field, ".building", autocomplete: "address-line2", optional: true);
        html.Raw("</div>");
    }

    void Choose(HtmlWriter html, Field field, IReadOnlyList<Town> towns)
    {
        html.Html($"<span class=\"select\"><select class=\"input\" id=\"{field.Name}.town\" name=\"{field.Name}.town\"");
        Describe(html, field, ".town");
        html.Html($"><option value=\"\">{field.Say("選んでください", "えらんで ください", "Choose")}</option>");
        foreach (var town in towns)
            html.Html($"<option value=\"{town.Name}\" data-postal=\"{town.Postal}\"").Attribute("selected", field.Raw(".town") == town.Name)
                .Html($">{town.In(field.Form.Language)}</option>");
        if (Outside is not null) html.Html($"<option value=\"{Away}\"").Attribute("selected", field.Raw(".town") == Away)
            .Html($">{Outside}</option>");
        html.Raw("</select></span>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        if (Parse(field) is not AddressAnswer address) return;
        if (IsAway(address))
        {
            html.Text(Outside ?? "");
            return;
        }
        if (address.Postal.Length == 7) html.Html($"〒{address.Postal.AsSpan(0, 3)}-{address.Postal.AsSpan(3)}<br>");
        html.Text(field.Form.Towns.FirstOrDefault(t => t.Name == address.Town)?.In(field.Form.Language) ?? address.Town);
        if (field.Form.Language == "en") html.Text(" ");
        html.Text(address.Street);
        if (address.Building.Length > 0) html.Html($"<br>{address.Building}");
    }

    public override IEnumerable<(string Part, string Text)> Write(object value) =>
        value is AddressAnswer a ? [(".postal", a.Postal.Length == 7 ? $"{a.Postal.AsSpan(0, 3)}-{a.Postal.AsSpan(3)}" : a.Postal),
            (".town", a.Town), (".street", a.Street), (".building", a.Building)] : [(".town", value.ToString() ?? "")];

    static readonly IReadOnlyList<CellHead> Heads =
        [new(".postal", "郵便番号"), new(".town", "町名"), new(".street", "番地"), new(".building", "建物名・部屋番号")];

    public override IReadOnlyList<CellHead> Columns(Question question) => Heads;
    public override IReadOnlyList<string> Cells(Field field) => Parse(field) is AddressAnswer a ? IsAway(a) ? ["", Outside ?? "", "", ""]
        : [a.Postal, a.Town, a.Street, a.Building] : [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        Endings.Select((part, i) => (part, part == ".town" && cells[i].Length > 0 && cells[i] == Outside ? Away : cells[i]));

    public override JsonObject Schema(Question question) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["postal"] = new JsonObject { ["type"] = "string", ["pattern"] = "^([0-9]{7})?$" },
            ["town"] = new JsonObject { ["type"] = "string" },
            ["street"] = new JsonObject { ["type"] = "string" },
            ["building"] = new JsonObject { ["type"] = "string" },
        },
        ["required"] = new JsonArray("town", "street"),
    };
}

/// <summary>An address as it was given: postal code of 7 digits or empty, town, street with number, building or empty.</summary>
public sealed record AddressAnswer(string Postal, string Town, string Street, string Building)
{
    public override string ToString() => Town + Street + (Building.Length > 0 ? " " + Building : "");
}
