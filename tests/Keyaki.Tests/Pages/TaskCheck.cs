using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>What waits in a city against its records; asked after every act of a visitor.</summary>
static class TaskCheck
{
    // 「近く終わる設定」 stands for the city's files and not for a record; a job keeps it.
    static readonly Guid ofFiles = Tasks.Cause("kits.coming");

    /// <summary>Every record of which a module says what waits because of it, against what is open.</summary>
    internal static async Task Agrees(City city)
    {
        await city.Turns.Run(async (services, db, ct) =>
        {
            var wished = new Dictionary<Guid, string>();
            foreach (var source in services.GetServices<ITaskSource>())
                foreach (var record in await All(db, source.Of, ct))
                    foreach (var (cause, wish) in await source.Ask(db, record, gone: false, ct))
                        if (wish is not null) wished[cause] = $"{wish.Kind} {wish.Title} {wish.Account:N} {wish.Post} {wish.Department}";
            var open = (await db.Set<OfficeTask>()
                    .Where(t => t.ClosedAt == null && t.Kind != TaskKind.Report && t.Cause != ofFiles).ToListAsync(ct))
                .ToDictionary(t => t.Cause, t => $"{t.Kind} {t.Title} {t.Account:N} {t.Post} {t.Department}");
            Assert.Equal(wished.Select(w => $"{w.Key:N} {w.Value}").Order(StringComparer.Ordinal),
                open.Select(o => $"{o.Key:N} {o.Value}").Order(StringComparer.Ordinal));
            return true;
        });
    }

    internal static async Task<IReadOnlyList<object>> All(CityDb db, Type type, CancellationToken ct) =>
        await (Task<IReadOnlyList<object>>)(typeof(TaskCheck).GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic
            | System.Reflection.BindingFlags.Static)?.MakeGenericMethod(type)
            .Invoke(null, [db, ct]) ?? throw new InvalidOperationException());

    static async Task<IReadOnlyList<object>> Rows<T>(CityDb db, CancellationToken ct) where T : class =>
        await db.Set<T>().AsNoTracking().ToListAsync(ct);
}
