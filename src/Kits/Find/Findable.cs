using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>Records that are found through the index. It gives their ids, newest first, of the scopes that this officer has; the room
/// asks them through its own visibility and says how they read now.</summary>
public abstract class Findable(Search search) : IFindable
{
    // Some of them may be hidden; among these a number that fits exactly is put first.
    const int Most = 20;

    public abstract string Label { get; }
    public abstract MenuGroup Part { get; }
    public abstract Permission Who { get; }
    public virtual string? List(Words words) => null;

    /// <summary>Under which name they stand in the index.</summary>
    public abstract string Kind { get; }

    /// <summary>Whose records this officer may see (as they stand in the index); null for all.</summary>
    protected virtual IReadOnlyList<string>? Scopes(Look look) => null;

    /// <summary>Those of the hits that this officer may see.</summary>
    protected abstract Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words);

    /// <summary>Those that belong to a resident; null where none does.</summary>
    protected virtual IQueryable<Guid>? Theirs(Look look, Whom whom) => null;

    public async Task<IReadOnlyList<Hit>> About(Look look, Whom whom, int most) =>
        Theirs(look, whom) is { } theirs ? [.. (await Show(look, theirs, new(""))).Take(most)] : [];

    public async Task<IReadOnlyList<Hit>> Find(Look look, Words words, int most) =>
        search.Newest(look.Db, Kind, Scopes(look), words.Said, Most) is { } hits
            ? [.. (await Show(look, hits, words)).OrderByDescending(h => h.Is(words)).Take(most)] : [];
}

/// <summary>What stands of a record in the index: the text by which it is found, and whose it is.</summary>
public sealed record Indexed(Guid Id, string Text, string Scope = "");

/// <summary>Says of a kind of records what stands of them in the index.</summary>
public interface IIndexed : IWatch
{
    string Kind { get; }

    /// <summary>Null while it is not to be found (any more).</summary>
    Indexed? Entry(object record);
}

/// <summary>Records whose entry follows from themselves, whoever changes them.</summary>
public abstract class Findable<T>(Search search) : Findable(search), IIndexed where T : class
{
    public Type Of => typeof(T);
    protected abstract Indexed? Entry(T record);
    Indexed? IIndexed.Entry(object record) => record is T mine ? Entry(mine) : null;
}

/// <summary>Keeps the index as the records are, in the turn that writes them: no act has to remember it.</summary>
sealed class FindKeeper(Watchers<IIndexed> known, Search search) : IBeforeSaving
{
    public async Task Saving(CityDb db, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => known.Contains(e.Entity.GetType())
            && e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            foreach (var kind in known[entry.Entity.GetType()]) await Keep(db, entry, kind);
        }
        foreach (var record in db.Appending.Where(r => known.Contains(r.GetType())).ToList())
            foreach (var kind in known[record.GetType()])
                if (kind.Entry(record) is { } fresh) search.Add(db, kind.Kind, fresh.Id, fresh.Text, fresh.Scope);
    }

    async Task Keep(CityDb db, EntityEntry entry, IIndexed kind)
    {
        var before = entry.State is EntityState.Added ? null : kind.Entry(entry.OriginalValues.ToObject());
        var after = entry.State is EntityState.Deleted ? null : kind.Entry(entry.Entity);
        if (before == after) return;
        if (after is null) { if (before is not null) await search.Forget(db, kind.Kind, before.Id); }
        else if (before is null) search.Add(db, kind.Kind, after.Id, after.Text, after.Scope);
        else await search.Index(db, kind.Kind, after.Id, after.Text, after.Scope);
    }
}

public static class FindServices
{
    public static IServiceCollection AddFindable<T>(this IServiceCollection services) where T : class, IFindable
    {
        services.AddScoped<IFindable, T>();
        return typeof(T).IsAssignableTo(typeof(IIndexed)) ? services.AddScoped(typeof(IIndexed), typeof(T)) : services;
    }
}
