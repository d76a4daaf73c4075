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
    const int DaysAhead = 3;

    public sealed record Page(Form Form, PayoutKind Kind, IReadOnlyList<Checked> Lines, IReadOnlyList<YearMoney> Money, bool More);

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
    static IQueryable<PayoutLine> Open(string kind, Look look)
    {
        var cash = look.Db.Set<CashPayout>();
        return look.Payouts().Where(l => l.Kind == kind && (l.State == PayoutState.Waiting || l.State == PayoutState.AskAgain)
            && !cash.Any(c => c.Line == l.Id && c.Agreed == null)).OrderBy(l => l.At).ThenBy(l => l.Id).Take(PaymentRun.Most);
    }

    static async Task<IResult> Ask(string kind, Form form, Look look, Inspection inspection, IRegister register)
    {
        var lines = await Open(kind, look).AsNoTracking().ToListAsync(look.Stop);
        var all = await inspection.Of(look.Db, lines, await Absent.Of(look, register, lines.Select(l => l.Payee)), look.Stop);
        look.Journal.With([.. lines.Select(l => (Guid?)l.Payee).Distinct()]);
        return Show(new(form, look.KindOf(kind), all,
            await look.Db.Money(look.KindOf(kind), [.. lines.Select(l => new FiscalYear(l.Year))], look.Stop),
                lines.Count == PaymentRun.Most));
    }

    // The register lies behind another door: it is asked before the turn.
    static async Task<Absent> Weigh(string kind, Look look, IRegister register) => await Absent.Of(look, register,
        await Open(kind, look).Select(l => l.Payee).ToListAsync(look.Stop));

    static async Task<Answer> Accept(string kind, Form form, Turn turn, Absent absent, Inspection inspection, IApprovals approvals)
    {
        var (of, day) = (turn.KindOf(kind), form.Value("day") is DateOnly said ? said : turn.Today);
        if (day < turn.Today || !turn.City.Calendar.IsOpen(day)) throw new Rule("day", "きょうから後の開庁日を選んでください。");
        var chosen = Without(form, await inspection.Of(turn.Db, await Open(kind, turn).AsTracking().ToListAsync(turn.Stop), absent,
            turn.Stop));
        if (chosen.Count == 0) throw new Rule("", "支払えるものがありません。");
        var why = form["why"].Trim();
        if (why.Length == 0 && chosen.FirstOrDefault(c => c.StandsOut) is { } odd)
            throw new Rule("why", $"「{odd.Line.Reference}」は、{odd.Words}です。入れるわけを書くか、今回は除いてください。");
        foreach (var money in await turn.Db.Money(of, [], turn.Stop))
            if (money.Over(Yen.Sum(chosen.Where(c => c.Line.Year == money.Year.Year).Select(c => c.Line.Amount))) is var over
                && over > Yen.Zero)
                throw new Rule("", $"{money.Year}の予算を{over}超えます。支払いを除くか、予算を確かめてください。");
        var run = await Freeze(turn, of, chosen, day, why.Length == 0 ? null : why, approvals);
        return Answer.See(PayoutPaths.Run(run.Id));
    }

    /// <summary>The year's money in a line.</summary>
    internal static string Words(YearMoney money) =>
        $"{money.Year}：{(money.Limit is { } limit ? $"予算 {limit}、" : "")}交付 {money.Granted}、"
        + $"支払い済み {money.Paid}、支払いの途中 {money.Listed}{(money.Left is { } left ? $"、残り {left}" : "")}";

    static IReadOnlyList<Checked> Without(Form form, IReadOnlyList<Checked> all)
    {
        var except = form["except"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        if (except.FirstOrDefault(e => all.All(c => c.Line.Reference != e)) is { } unknown)
            throw new Rule("except", $"「{unknown}」は、この一覧にありません。番号を確かめてください。");
        return [.. all.Where(c => !c.Stops && !except.Contains(c.Line.Reference))];
    }

    /// <summary>Freezes these lines and puts the list to decision.</summary>
    internal static async Task<PaymentRun> Freeze(Turn turn, PayoutKind kind, IReadOnlyList<Checked> lines, DateOnly day, string? why,
        IApprovals approvals)
    {
        var (id, year) = (turn.NewId(), FiscalYear.Of(turn.Today).Year);
        var frozen = lines.Select((c, i) => new RunLine
        {
            Run = id, Position = i + 1, Line = c.Line.Id, Account = c.Row?.Id ?? throw new NotHere(), Figure = c.Line.Figure,
            Name = c.Payee.Name,
            Print = c.Print ?? "", Snags = string.Join(' ', c.Snags),
        }).ToList();
        var run = new PaymentRun
        {
            Id = id, Year = year, Number = await turn.Db.PaymentRuns().Where(r => r.Year == year).MaxAsync(r => (int?)r.Number,
                turn.Stop) + 1 ?? 1,
            Kind = kind.Code, Department = kind.Department, Count = frozen.Count, Figure = frozen.Sum(f => f.Figure),
            Hash = PaymentRun.HashOf(frozen.Select(f => f.Print)), Day = day, Why = why, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(run);
        foreach (var line in frozen) turn.Db.Add(line);
        foreach (var line in lines) turn.Db.Add(line.Line.Freeze(id, turn.Today, turn.Me, turn.NewId(), turn.Now));
        run.Approval = await approvals.Propose(turn.Db, new(PaymentRun.Subject, id, RunPaper.Title(run, kind),
            new(turn.PayoutKinds.Act, kind.Department, run.Amount), turn.Me, PayoutPaths.Run(id)), turn.Stop);
        turn.Journal.About(PayoutDeeds.Run, id, [.. lines.Select(l => (Guid?)l.Line.Payee).Distinct()]).Fact("count", run.Count)
            .Fact("yen", run.Figure).Fact("hash", run.Hash);
        return run;
    }
}
