using System.Runtime.CompilerServices;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

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
            if (found is null && city.Files<RecordClasses>().Find(row["class"], clock.Today()) is null && row["class"].Length > 0)
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

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff,
        [EnumeratorCancellation] CancellationToken ct)
    {
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
