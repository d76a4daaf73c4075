using Keyaki.Kernel;
using Keyaki.Procedures;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class GuideTests : IDisposable
{
    readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("keyaki-guides");

    public void Dispose() => copy.Delete(recursive: true);

    static Guide Named(string code) => KiyoseTests.Load().Files<Guides>().All.Single(g => g.Code == code);

    /// <summary>What follows from these answers; all that is asked beside them is answered with no.</summary>
    static IReadOnlyList<string> For(Guide guide, params string[] yes)
    {
        var answers = guide.Questions.Select((q, at) => (Name: $"q{at + 1}", Said: yes.Contains(q.Name) ? "yes" : "no"))
            .ToDictionary(a => a.Name, a => a.Said);
        return [.. guide.For(guide.Ask(Language.Japanese, answers)).Select(e => e.Code)];
    }

    [Fact]
    public void 転入のガイドは_答えに合う手続だけを順に出し_出ない質問の答えは数えない()
    {
        var guide = Named("moving-in");
        Assert.Equal(["notice", "screening"], For(guide));
        Assert.Equal(["notice", "card", "allowance", "medical", "school", "dog", "screening"], For(guide, "card", "child", "pupil", "dog"));
        // Without a child nobody asks about school, whatever stands in an old address.
        Assert.Equal(["notice", "screening"], For(guide, "pupil", "nursery"));
        Assert.Equal(["notice-abroad", "health", "pension", "screening"], For(guide, "abroad", "insurance", "card"));
    }

    [Fact]
    public void 離婚も死亡も_はいといいえで道が分かれる()
    {
        Assert.Equal("notice-court", For(Named("divorce"), "court")[0]);
        Assert.Equal("notice", For(Named("divorce"))[0]);
        Assert.DoesNotContain("notice", For(Named("death"), "registered"));
        Assert.DoesNotContain("pension", For(Named("unemployment"), "age", "spouse"));
        Assert.Contains("pension", For(Named("unemployment"), "age"));
    }

    [Fact]
    public void 十二の出来事にガイドがあり_手続には期限と理由と根拠があり_どこでするかが分かる()
    {
        var guides = KiyoseTests.Load().Files<Guides>().All;
        Assert.Equal(["birth", "care", "death", "disaster", "divorce", "marriage", "moving-in", "moving-out", "moving-within", "school",
            "startup", "unemployment"], guides.Select(g => g.Code).Order(StringComparer.Ordinal));
        foreach (var entry in guides.SelectMany(g => g.Entries))
        {
            Assert.NotEmpty(entry.Basis);
            Assert.True(entry.Department is not null || entry.Outside is not null, entry.Code);
            foreach (var text in new[] { entry.Title, entry.Reason, entry.Deadline }.Concat(entry.Belongings))
                Assert.All(new[] { text.Ja, text.Easy, text.En }, words => Assert.False(string.IsNullOrWhiteSpace(words)));
        }
    }

    [Theory]
    [InlineData("\"procedure\": \"bulky-waste\"", "\"procedure\": \"bulky-wastes\"", "という手続は、この市にありません")]
    [InlineData("\"when\": \"$dog\"", "\"when\": [\"and\", \"$dog\", [\"not\", \"$dog\"]]", "この手続は、どう答えても出ません")]
    [InlineData("\"when\": \"$dog\"", "\"when\": \"$cat\"", "cat")]
    [InlineData("\"when\": \"$child\"", "\"when\": \"$waste\"", "この質問より後で聞きます")]
    [InlineData("\"when\": \"$dog\"", "\"when\": \"$waste\"", "「dog」の答えは、どこにも使われていません")]
    [InlineData("\"kind\": \"in\"", "\"kind\": \"out\"", "「out」は、この質問の答えになりません")]
    [InlineData("\"fill\": {\"kind\"", "\"fill\": {\"sort\"", "この名前の質問は、手続にありません")]
    [InlineData("\"moved\": \"@day\"", "\"moved\": \"yesterday\"", "この質問の答えになりません")]
    [InlineData("\"lifeEvent\": \"moving\"", "\"lifeEvent\": \"moon\"", "というライフイベントは")]
    [InlineData("\"easy\": \"転入の とどけ\"", "\"easy\": \"\"", "entries[0].title")]
    public void 誤りのあるガイドは_市を始めるときに場所と文で断る(string right, string wrong, string said)
    {
        KiyoseTests.CopyTo(copy.FullName);
        var file = Path.Combine(copy.FullName, "guides", "moving-in.json");
        var text = File.ReadAllText(file);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at > 0, right);
        File.WriteAllText(file, text[..at] + wrong + text[(at + right.Length)..]);
        var broken = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy.FullName));
        Assert.Contains(said, broken.Message, StringComparison.Ordinal);
        Assert.Contains("guides/moving-in.json", broken.Message, StringComparison.Ordinal);
    }
}
