using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Xunit;
using Outcome = Keyaki.Procedures.Outcome;

namespace Keyaki.Tests.Rules;

public sealed class ApplicationGraphTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 11, 24);
    static readonly Guid Officer = Guid.Parse("00000000-0000-7000-8000-000000000001");
    static readonly ReceiptNumber Number = ReceiptNumber.New(System.Security.Cryptography.RandomNumberGenerator.Create());

    static Application New(DecisionKind decision, long fee = 0, DateOnly? day = null) => new Application
    {
        Id = Guid.CreateVersion7(Now), Procedure = "p", Definition = "h", Department = "d", Decision = decision,
        ApplicantKind = ActorKind.Resident, Account = Officer, Channel = "online", StartedAt = Now,
    }.Freeze(new("清瀬 花子", "キヨセ ハナコ", "{}", "", new Yen(fee), null, null, day), Now);

    /// <summary>Takes a step the way the program does.</summary>
    static void Take(Application a, ApplicationStep step)
    {
        switch (step)
        {
            case ApplicationStep.Submit: a.Submit(Number, Today, Now); break;
            case ApplicationStep.Examine: a.Examine(Officer, Officer, Now); break;
            case ApplicationStep.RequestCorrection: a.RequestCorrection([("name", "字が読めません")], Officer, Today, () => Officer, Now); break;
            case ApplicationStep.Correct:
                a.Correct(new("n", "k", $$"""{"model":"{{a.Version}}"}""", "", a.Fee, null, null, null), [], Now);
                break;
            case ApplicationStep.Propose: a.Propose(Outcome.Granted, null, Officer, Officer, Officer, Now); break;
            case ApplicationStep.Remand:
                a.Remand(new Recommendation
                {
                    Id = Officer, ApplicationId = a.Id, Outcome = Outcome.Granted,
                    Approval = Officer, By = Officer, At = Now
                }, "理由", Officer, Now); break;
            case ApplicationStep.Grant: a.Decide(Outcome.Granted, null, Officer, null, Officer, Now); break;
            case ApplicationStep.Refuse: a.Decide(Outcome.Refused, "要件に合いません", Officer, null, Officer, Now); break;
            case ApplicationStep.Complete: a.Deliver(DeliveryWay.Post, Officer, Officer, Now); break;
            case ApplicationStep.AskOthers: a.AwaitConfirmation(Now); break;
            case ApplicationStep.Confirm: a.Confirm(Today, Now); break;
            case ApplicationStep.Revoke: a.Revoke(Officer, "誤りのため", Officer, Now); break;
            default: a.Withdraw(a.Account, Today, null, Officer, Now); break;
        }
    }

    [Fact]
    public void どう歩いても図にある道だけを通り断られた一歩は何も変えない()
    {
        var steps = Gen.Elements(Enum.GetValues<ApplicationStep>()).ListOf(60);
        var walks = Gen.Zip(Gen.Elements(Enum.GetValues<DecisionKind>()), steps);
        Prop.ForAll(walks.ToArbitrary(), walk =>
        {
            var a = New(walk.Item1);
            foreach (var step in walk.Item2)
            {
                var (from, version) = (a.State, a.Version);
                var allowed = ApplicationGraph.After(from, step, walk.Item1);
                try
                {
                    Take(a, step);
                    Assert.Equal(allowed, a.State);
                    Assert.True(a.Version > version);
                }
                catch (Rule)
                {
                    Assert.Null(allowed);
                    Assert.Equal(from, a.State);
                    Assert.Equal(version, a.Version);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(DecisionKind.Automatic)]
    [InlineData(DecisionKind.Officer)]
    [InlineData(DecisionKind.Route)]
    public void どの状態からも終わりまで行ける(DecisionKind decision)
    {
        var reached = new HashSet<ApplicationState> { ApplicationState.AwaitingPayment };
        while (reached.SelectMany(s => Next(s, decision)).Except(reached).ToList() is { Count: > 0 } more) reached.UnionWith(more);
        foreach (var state in reached) Assert.True(EndsFrom(state, decision, []), state.ToString());
        Assert.Contains(ApplicationState.Granted, reached);
        Assert.Contains(ApplicationState.Withdrawn, reached);
        Assert.Equal(decision is not DecisionKind.Automatic, reached.Contains(ApplicationState.Refused));
    }

    static IEnumerable<ApplicationState> Next(ApplicationState state, DecisionKind decision) =>
        Enum.GetValues<ApplicationStep>().Select(step => ApplicationGraph.After(state, step, decision)).OfType<ApplicationState>();

    static bool EndsFrom(ApplicationState state, DecisionKind decision, HashSet<ApplicationState> seen) =>
        state.IsEnd() || seen.Add(state) && Next(state, decision).Any(next => EndsFrom(next, decision, seen));

    [Fact]
    public void 手数料があるあいだは支払いの前に受け付けられない()
    {
        var a = New(DecisionKind.Officer, fee: 300).AwaitPayment(Now);
        Assert.Throws<Rule>(() => a.Submit(Number, Today, Now));
        Assert.Equal(Now + Application.CheckoutStay, a.HeldUntil);
        a.Pay(Officer, Now, Now).Submit(Number, Today, Now);
        Assert.Equal(ApplicationState.Submitted, a.State);
        Assert.Null(a.HeldUntil);
    }

    [Fact]
    public void 何も直さない補正は送れず_補正のお願いは残る()
    {
        var a = New(DecisionKind.Officer).Submit(Number, Today, Now);
        a.Examine(Officer, Officer, Now);
        a.RequestCorrection([("name", "字が読めません")], Officer, Today, () => Officer, Now);
        Assert.Throws<Rule>(() => a.Correct(new(a.Name, a.Kana, a.Answers, a.AnswersHash, a.Fee, null, null, null), [], Now));
        Assert.Equal(ApplicationState.CorrectionRequested, a.State);
        Take(a, ApplicationStep.Correct);
        Assert.Equal(ApplicationState.Resubmitted, a.State);
    }

    [Fact]
    public void 二度は支払えない()
    {
        var a = New(DecisionKind.Officer, fee: 300).AwaitPayment(Now).Pay(Officer, Now, Now);
        Assert.Throws<Rule>(() => a.Pay(Officer, Now, Now));
    }

    [Fact]
    public void 認めない決定には理由が要る()
    {
        var a = New(DecisionKind.Officer).Submit(Number, Today, Now);
        a.Examine(Officer, Officer, Now);
        Assert.Equal("reason", Assert.Throws<Rule>(() => a.Decide(Outcome.Refused, " ", Officer, null, Officer, Now)).Field);
    }

    [Fact]
    public void すぐに決まった申込みは前の日まで取り下げられる()
    {
        var a = New(DecisionKind.Automatic, day: Today.AddDays(1)).Submit(Number, null, Now);
        a.Decide(Outcome.Granted, null, null, null, Officer, Now);
        Assert.True(a.CanWithdraw(Today));
        Assert.False(a.CanWithdraw(Today.AddDays(1)));
        Assert.Throws<Rule>(() => a.Withdraw(a.Account, Today.AddDays(1), null, Officer, Now));
        a.Withdraw(a.Account, Today, null, Officer, Now);
        Assert.Equal(ApplicationState.Withdrawn, a.State);
    }
}
