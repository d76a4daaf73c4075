using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class 決裁の規則
{
    static readonly TestClock Clock = new(TestClock.StoryDay);
    static readonly OfficerFace Drafter = Face(1, "鈴木 亮", "kankyo-shuji");
    static readonly OfficerFace Chief = Face(2, "佐藤 美紀", "kankyo-kakaricho");
    static readonly OfficerFace Head = Face(3, "高橋 浩", "kankyo-kacho");
    static readonly OfficerFace Director = Face(4, "山田 進", "kankyo-bucho");

    static OfficerFace Face(int n, string name, string post) => new(new Guid(n, 0, 0, new byte[8]), name, post, post, "kankyo", "環境課");
    static Post PostOf(string code) => new(code, code, "kankyo", 5);
    static Actor ActorOf(OfficerFace face) =>
        new(ActorKind.Officer, face.Account, face.Name, face.Post, face.Department) { Posts = [face.Post] };

    static Approval Propose(params (string Post, OfficerFace? Holder)[] route) =>
        Approval.Propose(new Proposal("application", Guid.Empty, "補助金の交付", new("permission", "kankyo"), Drafter.Account,
            "/office/cases/1"), Route, Drafter,
            [.. route.Select((r, i) => (new RouteStep(KindOf(i, route.Length), r.Post), PostOf(r.Post), r.Holder))], 1, Clock);
    static StepKind KindOf(int i, int all) => i == all - 1 ? StepKind.Decide : StepKind.Review;
    static readonly RouteFace Route = new("課長専決", null, []);

    static Approval Usual() => Propose(("kankyo-kakaricho", Chief), ("kankyo-kacho", Head));

    [Fact]
    public void 経路の順に承認し_最後の承認で決裁になる()
    {
        var approval = Usual();
        Assert.False(approval.Approve(Chief, Clock));
        Assert.Equal(ApprovalState.InReview, approval.State);
        Assert.True(approval.Approve(Head, Clock));
        Assert.Equal(ApprovalState.Decided, approval.State);
        Assert.Equal([ActKind.Proposed, ActKind.Approved, ActKind.Approved], approval.Acts.Select(a => a.Kind));
    }

    [Fact]
    public void 起案した人が経路にいると起案できない()
    {
        var rule = Assert.Throws<Rule>(() => Propose(("kankyo-kakaricho", Chief), ("kankyo-kacho", Drafter)));
        Assert.Contains("起案した人は、自分の案件を決裁できません", rule.Sentence);
    }

    [Fact]
    public void 経路のない起案はできない() => Assert.Throws<Rule>(() => Propose());

    [Fact]
    public void 順番でない人は決裁できない()
    {
        var approval = Usual();
        Assert.Contains("kankyo-kakaricho", Assert.Throws<Rule>(() => approval.Approve(Head, Clock)).Sentence);
        Assert.False(approval.Waits(ActorOf(Head)));
        Assert.True(approval.Waits(ActorOf(Chief)));
    }

    [Fact]
    public void 職を離れた人には順番が来ても決裁させない()
    {
        var moved = ActorOf(Chief) with { Post = "shimin-kakaricho", Posts = ["shimin-kakaricho"] };
        Assert.False(Usual().Waits(moved));
    }

    [Theory]
    [InlineData("")]
    [InlineData("　 ")]
    public void 差戻しと保留には理由が要る(string reason)
    {
        Assert.Equal("reason", Assert.Throws<Rule>(() => Usual().Remand(Chief, reason, Clock)).Field);
        Assert.Equal("reason", Assert.Throws<Rule>(() => Usual().Defer(Chief, reason, Clock)).Field);
        var approval = Usual();
        Assert.Throws<Rule>(() => approval.Remand(Chief, reason, Clock));
        Assert.Equal(StepState.Pending, approval.Current?.State);
    }

    [Fact]
    public void 差し戻すと残りの職には回らない()
    {
        var approval = Usual();
        approval.Remand(Chief, "領収書の日付が読めません", Clock);
        Assert.Equal(ApprovalState.Remanded, approval.State);
        Assert.Equal([StepState.Remanded, StepState.Bypassed], approval.Steps.Select(s => s.State));
    }

    [Fact]
    public void 保留した人がそのあとで承認できる()
    {
        var approval = Usual();
        approval.Defer(Chief, "予算の残りを確かめています", Clock);
        Assert.True(approval.Waits(ActorOf(Chief)));
        Assert.False(approval.Approve(Chief, Clock));
        Assert.Contains(approval.Acts, a => a.Kind is ActKind.Deferred && a.Reason == "予算の残りを確かめています");
    }

    [Fact]
    public void 空席の職は待ち_担当を変えると進む()
    {
        var approval = Propose(("kankyo-bucho", null), ("kankyo-kacho", Head));
        Assert.Equal(StepState.Vacant, approval.Current?.State);
        Assert.Throws<Rule>(() => approval.Approve(Head, Clock));
        Assert.Throws<Rule>(() => approval.Reassign(Drafter, Head, "代わりに", Clock));
        approval.Reassign(Chief, Head, "部長が空席のため", Clock);
        Assert.False(approval.Approve(Chief, Clock));
        Assert.True(approval.Approve(Head, Clock));
    }

    [Fact]
    public void 空席が埋まっても_それが起案者なら待ち続ける()
    {
        var approval = Propose(("kankyo-bucho", null));
        approval.Fill(Drafter, Clock);
        Assert.Equal(StepState.Vacant, approval.Current?.State);
        approval.Fill(Director, Clock);
        Assert.True(approval.Approve(Director, Clock));
    }

    [Fact]
    public void 担当がその職を離れると空席になり_後任が決める()
    {
        var approval = Usual();
        approval.Defer(Chief, "予算の残りを確かめています", Clock);
        approval.Vacate(Clock);
        Assert.Equal((StepState.Vacant, (Guid?)null), (approval.Current?.State, approval.Current?.Holder));
        var moved = Chief with { Post = "shimin-kakaricho" };
        Assert.Throws<Rule>(() => approval.Approve(moved, Clock));
        var successor = Director with { Post = "kankyo-kakaricho" };
        Assert.True(approval.Waits(ActorOf(successor)));
        Assert.False(approval.Approve(successor, Clock));
    }
}

public sealed class 前に見たときからの変更
{
    static CasePaper Paper(string amount, params string[] files) =>
        new("交付", "交付する", [new("内容", [new("金額", amount), new("品目", "一つめ"), new("品目", "二つめ")])],
        [.. files.Select(f => new CaseFile(f, "/f/" + f, "image/jpeg", 10))], []);
    static string Print(string text) =>
        text.GetHashCode(StringComparison.Ordinal).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void 初めて見たときは何も付かない() => Assert.False(new Marks(Paper("10,000円"), Print, null).Any);

    [Fact]
    public void 変わった行と増えた添付だけに付く()
    {
        var before = new Marks(Paper("10,000円", "a.jpg"), Print, null).Print;
        var paper = Paper("20,000円", "a.jpg", "b.jpg");
        var marks = new Marks(paper, Print, before);
        Assert.Equal([true, false, false], paper.Sections[0].Rows.Select(r => marks.Changed(paper.Sections[0], r)));
        Assert.Equal([false, true], paper.Files.Select(marks.Changed));
        Assert.False(marks.Proposal);
    }

    [Fact]
    public void なくなった添付は数で知らせる()
    {
        var before = new Marks(Paper("10,000円", "a.jpg", "b.jpg"), Print, null).Print;
        Assert.Equal(1, new Marks(Paper("10,000円", "a.jpg"), Print, before).Removed);
    }
}
