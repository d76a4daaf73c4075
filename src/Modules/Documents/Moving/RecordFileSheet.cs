using System.Runtime.CompilerServices;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>簿冊: those that are there get their days, also empty ones are opened, and each knows last year's. One that is closed stays
/// closed.</summary>
sealed class RecordFileSheet(Arrivals arrivals, CityProfile city, TimeProvider clock) : MovingSheet(arrivals)
{
    public override string Code => "record-files";
    public override string Title => "簿冊";
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Text("title", "簿冊", RecordFile.LongestTitle, "文書の台帳のあとに取り込んでください。", required: true), Year("year", "年度", required: true),
        Text("class", "文書分類", 200, required: true), Text("department", "課", 80, required: true),
        Moment("opened", "開いた日時") with { Required = true }, Id("openedBy", "開いた職員"),
        Moment("closed", "締め切った日時", "空なら開いています。締め切った簿冊には、それより後の文書を入れられません。"),
        Id("closedBy", "締め切った職員"),
        Binder("before", "前の年度の簿冊"),
    ];

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => $"{row["year"]}|{row["class"]}|{row["title"]}";

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var titles = rows.Select(r => r["title"]).Concat(rows.Select(r => r["before"].Split('|', 3)[^1])).Distinct().ToList();
        var all = await db.Set<RecordFile>().AsTracking().Where(f => titles.Contains(f.Title)).ToListAsync(ct);
        var before = all.Select(f => f.Before).OfType<Guid>().ToList();
        var last = await db.Set<RecordFile>().AsNoTracking().Where(f => before.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var there = all.ToDictionary(Binder);
        return (row, wrong) =>
        {
            var (opened, closed) = (Time(row["opened"]), Time(row["closed"]));
            var department = Department(city, row["department"], clock.Today());
            if (department is null && row["department"].Length > 0) wrong.Add(NoDepartment(row["department"]));
            if (closed < opened) wrong.Add(new("closed", "締め切った日時は、開いた日時より後にしてください。"));
            var found = there.GetValueOrDefault(KeyOf(row) ?? "");
            if (found is null && city.Files<RecordClasses>().Find(row["class"], clock.Today()) is null && row["class"].Length > 0)
                wrong.Add(NoClass(row["class"]));
            if (found is not null && found.Department != department) wrong.Add(new("department", Twice));
            if (row["before"].Length > 0 && Parted(row["before"]) is not { } earlier)
                wrong.Add(new("before", "前の年度の簿冊は、「2025|kankyo-keiyaku|契約」のように、"
                    + "年度と文書分類と簿冊の名前を「|」で区切って書いてください。"));
            if (wrong.Count > 0 || department is null || opened is not { } from) return Verdict.Bad(wrong);
            if (found is not null && Cells(found, last.GetValueOrDefault(found.Before ?? default)) is var now
                && Columns.All(c => c.Name == "department" || row[c.Name].Length == 0 || row[c.Name] == now[c.Name])) return Verdict.Same;
            return new(found is null ? "新しく開きます" : closed is null ? "開いた日時などを書きます" : "締め切ります", [], () =>
            {
                var entry = db.Entry(Opened(KeyOf(row) ?? "", department));
                entry.Property(f => f.OpenedAt).CurrentValue = from;
                if (Id(row["openedBy"]) is { } opener) entry.Property(f => f.OpenedBy).CurrentValue = opener;
                if (row["before"].Length > 0) entry.Property(f => f.Before).CurrentValue = Opened(row["before"], department).Id;
                if (closed is { } at && entry.Entity.ClosedAt is null) entry.Entity.Close(Id(row["closedBy"]) ?? by, at);
            });
        };

        // One that is not there yet is opened; its own row says more of it.
        RecordFile Opened(string binder, string department)
        {
            if (there.TryGetValue(binder, out var found)) return found;
            var (year, kept, title) = Parted(binder) ?? throw new NotHere();
            there[binder] = found = new()
            {
                Id = clock.NewId(), FiscalYear = year, Department = department, RecordClass = kept, Title = title,
                OpenedAt = new FiscalYear(year).First.Midnight(),
            };
            db.Add(found);
            return found;
        }
    }

    static (int Year, string Class, string Title)? Parted(string binder) =>
        binder.Split('|', 3) is [var year, { Length: > 0 } kept, { Length: > 0 } title]
            && Cell.Whole(year) is { } of ? (of, kept, title) : null;

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var all = await db.Set<RecordFile>().AsNoTracking().ToDictionaryAsync(f => f.Id, ct);
        foreach (var f in all.Values.OrderBy(f => f.FiscalYear).ThenBy(f => f.RecordClass, StringComparer.Ordinal)
            .ThenBy(f => f.Title, StringComparer.Ordinal))
            yield return Cells(f, all.GetValueOrDefault(f.Before ?? default));
    }

    static Dictionary<string, string> Cells(RecordFile f, RecordFile? before) => new()
    {
        ["title"] = f.Title, ["year"] = Cell.Of((decimal)f.FiscalYear), ["class"] = f.RecordClass, ["department"] = f.Department,
        ["opened"] = Of(f.OpenedAt), ["openedBy"] = Of(f.OpenedBy), ["closed"] = Of(f.ClosedAt), ["closedBy"] = Of(f.ClosedBy),
        ["before"] = before is null ? "" : Binder(before),
    };
}
