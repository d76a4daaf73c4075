using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What an officer wants to see of the department's applications.</summary>
public sealed record WorkList : CaseQueue
{
    public const string Path = "/office/cases";

    public string? Procedure { get; init; }

    static readonly Orders<Application, Browse.Row> Orders = Ways<Application, Browse.Row>();

    /// <summary>How its rows follow each other.</summary>
    public Order<Application, Browse.Row> Way => Orders[Sorted];

    protected override string Home => Path;
    protected override IEnumerable<(string Name, string Value)> Own => Procedure is { } code ? [("procedure", code)] : [];

    /// <summary>Reads the query of an address.</summary>
    public static WorkList Read(string? waits, string? procedure, string? whose, bool overdue, string? words, string? order,
        string? at = null) => new()
        {
            Waits = WaitsIn(waits), Procedure = string.IsNullOrWhiteSpace(procedure) ? null : procedure, Whose = WhoseIn(whose),
            Overdue = overdue, Words = WordsIn(words), Order = Orders.Said(order), At = at,
        };

    /// <summary>The list that this request's address carries: pages and acts of a case keep it, so that whoever came from a filtered
    /// list stays in it.</summary>
    public static WorkList Of(IQueryCollection query)
    {
        string? Said(string name) => query[name].FirstOrDefault();
        return Read(Said("waits"), Said("procedure"), Said("whose"), Said("overdue") == "true", Said("q"), Said("order"));
    }

    /// <summary>What it shows, in words.</summary>
    public string Said(Catalogue catalogue) =>
        Said(waits => waits?.Words() ?? "すべて", Procedure is { } code ? catalogue.TitleOf(code) : null);

    /// <summary>The cases of this list, in no order.</summary>
    public IQueryable<Application> Of(IQueryable<Application> cases, Guid officer, DateOnly today)
    {
        // An officer has few of one kind: the words that no index understands keep SQLite from going through all of the kind.
        if (Procedure is { } code)
            cases = Whose is Whose.Mine && Waits is not null ? cases.Where(a => a.Procedure + "" == code)
                : cases.Where(a => a.Procedure == code);
        return Choose(cases, officer, today);
    }
}
