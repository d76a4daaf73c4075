using System.Text.Json;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What is done to the lines of a list: they are frozen, let go, sent, or the bank's answer is posted.</summary>
enum RunStepKind { Freeze, Release, Send, Result }

/// <summary>長い一覧の仕事: what a page does with a short list in its turn, a run does with a long one, slice by slice. The lines say
/// themselves how far it is, so that it goes on after a fault.</summary>
sealed class RunSteps(CityProfile city, TimeProvider clock, Inspection inspection, IRegister register, PayoutBooks books) : IRunWork
{
    /// <param name="Except">References that stay out.</param>
    /// <param name="Why">Why they are let go.</param>
    /// <param name="Answer">What the bank said.</param>
    sealed record Said(IReadOnlyList<string>? Except = null, string? Why = null, BankSaid? Answer = null);

    public string Kind => "payments.list";
    public string Label => "支払いの長い一覧を処理する";
    public Permission Who => PaymentsModule.CanPayOut;

    /// <summary>The route decides on a list, not who starts this.</summary>
    public int Alone => int.MaxValue;

    public RunSubject About(RunOrder order) => new("支払いの一覧", PayoutPaths.Run(Of(order).Run));

    static (RunStepKind Step, Guid Run) Of(RunOrder order) => (Enum.Parse<RunStepKind>(order.Key.Split(':')[0]),
        Guid.Parse(order.Key.Split(':')[1]));

    public Task Freeze(CityDb db, PaymentRun run, IReadOnlyList<string> except, CancellationToken ct) =>
        Order(db, run, RunStepKind.Freeze, new(except), run.By, ct);

    public Task Send(CityDb db, PaymentRun run, CancellationToken ct) => Order(db, run, RunStepKind.Send, new(), run.SentBy, ct);

    public Task Result(CityDb db, PaymentRun run, BankSaid answer, Guid by, CancellationToken ct) =>
        Order(db, run, RunStepKind.Result, new(Answer: answer), by, ct);

    /// <summary>Lets the lines of a list go that came to nothing: at once, or where there are many in a run.</summary>
    public async Task Release(CityDb db, PaymentRun run, string why, Guid? by, CancellationToken ct)
    {
        var lines = db.PayoutLines().Where(l => l.Run == run.Id && l.State == PayoutState.Frozen);
        if (await lines.CountAsync(ct) > PaymentRun.AtOnce)
        {
            await Order(db, run, RunStepKind.Release, new(Why: why), by, ct);
            return;
        }
        foreach (var line in await lines.AsTracking().ToListAsync(ct))
            db.Add(line.Release(why, clock.Today(), by, clock.NewId(), clock.GetUtcNow()));
    }

    // A bank may answer in several files: each is a run of its own.
    async Task Order(CityDb db, PaymentRun run, RunStepKind step, Said said, Guid? by, CancellationToken ct) =>
        run.Work = await Runs.Order(db, this, $"{step}:{run.Id}{(step is RunStepKind.Result ? $":{clock.NewId():N}" : "")}",
            JsonSerializer.Serialize(said), by, trial: false, clock, ct);

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct)
    {
        var (step, id) = Of(order);
        var run = await db.PaymentRuns().AsNoTracking().FirstAsync(r => r.Id == id, ct);
        var lines = step switch
        {
            RunStepKind.Freeze => FreezeRun.Open(db, run.Kind).Take(PaymentRun.Most),
            RunStepKind.Result => db.PayoutLines().Where(l => l.Run == id && l.State == PayoutState.Sent).OrderBy(l => l.Id),
            _ => db.PayoutLines().Where(l => l.Run == id && l.State == PayoutState.Frozen).OrderBy(l => l.Id),
        };
        return [.. (await lines.Select(l => l.Id).ToListAsync(ct)).Select(l => $"{l}")];
    }

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var (step, id) = Of(order);
        var (ids, said) = (keys.Select(Guid.Parse).ToList(), JsonSerializer.Deserialize<Said>(order.Arguments) ?? new());
        var found = step is RunStepKind.Release or RunStepKind.Result ? [] : await Inspect(db, ids, ct);
        List<ItemResult> results = [.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))];
        return new(results, async (_, turn, stop) =>
        {
            var run = await turn.PaymentRuns().AsTracking().FirstAsync(r => r.Id == id, stop);
            var slice = new RunSlicing(turn, run, order.By, clock, stop);
            var lines = await turn.PayoutLines().AsTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, stop);
            return step switch
            {
                RunStepKind.Freeze => await slice.Freeze(lines, found, said.Except ?? []),
                RunStepKind.Release => slice.Release(lines.Values, said.Why ?? ""),
                RunStepKind.Send => await slice.Send(lines, found, city, inspection),
                _ => await slice.Take(lines.Values, said.Answer ?? new(new Dictionary<int, string>(), [], false), books),
            };
        });
    }

    async Task<Dictionary<Guid, Checked>> Inspect(CityDb db, List<Guid> ids, CancellationToken ct)
    {
        var lines = await db.PayoutLines().AsNoTracking().Where(l => ids.Contains(l.Id)).ToListAsync(ct);
        return (await inspection.Of(db, lines, await Absent.Of(db, register, lines.Select(l => l.Payee), ct), ct))
            .ToDictionary(c => c.Line.Id);
    }
}

/// <summary>What a bank said of a list: which lines it could not pay and why, which it paid, and whether it paid the rest.</summary>
/// <param name="Failed">By position.</param>
sealed record BankSaid(IReadOnlyDictionary<int, string> Failed, IReadOnlyList<int> Paid, bool Rest);

/// <summary>One slice of a long list in its turn.</summary>
sealed class RunSlicing(CityDb turn, PaymentRun run, Guid? by, TimeProvider clock, CancellationToken stop)
{
    readonly DateOnly today = clock.Today();

    static ItemResult Done(Guid line) => new($"{line}", ItemOutcome.Done);

    public async Task<IReadOnlyList<ItemResult>> Freeze(IReadOnlyDictionary<Guid, PayoutLine> lines, Dictionary<Guid, Checked> found,
        IReadOnlyList<string> except)
    {
        var last = await turn.RunLines().Where(l => l.Run == run.Id).MaxAsync(l => (int?)l.Position, stop) ?? 0;
        last += turn.Appending.OfType<RunLine>().Count();
        List<ItemResult> results = [];
        foreach (var each in found.Values.OrderBy(c => c.Line.At).ThenBy(c => c.Line.Id))
        {
            var line = lines[each.Line.Id];
            if (Why(each, line, except) is { } why)
            {
                results.Add(new($"{line.Id}", ItemOutcome.Refused, why));
                continue;
            }
            turn.Append(FreezeRun.Frozen(run.Id, ++last, each));
            turn.Append(line.Freeze(run.Id, today, by, clock.NewId(), clock.GetUtcNow()));
            results.Add(Done(line.Id));
        }
        return results;
    }

    /// <summary>Why a line stays out of the list.</summary>
    string? Why(Checked each, PayoutLine line, IReadOnlyList<string> except) =>
        run.State is not RunState.Making || !line.IsOpen || line.Version != each.Line.Version ? "点検している間に変わった"
        : except.Contains(line.Reference) ? "今回は除くもの"
        : each.Stops ? each.Words
        : each.StandsOut && run.Why is null ? $"{each.Words}（入れるわけが書かれていない）" : null;

    public IReadOnlyList<ItemResult> Release(IEnumerable<PayoutLine> lines, string why)
    {
        List<PayoutLine> mine = [.. lines];
        foreach (var line in mine.Where(l => l.Run == run.Id && l.State is PayoutState.Frozen))
            turn.Append(line.Release(why, today, by, clock.NewId(), clock.GetUtcNow()));
        return [.. mine.Select(l => Done(l.Id))];
    }

    /// <summary>What has changed falls out; the last slice makes the file.</summary>
    public async Task<IReadOnlyList<ItemResult>> Send(IReadOnlyDictionary<Guid, PayoutLine> lines, Dictionary<Guid, Checked> found,
        CityProfile city, Inspection inspection)
    {
        var (ids, day) = (lines.Keys.ToList(), run.SentFor ?? today);
        var frozen = await turn.RunLines().AsNoTracking().Where(l => l.Run == run.Id && ids.Contains(l.Line))
            .ToDictionaryAsync(l => l.Line, stop);
        List<ItemResult> results = [];
        foreach (var line in lines.Values.Where(l => l.Run == run.Id && l.State is PayoutState.Frozen))
        {
            var why = line.Version != found[line.Id].Line.Version ? "点検している間に変わった" : found[line.Id].Since(frozen[line.Id]);
            turn.Add(why is null ? line.Send(day, by, clock.NewId(), clock.GetUtcNow())
                : line.Release(why, today, by, clock.NewId(), clock.GetUtcNow()));
            results.Add(why is null ? Done(line.Id) : new($"{line.Id}", ItemOutcome.Refused, why));
        }
        await turn.SaveChangesAsync(stop); // The file is made of the rows.
        if (run.State is RunState.Sending
            && !await turn.PayoutLines().AnyAsync(l => l.Run == run.Id && l.State == PayoutState.Frozen, stop))
            SendRun.Close(run, await RunRow.Of(turn, run, inspection, stop), city);
        return results;
    }

    public async Task<IReadOnlyList<ItemResult>> Take(IEnumerable<PayoutLine> lines, BankSaid answer, PayoutBooks books)
    {
        List<PayoutLine> mine = [.. lines.Where(l => l.Run == run.Id && l.State is PayoutState.Sent)];
        var ids = mine.ConvertAll(l => l.Id);
        var frozen = await turn.RunLines().AsNoTracking().Where(l => l.Run == run.Id && ids.Contains(l.Line))
            .ToDictionaryAsync(l => l.Line, stop);
        var paid = answer.Paid.ToHashSet();
        foreach (var line in mine)
            await TakeResult.Take(turn, line, frozen[line.Id], answer, paid, books, run.SentFor ?? today, by, stop);
        await turn.SaveChangesAsync(stop);
        if (run.State is RunState.Sent && !await turn.PayoutLines().AnyAsync(l => l.Run == run.Id && l.State == PayoutState.Sent, stop))
            run.Go(RunState.Closed);
        return [.. mine.Select(l => Done(l.Id))];
    }
}
