using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>Wants to know whenever a record of that type is written.</summary>
public interface IWatch
{
    Type Of { get; }
}

/// <summary>Which watchers there are, asked once of the program: a turn makes only those whose records it writes.</summary>
sealed class Watched<T>(IServiceScopeFactory scopes) where T : class, IWatch
{
    readonly Lazy<ILookup<Type, ObjectFactory>> known = new(() =>
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<T>().ToLookup(w => w.Of, w => ActivatorUtilities.CreateFactory(w.GetType(), []));
    });

    public bool Contains(Type record) => known.Value.Contains(record);

    public IReadOnlyList<T> Of(Type record, IServiceProvider turn) => [.. known.Value[record].Select(make => (T)make(turn, []))];
}

/// <summary>The watchers of one turn.</summary>
sealed class Watchers<T>(Watched<T> watched, IServiceProvider turn) where T : class, IWatch
{
    readonly Dictionary<Type, IReadOnlyList<T>> made = [];

    public bool Contains(Type record) => watched.Contains(record);

    public IReadOnlyList<T> this[Type record] =>
        made.TryGetValue(record, out var before) ? before : made[record] = watched.Of(record, turn);
}
