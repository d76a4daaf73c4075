using System.Text.RegularExpressions;
using Keyaki.Ui;
using Xunit;

namespace Keyaki.Tests;

/// <summary>What the form kit itself says comes in the language of the page; labels are the definition's business.</summary>
public sealed partial class FormLanguageTests
{
    static readonly Town[] Towns = [new("2040003", "Nakazato 5-chome")];
    static readonly Option[] Options = [new("a", "One"), new("b", "Two"), new("full", "Three", "no places left", Closed: true)];

    static readonly Kind[] All =
    [
        new TextKind(), new LongTextKind(), new KanaKind(), new DateKind(), new NumberKind(1, 9), new YenKind(100, 500), new ChoiceKind(),
        new ManyKind(1, 1), new YesNoKind("Yes", "No"), new AddressKind(), new AddressKind(InCity: true),
        new PhoneKind(), new MailKind(), new BankKind(), new FileKind(Takes: "JPEG, up to 20 MB"), new PasswordKind(), new CodeKind(),
        new GroupKind([new("what", new TextKind(), "Thing"), new("photo", new FileKind(Takes: "JPEG"), "Photo")], "thing", Least: 1,
        Most: 2),
    ];

    static Form Asked(Kind kind, string language, params (string Part, string Text)[] answers) =>
        new([new Question("q", kind, "Answer") { Options = kind is ChoiceKind or ManyKind ? Options : [], MaxLength = 5 }],
            answers.ToDictionary(a => "q" + a.Part, a => a.Text))
        { Language = language, Towns = Towns, Files = id => id == "kept" ? new("kept", "a.jpg", 2048) : null };

    public static TheoryData<int> EachKind() => [.. Enumerable.Range(0, All.Length)];

    public static TheoryData<int, string, string> Faults() => new()
    {
        { 0, "", "longer than five" }, { 1, "", "longer than five" }, { 2, "", "漢字" }, { 3, ".year", "2026" }, { 3, ".day", "x" },
            { 4, "", "x" }, { 4, "", "1.5" }, { 4, "", "0" }, { 4, "", "10" }, { 5, "", "x" }, { 5, "", "1" }, { 5, "", "501" },
        { 6, "", "z" }, { 6, "", "full" }, { 7, "", "z" }, { 7, "", "full" }, { 7, "", "a\nb" }, { 8, "", "perhaps" },
        { 9, ".street", "1" }, { 9, ".town", "x" }, { 10, ".street", "1" }, { 10, ".town", "elsewhere" },
        { 10, ".town", "Nakazato 5-chome" },
        { 11, "", "12" }, { 12, "", "x" }, { 13, ".bank", "1" }, { 13, ".branch", "x" }, { 14, "", "gone" }, { 16, "", "12" },
        { 17, ".0.photo", "gone" },
    };

    [Theory, MemberData(nameof(EachKind))]
    public void 英語の頁の欄に日本語は出ない(int at)
    {
        var form = Asked(All[at], "en");
        form.Check();
        Assert.Empty(Japanese(form.Show(new HtmlWriter(4096)).ToMarkup().ToString()));
        Assert.Empty(Japanese(form.ShowErrors(new HtmlWriter(4096)).ToMarkup().ToString()));
        Assert.Empty(Japanese(form.Print(form.Question("q")).ToString()));
        Assert.NotEmpty(form.Errors);
    }

    [Theory, MemberData(nameof(Faults))]
    public void 誤りは頁の言葉で言う(int at, string part, string text)
    {
        string? Said(string language)
        {
            var form = Asked(All[at], language, (part, text));
            form.Check();
            return form.Errors.FirstOrDefault()?.Message;
        }
        Assert.NotNull(Said("ja"));
        Assert.Empty(Japanese(Said("en") ?? ""));
        Assert.NotEqual(Said("ja"), Said("easy"));
        Assert.DoesNotContain("入力", Said("easy"), StringComparison.Ordinal);
    }

    // What a person needs in Japanese letters to find it on a bank book or a certificate stands in brackets.
    static IEnumerable<string> Japanese(string html) =>
        Letters().Matches(Brackets().Replace(html, "").Replace("西暦", "", StringComparison.Ordinal)).Select(m => m.Value);

    [GeneratedRegex(@"\([^)]*\)|漢字")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[\u3040-\u30ff\u4e00-\u9fff]+")]
    private static partial Regex Letters();
}
