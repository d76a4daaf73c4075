using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Whose cases: everybody's, mine, or nobody's yet.</summary>
public enum Whose { All, Mine, Nobody }

/// <summary>A row of a work list.</summary>
public interface ICaseLine
{
    Guid Id { get; }
    DateOnly? Due { get; }
    DateTimeOffset? SubmittedAt { get; }
}

/// <summary>What waits for the office, counted up to <see cref="CaseQueue.CountMost"/>.</summary>
public sealed record CaseCounts(int All, int Mine, int Nobody, int Overdue);

/// <summary>What an officer wants to see of the department's cases. It lives in the address of the page, so that it can be kept and
/// passed on. A room adds what else its cases can be told apart by.</summary>
public abstract record CaseQueue
{
    public const int Rows = 50;

    /// <summary>Counting stops here: a chip says 1000+ rather than walking the whole index.</summary>
    public const int CountMost = 1000;

    public const string ByDue = "due", ByCame = "at";

    /// <summary>Null shows all, also the closed ones.</summary>
    public WaitsFor? Waits { get; init; } = WaitsFor.Office;
    public Whose Whose { get; init; }
    public bool Overdue { get; init; }
    public string Words { get; init; } = "";

    /// <summary>As the address says it; null is the list's own: what is due first, and of what nobody waits for the newest.</summary>
    public Ordered? Order { get; init; }

    /// <summary>The page of the list; null is the first.</summary>
    public string? At { get; init; }

    /// <summary>The address of the list itself.</summary>
    protected abstract string Home { get; }

    /// <summary>What the room's own choices say in the address, and in words.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Own => [];

    /// <summary>The deadline is an order only for what somebody waits for.</summary>
    public bool HasDeadlines => Waits is not (null or WaitsFor.Nobody);

    public Ordered Sorted => Order is { } order && (HasDeadlines || order.Word == ByCame) ? order : HasDeadlines ? new(ByDue, false)
        : new(ByCame, true);

    /// <summary>The two orders in which cases are shown: by deadline, and by when they came.</summary>
    protected static Orders<T, TRow> Ways<T, TRow>() where T : Case where TRow : ICaseLine => new Orders<T, TRow>(a => a.Id, r => r.Id)
        .By(ByDue, a => a.Due!.Value, r => r.Due ?? default)
        .By(ByCame, a => a.SubmittedAt!.Value, r => r.SubmittedAt ?? default, down: true);

    // What cannot be read in an address is as if it were not there.
    protected static WaitsFor? WaitsIn(string? said) => said is "all" ? null : Word<WaitsFor>(said) ?? WaitsFor.Office;
    protected static Whose WhoseIn(string? said) => Word<Whose>(said) ?? Whose.All;
    protected static string WordsIn(string? said) => (said ?? "").Trim() is { Length: <= 100 } words ? words : "";

    static T? Word<T>(string? said) where T : struct, Enum =>
        Enum.TryParse<T>(said, true, out var word) && Enum.IsDefined(word) ? word : null;
    static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The address that shows this list, or another page that goes on with it.</summary>
    public string Url(string? path = null)
    {
        path ??= Home;
        var said = new List<string>();
        void Say(string name, string value) => said.Add($"{name}={Uri.EscapeDataString(value)}");
        if (Waits is null) Say("waits", "all");
        else if (Waits is not WaitsFor.Office) Say("waits", Code(Waits.Value));
        foreach (var (name, value) in Own) Say(name, value);
        if (Whose is not Whose.All) Say("whose", Code(Whose));
        if (Overdue) Say("overdue", "true");
        if (Words.Length > 0) Say("q", Words);
        if (Order is { } order) Say("order", order.ToString());
        if (At is { } at) Say("at", at);
        // The list itself says so: without a word it opens with the one that the officer chose as the first.
        if (said.Count == 0 && (path == Home || path is "?")) Say("waits", Code(WaitsFor.Office));
        return said.Count == 0 ? path : $"{path.TrimEnd('?')}?{string.Join('&', said)}";
    }

    /// <summary>As it is kept under a name.</summary>
    public string Query => Url("?").TrimStart('?');

    /// <summary>What it shows, in words.</summary>
    /// <param name="own">The words of the room's own choices.</param>
    protected string Said(Func<WaitsFor?, string> waits, params IEnumerable<string?> own) => string.Join("・", ((string?[])
    [
        waits(Waits), .. own,
        Whose switch { Whose.Mine => "自分の担当", Whose.Nobody => "担当なし", _ => null }, Overdue ? "期限を過ぎたもの" : null,
    ]).OfType<string>());

    /// <summary>The cases of this list, in no order; the room's own choices are made by the room.</summary>
    public IQueryable<T> Choose<T>(IQueryable<T> cases, Guid officer, DateOnly today) where T : Case
    {
        if (Waits is { } waits) cases = cases.Where(a => a.WaitsFor == waits);
        if (Whose is Whose.Mine) cases = cases.Where(a => a.Assignee == officer);
        if (Whose is Whose.Nobody) cases = cases.Where(a => a.Assignee == null);
        return Overdue ? cases.Where(a => a.Due < today) : cases;
    }

    /// <summary>What waits for the office of whoever looks; one query.</summary>
    public static async Task<CaseCounts> Count<T>(Look look) where T : Case
    {
        var (me, today) = (look.Actor.Account ?? Guid.Empty, look.Today);
        return await look.Db.Set<T>().Visible(look.Departments, WaitsFor.Office).OrderBy(a => a.Due).Take(CountMost)
            .Select(a => new { a.Assignee, a.Due }).GroupBy(a => 1)
            .Select(g => new CaseCounts(g.Count(), g.Count(a => a.Assignee == me), g.Count(a => a.Assignee == null),
                g.Count(a => a.Due < today))).FirstOrDefaultAsync(look.Stop) ?? new(0, 0, 0, 0);
    }

    /// <summary>How a count is said that stopped.</summary>
    public static string Said(int count) => count >= CountMost ? $"{CountMost}+" : $"{count}";
}
