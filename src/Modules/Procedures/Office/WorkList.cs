using System.Globalization;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Whose cases: everybody's, mine, or nobody's yet.</summary>
public enum Whose { All, Mine, Nobody }

/// <summary>In which order: what is due first, or what came last.</summary>
public enum WorkOrder { Due, Newest }

/// <summary>What an officer wants to see of the department's cases. It lives in the address of the page, so that it can be kept and
/// passed on.</summary>
public sealed record WorkList
{
    public const string Path = "/office/cases";
    public const int Rows = 50;

    /// <summary>Null shows all, also the closed ones.</summary>
    public WaitsFor? Waits { get; init; } = WaitsFor.Office;
    public string? Procedure { get; init; }
    public Whose Whose { get; init; }
    public bool Overdue { get; init; }
    public string Words { get; init; } = "";
    public WorkOrder Order { get; init; }

    /// <summary>The last row of the page before; null on the first page.</summary>
    public Cursor? After { get; init; }

    /// <summary>The deadline is an order only for what somebody waits for.</summary>
    public WorkOrder Sorted => Waits is null or WaitsFor.Nobody ? WorkOrder.Newest : Order;

    /// <summary>Reads the query of an address; what cannot be read is as if it were not there.</summary>
    public static WorkList Read(string? waits, string? procedure, string? whose, bool overdue, string? words, string? order,
        string? after) => new()
        {
            Waits = waits is "all" ? null : Enum.TryParse<WaitsFor>(waits, true, out var wanted) && Enum.IsDefined(wanted) ? wanted
            : WaitsFor.Office,
            Procedure = string.IsNullOrWhiteSpace(procedure) ? null : procedure,
            Whose = Enum.TryParse<Whose>(whose, true, out var mine) && Enum.IsDefined(mine) ? mine : Whose.All,
            Overdue = overdue,
            Words = (words ?? "").Trim() is { Length: <= 100 } said ? said : "",
            Order = Enum.TryParse<WorkOrder>(order, true, out var sorted) && Enum.IsDefined(sorted) ? sorted : WorkOrder.Due,
            After = Cursor.TryRead(after),
        };

    /// <summary>The list that this request's address carries: pages and acts of a case keep it, so that whoever came from a filtered
    /// list stays in it.</summary>
    public static WorkList Of(IQueryCollection query)
    {
        string? Said(string name) => query[name].FirstOrDefault();
        return Read(Said("waits"), Said("procedure"), Said("whose"), Said("overdue") == "true", Said("q"), Said("order"), null);
    }

    /// <summary>The address that shows this list.</summary>
    public string Url(string path = Path)
    {
        var said = new List<string>();
        void Say(string name, string value) => said.Add($"{name}={Uri.EscapeDataString(value)}");
        if (Waits is null) Say("waits", "all");
        else if (Waits is not WaitsFor.Office) Say("waits", Code(Waits.Value));
        if (Procedure is { } code) Say("procedure", code);
        if (Whose is not Whose.All) Say("whose", Code(Whose));
        if (Overdue) Say("overdue", "true");
        if (Words.Length > 0) Say("q", Words);
        if (Order is not WorkOrder.Due) Say("order", Code(Order));
        if (After is { } after) Say("after", after.ToString());
        return said.Count == 0 ? path : $"{path}?{string.Join('&', said)}";
    }

    /// <summary>The cases of this list, in its order, beginning after its cursor.</summary>
    public IQueryable<Application> Of(IQueryable<Application> cases, Guid officer, DateOnly today)
    {
        if (Waits is { } waits) cases = cases.Where(a => a.WaitsFor == waits);
        if (Procedure is { } code)
            cases = Whose is Whose.Mine && Waits is not null ? cases.Where(a => a.Procedure + "" == code) : cases.Where(a => a.Procedure == code);
        if (Whose is Whose.Mine) cases = cases.Where(a => a.Assignee == officer);
        if (Whose is Whose.Nobody) cases = cases.Where(a => a.Assignee == null);
        if (Overdue) cases = cases.Where(a => a.Due < today);
        return Sorted is WorkOrder.Due ? ByDue(cases) : ByNewest(cases);
    }

    /// <summary>The cases of this list that stand before that place, the nearest first; none where the list has no such place.</summary>
    public IQueryable<Application> Before(Cursor place, IQueryable<Application> cases, Guid officer, DateOnly today)
    {
        var listed = (this with { After = null }).Of(cases, officer, today);
        return place switch
        {
            { Day: { } day, Id: var id } => listed.Where(a => a.Due < day || a.Due == day && a.Id.CompareTo(id) < 0)
                .OrderByDescending(a => a.Due).ThenByDescending(a => a.Id),
            { Moment: { } moment, Id: var id } => listed.Where(a => a.SubmittedAt > moment || a.SubmittedAt == moment
                && a.Id.CompareTo(id) > 0).OrderBy(a => a.SubmittedAt).ThenBy(a => a.Id),
            _ => listed.Where(a => false),
        };
    }

    // Where to go on is a value and not a count of rows: the thousandth page costs what the first one does.
    IQueryable<Application> ByDue(IQueryable<Application> cases)
    {
        if (After is { Day: { } day, Id: var id }) cases = cases.Where(a => a.Due > day || a.Due == day && a.Id.CompareTo(id) > 0);
        return cases.OrderBy(a => a.Due).ThenBy(a => a.Id);
    }

    IQueryable<Application> ByNewest(IQueryable<Application> cases)
    {
        if (After is { Moment: { } moment, Id: var id })
            cases = cases.Where(a => a.SubmittedAt < moment || a.SubmittedAt == moment && a.Id.CompareTo(id) < 0);
        return cases.OrderByDescending(a => a.SubmittedAt).ThenByDescending(a => a.Id);
    }

    static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>The place of a row in its list: the value that it is ordered by, and its id.</summary>
public sealed record Cursor(DateOnly? Day, DateTimeOffset? Moment, Guid Id)
{
    public static Cursor Of(WorkOrder order, DateOnly? due, DateTimeOffset? submitted, Guid id) =>
        order is WorkOrder.Due ? new(due, null, id) : new(null, submitted, id);

    public static Cursor? TryRead(string? text)
    {
        if (text?.Split('.') is not [var kind, var value, var last] || !Guid.TryParseExact(last, "N", out var id)) return null;
        if (kind == "d" && DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new(day, null, id);
        if (kind == "t" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks) return new(null, new(ticks, TimeSpan.Zero), id);
        return null;
    }

    public override string ToString() => Day is { } day
        ? $"d.{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.{Id:N}"
        : $"t.{(Moment?.UtcTicks ?? 0).ToString(CultureInfo.InvariantCulture)}.{Id:N}";
}
