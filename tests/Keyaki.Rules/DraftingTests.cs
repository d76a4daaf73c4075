using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Contracts.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Rules;

/// <summary>The body's marks, the stages of a draft, and what a mail may be.</summary>
public sealed class DraftingTests
{
    static Draft New(Way way = Way.None)
    {
        var draft = new Draft { Id = Guid.Empty, Department = "kankyo", By = Guid.Empty, At = TestClock.StoryDay, Template = "karui" };
        draft.Write(new("件名", "伺い", "", "plain", null, "c") { Way = way }, "本文");
        return draft;
    }

    [Fact]
    public void 本文の印は見出しと箇条書きと表になり_ほかは書いたままの文になる()
    {
        var blocks = Marked.Read("# 目的\n一行目\n二行目\n\n- あ\n- い\n1. 一\n2. 二\n| 甲 | 乙 |\n|---|---|\n| 1 |\n## 次\n#印ではない");
        Assert.Equal(["TextHeading", "TextLines", "Bullets", "Bullets", "Grid", "TextHeading", "TextLines"], blocks.Select(b => b
            .GetType().Name));
        Assert.Equal("一行目\n二行目", Assert.IsType<TextLines>(blocks[1]).Text);
        Assert.True(Assert.IsType<Bullets>(blocks[3]).Ordered);
        Assert.Equal(["1", ""], Assert.IsType<Grid>(blocks[4]).Rows[1]);
        Assert.Equal("#印ではない", Assert.IsType<TextLines>(blocks[6]).Text);
    }

    [Fact]
    public void 本文に書かれたHTMLは_そのまま文字として出る() =>
        Assert.DoesNotContain("<script", ShowMarked.Html("# <script>a</script>\n| <b> |\n- <i>").Html, StringComparison.Ordinal);

    [Fact]
    public void どんな文字が本文でも_読めて_画面に出せる() => Prop.ForAll<string?>(text =>
    {
        var clean = Marked.Clean(text);
        Assert.True(ShowMarked.Html(clean).Html.Length >= 0);
        return Marked.Clean(clean) == clean;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 文書ソフトから貼った表と点は_印に変わる() =>
        Assert.Equal("- りんご\n| 品 | 数 |\n|---|---|\n| 机 | 2 |\nおわり",
            Marked.Clean("•\tりんご\r\n品\t数\r\n机\t2\r\nおわり\u200b"));

    [Fact]
    public void 決裁に回した起案は書けず_決裁が済んだ起案は変わらない()
    {
        var draft = New();
        draft.Propose(0, 0);
        draft.Proposed(Guid.Empty);
        Assert.Contains("決裁に回っています", Assert.Throws<Rule>(() => draft.Write(draft.Cover, "別")).Message, StringComparison.Ordinal);
        Assert.Throws<Rule>(() => draft.Complete(TestClock.StoryDay));
        draft.Decide(Guid.Empty, "第1号", TestClock.StoryDay);
        draft.SendBack();
        draft.End();
        Assert.Equal(Stage.Decided, draft.Stage);
        Assert.Throws<Rule>(() => draft.Write(draft.Cover, "別"));
        draft.Complete(TestClock.StoryDay);
        Assert.Throws<Rule>(() => draft.Complete(TestClock.StoryDay));
    }

    [Fact]
    public void 施行する起案は_宛先がなければ回せず_施行する前には完結しない()
    {
        var draft = New(Way.Post);
        Assert.Throws<Rule>(() => draft.Propose(0, 0));
        draft.Propose(0, 1);
        draft.Proposed(Guid.Empty);
        draft.Decide(Guid.Empty, "第1号", TestClock.StoryDay);
        Assert.Throws<Rule>(() => draft.Complete(TestClock.StoryDay));
        draft.Issue(TestClock.StoryDay);
        draft.Complete(TestClock.StoryDay);
        Assert.Equal(Stage.Completed, draft.Stage);
    }

    [Fact]
    public void 公開しないものには理由が要る()
    {
        var draft = New();
        Assert.Equal("reason", Assert.Throws<Rule>(() => draft.Write(draft.Cover with { Disclosure = DisclosureClass.Partial }, "")).Field);
        draft.Write(draft.Cover with { Disclosure = DisclosureClass.Closed, Reason = "第7条" }, "");
        Assert.Equal("第7条", draft.Reason);
    }

    static MailFile Read(string eml) => MailFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(eml)), default);
    static string Many(int parts) => "From: a@example.jp\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + string.Concat(Enumerable.Repeat("--b\nContent-Type: text/plain\n\nx\n", parts)) + "--b--\n";

    [Fact]
    public void メールの中身は_50個までは読み_51個は保留になる()
    {
        Assert.Equal("s", Read(Many(MailFile.MostParts - 1)).Subject);
        Assert.Contains("50個より多く", Assert.Throws<Rule>(() => Read(Many(MailFile.MostParts))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void メールのHTMLは文字だけになり_壊れたものはメールとして読めないと言われる()
    {
        var mail = Read("From: a@example.jp\nSubject: s\nContent-Type: text/html\n\n<p>一</p><script>悪い</script><p>二</p>");
        Assert.Equal("一\n\n二", mail.Text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal));
        Assert.Throws<Rule>(() => Read(""));
    }
}
