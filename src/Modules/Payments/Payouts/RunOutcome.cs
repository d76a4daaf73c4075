using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A frozen list as deciders read it, line by line.</summary>
sealed class RunPaper(CityProfile city, Inspection inspection) : ISubjectPaper
{
    const int Shown = 200;

    public string SubjectKind => PaymentRun.Subject;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.PaymentRuns().AsNoTracking().FirstOrDefaultAsync(r => r.Id == subject, ct) is not { } run) return null;
        var kind = city.Files<PayoutKinds>()[run.Kind];
        // Of a long list deciders read what stands out, and the first ones; its pages have all.
        var all = db.RunLines().Where(l => l.Run == run.Id);
        var odd = run.Count > PaymentRun.AtOnce && await all.AnyAsync(l => l.Snags != "", ct);
        var rows = await RunRow.Of(db, run.Count <= PaymentRun.AtOnce ? all
            : all.Where(l => l.Snags != "" || !odd).OrderBy(l => l.Position).Take(Shown), inspection, ct);
        var years = await db.PayoutLines().Where(l => all.Any(f => f.Line == l.Id)).Select(l => l.Year).Distinct().ToListAsync(ct);
        List<CaseRow> facts = [new("種類", kind.Title.Ja), new("歳出科目", kind.Expense), new("件数と合計", $"{run.Count}件　{run.Amount}"),
            new("振込の予定日", $"{EraDate.Of(run.Day)}"), new("一覧の符号", run.Hash[..16])];
        foreach (var money in await db.Money(kind, [.. years.Select(y => new FiscalYear(y))], ct))
            if (money.Limit is { } limit) facts.Add(new($"{money.Year}の予算",
                $"{limit}（交付 {money.Granted}、支払い済み {money.Paid}、支払いの途中 {money.Listed}）"));
        if (run.Why is { } why) facts.Add(new("ふだんと違う支払いのわけ", why));
        return new(Title(run, kind), $"次の{run.Count}件、合計{run.Amount}を支払う。",
            [new("支払いの一覧", facts), new(rows.Count == run.Count ? "支払先" : odd ? $"支払先（注意のあるもの {rows.Count}件）"
                : $"支払先（はじめの{rows.Count}件）", [.. rows.Select(r => new CaseRow($"{r.Frozen.Position} {r.Frozen.Name}",
                $"{r.Frozen.Amount}　{r.Line.For}（{r.Line.Reference}）\n{r.Account.Hint}{Noted(r)}"))])], [], [.. rows.Select(r =>
                    r.Line.Payee).Distinct()]);
    }

    static string Noted(RunRow row) => (row.Frozen.Found.Any() ? $"\n注意：{string.Join("、", row.Frozen.Found.Select(f => f.Words()))}"
        : "")
        + (row.Blocked is { } why ? $"\n一覧から外れました：{why}" : "");

    internal static string Title(PaymentRun run, PayoutKind kind) => $"{kind.Title.Ja}の支払い（一覧 {run.Code}）";

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        $"{await db.PayoutMarks().CountAsync(m => m.Run == subject, ct)}";
}

/// <summary>A line of a list: as it was frozen, as it stands, and why it fell out of it.</summary>
public sealed record RunRow(RunLine Frozen, PayoutLine Line, TransferAccount Account, PayoutMark? Last)
{
    /// <summary>What changed after freezing; null while it is in the list.</summary>
    public string? Blocked => Last is { State: PayoutState.Waiting or PayoutState.Cancelled or PayoutState.AskAgain } && !Left ? Last.Why
        ?? "" : null;

    /// <summary>Whether it was at the bank.</summary>
    public bool Left { get; init; }

    /// <summary>All of a list.</summary>
    internal static Task<IReadOnlyList<RunRow>> Of(CityDb db, PaymentRun run, Inspection inspection, CancellationToken ct) =>
        Of(db, db.RunLines().Where(l => l.Run == run.Id), inspection, ct);

    /// <summary>Some of the lines of one list.</summary>
    internal static async Task<IReadOnlyList<RunRow>> Of(CityDb db, IQueryable<RunLine> some, Inspection inspection, CancellationToken ct)
    {
        var frozen = await some.AsNoTracking().OrderBy(l => l.Position).ToListAsync(ct);
        var lines = await db.PayoutLines().AsNoTracking().Where(l => some.Any(s => s.Line == l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var marks = (await db.PayoutMarks().AsNoTracking().Where(m => some.Any(s => s.Line == m.Line && s.Run == m.Run)).ToListAsync(ct))
            .ToLookup(m => m.Line);
        var accounts = await inspection.Accounts(db, some, ct);
        return [.. frozen.Select(f => new RunRow(f, lines[f.Line], accounts.GetValueOrDefault(f.Account, TransferAccount.Erased),
            marks[f.Line].MaxBy(m => m.Number))
            { Left = marks[f.Line].Any(m => m.State is PayoutState.Sent) })];
    }
}

/// <summary>How the lines of a list stand, added up by the database.</summary>
public sealed record RunSums(IReadOnlyDictionary<PayoutState, (int Count, Yen Sum)> There, int Blocked)
{
    public (int Count, Yen Sum) Of(PayoutState state) => There.GetValueOrDefault(state, (0, Yen.Zero));

    internal static async Task<RunSums> Of(CityDb db, PaymentRun run, CancellationToken ct)
    {
        var there = await db.PayoutLines().Where(l => l.Run == run.Id).GroupBy(l => l.State)
            .Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(l => l.Figure) }).ToDictionaryAsync(g => g.Key,
                g => (g.Count, new Yen(g.Sum)), ct);
        var marks = db.PayoutMarks().Where(m => m.Run == run.Id);
        // What failed was at the bank and is not in the list any more.
        var failed = await (from l in db.RunLines() where l.Run == run.Id && marks.Any(m => m.Line == l.Line
                                && m.State == PayoutState.AskAgain) && marks.Any(m => m.Line == l.Line && m.State == PayoutState.Sent)
                            select l.Figure).ToListAsync(ct);
        there[PayoutState.AskAgain] = (failed.Count, new(failed.Sum()));
        return new(there, run.Count == 0 ? 0 : run.Count - there.Values.Sum(t => t.Item1));
    }
}

/// <summary>Hears what the route decided: a list that came back lets its lines go.</summary>
sealed class RunOutcome(CityProfile city, IMessages messages, TimeProvider clock, RunSteps steps)
    : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } run) return;
        run.Go(RunState.Decided);
        await Tell(db, run, said.Decider, PayoutDeeds.Decided, "決裁されました。総合振込のファイルを作ってください。", ct);
    }

    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } run) return;
        run.Go(RunState.Returned);
        await steps.Release(db, run, $"一覧が決裁されませんでした：{PlainText.Cut(said.Reason, 200)}", said.Decider.Account, ct);
        await Tell(db, run, said.Decider, PayoutDeeds.Back,
            $"理由：{said.Reason}\n\n一覧の支払いは「支払い待ち」に戻りました。直してから、一覧を作り直してください。", ct);
    }

    static async Task<PaymentRun?> Find(string kind, Guid id, CityDb db, CancellationToken ct) => kind != PaymentRun.Subject ? null
        : await db.PaymentRuns().AsTracking().FirstOrDefaultAsync(r => r.Id == id && r.State == RunState.Proposed, ct);

    async Task Tell(CityDb db, PaymentRun run, OfficerFace by, Deed deed, string words, CancellationToken ct)
    {
        Journal.Note(db, clock, new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, PayoutDeeds.Run, run.Id);
        await messages.Send(db, new Message($"payments run {run.Id:N} {run.State}", run.By, null, "支払いの一覧のお知らせ",
            $"{RunPaper.Title(run, city.Files<PayoutKinds>()[run.Kind])}\n\n{words}", PayoutPaths.Run(run.Id)), ct);
    }
}
