using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>A second kind of case stands on the kit: 困りごとの相談, with a graph, rows and tables of its own.</summary>
public sealed class CaseKitTests
{
    public enum Talk { Heard, Talking, Agreeing, Helped, Closed }
    public enum TalkStep { Meet, Plan, SendBack, Agree, Close, Leave }

    static readonly CaseStates<Talk> States = new CaseStates<Talk>()
        .Add(Talk.Heard, "聞き取り済み", CaseStage.Open, WaitsFor.Office)
        .Add(Talk.Talking, "相談中", CaseStage.Open, WaitsFor.Office)
        .Add(Talk.Agreeing, "支援会議の決定待ち", CaseStage.Open, WaitsFor.Deciders)
        .Add(Talk.Helped, "支援中", CaseStage.Decided, WaitsFor.Office)
        .Add(Talk.Closed, "終結", CaseStage.Ended);

    static CaseGraph<Talk, TalkStep> Graph() => new CaseGraph<Talk, TalkStep>("talks", States)
        .Way(TalkStep.Meet, Talk.Talking, Hand.Office, Talk.Heard, Talk.Talking)
        .Way(TalkStep.Plan, Talk.Agreeing, Hand.Office, Talk.Talking)
        .Way(TalkStep.SendBack, Talk.Talking, Hand.Deciders, Talk.Agreeing)
        .Way(TalkStep.Agree, Talk.Helped, Hand.Deciders, Talk.Agreeing)
        .Way(TalkStep.Close, Talk.Closed, Hand.Office, Talk.Helped)
        .Way(TalkStep.Leave, Talk.Closed, Hand.Person | Hand.Office, Talk.Heard, Talk.Talking, Talk.Agreeing, Talk.Helped);

    sealed class Meeting : CaseAct
    {
        public required Guid TalkId { get; init; }
        public string? About { get; init; }
        public DateOnly? Again { get; init; }
    }

    sealed class Handling : CaseAssignment
    {
        public required Guid TalkId { get; init; }
    }

    sealed class Trouble : Case<Talk, TalkStep>
    {
        static readonly CaseGraph<Talk, TalkStep> Ways = Graph();

        public required Guid Person { get; init; }
        public override string Record => "talk";
        public override string StateWords => States.Words(State);
        public override bool IsOpen => States.Stage(State) is CaseStage.Open;
        public override Guid?[] Concerns() => [Person];
        protected override CaseGraph<Talk, TalkStep> Graph => Ways;

        public Trouble Hear(ReceiptNumber number, DateOnly due, DateTimeOffset at)
        {
            Receive(number, due, at);
            return this;
        }

        public void Go(TalkStep step, Hand by, DateTimeOffset at) => Take(step, by, at, "進められません");

        public Meeting Meet(Guid by, DateTimeOffset at)
        {
            Go(TalkStep.Meet, Hand.Office, at);
            Begin(by);
            return new() { Id = Guid.CreateVersion7(at), TalkId = Id, By = by, At = at };
        }

        public void Back(Guid? drafter, DateTimeOffset at)
        {
            Go(TalkStep.SendBack, Hand.Deciders, at);
            Return(drafter, at);
        }

        public Handling Assign(Guid to, Guid by, DateTimeOffset at)
        {
            Give(to, at);
            return new() { Id = Guid.CreateVersion7(at), TalkId = Id, Officer = to, By = by, At = at };
        }
    }

    sealed class Told : CaseHappening
    {
        public required Guid TalkId { get; init; }
    }

    sealed class Tables(DbContextOptions<Tables> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder model)
        {
            model.Entity<Trouble>(b =>
            {
                Case.KeepAs(b, "talks");
                b.Property(x => x.Number).HasConversion(n => n == null ? null : n.Value, v => Read(v));
            });
            model.Entity<Meeting>(b => CaseEntry.KeepAs(b, "talks_meetings", x => x.TalkId));
            model.Entity<Handling>(b => CaseEntry.KeepAs(b, "talks_handlings", x => x.TalkId));
            model.Entity<Told>(b => CaseHappening.Read(b, nameof(Told.TalkId),
                new EventTable("met", "talks_meetings")
                { Text = "About", Code = "About", Other = "Id", EndedAt = "At", Until = "Again", Before = "About" },
                new EventTable("given", "talks_handlings") { Other = "Officer" }));
        }

        static ReceiptNumber? Read(string? value) => ReceiptNumber.TryParse(value, out var number) ? number : null;
    }

    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    static readonly Guid Tanaka = Guid.CreateVersion7(Now), Sato = Guid.CreateVersion7(Now);

    static Trouble Heard(string department = "fukushi") =>
        new Trouble { Id = Guid.CreateVersion7(Now), Department = department, Person = Sato }
        .Hear(ReceiptNumber.New(System.Security.Cryptography.RandomNumberGenerator.Create()), new(2026, 12, 1), Now);

    [Fact]
    public void 別の種類の事案も自分の図の道だけを自分の手で歩き_断られた一歩は何も変えない()
    {
        var graph = Graph();
        var walk = Gen.Zip(Gen.Elements(Enum.GetValues<TalkStep>()), Gen.Elements(Enum.GetValues<Hand>())).ListOf(60).ToArbitrary();
        Prop.ForAll(walk, steps =>
        {
            var trouble = Heard();
            foreach (var (step, hand) in steps)
            {
                var (from, version) = (trouble.State, trouble.Version);
                var allowed = graph.After(from, step, hand);
                try
                {
                    trouble.Go(step, hand, Now);
                    Assert.Equal((allowed, version + 1), (trouble.State, trouble.Version));
                    Assert.Equal(graph.Waits(trouble.State), trouble.WaitsFor);
                }
                catch (Rule)
                {
                    Assert.Null(allowed);
                    Assert.Equal((from, version), (trouble.State, trouble.Version));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void 担当は終わるまで決められ_差戻しは起案した人に戻り_次の一歩で消える()
    {
        var trouble = Heard();
        trouble.Meet(Tanaka, Now);
        Assert.Equal(Tanaka, trouble.Assignee);
        trouble.Meet(Sato, Now);
        Assert.Equal(Tanaka, trouble.Assignee);
        trouble.Go(TalkStep.Plan, Hand.Office, Now);
        trouble.Back(Sato, Now);
        Assert.Equal((Sato, Now), (trouble.Assignee, trouble.ReturnedAt));
        trouble.Go(TalkStep.Plan, Hand.Office, Now);
        Assert.Null(trouble.ReturnedAt);
        trouble.Assign(Tanaka, Sato, Now);
        trouble.Go(TalkStep.Leave, Hand.Person, Now);
        Assert.Contains("「終結」", Assert.Throws<Rule>(() => trouble.Assign(Sato, Sato, Now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void 正しい図には何も言われない()
    {
        Assert.Empty(Graph().Faults());
        CaseGraphs.Sound(States, [Graph()]);
    }

    [Theory]
    [InlineData("Meet goes from Helped, to which no case comes")]
    [InlineData("no way leads from Talking to an end")]
    [InlineData("Talking waits for Office, who can take no step there")]
    [InlineData("Heard → Meet leads two ways")]
    [InlineData("No case ever comes to Agreeing")]
    [InlineData("No case ever takes the step Plan")]
    [InlineData("Closed has no words")]
    public void 図の誤りは始める時に残らず言われる(string fault)
    {
        var states = new CaseStates<Talk>().Add(Talk.Heard, "聞き取り済み", CaseStage.Open, WaitsFor.Office)
            .Add(Talk.Talking, "相談中", CaseStage.Open, WaitsFor.Office).Add(Talk.Agreeing, "決定待ち", CaseStage.Open)
            .Add(Talk.Helped, "支援中", CaseStage.Decided);
        var graph = new CaseGraph<Talk, TalkStep>("wrong", states).Way(TalkStep.Meet, Talk.Talking, Hand.Office, Talk.Heard)
            .Way(TalkStep.Meet, Talk.Heard, Hand.Office, Talk.Heard, Talk.Helped)
            .Way(TalkStep.Leave, Talk.Talking, Hand.Person, Talk.Talking);
        Assert.Contains(fault, Assert.Throws<InvalidOperationException>(() => CaseGraphs.Sound(states, [graph])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task 自分の表に入り_課と待つ相手で見え_出来事は一度に読める()
    {
        await using var line = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        await line.OpenAsync();
        await using var db = new Tables(new DbContextOptionsBuilder<Tables>().UseSqlite(line).Options);
        await db.Database.EnsureCreatedAsync();
        var (mine, other, over) = (Heard(), Heard("shimin"), Heard());
        over.Go(TalkStep.Leave, Hand.Person, Now);
        db.AddRange(mine, other, over, mine.Meet(Tanaka, Now), mine.Assign(Sato, Tanaka, Now.AddHours(1)));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        Assert.Equal(mine.Id, (await db.Set<Trouble>().Visible(["fukushi"], WaitsFor.Office).SingleAsync()).Id);
        Assert.Equal(2, await db.Set<Trouble>().Visible(["fukushi"]).CountAsync());
        Assert.Equal(3, await db.Set<Trouble>().Visible(["fukushi", "shimin"]).CountAsync());
        var read = await db.Set<Trouble>().SingleAsync(t => t.Id == mine.Id);
        Assert.Equal((Talk.Talking, Sato, mine.Number, 3L), (read.State, read.Assignee, read.Number, read.Version));
        var told = await db.Set<Told>().Where(e => e.TalkId == mine.Id).ToListAsync();
        Assert.Equal(["met", "given"], told.OrderBy(e => e.At).Select(e => e.What));
        Assert.Equal((Guid?)Sato, told.Single(e => e.What == "given").Other);
    }
}
