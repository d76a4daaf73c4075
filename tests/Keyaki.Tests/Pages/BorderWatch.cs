using System.Reflection;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Keyaki.Tests.Pages;

/// <summary>
/// Stands at the border between the networks in every hall that a test opens: what is marked [CrossZone] may be asked while a page is
/// made or by the outbox, never inside a turn. A call from inside one fails the request, and so the test.
/// </summary>
static class BorderWatch
{
    static readonly AsyncLocal<bool> inTurn = new();

    public static void Post(IServiceCollection services)
    {
        Wrap<IDatabase>(services, (_, database) => new WatchedDatabase(database));
        foreach (var behind in services.Select(s => s.ServiceType)
            .Where(t => t.IsInterface && t.GetCustomAttribute<CrossZoneAttribute>() is not null).Distinct().ToList())
            typeof(BorderWatch).GetMethod(nameof(Guard), BindingFlags.NonPublic | BindingFlags.Static)?.MakeGenericMethod(behind)
                .Invoke(null, [services]);
    }

    static void Guard<T>(IServiceCollection services) where T : class => Wrap<T>(services, (_, inner) => Border<T>.Around(inner));

    static void Wrap<T>(IServiceCollection services, Func<IServiceProvider, T, T> around) where T : class
    {
        var known = services.Last(s => s.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Describe(typeof(T),
            sp => around(sp, (T)(known.ImplementationFactory?.Invoke(sp)
            ?? ActivatorUtilities.CreateInstance(sp, known.ImplementationType ?? throw new InvalidOperationException(typeof(T).Name)))),
            known.Lifetime));
    }

    /// <summary>Passes every call on, unless a turn is going on.</summary>
    class Border<T> : DispatchProxy where T : class
    {
        T? inner;

        public static T Around(T inner)
        {
            var proxy = Create<T, Border<T>>();
            ((Border<T>)(object)proxy).inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? args) =>
            inTurn.Value ? throw new InvalidOperationException(
                $"{typeof(T).Name}.{method?.Name} lies behind another door and was asked inside a turn") : method?.Invoke(inner, args);
    }

    sealed class WatchedDatabase(IDatabase inner) : IDatabase, IAsyncDisposable
    {
        public Task<T> Turn<T>(Func<CityDb, CancellationToken, Task<T>> work, bool serial = true) => inner.Turn(async (db, ct) =>
        {
            inTurn.Value = true;
            return await work(db, ct);
        }, serial);

        public CityDb OpenReader() => inner.OpenReader();
        public Task<bool> IsCurrent() => inner.IsCurrent();
        public CityDb OpenForMigration() => inner.OpenForMigration();
        public Task<IAsyncDisposable> Hurry() => inner.Hurry();
        public Rule? Explain(CityDb db, Exception error) => inner.Explain(db, error);
        public FormattableString SearchSql(string kind, IReadOnlyList<SearchGrams.Phrase> phrases) => inner.SearchSql(kind, phrases);
        public FormattableString NewestSql(string kind, IReadOnlyList<IReadOnlyList<SearchGrams.Phrase>> ways, IReadOnlyList<string> marks,
            int most, int recent) =>
            inner.NewestSql(kind, ways, marks, most, recent);
        public void PrepareSearch(CityDb db) => inner.PrepareSearch(db);
        public ITextIndex Texts => inner.Texts;
        public Task Backup(string file, CancellationToken ct) => inner.Backup(file, ct);
        public Task Restore(string file, CancellationToken ct) => inner.Restore(file, ct);
        public Task<string?> Trouble(CancellationToken ct) => inner.Trouble(ct);
        public Task<IAsyncDisposable> Live() => inner.Live();
        public Task<IAsyncDisposable> Alone() => inner.Alone();
        public Task<IAsyncDisposable> Making() => inner.Making();
        public ValueTask DisposeAsync() => inner is IAsyncDisposable open ? open.DisposeAsync() : ValueTask.CompletedTask;
    }
}
