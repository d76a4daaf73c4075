using System.Text.Json;
using System.Text.RegularExpressions;
using Keyaki.Tests.Pages;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>What residents read, wherever it stands: in the pages, in the mails, in the journal that they see, and in the city's
/// files.</summary>
public sealed partial class PlainWordsTests
{
    /// <summary>Words of the office for what has a plain one; and the one word for what a resident does here.</summary>
    static readonly string[] OfficeWords = ["補正", "専決", "決裁", "申請", "申込み", "起案", "供覧"];

    // The official name of a procedure, a record class or a paper is a name.
    static readonly string[] Names = ["title", "mailTitle", "result", "record", "budget", "unconfirmed", "words"];

    // Rooms of the office, of the plan and of development: no resident comes there.
    static readonly string[] OfficeRooms =
    [
        "/Office/", "/Plan/", "/Staff/", "/Approvals/", "/Documents/", "/Drafting/", "/Counter/", "/Protection/", "/Queue/",
        "/Builder/", "/Replies/", "/Modules/Assets/",
        "/Development/", "/Website/Desk/", "/Website/Pages/",
        "/Gallery", "/DeciderShell", "/OfficerShell", "/Search/", "/Definitions/", "/obj/", "/bin/",
    ];

    static readonly string[] Rooms =
    [
        "/Procedures/Resident/", "/Residents/Mine/", "/Residents/SignIn/", "/Payments/Pay/", "/Messages/Inbox/", "/Messages/Mails/",
        "/Ui/Components/", "/Ui/Shells/", "/Ui/Forms/",
    ];

    // Figures that only the plan's readers see stand beside what they count.
    static readonly string[] Figures = ["ApplicationsOnline.cs", "ApplicationsByProcedure.cs"];

    // 日時, 場所, 対象, 申込み, 問合せ: the heads of a notice as 市報 has printed them for decades.
    static readonly string[] Heads = ["Derived.cs"];

    [Fact]
    public void 住民の読むところに_市役所の中だけの言葉はなく_申し込みは一つの言葉で言う()
    {
        var wrong = new List<string>();
        foreach (var file in Files("src")
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            if (Has(file, OfficeRooms) || Figures.Concat(Heads).Contains(Path.GetFileName(file))) continue;
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                // All texts of the residents' rooms; elsewhere three languages, a mail, or a line of the journal.
                if (Has(file, Rooms) || Read().IsMatch(line))
                    foreach (Match text in Literal().Matches(line)) Look(text.Value, $"{Path.GetFileName(file)}:{number}");
            }
        }
        foreach (var file in Files("cities").Where(f => Has(f, ["/procedures/", "/forms/"])))
            Walk(JsonDocument.Parse(File.ReadAllText(file)).RootElement, Path.GetFileName(file), top: true);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Look(string text, string at)
        {
            if (Array.Find(OfficeWords, w => text.Contains(w, StringComparison.Ordinal)) is { } word) wrong.Add($"{at} 「{word}」 {text}");
        }

        void Walk(JsonElement json, string at, bool top = false)
        {
            if (json.ValueKind == JsonValueKind.Array) foreach (var each in json.EnumerateArray()) Walk(each, at);
            if (json.ValueKind != JsonValueKind.Object) return;
            foreach (var each in json.EnumerateObject())
                if (top && Names.Contains(each.Name)) continue;
                else if (each.Name is "ja" or "easy" && each.Value.ValueKind == JsonValueKind.String)
                    Look(each.Value.GetString() ?? "", at);
                else Walk(each.Value, $"{at}/{each.Name}");
        }
    }

    static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(KiyoseTests.Root, folder), "*", SearchOption.AllDirectories);

    static bool Has(string file, string[] rooms) => rooms.Any(room => file.Contains(room, StringComparison.Ordinal));

    [Fact]
    public void 並ぶ言葉の間の空白は_画面まで届く() =>
        // Razor drops a text that is nothing but white space, also a full-width one: two links ran into one word.
        Assert.DoesNotContain(Files("src").Where(f => f.EndsWith(".razor", StringComparison.Ordinal)), f => Gap()
            .IsMatch(File.ReadAllText(f)));

    [GeneratedRegex(@"<text>\s*</text>")]
    private static partial Regex Gap();

    [GeneratedRegex("""Pick\(|Say\(|new Text\(|new\(\$?"[^"]*",\s*\$?"[^"]*",\s*\$?"|new Message\(|Deed\.Look\(|Deed [A-Za-z]+ = new\(""")]
    private static partial Regex Read();

    [GeneratedRegex("\\$?\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();
}
