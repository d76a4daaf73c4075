using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Whose cases: everybody's, mine, or nobody's yet.</summary>
public enum Whose { All, Mine, Nobody }

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

    /// <summary>As the address says it; null is the list's own: what is due first, and of what nobody waits for the newest.</summary>
    public Ordered? Order { get; init; }

    /// <summary>The page of the list; null is the first.</summary>
    public string? At { get; init; }

    internal const string Due = "due", Came = "at";

    static readonly Orders<Application, Browse.Row> Orders = new Orders<Application, Browse.Row>(a => a.Id, r => r.Id)
        .By(Due, a => a.Due!.Value, r => r.Due ?? default).By(Came, a => a.SubmittedAt!.Value, r => r.SubmittedAt ?? default, down: true);

    /// <summary>The deadline is an order only for what somebody waits for.</summary>
    public bool HasDeadlines => Waits is not (null or WaitsFor.Nobody);

    public Ordered Sorted => Order is { } order && (HasDeadlines || order.Word == Came) ? order : HasDeadlines ? new(Due, false)
        : new(Came, true);

    /// <summary>How its rows follow each other.</summary>
    public Order<Application, Browse.Row> Way => Orders[Sorted];

    /// <summary>Reads the query of an address; what cannot be read is as if it were not there.</summary>
    public static WorkList Read(string? waits, string? procedure, string? whose, bool overdue, string? words, string? order,
        string? at = null) => new()
        {
            Waits = waits is "all" ? null : Enum.TryParse<WaitsFor>(waits, true, out var wanted) && Enum.IsDefined(wanted) ? wanted
            : WaitsFor.Office,
            Procedure = string.IsNullOrWhiteSpace(procedure) ? null : procedure,
            Whose = Enum.TryParse<Whose>(whose, true, out var mine) && Enum.IsDefined(mine) ? mine : Whose.All,
            Overdue = overdue,
            Words = (words ?? "").Trim() is { Length: <= 100 } said ? said : "",
            Order = Orders.Said(order),
            At = at,
        };

    /// <summary>The list that this request's address carries: pages and acts of a case keep it, so that whoever came from a filtered
    /// list stays in it.</summary>
    public static WorkList Of(IQueryCollection query)
    {
        string? Said(string name) => query[name].FirstOrDefault();
        return Read(Said("waits"), Said("procedure"), Said("whose"), Said("overdue") == "true", Said("q"), Said("order"));
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
        if (Order is { } order) Say("order", order.ToString());
        if (At is { } at) Say("at", at);
        // The inbox itself says so: without a word it opens with the list that the officer chose as the first.
        if (said.Count == 0 && path is Path or "?") Say("waits", Code(WaitsFor.Office));
        return said.Count == 0 ? path : $"{path.TrimEnd('?')}?{string.Join('&', said)}";
    }

    /// <summary>What it shows, in words.</summary>
    public string Said(Catalogue catalogue) => string.Join("・", new[]
    {
        Waits?.Words() ?? "すべて", Procedure is { } code ? catalogue.TitleOf(code) : null,
        Whose switch { Whose.Mine => "自分の担当", Whose.Nobody => "担当なし", _ => null }, Overdue ? "期限を過ぎたもの" : null,
    }.OfType<string>());

    /// <summary>The cases of this list, in no order.</summary>
    public IQueryable<Application> Of(IQueryable<Application> cases, Guid officer, DateOnly today)
    {
        if (Waits is { } waits) cases = cases.Where(a => a.WaitsFor == waits);
        if (Procedure is { } code)
            cases = Whose is Whose.Mine && Waits is not null ? cases.Where(a => a.Procedure + "" == code)
                : cases.Where(a => a.Procedure == code);
        if (Whose is Whose.Mine) cases = cases.Where(a => a.Assignee == officer);
        if (Whose is Whose.Nobody) cases = cases.Where(a => a.Assignee == null);
        return Overdue ? cases.Where(a => a.Due < today) : cases;
    }

    static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
