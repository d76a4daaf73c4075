using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Who comes, or is come to, on one day: for those who do the work, with no more than the definition says that they need
/// (`capacity.list`).</summary>
public sealed record DaySheet(Definition Definition, DateOnly Day, IReadOnlyList<string> Labels, IReadOnlyList<DayGroup> Groups)
{
    public int Count => Groups.Sum(g => g.Rows.Count);

    /// <summary>The places of the day, booked or not: the key of each and what it is called.</summary>
    public IReadOnlyList<(string Pool, string Title)> Places { get; init; } = [];
}

/// <summary>The bookings of one pool of places (an area, a screening at a place), in the order of the towns, else of the names.</summary>
public sealed record DayGroup(string Pool, string Title, IReadOnlyList<DayRow> Rows);

/// <summary>One booking; the answers in the order of the labels, in words.</summary>
public sealed record DayRow(Guid Id, ReceiptNumber? Number, string Name, string Kana, IReadOnlyList<string> Answers, Guid Account,
    Guid? Person);

/// <summary>Reads day sheets, and what the pools of a procedure are called.</summary>
sealed class DaySheets(CityProfile city, Catalogue catalogue, IRegister register, TimeProvider clock)
{
    static readonly ApplicationState[] Comes = [ApplicationState.Granted, ApplicationState.Completed];

    /// <summary>The procedures with places that this officer's departments handle.</summary>
    public IReadOnlyList<Definition> Of(Actor actor)
    {
        var departments = actor.Offices;
        return [.. catalogue.Known(clock.Today()).Select(v => v.Definition)
            .Where(d => d.Capacity is not null && departments.Contains(d.Department))];
    }

    /// <summary>The department that handles the procedure with this code.</summary>
    public string? DepartmentOf(string code, DateOnly today) =>
        catalogue.Known(today).FirstOrDefault(v => v.Code == code)?.Definition.Department;

    /// <summary>The procedure with this code.</summary>
    /// <exception cref="NotHere">it has no places, or belongs to another department.</exception>
    public Definition Find(string code, Actor actor) => Of(actor).FirstOrDefault(d => d.Code == code) ?? throw new NotHere();

    /// <summary>The pools of its places.</summary>
    public IReadOnlyList<string> Pools(Definition definition) =>
        city.Files<SlotTables>().Of(definition) is { } table
            ? [.. table.Rows.Select(r => r.Pool).Distinct().Order(StringComparer.Ordinal)] : [];

    /// <summary>The days between two as they are now: those of the city's table, and those that officers added.</summary>
    public Task<List<Slot>> Days(CityDb db, Definition definition, DateOnly from, DateOnly until, CancellationToken ct) =>
        Places.Now(db, Table(definition, Here(from), Here(until)), Pools(definition), from, until, ct);

    /// <summary>The calendar has ends, where weeks and holidays cannot be reckoned any more; nobody books there.</summary>
    /// <exception cref="NotHere">a day that no living city has.</exception>
    static DateOnly Here(DateOnly day) => day.Year is >= 1950 and <= 2150 ? day : throw new NotHere();

    IEnumerable<Slot> Table(Definition definition, DateOnly from, DateOnly until) =>
        city.Files<SlotTables>().Of(definition) is { } table
            ? table.Rows.Select(r => r.Key).Distinct().SelectMany(key => table.Offered(key, from, until, city.Calendar.IsOpen))
                .DistinctBy(s => (s.Pool, s.Day)) : [];

    /// <summary>
    /// The bookings of a day; three questions to the database however many they are. Where a person under a protection order lives is
    /// told to who may know it only.
    /// </summary>
    public async Task<DaySheet> Read(CityDb db, Definition definition, DateOnly day, Actor actor, CancellationToken ct)
    {
        Here(day);
        var cases = await db.Set<Application>().AsNoTracking()
            .Where(a => a.Procedure == definition.Code && a.Day == day && Comes.Contains(a.State)).ToListAsync(ct);
        var shielded = actor.Permissions.Contains(ProtectedAddress.Power) ? new HashSet<Guid>()
            : await register.Refused([.. cases.Select(c => c.Subject)], ct);
        // Of several questions with one label (a place for each kind of house) a person answers one: together they are one column.
        var columns = (definition.Capacity?.List ?? []).GroupBy(q => definition.Find(q)?.Label.Ja ?? q).ToList();
        var rows = new List<(string Pool, int Order, DayRow Row)>();
        foreach (var found in cases)
        {
            var form = await CaseForm.Of(db, found, catalogue, shielded.Contains(found.Subject), ct);
            var said = columns.ConvertAll(asked => string.Join('\n', asked.Where(q => form.Definition.Find(q) is not null)
                .Select(q => Filled(form.Said(q))).Where(answer => answer.Length > 0)));
            rows.Add((found.Pool ?? "", Order(form),
                new(found.Id, found.Number, found.Name, found.Kana, said, found.Account, found.Person)));
        }
        var groups = from row in rows
                     group row by row.Pool into pool
                     orderby pool.Key
                     let ordered = pool.OrderBy(r => r.Order).ThenBy(r => r.Row.Kana, StringComparer.Ordinal)
                     select new DayGroup(pool.Key, Title(definition, pool.Key), [.. ordered.Select(r => r.Row)]);
        return new(definition, day, columns.ConvertAll(c => c.Key), [.. groups])
        {
            Places = [.. (await Days(db, definition, day, day, ct)).Select(s => (s.Pool, Title(definition, s.Pool)))],
        };
    }

    // Whoever stands at a door with this sheet reads what there is, not what was left empty.
    static string Filled(string said)
    {
        static string Line(string line) =>
            string.Join('、', line.Split('、').Where(part => !part.EndsWith("入力なし", StringComparison.Ordinal)));
        return string.Join('\n', said.Split('\n').Select(Line).Where(line => line.Length > 0));
    }

    /// <summary>Where the town stands in the city's list; the same for all where the places go by something else.</summary>
    int Order(CaseForm form)
    {
        var key = form.Definition.SlotKeyFor(form.Facts);
        for (var i = 0; i < city.Addresses.Count; i++) if (city.Addresses[i].Town == key) return i;
        return int.MaxValue;
    }

    /// <summary>What a pool is called: the words of the options that its key is made of, or the towns of an area without their
    /// 丁目.</summary>
    public string Title(Definition definition, string pool)
    {
        if (city.Files<SlotTables>().Of(definition) is not { } table) return pool;
        var options = definition.Questions.SelectMany(q => q.Options).ToLookup(o => o.Code, o => o.Label.Ja);
        string Words(string key) =>
            string.Join(' ', key.Split('/').Select(part => options[part].FirstOrDefault() ?? TownAddress.WithoutBlock(part)));
        var keys = table.Rows.Where(r => r.Pool == pool).Select(r => Words(r.Key));
        return string.Join('・', keys.Distinct()) is { Length: > 0 } words ? words : pool;
    }
}
