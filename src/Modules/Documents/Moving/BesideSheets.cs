using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>Something that stands beside a record, with the numbers by which a table names the records.</summary>
sealed class Noted<T> where T : class
{
    public required T Of { get; init; }
    public required string Number { get; init; }
    public string Other { get; init; } = "";

    /// <summary>All the records that it names are kept.</summary>
    public required bool Kept { get; init; }
}

/// <summary>What stands beside records that are in the register: a line is added once, and none is changed.</summary>
abstract class BesideSheet<T> : MovingSheet where T : class
{
    protected static readonly Column Number = Text("number", "文書番号", Document.LongestNumber, "先に文書の台帳を取り込んでください。", required: true);

    protected abstract IQueryable<Noted<T>> Of(CityDb db);
    protected abstract Dictionary<string, string> Cells(Noted<T> noted);
    protected abstract T Make(IReadOnlyDictionary<string, string> row, Func<string, Guid> document, Guid by);

    /// <summary>Which columns tell lines apart.</summary>
    protected abstract IReadOnlyList<string> Keys { get; }

    /// <summary>What is wrong with a row beside its cells.</summary>
    protected virtual Wrong? Bars(IReadOnlyDictionary<string, string> row) => null;

    string Told(IReadOnlyDictionary<string, string> row) => string.Join('\n', Keys.Select(k => row[k]));
    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Told(row);

    static IEnumerable<string> Numbers(IReadOnlyDictionary<string, string> row) =>
        new[] { row["number"], row.GetValueOrDefault("other", "") }.Where(n => n.Length > 0);

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var numbers = rows.SelectMany(Numbers).Distinct().ToList();
        var known = (await db.Set<Document>().Where(d => numbers.Contains(d.Number)).Select(d => new { d.Number, d.Id }).ToListAsync(ct))
            .ToLookup(d => d.Number, d => d.Id);
        var there = (await Of(db).Where(n => numbers.Contains(n.Number)).ToListAsync(ct)).ConvertAll(Cells)
            .GroupBy(Told).ToDictionary(same => same.Key, same => same.ToList());
        return (row, wrong) =>
        {
            foreach (var number in Numbers(row))
                if (known[number].Count() is var count and not 1)
                    wrong.Add(new("number", count == 0 ? $"番号「{number}」の文書が台帳にありません。先に取り込んでください。" : $"番号「{number}」の文書がいくつもあります。"));
            if (wrong.Count == 0 && Bars(row) is { } bar) wrong.Add(bar);
            if (wrong.Count > 0) return Verdict.Bad(wrong);
            if (there.TryGetValue(Told(row), out var same))
                return same.Exists(s => s.All(c => row[c.Key] == c.Value)) ? Verdict.Same : Verdict.Bad(new Wrong("number", Twice));
            return new("新しく入ります", [], () => db.Add(Make(row, n => known[n].Single(), by)));
        };
    }

    /// <summary>Few stand beside records: they are put in order here, so that both databases give the same order.</summary>
    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, bool ended,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var all = (await (ended ? Of(db).Where(n => !n.Kept) : Of(db).Where(n => n.Kept)).ToListAsync(ct)).ConvertAll(Cells);
        string Written(Dictionary<string, string> cells) => string.Join('\n', Columns.Select(c => cells[c.Name]));
        foreach (var cells in all.OrderBy(Written, StringComparer.Ordinal)) yield return cells;
    }
}

/// <summary>関連文書.</summary>
sealed class RelationSheet : BesideSheet<Relation>
{
    public override string Code => "relations";
    public override string Title => "関連文書";
    protected override IReadOnlyList<string> Keys => ["number", "other"];
    public override IReadOnlyList<Column> Columns { get; } =
        [Number, Text("other", "関連文書の番号", Document.LongestNumber, "この文書が参照する文書です。", required: true)];

    protected override IQueryable<Noted<Relation>> Of(CityDb db) =>
        from r in db.Set<Relation>()
        join d in db.Set<Document>() on r.DocumentId equals d.Id
        join o in db.Set<Document>() on r.Related equals o.Id
        select new Noted<Relation>
        {
            Of = r, Number = d.Number, Other = o.Number, Kept = (d.State == DocumentState.InWork || d.State == DocumentState.Kept)
            && (o.State == DocumentState.InWork || o.State == DocumentState.Kept)
        };

    protected override Dictionary<string, string> Cells(Noted<Relation> noted) =>
        new() { ["number"] = noted.Number, ["other"] = noted.Other };

    protected override Wrong? Bars(IReadOnlyDictionary<string, string> row) =>
        row["number"] == row["other"] ? new("other", "ほかの文書の番号を書いてください。") : null;

    protected override Relation Make(IReadOnlyDictionary<string, string> row, Func<string, Guid> document, Guid by) =>
        new() { DocumentId = document(row["number"]), Related = document(row["other"]) };
}

/// <summary>廃棄を止める理由.</summary>
sealed class HoldSheet(TimeProvider clock) : BesideSheet<Hold>
{
    public override string Code => "holds";
    public override string Title => "廃棄を止める理由";
    protected override IReadOnlyList<string> Keys => ["number", "kind", "case"];
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Number, Choice<HoldKind>("kind", "理由", k => k.Label(), required: true), Text("case", "件", Hold.LongestCase, required: true),
        Moment("at", "止めた日時") with { Required = true }, Column.Day("ended", "終わった日", "空なら、まだ止めています。"),
    ];

    protected override IQueryable<Noted<Hold>> Of(CityDb db) =>
        from h in db.Set<Hold>()
        join d in db.Set<Document>() on h.DocumentId equals d.Id
        select new Noted<Hold>
        { Of = h, Number = d.Number, Kept = d.State == DocumentState.InWork || d.State == DocumentState.Kept };

    protected override Dictionary<string, string> Cells(Noted<Hold> noted) => new()
    {
        ["number"] = noted.Number, ["kind"] = noted.Of.Kind.Label(), ["case"] = noted.Of.Case, ["at"] = Of(noted.Of.At),
        ["ended"] = Cell.Of(noted.Of.EndedOn),
    };

    protected override Hold Make(IReadOnlyDictionary<string, string> row, Func<string, Guid> document, Guid by)
    {
        var hold = new Hold
        {
            Id = clock.NewId(), DocumentId = document(row["number"]), Kind = Chosen<HoldKind>(row["kind"], k => k.Label()) ?? default,
            Case = row["case"], By = by, At = Time(row["at"]) ?? clock.GetUtcNow(),
        };
        if (Cell.Day(row["ended"]) is { } ended) hold.End(ended, by);
        return hold;
    }
}

/// <summary>紙の貸出.</summary>
sealed class LendingSheet(TimeProvider clock) : BesideSheet<Lending>
{
    public override string Code => "lendings";
    public override string Title => "紙の貸出";
    protected override IReadOnlyList<string> Keys => ["number", "borrower", "lent"];
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Number, Text("borrower", "借りた人", 100, required: true), Column.Day("lent", "貸した日") with { Required = true },
        Column.Day("due", "返す日") with { Required = true }, Column.Day("returned", "返した日", "空なら、まだ貸しています。"),
    ];

    protected override IQueryable<Noted<Lending>> Of(CityDb db) =>
        from l in db.Set<Lending>()
        join d in db.Set<Document>() on l.DocumentId equals d.Id
        select new Noted<Lending>
        { Of = l, Number = d.Number, Kept = d.State == DocumentState.InWork || d.State == DocumentState.Kept };

    protected override Dictionary<string, string> Cells(Noted<Lending> noted) => new()
    {
        ["number"] = noted.Number, ["borrower"] = noted.Of.Borrower, ["lent"] = Cell.Of(noted.Of.LentOn), ["due"] = Cell.Of(noted.Of.DueOn),
        ["returned"] = Cell.Of(noted.Of.ReturnedOn),
    };

    protected override Lending Make(IReadOnlyDictionary<string, string> row, Func<string, Guid> document, Guid by)
    {
        var lent = new Lending
        {
            Id = clock.NewId(), DocumentId = document(row["number"]), Borrower = row["borrower"],
            LentOn = Cell.Day(row["lent"]) ?? clock.Today(), DueOn = Cell.Day(row["due"]) ?? clock.Today(), By = by,
        };
        if (Cell.Day(row["returned"]) is { } returned) lent.Return(returned, by);
        return lent;
    }
}

/// <summary>簿冊: those that are there get their days, also empty ones are opened. One that is closed stays closed.</summary>
sealed class RecordFileSheet(CityProfile city, TimeProvider clock) : MovingSheet
{
    public override string Code => "record-files";
    public override string Title => "簿冊";
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Text("title", "簿冊", RecordFile.LongestTitle, "文書の台帳のあとに取り込んでください。", required: true), Year("year", "年度", required: true),
        Text("class", "文書分類", 200, required: true), Text("department", "課", 80, required: true),
        Moment("opened", "開いた日時") with { Required = true },
        Moment("closed", "締め切った日時", "空なら開いています。締め切った簿冊には、あとから文書を入れられません。"),
    ];

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => string.Join('\n', row["year"], row["class"], row["title"]);

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var titles = rows.Select(r => r["title"]).Distinct().ToList();
        var there = (await db.Set<RecordFile>().AsTracking().Where(f => titles.Contains(f.Title)).ToListAsync(ct))
            .ToDictionary(f => (f.FiscalYear, f.RecordClass, f.Title));
        return (row, wrong) =>
        {
            var (year, opened, closed) = (Cell.Whole(row["year"]) ?? 0, Time(row["opened"]), Time(row["closed"]));
            var department = Department(city, row["department"], clock.Today());
            if (department is null && row["department"].Length > 0) wrong.Add(NoDepartment(row["department"]));
            if (closed < opened) wrong.Add(new("closed", "締め切った日時は、開いた日時より後にしてください。"));
            var found = there.GetValueOrDefault((year, row["class"], row["title"]));
            if (found is null && city.Files<Contracts.RecordClasses>().Find(row["class"], clock.Today()) is null && row["class"].Length > 0)
                wrong.Add(NoClass(row["class"]));
            if (found is not null && found.Department != department) wrong.Add(new("department", Twice));
            if (wrong.Count > 0 || department is null || opened is not { } from) return Verdict.Bad(wrong);
            if (found is not null && found.OpenedAt == from && (found.ClosedAt == closed || closed is null)) return Verdict.Same;
            return new(found is null ? "新しく開きます" : closed is null ? "開いた日時を書きます" : "締め切ります", [], () =>
            {
                if (found is null)
                    db.Add(found = new()
                    {
                        Id = clock.NewId(), FiscalYear = year, Department = department, RecordClass = row["class"],
                        Title = row["title"], OpenedAt = from
                    });
                else db.Entry(found).Property(f => f.OpenedAt).CurrentValue = from;
                if (closed is { } at && found.ClosedAt is null) found.Close(by, at);
            });
        };
    }

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, bool ended,
        [EnumeratorCancellation] CancellationToken ct)
    {
        if (ended) yield break;
        var all = await db.Set<RecordFile>().AsNoTracking().ToListAsync(ct);
        foreach (var f in all.OrderBy(f => f.FiscalYear).ThenBy(f => f.RecordClass, StringComparer.Ordinal)
            .ThenBy(f => f.Title, StringComparer.Ordinal))
            yield return new Dictionary<string, string>
            {
                ["title"] = f.Title, ["year"] = Cell.Of((decimal)f.FiscalYear), ["class"] = f.RecordClass, ["department"] = f.Department,
                ["opened"] = Of(f.OpenedAt), ["closed"] = Of(f.ClosedAt),
            };
    }
}
