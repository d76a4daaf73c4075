using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Where a room takes tables in: its address, such as /office/plan; who may; what the codes of its deeds begin with, such as plan;
/// and what its lists belong to, in words: 計画.</summary>
public sealed record ImportPlace<TImport>(string At, Permission Who, string Record, string What) where TImport : Brought
{
    /// <summary>Rows tell of people: who looks into a file stands in the journal.</summary>
    public bool Personal { get; init; }
}

/// <summary>What a run on a brought table is ordered for.</summary>
sealed record ImportOrder(Guid Import, string List)
{
    public static ImportOrder Of(RunOrder order) => JsonSerializer.Deserialize<ImportOrder>(order.Arguments) ?? throw new NotHere();
}

/// <summary>Work on the rows of a brought table, slice by slice.</summary>
abstract class ImportWork<TImport, TRow>(ImportPlace<TImport> place, Listings sheets) : IRunWork
    where TImport : Brought where TRow : BroughtRow, new()
{
    protected Listing Of(ImportOrder order) => sheets[place.At, order.List];
    protected abstract string Code { get; }
    protected abstract string Does { get; }
    public string Kind => KindOf(Code);
    public string Label => $"{place.What}の表の{Does}";
    public Permission Who => place.Who;
    public virtual int Alone => int.MaxValue;

    public RunSubject About(RunOrder order) =>
        ImportOrder.Of(order) is var about && Of(about) is var sheet ? new(sheet.Title, sheet.ShowUrl(about.Import)) : new("");

    public abstract Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct);
    public abstract Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct);

    /// <summary>Orders this work on the table, in the caller's turn. While other work on it goes on, nothing is ordered.</summary>
    internal async Task<bool> Order(Turn turn, TImport import)
    {
        var reading = KindOf(Reading);
        if (await turn.Db.Set<Run>().AnyAsync(r => r.Id == import.Run && r.EndedAt == null && r.Agreed != false
            && (r.StoppedAt == null || r.Kind == reading), turn.Stop)) return false;
        import.Run = await Runs.Order(turn.Db, this, $"{import.Id:N}.{++import.Runs}",
            JsonSerializer.Serialize(new ImportOrder(import.Id, import.Sheet)), turn.Me, trial: false, turn.Clock, turn.Stop);
        return true;
    }

    protected const string Reading = "read";
    string KindOf(string code) => $"{place.Record}.import.{code}";

    protected static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);
    protected static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Reads the rows of the file and judges them.</summary>
sealed class ReadRows<TImport, TRow>(ImportPlace<TImport> place, Listings sheets, OpenTable open, TimeProvider clock)
    : ImportWork<TImport, TRow>(place, sheets) where TImport : Brought where TRow : BroughtRow, new()
{
    protected override string Code => Reading;
    protected override string Does => "読み込み";

    /// <summary>The rows by their place in the file.</summary>
    public override async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct)
    {
        var id = ImportOrder.Of(order).Import;
        return [.. Enumerable.Range(1, (await db.Set<TImport>().FirstAsync(i => i.Id == id, ct)).Rows).Select(Key)];
    }

    public override async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var (id, list) = (ImportOrder.Of(order).Import, Of(ImportOrder.Of(order)));
        var import = await db.Set<TImport>().FirstAsync(i => i.Id == id, ct);
        var file = await db.Set<StoredFile>().FirstAsync(f => f.Id == import.File, ct);
        var places = keys.Select(Number).ToHashSet();
        var (from, to) = (places.Min(), places.Max());
        var rows = new List<TRow>();
        foreach (var (at, read) in open.Read(import, file, list.Columns, from, to - from + 1).Index())
            if (places.Contains(from + at))
            {
                var row = new TRow { Id = clock.NewId(), ImportId = id, Number = read.Line };
                row.Write(read.Cells, list.KeyOf(read.Cells));
                rows.Add(row);
            }
        await Judging.Judge(db, await list.Ready([.. rows.Select(r => r.Cells)], taking: false, ct), id, rows, import.By, ct);
        return new([.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))], (_, turn, _) =>
        {
            foreach (var row in rows) turn.Append(row);
            return Task.FromResult<IReadOnlyList<ItemResult>?>(null);
        });
    }
}

/// <summary>Work on rows that were read: each is judged in the turn that changes it, as the city stands there.</summary>
abstract class RowWork<TImport, TRow>(ImportPlace<TImport> place, Listings sheets) : ImportWork<TImport, TRow>(place, sheets)
    where TImport : Brought where TRow : BroughtRow, new()
{
    protected abstract IQueryable<TRow> Wanted(IQueryable<TRow> left);

    /// <summary>Does it with one row; says why not.</summary>
    protected abstract string? Each(Listing sheet, TRow row, Verdict verdict);

    public override async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
        [.. (await Wanted(Judging.Left<TRow>(db, ImportOrder.Of(order).Import)).OrderBy(r => r.Number).Select(r => r.Number)
            .ToListAsync(ct)).Select(Key)];

    /// <summary>The rows are about to be taken in.</summary>
    protected virtual bool Taking => false;

    public override async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var rows = await Asked(db, order, keys).AsNoTracking().ToListAsync(ct);
        var sheet = await Of(ImportOrder.Of(order)).Ready([.. rows.Select(r => r.Cells)], Taking, ct);
        return new RunStep([.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))],
            async (_, turn, stop) => await Write(turn, order, sheet, keys, stop));
    }

    static IOrderedQueryable<TRow> Asked(CityDb db, RunOrder order, IReadOnlyList<string> keys)
    {
        var numbers = keys.Select(Number).ToList();
        return Judging.Left<TRow>(db, ImportOrder.Of(order).Import).Where(r => numbers.Contains(r.Number)).OrderBy(r => r.Number);
    }

    async Task<IReadOnlyList<ItemResult>> Write(CityDb db, RunOrder order, Listing sheet, IReadOnlyList<string> keys,
        CancellationToken ct)
    {
        var id = ImportOrder.Of(order).Import;
        var by = order.By ?? throw new NotHere();
        var rows = await Asked(db, order, keys).AsTracking().ToListAsync(ct);
        var results = keys.ToDictionary(k => k, k => new ItemResult(k, ItemOutcome.Skipped, "この行は、もう扱いが決まっています。"));
        var before = rows.ConvertAll(r => r.Key);
        foreach (var (row, verdict) in rows.Zip(await Judging.Judge(db, sheet, id, rows, by, ct)))
            results[Key(row.Number)] = Each(sheet, row, verdict) is { } why ? new(Key(row.Number), ItemOutcome.Skipped, why)
                : new(Key(row.Number), ItemOutcome.Done);
        var keyed = rows.Zip(before).Where(r => r.First.Key != r.Second).SelectMany(r => new[] { r.First.Key, r.Second });
        await Judging.Again<TRow>(db, sheet, id, keyed, by, ct);
        return [.. results.Values];
    }
}

/// <summary>Takes the good rows in.</summary>
sealed class TakeRows<TImport, TRow>(ImportPlace<TImport> place, Listings sheets, TimeProvider clock)
    : RowWork<TImport, TRow>(place, sheets) where TImport : Brought where TRow : BroughtRow, new()
{
    protected override string Code => "take";
    protected override string Does => "取り込み";

    // As many as one officer can look through.
    public override int Alone => 3000;
    protected override bool Taking => true;
    protected override IQueryable<TRow> Wanted(IQueryable<TRow> left) => left.Where(r => r.Finding == Finding.Good);

    protected override string? Each(Listing sheet, TRow row, Verdict verdict)
    {
        if (!verdict.Good) return "取り込むときに、直すところが見つかりました。取込みの画面で直してください。";
        verdict.Take?.Invoke();
        row.Take(clock.GetUtcNow());
        return null;
    }
}

/// <summary>Mends the rows of which all that is wrong has an offer.</summary>
sealed class MendOffered<TImport, TRow>(ImportPlace<TImport> place, Listings sheets) : RowWork<TImport, TRow>(place, sheets)
    where TImport : Brought where TRow : BroughtRow, new()
{
    protected override string Code => "offers";
    protected override string Does => "番号の直し";
    protected override IQueryable<TRow> Wanted(IQueryable<TRow> left) => left.Where(r => r.Finding == Finding.Offered);

    protected override string? Each(Listing sheet, TRow row, Verdict verdict)
    {
        if (verdict.Finding is not Finding.Offered) return "示された番号が、もうありません。取込みの画面で直してください。";
        var cells = Judging.Offered(row.Cells, verdict.Wrongs);
        row.Write(cells, sheet.KeyOf(cells));
        return null;
    }
}

/// <summary>Judges the rows that are left once more: what was missing may be there by now.</summary>
sealed class JudgeAgain<TImport, TRow>(ImportPlace<TImport> place, Listings sheets) : RowWork<TImport, TRow>(place, sheets)
    where TImport : Brought where TRow : BroughtRow, new()
{
    protected override string Code => "judge";
    protected override string Does => "確かめ直し";
    protected override IQueryable<TRow> Wanted(IQueryable<TRow> left) => left;
    protected override string? Each(Listing sheet, TRow row, Verdict verdict) => null;
}
