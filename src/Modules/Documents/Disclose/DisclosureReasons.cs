using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>不開示理由: why something may not be disclosed, by the article of the city's 情報公開条例.</summary>
/// <param name="Number">Stands in white on the black: digits and hyphens.</param>
public sealed record DisclosureReason(string Code, string Number, string Article, string Title)
{
    public string Words => $"{Article}（{Title}）";
}

/// <summary>The city's list of them.</summary>
public sealed record DisclosureReasons(IReadOnlyList<DisclosureReason> All)
{
    public const string File = "disclosure-reasons";

    public static DisclosureReasons Read(CityFile file) => new(file.Items("reasons", each =>
    {
        each.Only("code", "number", "article", "title");
        var number = each.Word("number");
        if (number.Length > 10 || !number.All(c => char.IsAsciiDigit(c) || c == '-'))
            each.Fault("number", "黒の上に書く番号です。数字と「-」で、10字までにしてください。");
        return new DisclosureReason(each.Code("code"), number, each.Word("article"), each.Word("title"));
    }, r => r.Code));
}
