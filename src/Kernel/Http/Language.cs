using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>
/// The language that a visitor reads: ja, easy (やさしい日本語) or en. It is chosen with `?lang=` on any residents' page and remembered by the
/// browser from then on; officers read Japanese.
/// </summary>
public readonly record struct Language(string Code)
{
    public static readonly Language Japanese = new("ja"), Easy = new("easy"), English = new("en");

    /// <summary>In an address: from here on in this language.</summary>
    public const string Query = "lang";

    /// <summary>What there is to choose, each by its own name.</summary>
    public static IReadOnlyList<(Language Language, string Name)> All { get; } =
        [(Japanese, "日本語"), (Easy, "やさしい日本語"), (English, "English")];

    const string Cookie = "keyaki-language";
    static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>The language of this request: the address says it, else the browser remembers it.</summary>
    public static Language Of(HttpContext http) => http.Items.TryGetValue(typeof(Language), out var said) && said is Language here ? here
        : http.Door() == Door.Office ? Japanese
        : Known(http.Request.Query[Query]) ?? Known(http.Request.Cookies[Doors.Named(Cookie, Doors.IsStrict(http))]) ?? Japanese;

    /// <summary>The path says the language: neither the visitor's browser nor the question mark does.</summary>
    public static void IsSaid(HttpContext http, Language language) => http.Items[typeof(Language)] = language;

    /// <summary>The language with that code; null where there is none.</summary>
    public static Language? Known(string? code) => All.Where(l => l.Language.Code == code).Select(l => (Language?)l.Language)
        .FirstOrDefault();

    /// <summary>What the address chose stays chosen on the pages that follow.</summary>
    public static void Remember(HttpContext http)
    {
        if (!http.Items.ContainsKey(typeof(Language)) && http.Door() != Door.Office && Known(http.Request.Query[Query]) is { } chosen)
            http.Response.Cookies.Append(Doors.Named(Cookie, Doors.IsStrict(http)), chosen.Code, Doors.Options(http, Remembered));
    }

    public bool IsPlain => Code == "ja";

    /// <summary>One of three texts written in code.</summary>
    public string Pick(string ja, string easy, string en) => Code switch { "easy" => easy, "en" => en, _ => ja };

    public string Say(Text text) => text.In(Code).Words;

    /// <summary>令和8年12月4日(金), 2026年12月4日（金）, Fri 4 December 2026.</summary>
    public string Say(DateOnly day) => Code switch
    {
        "easy" => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) + $"（{"日月火水木金土"[(int)day.DayOfWeek]}）",
        "en" => day.ToString("ddd d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => EraDate.Of(day).Long,
    };

    /// <summary>Day and time of day in the city.</summary>
    public string Say(DateTimeOffset at) =>
        Say(at.Day()) + (Code == "en" ? ", " : " ") + at.Local().ToString("H:mm", CultureInfo.InvariantCulture);

    public string Say(Yen sum) => Code == "en" ? sum.Amount.ToString("#,0", CultureInfo.InvariantCulture) + " yen" : sum.ToString();

    internal sealed class Column() : ValueConverter<Language, string>(language => language.Code, code => new(code));

    /// <summary>The value of the HTML lang attribute.</summary>
    public string Html => Code == "en" ? "en" : "ja";

    /// <summary>The address in this language.</summary>
    public string Url(string path) => IsPlain ? path : path + (path.Contains('?') ? "&" : "?") + "lang=" + Code;
}
