using System.Collections.Concurrent;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The procedures of the city: what is offered on a day, and every version that something is pinned to. Definitions stay in
/// memory by their hash.</summary>
public sealed class Catalogue : INameDeciders
{
    readonly CityProfile city;
    readonly IDelegation table;
    readonly TimeProvider clock;
    readonly ConcurrentDictionary<string, ProcedureVersion> byHash = new();
    readonly Editions<ProcedureVersion> editions;

    /// <param name="clock">Says what a procedure is called today; what is offered goes by the day that is asked for.</param>
    public Catalogue(CityProfile city, TimeProvider clock)
    {
        (this.city, this.clock, table) = (city, clock, city.Files<IDelegation>());
        All = city.Files<Definitions>().All;
        foreach (var version in All) byHash[version.Hash] = version;
        editions = new(All, v => v.Code, v => v.ValidFrom, v => v.Definition.ValidUntil);
    }

    /// <summary>Every version that the city's files hold: those that count, counted and will count.</summary>
    public IReadOnlyList<ProcedureVersion> All { get; }

    // A version that is still to come needs its second person today, or its first day begins with a route that nobody may walk.
    IEnumerable<Deciding> INameDeciders.Deciders => All.GroupBy(v => v.Definition.Decision.Source(v.Code)).Select(g =>
        new Deciding(g.Key, TitleOf(g.First().Code),
            [.. g.SelectMany(v => table.Deciders(v.Definition.Decision.Act, v.Definition.Department)).Distinct()]));

    /// <summary>The procedure as it is offered on a day; null when there is none.</summary>
    public ProcedureVersion? Offered(string code, DateOnly today) => editions.On(code, today);

    /// <summary>The procedure for which one can apply here on a day; null when there is none.</summary>
    public ProcedureVersion? Online(string code, DateOnly today) =>
        Offered(code, today) is { Definition.Elsewhere: null } found ? found : null;

    /// <summary>All for which one can apply here on a day, by code.</summary>
    public IEnumerable<ProcedureVersion> Online(DateOnly today) => Offered(today).Where(v => v.Definition.Elsewhere is null);

    /// <summary>All that is offered on a day, by code; some are done elsewhere.</summary>
    public IReadOnlyList<ProcedureVersion> Offered(DateOnly today) => editions.On(today);

    /// <summary>Every procedure that the city has or had, as it is or was last: what officers may have cases of.</summary>
    public IReadOnlyList<ProcedureVersion> Known(DateOnly today) =>
        [.. editions.Known(today).Where(v => v.Definition.Elsewhere is null)];

    Definition? Called(string code) => editions.Known(code, clock.Today())?.Definition;

    /// <summary>Title in Japanese for lists; the code when the procedure is gone.</summary>
    public string TitleOf(string code, Language language) => Called(code) is { } known ? language.Say(known.Title) : code;

    public string TitleOf(string code) => Called(code)?.Title.Ja ?? code;

    /// <summary>The title that a mail may say.</summary>
    public string MailTitleOf(string code, Language language) => Called(code) is { } known ? language.Say(known.MailTitle) : code;

    /// <summary>The pinned version; from the database where the city's files do not hold it any more.</summary>
    public async ValueTask<ProcedureVersion> Pinned(CityDb db, string hash, CancellationToken ct)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        var json = await db.Set<ImportedVersion>().AsNoTracking().Where(v => v.Kind == Definitions.Folder && v.Hash == hash)
            .Select(v => v.Json).FirstOrDefaultAsync(ct) ?? throw new InvalidOperationException($"definition {hash} was never imported");
        var faults = new Faults(hash);
        return byHash.GetOrAdd(hash, ProcedureVersion.Read(json, CityWords.Any(city), faults) ?? throw new BrokenProfile(faults.All));
    }
}
