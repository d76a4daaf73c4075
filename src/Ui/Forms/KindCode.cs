using System.Text.Json;

namespace Keyaki.Ui;

/// <summary>From the code word of a definition (with its settings) to the kind.</summary>
public static class KindCode
{
    public static IReadOnlyList<string> All { get; } = ["text", "longtext", "kana", "date", "number", "yen", "choice", "many", "yesno",
        "address", "phone", "mail", "bank", "file", "password", "code", "group", "birth", "corporation", "consent", "explanation",
        "sex", "fullname", "place", "slot", "mynumber"];

    /// <summary>The kind, or null when there is no such word. Settings: min, max, decimals, unit, rows, least, most, row, inCity,
    /// yes, no, accept, takes, text; a group also needs its children.</summary>
    public static Kind? Read(string code, JsonElement settings = default, IReadOnlyList<Question>? children = null)
    {
        var of = new Settings(settings);
        return code switch
        {
            "text" => new TextKind(),
            "longtext" => new LongTextKind(of.Int("rows") ?? 4),
            "kana" => new KanaKind(),
            "date" => new DateKind(),
            "birth" => new DateKind(Birthday: true),
            "corporation" => new CorporationKind(),
            "consent" => new ConsentKind(of.Text("text") ?? ""),
            "explanation" => new ExplanationKind(of.Text("text") ?? ""),
            "sex" => new SexKind(of.Text("law") ?? ""),
            "fullname" => new FullNameKind(),
            "place" => new PlaceKind(),
            "mynumber" => new MyNumberKind(),
            "slot" => new SlotKind(),
            "number" => new NumberKind(of.Decimal("min"), of.Decimal("max"), of.Int("decimals") ?? 0, of.Text("unit")),
            "yen" => new YenKind((long)(of.Decimal("min") ?? 0), (long)(of.Decimal("max") ?? 999_999_999_999)),
            "choice" => new ChoiceKind(),
            "many" => new ManyKind(of.Int("least"), of.Int("most")),
            "yesno" => new YesNoKind(of.Text("yes") ?? "はい", of.Text("no") ?? "いいえ"),
            "address" => new AddressKind(of.Is("inCity")),
            "phone" => new PhoneKind(),
            "mail" => new MailKind(),
            "bank" => new BankKind(),
            "file" => new FileKind() is var file && of.Text("accept") is { } accept
                ? file with { Accept = accept, Takes = of.Text("takes") ?? file.Takes } : new FileKind(),
            "password" => new PasswordKind(),
            "code" => new CodeKind(of.Int("length") ?? 6),
            "group" => new GroupKind(children ?? [], of.Text("row") ?? "件", of.Int("least") ?? 1, of.Int("most") ?? 10),
            _ => null,
        };
    }

    readonly struct Settings(JsonElement json)
    {
        JsonElement? Get(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : null;
        public int? Int(string name) => Get(name) is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null;
        public decimal? Decimal(string name) => Get(name) is { ValueKind: JsonValueKind.Number } n ? n.GetDecimal() : null;
        public string? Text(string name) => Get(name) is { ValueKind: JsonValueKind.String } s ? s.GetString() : null;
        public bool Is(string name) => Get(name) is { ValueKind: JsonValueKind.True };
    }
}
