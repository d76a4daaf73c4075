using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Kernel;
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
    static readonly OfficerFace[] Everybody = [Drafter, Chief, Head, Director];

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

    [Fact]
    public void でたらめに動かしても_待つ案件には決める人がいて_決まったものは変わらず_自分の案件はだれも決めない()
    {
        var seen = new HashSet<(StepState, StepState)>();
        for (var seed = 0; seed < 3000; seed++) Walk(new Random(seed), seen);
        var written = ApprovalGraph.Steps.SelectMany(from => from.Value.Select(to => (from.Key, to))).ToHashSet();
        Assert.True(written.SetEquals(seen),
            $"書いてあるのに起きない: {string.Join(' ', written.Except(seen))} 起きたのに書いてない: {string.Join(' ', seen.Except(written))}");
    }

    static void Walk(Random random, HashSet<(StepState, StepState)> seen)
    {
        var approval = Propose([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Everybody[random.Next(1, 4)])
            .Select(f => (f.Post, random.Next(4) == 0 ? null : f))]);
        // Steps begin ahead; the first has its turn at once.
        seen.Add((StepState.Ahead, approval.Steps[0].State));
        string? ended = null;
        for (var i = 0; i < 25; i++)
        {
            var before = approval.Steps.ToDictionary(s => s.Number, s => s.State);
            var acts = approval.Acts.Count;
            var (who, other) = (Everybody[random.Next(4)], Everybody[random.Next(4)]);
            // Now and then the post has changed hands.
            if (approval.Current is { } waits && random.Next(4) == 0) who = who with { Post = waits.Post };
            try
            {
                switch (random.Next(13))
                {
                    case < 5: approval.Approve(who, Clock); break;
                    case 5: approval.Remand(who, "理由", Clock); break;
                    case 6 or 7: approval.Defer(who, random.Next(5) == 0 ? "" : "理由", Clock); break;
                    case 8 or 9: approval.Reassign(other, who, "理由", Clock); break;
                    case 10: approval.Fill(other, Clock); break;
                    case 11: if (random.Next(3) == 0) approval.Vacate(Clock); break;
                    default: if (random.Next(4) == 0) approval.Withdraw(Clock); break;
                }
            }
            catch (Rule) { Assert.Equal(acts, approval.Acts.Count); }
            var now = Snapshot(approval);
            foreach (var step in approval.Steps)
            {
                if (step.State != before[step.Number]) seen.Add((before[step.Number], step.State));
                else if (approval.Acts.Count > acts && approval.Acts[^1].Step == step.Number
                    && approval.Acts[^1].Kind is ActKind.Deferred or ActKind.Reassigned) seen.Add((before[step.Number], step.State));
            }
            if (ended is not null) Assert.Equal(ended, now);
            if (approval.State is ApprovalState.InReview) HasSomebody(approval);
            else
            {
                Assert.DoesNotContain(approval.Steps, s => s.State.Waits() || s.State is StepState.Ahead);
                ended = now;
            }
            Assert.Equal(approval.State is ApprovalState.Decided, approval.Steps.All(s => s.State is StepState.Approved));
            Assert.DoesNotContain(approval.Acts, a => a.Kind is ActKind.Approved or ActKind.Remanded or ActKind.Deferred
                && a.Officer == Drafter.Account);
            Assert.Equal(Enumerable.Range(1, approval.Acts.Count), approval.Acts.Select(a => a.Number));
        }
    }

    static void HasSomebody(Approval approval)
    {
        var step = Assert.Single(approval.Steps, s => s.State.Waits());
        Assert.Equal(step, approval.Current);
        // whoever may reassign can name one of them
        if (step.State is StepState.Vacant) Assert.Contains(Everybody, f => f.Account != Drafter.Account);
        else Assert.Contains(Everybody, f => approval.Waits(ActorOf(f) with { Post = step.Post, Posts = [step.Post] }));
    }

    static string Snapshot(Approval approval) =>
        $"{approval.State} {approval.EndedAt:O} {string.Join('|', approval.Steps.Select(s => $"{s.Number}{s.State}{s.Post}{s.Holder}{s.At:O}{s.Reason}"))} {string.Join('|', approval.Acts.Select(a => $"{a.Number}{a.Kind}{a.Officer}{a.At:O}"))}";
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
