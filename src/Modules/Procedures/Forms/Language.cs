using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>The language that a page's definitions are read in: ja, easy (やさしい日本語) or en; carried in `?lang=`.</summary>
public readonly record struct Language(string Code)
{
    public static Language Of(HttpContext http) => new(http.Request.Query["lang"].ToString() switch { "easy" => "easy", "en" => "en", _ => "ja" });

    public bool IsPlain => Code == "ja";
    /// <summary>One of three texts written in code.</summary>
    public string Pick(string ja, string easy, string en) => Code switch { "easy" => easy, "en" => en, _ => ja };

    public string Say(Text text) => text.In(Code).Words;

    /// <summary>The value of the HTML lang attribute.</summary>
    public string Html => Code == "en" ? "en" : "ja";

    /// <summary>The address in this language.</summary>
    public string Url(string path) => IsPlain ? path : path + (path.Contains('?') ? "&" : "?") + "lang=" + Code;
}
