using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>一覧を固める: what can be paid is checked, frozen with a hash, and put to the route that the table of decisions
/// names.</summary>
public sealed partial class FreezeRun
{
    const int DaysAhead = 3, Sample = 100;

    /// <param name="Lines">All of a short list; the first ones of a long one, which is inspected after it was sent.</param>
    public sealed record Page(Form Form, PayoutKind Kind, IReadOnlyList<Checked> Lines, IReadOnlyList<YearMoney> Money, int All)
    {
        public bool Long => All > PaymentRun.AtOnce;
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(PayoutPaths.Home + "/new/{kind}", PaymentsModule.CanPayOut,
        PayoutDeeds.Freeze, Build, Ask, Accept, PayoutDeeds.List, Weigh);

    static Form Build(string kind, Look look)
    {
        look.KindOf(kind);
        var form = new Form([
            new Question("day", new DateKind(), "振込の予定日") { Hint = "開庁日を選んでください。ファイルを作るときに変えられます。" },
            new Question("except", new LongTextKind(3), "今回は除くもの")
                { Required = false, MaxLength = 4000, Hint = "支払わないものがあれば、その番号を1行に1つずつ書いてください。" },
            new Question("why", new LongTextKind(3), "ふだんと違う支払いのわけ")
            {
                Required = false, MaxLength = PaymentRun.LongestWhy,
                Hint = "「注意」の付いた支払いを入れるときに書いてください。決裁する人が読みます。",
            },
        ]);
        return look.Afresh ? form.Fill("day", look.City.Calendar.Add(look.Today, DaysAhead)) : form;
    }

    // What waits to be handed out in cash is not paid twice.
    internal static IQueryable<PayoutLine> Open(CityDb db, string kind)
    {
        var cash = db.Set<CashPayout>();
        return db.PayoutLines().Where(l => l.Kind == kind && (l.State == PayoutState.Waiting || l.State == PayoutState.AskAgain)
            && !cash.Any(c => c.Line == l.Id && c.Agreed == null)).OrderBy(l => l.At).ThenBy(l => l.Id);
    }

    static IQueryable<PayoutLine> Open(string kind, Look look) => Open(look.Db, look.KindOf(kind).Code);

    static async Task<bool> IsLong(string kind, Look look) => await Open(kind, look).CountAsync(look.Stop) > PaymentRun.AtOnce;

    static async Task<IResult> Ask(string kind, Form form, Look look, Inspection inspection, IRegister register)
    {
        var count = await Open(kind, look).CountAsync(look.Stop);
        var lines = await Open(kind, look).AsNoTracking().Take(count > PaymentRun.AtOnce ? Sample : PaymentRun.AtOnce)
            .ToListAsync(look.Stop);
        var all = await inspection.Of(look.Db, lines, await Absent.Of(look, register, lines.Select(l => l.Payee)), look.Stop);
        look.Journal.With([.. lines.Select(l => (Guid?)l.Payee).Distinct()]);
        return Show(new(form, look.KindOf(kind), all,
            await look.Db.Money(look.KindOf(kind), [.. lines.Select(l => new FiscalYear(l.Year))], look.Stop), count));
    }

    // The register lies behind another door: it is asked before the turn.
    static async Task<Absent> Weigh(string kind, Look look, IRegister register) => await IsLong(kind, look) ? Absent.Nobody
        : await Absent.Of(look, register, await Open(kind, look).Select(l => l.Payee).ToListAsync(look.Stop));

    static async Task<Answer> Accept(string kind, Form form, Turn turn, Absent absent, Inspection inspection, IApprovals approvals,
        RunSteps steps)
    {
        var (of, day) = (turn.KindOf(kind), form.Value("day") is DateOnly said ? said : turn.Today);
        if (day < turn.Today || !turn.City.Calendar.IsOpen(day)) throw new Rule("day", "きょうから後の開庁日を選んでください。");
        if (await IsLong(kind, turn))
        {
            var making = await Begin(turn, of, day, Why(form));
            await steps.Freeze(turn.Db, making, Except(form), turn.Stop);
            return Answer.See(PayoutPaths.Run(making.Id));
        }
        // The register was not asked: there were more before the turn.
        if (ReferenceEquals(absent, Absent.Nobody)) throw new Rule("", "支払いの数が変わりました。もう一度押してください。");
        var chosen = Without(form, await inspection.Of(turn.Db, await Open(kind, turn).AsTracking().ToListAsync(turn.Stop), absent,
            turn.Stop));
        if (chosen.Count == 0) throw new Rule("", "支払えるものがありません。");
        if (Why(form) is null && chosen.FirstOrDefault(c => c.StandsOut) is { } odd)
            throw new Rule("why", $"「{odd.Line.Reference}」は、{odd.Words}です。入れるわけを書くか、今回は除いてください。");
        foreach (var money in await turn.Db.Money(of, [], turn.Stop))
            if (money.Over(Yen.Sum(chosen.Where(c => c.Line.Year == money.Year.Year).Select(c => c.Line.Amount))) is var over
                && over > Yen.Zero)
                throw new Rule("", $"{money.Year}の予算を{over}超えます。支払いを除くか、予算を確かめてください。");
        var run = await Freeze(turn, of, chosen, day, Why(form), approvals);
        return Answer.See(PayoutPaths.Run(run.Id));
    }

    /// <summary>The year's money in a line.</summary>
    internal static string Words(YearMoney money) =>
        $"{money.Year}：{(money.Limit is { } limit ? $"予算 {limit}、" : "")}交付 {money.Granted}、"
        + $"支払い済み {money.Paid}、支払いの途中 {money.Listed}{(money.Left is { } left ? $"、残り {left}" : "")}";

    static string? Why(Form form) => form["why"].Trim() is { Length: > 0 } why ? why : null;

    static string[] Except(Form form) => form["except"].Split('\n', StringSplitOptions.RemoveEmptyEntries
        | StringSplitOptions.TrimEntries);

    static IReadOnlyList<Checked> Without(Form form, IReadOnlyList<Checked> all)
    {
        var except = Except(form).ToHashSet(StringComparer.Ordinal);
        if (except.FirstOrDefault(e => all.All(c => c.Line.Reference != e)) is { } unknown)
            throw new Rule("except", $"「{unknown}」は、この一覧にありません。番号を確かめてください。");
        return [.. all.Where(c => !c.Stops && !except.Contains(c.Line.Reference))];
    }

    /// <summary>Freezes these lines and puts the list to decision.</summary>
    internal static async Task<PaymentRun> Freeze(Turn turn, PayoutKind kind, IReadOnlyList<Checked> lines, DateOnly day, string? why,
        IApprovals approvals)
    {
        var run = await Begin(turn, kind, day, why);
        var frozen = lines.Select((c, i) => Frozen(run.Id, i + 1, c)).ToList();
        foreach (var line in frozen) turn.Db.Add(line);
        foreach (var line in lines) turn.Db.Add(line.Line.Freeze(run.Id, turn.Today, turn.Me, turn.NewId(), turn.Now));
        await Propose(turn, kind, run, [.. frozen.Select(f => (f.Print, f.Figure))], approvals);
        turn.Journal.With([.. lines.Select(l => (Guid?)l.Line.Payee).Distinct()]);
        return run;
    }

    /// <summary>A list with nothing in it yet.</summary>
    static async Task<PaymentRun> Begin(Turn turn, PayoutKind kind, DateOnly day, string? why)
    {
        var year = FiscalYear.Of(turn.Today).Year;
        var run = new PaymentRun
        {
            Id = turn.NewId(), Year = year, Number = await turn.Db.PaymentRuns().Where(r => r.Year == year).MaxAsync(r => (int?)r.Number,
                turn.Stop) + 1 ?? 1,
            Kind = kind.Code, Department = kind.Department, Day = day, Why = why, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(run);
        turn.Journal.About(PayoutDeeds.Run, run.Id);
        return run;
    }

    internal static RunLine Frozen(Guid run, int position, Checked line) => new()
    {
        Run = run, Position = position, Line = line.Line.Id, Account = line.Row?.Id ?? throw new NotHere(), Figure = line.Line.Figure,
        Name = line.Payee.Name, Print = line.Print ?? "", Snags = string.Join(' ', line.Snags),
    };

    /// <summary>Nothing is put into it any more, and the route decides.</summary>
    internal static async Task Propose(Turn turn, PayoutKind kind, PaymentRun run, IReadOnlyCollection<(string Print, long Figure)> lines,
        IApprovals approvals)
    {
        run.Seal(lines);
        run.Approval = await approvals.Propose(turn.Db, new(PaymentRun.Subject, run.Id, RunPaper.Title(run, kind),
            new(turn.PayoutKinds.Act, kind.Department, run.Amount), run.By, PayoutPaths.Run(run.Id)), turn.Stop);
        turn.Journal.About(PayoutDeeds.Run, run.Id).Fact("count", run.Count).Fact("yen", run.Figure).Fact("hash", run.Hash);
    }
}
