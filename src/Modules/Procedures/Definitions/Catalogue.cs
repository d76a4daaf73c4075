using System.Collections.Concurrent;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The procedures of the city: what is offered on a day, and every version that something is pinned to. Definitions stay in
/// memory by their hash.</summary>
public sealed class Catalogue : INameDeciders
{
    sealed record Shelf(IReadOnlyList<PublishedVersion> Published, IReadOnlyList<ProcedureVersion> All,
        Editions<ProcedureVersion> Editions);

    readonly CityProfile city;
    readonly IDelegation table;
    readonly TimeProvider clock;
    readonly PublishedVersions? published;
    readonly ConcurrentDictionary<string, ProcedureVersion> byHash = new();
    volatile Shelf shelf;

    /// <param name="clock">Says what a procedure is called today; what is offered goes by the day that is asked for.</param>
    /// <param name="published">What departments made themselves; without it the files alone.</param>
    public Catalogue(CityProfile city, TimeProvider clock, PublishedVersions? published = null)
    {
        (this.city, this.clock, this.published, table) = (city, clock, published, city.Files<IDelegation>());
        shelf = With([]);
    }

    /// <summary>Every version that the city's files and the departments' publications hold: those that count, counted and will
    /// count.</summary>
    public IReadOnlyList<ProcedureVersion> All => Now.All;

    Editions<ProcedureVersion> Editions => Now.Editions;

    Shelf Now => published?.Of(Definitions.Folder) is { } made && !ReferenceEquals(made, shelf.Published) && made.Count > 0
        ? shelf = With(made) : shelf;

    // From the same day what two persons published counts: the city's folder is what it was exported to.
    Shelf With(IReadOnlyList<PublishedVersion> made)
    {
        List<ProcedureVersion> written = [.. made.Select(v => Read(v.Hash, v.Json))];
        var days = written.Select(v => (v.Code, v.ValidFrom)).ToHashSet();
        List<ProcedureVersion> all =
            [.. city.Files<Definitions>().All.Where(v => !days.Contains((v.Code, v.ValidFrom))), .. written];
        foreach (var version in city.Files<Definitions>().All) byHash[version.Hash] = version;
        return new(made, all, new(all, v => v.Code, v => v.ValidFrom, v => v.Definition.ValidUntil));
    }

    // A version that is still to come needs its second person today, or its first day begins with a route that nobody may walk.
    IEnumerable<Deciding> INameDeciders.Deciders => All.GroupBy(v => v.Definition.Decision.Source(v.Code)).Select(g =>
        new Deciding(g.Key, TitleOf(g.First().Code), [.. g.SelectMany(v => DecidersOf(v.Definition)).Distinct()]));

    IReadOnlyList<string> DecidersOf(Definition d) => table.Deciders(d.Decision.Act, d.Department);

    /// <summary>Whom a version lets decide.</summary>
    internal Deciding Deciding(Definition d) => new(d.Decision.Source(d.Code), d.Title.Ja, DecidersOf(d));

    /// <summary>The procedure as it is offered on a day; null when there is none.</summary>
    public ProcedureVersion? Offered(string code, DateOnly today) => Editions.On(code, today);

    /// <summary>The procedure for which one can apply here on a day; null when there is none.</summary>
    public ProcedureVersion? Online(string code, DateOnly today) =>
        Offered(code, today) is { Definition.Elsewhere: null } found ? found : null;

    /// <summary>All for which one can apply here on a day, by code.</summary>
    public IEnumerable<ProcedureVersion> Online(DateOnly today) => Offered(today).Where(v => v.Definition.Elsewhere is null);

    /// <summary>All that is offered on a day, by code; some are done elsewhere.</summary>
    public IReadOnlyList<ProcedureVersion> Offered(DateOnly today) => Editions.On(today);

    /// <summary>Every procedure that the city has or had, as it is or was last: what officers may have cases of.</summary>
    public IReadOnlyList<ProcedureVersion> Known(DateOnly today) =>
        [.. Editions.Known(today).Where(v => v.Definition.Elsewhere is null)];

    Definition? Called(string code) => Editions.Known(code, clock.Today())?.Definition;

    /// <summary>Title in Japanese for lists; the code when the procedure is gone.</summary>
    public string TitleOf(string code, Language language) => Called(code) is { } known ? language.Say(known.Title) : code;

    public string TitleOf(string code) => Called(code)?.Title.Ja ?? code;

    /// <summary>The title that a mail may say.</summary>
    public string MailTitleOf(string code, Language language) => Called(code) is { } known ? language.Say(known.MailTitle) : code;

    /// <summary>The pinned version; from the database where the city's files do not hold it any more.</summary>
    public async ValueTask<ProcedureVersion> Pinned(CityDb db, string hash, CancellationToken ct)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        return Read(hash, await db.Set<ImportedVersion>().AsNoTracking().Where(v => v.Kind == Definitions.Folder && v.Hash == hash)
            .Select(v => v.Json).FirstOrDefaultAsync(ct) ?? throw new InvalidOperationException($"definition {hash} was never imported"));
    }

    ProcedureVersion Read(string hash, string json)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        var faults = new Faults(hash);
        return byHash.GetOrAdd(hash, ProcedureVersion.Read(json, CityWords.Any(city), faults) ?? throw new BrokenProfile(faults.All));
    }
}
