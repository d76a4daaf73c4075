using FsCheck;
using FsCheck.Fluent;
using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Rules;

/// <summary>Random walks of legal and illegal acts, beside a model of plain lists that knows nothing of the program's own graph.</summary>
public sealed class 決裁の道筋
{
    public static readonly string[] Seats = ["chief", "head", "money", "law", "check", "director", "vice"];
    public static readonly OfficerFace Drafter = Face(0, "clerk");

    public static OfficerFace Face(int n, string post) => new(new Guid(n + 1, 0, 0, new byte[8]), post, post, post, "kankyo", "環境課");

    /// <summary>Everybody by number: 0 drafts, 1 to 7 hold the seats, 8 is nobody here.</summary>
    public static OfficerFace Person(int n) => n == 0 ? Drafter : n <= Seats.Length ? Face(n, Seats[n - 1]) : Face(n, "stranger");

    /// <param name="What">0-13, see <see cref="Do"/>.</param>
    public sealed record Deed(int What, int Who, int For);

    static readonly (StepKind Kind, string Post)[] Usual = [(StepKind.Review, "chief"), (StepKind.Review, "head"),
        (StepKind.Concur, "money"),
        (StepKind.Concur, "law"), (StepKind.Vet, "check"), (StepKind.Decide, "director")];

    public static Approval Propose(TimeProvider clock, bool flagged, bool noProxy, Guid? subject = null)
    {
        (StepKind, string)[] all = [.. Usual, (StepKind.Decide, "vice")];
        return Approval.Propose(new("x", subject ?? Guid.Empty, "件名", new("policy", "kankyo") { Important = flagged }, Drafter.Account, "/"),
            new("部長専決", null, []) { NoProxy = noProxy }, Drafter, [.. all.Select(s => (new RouteStep(s.Item1, s.Item2),
                new Post(s.Item2, s.Item2, "kankyo", 5), (OfficerFace?)Person(Array.IndexOf(Seats, s.Item2) + 1)))], 1, clock);
    }

    /// <summary>Does it, as a page would ask for it; false where it was refused with words.</summary>
    public static bool Do(Approval a, Deed deed, TimeProvider clock)
    {
        var (by, post) = (Person(deed.Who), Person(deed.For).Post);
        var proxy = new Hand(by, post, Capacity.Proxy, ViewBy: new(2026, 12, 1));
        var pull = new Hand(by, by.Post, Capacity.PullUp, ViewBy: new(2026, 12, 1));
        try
        {
            switch (deed.What)
            {
                case 0 or 1 or 2: a.Approve(by, clock); break;
                case 3: a.Approve(by, clock, "意見"); break;
                case 4: a.Disagree(by, "理由", clock); break;
                case 5: a.Remand(by, "理由", clock); break;
                case 6: a.Return(by, deed.For, "理由", clock); break;
                case 7: a.Reject(by, "理由", clock); break;
                case 8: a.Defer(by, "理由", clock); break;
                case 9: a.Approve(proxy, clock); break;
                case 10: a.Approve(pull, clock); break;
                case 11: a.Retrieve(by, clock); break;
                case 12: a.Drop(by, "理由", clock); break;
                default: a.Abandon(by, "理由", clock); break;
            }
            return true;
        }
        catch (Rule refused)
        {
            Assert.NotEmpty(refused.Sentence);
            return false;
        }
    }

    /// <summary>The plain model: who has answered what, and nothing else.</summary>
    public sealed class Model(bool flagged, bool noProxy)
    {
        static readonly int[] Stage = [1, 2, 3, 3, 4, 5, 6];
        readonly string?[] answers = new string?[7]; // yes, no, passed
        (string What, int Who, int Seat)? last = ("propose", 0, -1);
        public string State { get; private set; } = "InReview";
        public int Owed { get; private set; }

        public string Answers => string.Join(',', answers.Select(a => a ?? "-"));
        bool Odds => answers.Contains("no");
        int End => Odds ? 6 : 5;

        /// <summary>The stage that has the turn.</summary>
        int Now => Enumerable.Range(0, End + 1).Where(i => answers[i] is null).Select(i => Stage[i]).DefaultIfEmpty(0).Min();
        bool Turn(int seat) => seat >= 0 && seat <= End && answers[seat] is null && Stage[seat] == Now;

        bool Say(int seat, string answer, int who)
        {
            answers[seat] = answer;
            last = (answer, who, seat);
            if (Enumerable.Range(0, End + 1).All(i => answers[i] is not null)) State = "Decided";
            return true;
        }

        bool Finish(string state) { State = state; return true; }

        void Ask(int seat)
        {
            answers[seat] = null;
            for (var i = 0; i < 7; i++) if (Stage[i] > Stage[seat] && answers[i] != "passed") answers[i] = null;
        }

        public bool Do(Deed d)
        {
            if (d.What > 12) return State is "InReview" or "Remanded" or "Retrieved" && Finish("Abandoned");
            if (State != "InReview") return false;
            var mine = d.Who is >= 1 and <= 7 ? d.Who - 1 : -1;
            var other = d.For is >= 1 and <= 7 ? d.For - 1 : -1;
            switch (d.What)
            {
                case <= 3: return Turn(mine) && Say(mine, "yes", d.Who);
                case 4: return Turn(mine) && mine is 2 or 3 && Turn(mine) && Say(mine, "no", d.Who);
                case 5: return Turn(mine) && Finish("Remanded");
                case 6:
                    if (!Turn(mine) || other < 0 || Stage[other] >= Stage[mine] || answers[other] is not ("yes" or "no")) return false;
                    last = ("return", d.Who, mine);
                    Ask(other);
                    return true;
                case 7: return Turn(mine) && mine == End && Finish("Rejected");
                case 8:
                    if (!Turn(mine)) return false;
                    last = ("defer", d.Who, mine);
                    return true;
                case 9:
                    if (d.Who == 0 || !Turn(other) || other == End && (flagged || noProxy || Odds)) return false;
                    Owed++;
                    return Say(other, "yes", d.Who);
                case 10:
                    if (mine < 0 || mine > End || answers[mine] is not null || Turn(mine)) return false;
                    int[] before = [.. Enumerable.Range(0, 7).Where(i => Stage[i] < Stage[mine] && answers[i] is null)];
                    if (before.Contains(2) || before.Contains(3)) return false;
                    foreach (var i in before) answers[i] = "passed";
                    Owed += before.Length;
                    return Say(mine, "yes", d.Who);
                case 11:
                    if (last is not { } l || l.Who != d.Who) return false;
                    if (l.What == "propose") return Finish("Retrieved");
                    if (l.What is not ("yes" or "no")) return false;
                    last = ("retrieve", d.Who, l.Seat);
                    Ask(l.Seat);
                    return true;
                default: return d.Who == 0 && Finish("Withdrawn");
            }
        }

        public static string Of(Approval a) => string.Join(',', a.Steps.OrderBy(s => s.Number).Select(s => s.State switch
        {
            StepState.Approved => "yes",
            StepState.Disagreed => "no",
            StepState.PulledUp => "passed",
            _ => "-",
        }));
    }

    /// <summary>Most deeds are those of who has the turn, or walks would end before they begin.</summary>
    public static Gen<Deed> Deeds => from what in Gen.Frequency((12, Gen.Choose(0, 4)), (4, Gen.Choose(6, 11)), (1, Gen.Choose(0, 13)))
                                     from who in Gen.Choose(0, 8) from other in Gen.Choose(0, 8)
                                     select new Deed(what, who, other);

    [Fact]
    public void 一万の散歩が_素朴な手本と一つも違わない()
    {
        var clock = new TestClock(TestClock.StoryDay);
        var ends = new HashSet<string>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true), Prop.ForAll(
            (from deeds in Deeds.ListOf(60) from flagged in Gen.Elements(false, true) from no in Gen.Elements(false, true)
             select (deeds, flagged, no)).ToArbitrary(), walk =>
            {
                var (approval, model) = (Propose(clock, walk.flagged, walk.no), new Model(walk.flagged, walk.no));
                foreach (var deed in walk.deeds)
                {
                    var (before, acts) = (Model.Of(approval), approval.Acts.Count);
                    var (did, should) = (Do(approval, deed, clock), model.Do(deed));
                    Assert.True(did == should, $"{deed} {before}");
                    if (!did) Assert.Equal(acts, approval.Acts.Count);
                    Assert.Equal((model.State, model.Owed), (approval.State.ToString(), approval.Views.Count));
                    Assert.Equal(model.Answers, Model.Of(approval));
                    Assert.Equal(approval.State is ApprovalState.InReview, approval.Waiting.Count > 0);
                    Assert.DoesNotContain(approval.Acts, a => a.Officer == Drafter.Account && a.Kind.Forward());
                }
                lock (ends) ends.Add(model.State);
            }));
        Assert.Superset(new HashSet<string> { "Decided", "Remanded", "Rejected", "Withdrawn", "Abandoned", "Retrieved" }, ends);
    }
}
