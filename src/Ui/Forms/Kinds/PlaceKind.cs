using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A place in the city: tapped in a picture of its towns, told by the device, or said by its town and in words. Nothing needs
/// scripting but the device. The value is a <see cref="PlaceAnswer"/>.</summary>
public sealed record PlaceKind : Kind
{
    // The picture is shown in one of two sizes, so that a tap can be read without knowing the screen.
    static readonly (string Ending, int Width)[] Sizes = [(".small", 280), (".large", 560)];
    static readonly IReadOnlyList<string> Endings =
        [".town", ".lat", ".lon", ".address", ".small.x", ".small.y", ".large.x", ".large.y"];
    const int Longest = 200;

    /// <summary>The header by which a page that asks for a place may ask the device for it; no other page may.</summary>
    public const string Policy = "geolocation=(self), camera=(), microphone=()";

    public override string Code => "place";
    public override IReadOnlyList<string> Parts => Endings;
    public override bool Keeps(string part) => part is ".town" or ".lat" or ".lon" or ".address";
    public override string Anchor(Field field) => field.Name + ".town";

    /// <summary>Whether the key of a post says that a picture was tapped.</summary>
    public static bool IsTap(string key) => Sizes.Any(size => key.EndsWith(size.Ending + ".x", StringComparison.Ordinal));

    static string? Raw(Form form, Question question, string part) => form[question.Name + part] is { Length: > 0 } raw ? raw : null;

    static double? Degrees(string? raw) =>
        double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static GeoPoint? PointOf(Form form, Question question) => Degrees(Raw(form, question, ".lat")) is { } lat
        && Degrees(Raw(form, question, ".lon")) is { } lon && lat is >= -90 and <= 90 && lon is >= -180 and <= 180 ? new(lat, lon) : null;

    public override object? Parse(Field field) =>
        new PlaceAnswer(Typed.Line(field.Raw(".town")), PointOf(field.Form, field.Question), Typed.Line(field.Raw(".address")));

    /// <summary>A tap becomes a point, a point names its town; a town that was chosen after it leaves the point behind.</summary>
    public override void Settle(Form form, Question question)
    {
        var place = Parse(new(form, question)) as PlaceAnswer ?? throw new InvalidOperationException("A place always parses.");
        if (form.Map is { } map
            && Sizes.Select(size => Tapped(form, question, map, size)).FirstOrDefault(at => at is not null) is { } tapped)
            place = map.TownAt(tapped) is { } here ? place with { Town = here, At = tapped } : place;
        else if (place.At is { } at && form.Map is { } drawn && drawn.TownAt(at) != place.Town)
            place = place.Town.Length == 0 ? place with { Town = drawn.TownAt(at) ?? "" } : place with { At = null };
        // Nothing was typed: nothing is there.
        if (form.AnswersOf(question).Any()) form.Fill(question.Name, place with { Address = form[question.Name + ".address"] });
    }

    static GeoPoint? Tapped(Form form, Question question, TownMap map, (string Ending, int Width) size) =>
        Degrees(Raw(form, question, size.Ending + ".x")) is { } x && Degrees(Raw(form, question, size.Ending + ".y")) is { } y
            ? map.At(x * TownMap.Width / size.Width, y * TownMap.Width / size.Width) : null;

    public override IEnumerable<Fault> Faults(Field field)
    {
        var place = Parse(field) as PlaceAnswer ?? throw new InvalidOperationException("A place always parses.");
        if (place.Town.Length == 0)
            yield return new(place.At is null
                ? field.Say($"{field.Named}の町名を選んでください。", $"「{field.Label}」の 町の名前を えらんで ください。",
                    $"Choose the town of “{field.Label}”.")
                : field.Say($"{field.Named}が市の外です。町名を選んでください。",
                    $"「{field.Label}」が 市の 外です。町の名前を えらんで ください。",
                    $"“{field.Label}” is outside of the city. Choose a town."), ".town");
        else if (field.Form.Towns.Count > 0 && field.Form.Towns.All(t => t.Name != place.Town))
            yield return new(field.Say($"{field.Named}の町名を、一覧の中から選び直してください。",
                $"「{field.Label}」の 町の名前を もういちど えらんで ください。",
                $"Choose the town of “{field.Label}” again from the list."), ".town");
        if (place is { At: null, Address.Length: 0 })
            yield return new(field.Say($"{field.Named}の番地か目印を入力してください。地図で場所を選んだときは、なくてもかまいません。",
                $"「{field.Label}」の 番地か めじるしを 書いて ください。",
                    $"Fill in an address or a landmark for “{field.Label}”, or tap the place in the map."), ".address");
        else if (PlainText.Letters(place.Address).Count() > Longest)
            yield return new(field.Say($"{field.Named}の番地や目印は{Longest}文字以内で入力してください。",
                $"「{field.Label}」の めじるしは {Longest}文字までです。",
                $"The address of “{field.Label}” can have up to {Longest} characters."), ".address");
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        var (name, place) = (field.Name, Parse(field) as PlaceAnswer);
        html.Raw("<div class=\"parts place\"");
        if (field.Form.Map is not null)
            html.Raw(" data-place").Attribute("data-here", field.Say("今いる場所にする", "いま いる ところに する", "Use where I am"))
                .Attribute("data-failed",
                    field.Say("今いる場所が分かりませんでした。地図か町名で選んでください。",
                    "いま いる ところが わかりません。地図か 町の 名前で えらんで ください。",
                    "Your position could not be found. Tap the map or choose a town."));
        html.Raw(">");
        if (field.Form.Map is { } map) Picture(html, field, map, place);
        Part(html, field, ".town", field.Say("町名", "町の名前", "Town"));
        html.Html($"<span class=\"select\"><select class=\"input\" id=\"{name}.town\" name=\"{name}.town\"");
        Describe(html, field, ".town");
        html.Html($"><option value=\"\">{field.Say("選んでください", "えらんで ください", "Choose")}</option>");
        foreach (var town in field.Form.Towns)
            html.Html($"<option value=\"{town.Name}\"").Attribute("selected", place?.Town == town.Name)
                .Html($">{town.In(field.Form.Language)}</option>");
        html.Raw("</select></span>");
        Part(html, field, ".address",
            field.Say("番地や目印（交差点、近くの建物、電柱の番号など）", "番地や めじるし（ちかくの たてもの、でんちゅうの 番号など）",
            "Address or landmark (crossing, building nearby, number of a pole)"));
        Line(html, field, ".address", autocomplete: "off", optional: true);
        foreach (var part in (string[])[".lat", ".lon"])
            html.Html($"<input type=\"hidden\" name=\"{name}{part}\" value=\"{field.Raw(part)}\" autocomplete=\"off\">");
        html.Raw("</div>");
    }

    static void Picture(HtmlWriter html, Field field, TownMap map, PlaceAnswer? place)
    {
        html.Raw("<p class=\"hint\">")
            .Text(field.Say("地図の場所を押すと、そこが選ばれます。町の区切りはおよそのものです。",
            "地図の 場所を おすと、そこが えらばれます。町の くぎりは だいたいです。",
            "Press a place in the map to choose it. The borders of the towns are approximate.")).Raw("</p>");
        var source = "data:image/svg+xml;base64," + Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes(TownPicture.Of(map, place?.Town, place?.At)));
        foreach (var (ending, width) in Sizes)
        {
            // Whoever works with the keyboard or does not see the picture chooses the town from the list.
            html.Html($"<input type=\"image\" class=\"town-map town-map{ending.Replace('.', '-')}\" name=\"{field.Name}{ending}\"")
                .Html($" width=\"{width}\" height=\"{width * map.Height / TownMap.Width}\" tabindex=\"-1\" formnovalidate")
                .Html($" formaction=\"#{field.Name}\" src=\"{source}\"")
                .Attribute("alt", field.Say("市の地図。町名は下の一覧からも選べます。", "市の 地図。町の名前は 下からも えらべます。",
                    "Map of the city. You can also choose the town from the list below.")).Raw(">");
        }
        if (place?.At is { } at)
            html.Html($"<p class=\"chosen\">{field.Say("選んだ場所：", "えらんだ ところ：", "Chosen: ")}<strong>{place.Town}</strong>")
                .Html($"{field.Say("（", "（", " (")}{Said(field, at)}{field.Say("）", "）", ")")}</p>");
    }

    static string Said(Field field, GeoPoint at) =>
        field.Say(Words(at, "北緯", "東経"), Words(at, "北緯", "東経"), Words(at, "N ", "E "));

    static string Words(GeoPoint at, string north, string east) =>
        FormattableString.Invariant($"{north}{at.Lat:0.00000} {east}{at.Lon:0.00000}");

    public override void Print(HtmlWriter html, Field field)
    {
        if (Parse(field) is not PlaceAnswer place) return;
        html.Text(field.Form.Towns.FirstOrDefault(t => t.Name == place.Town)?.In(field.Form.Language) ?? place.Town);
        if (place.Address.Length > 0) html.Html($"<br>{place.Address}");
        if (place.At is { } at)
            html.Html($"<br><a href=\"https://maps.gsi.go.jp/#18/{Words(at, "", "").Replace(' ', '/')}\" rel=\"external noreferrer\">")
                .Html($"{Said(field, at)}{field.Say("（地理院地図）", "（地図）", " (map)")}</a>");
    }

    static readonly IReadOnlyList<CellHead> Heads = [new(".town", "町名"), new(".lat", "緯度"), new(".lon", "経度"),
        new(".address", "番地や目印")];

    public override IReadOnlyList<CellHead> Columns(Question question) => Heads;
    public override IReadOnlyList<string> Cells(Field field) => Parse(field) is PlaceAnswer p
        ? [p.Town, Text(p.At?.Lat), Text(p.At?.Lon), p.Address] : [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        Heads.Select((column, i) => (column.Ending, cells[i]));

    /// <summary>Only the town.</summary>
    public override string Masked(Field field) => Typed.Line(field.Raw(".town"));

    static string Text(double? degrees) => degrees?.ToString("0.00000", CultureInfo.InvariantCulture) ?? "";

    public override IEnumerable<(string Part, string Text)> Write(object value) => value is PlaceAnswer p
        ? [(".town", p.Town), .. p.At is { } at ? [(".lat", Text(at.Lat)), (".lon", Text(at.Lon))] : Array.Empty<(string, string)>(),
            (".address", p.Address)]
        : throw new ArgumentException("A place is written from a PlaceAnswer.", nameof(value));

    public override JsonObject Schema(Question question) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["town"] = new JsonObject { ["type"] = "string" },
            ["lat"] = new JsonObject { ["type"] = "number", ["minimum"] = -90, ["maximum"] = 90 },
            ["lon"] = new JsonObject { ["type"] = "number", ["minimum"] = -180, ["maximum"] = 180 },
            ["address"] = new JsonObject { ["type"] = "string", ["maxLength"] = Longest },
        },
        ["required"] = new JsonArray("town"),
    };
}

/// <summary>A place: its town, the point where one was given, and words that lead there.</summary>
public sealed record PlaceAnswer(string Town, GeoPoint? At, string Address)
{
    public override string ToString() => Town + Address;
}
