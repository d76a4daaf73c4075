using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>How far a new master key has come: one row for each, with the place to go on from.</summary>
public sealed class Rekeying
{
    /// <summary>The name of the new key (<see cref="MasterKey.Ids"/>).</summary>
    public required string Key { get; init; }
    public required bool Leaked { get; init; }
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>The table that is being re-sealed, and the last row that is done there.</summary>
    public string Table { get; set; } = "";
    public Guid? After { get; set; }
    public long Rows { get; set; }

    /// <summary>Rows that no key opens: they were lost before.</summary>
    public long Lost { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Rekeying>
    {
        public void Configure(EntityTypeBuilder<Rekeying> b)
        {
            b.ToTable("kernel_rekeyings");
            b.HasKey(x => x.Key);
            b.Property(x => x.Key).HasMaxLength(16);
            b.Property(x => x.Table).HasMaxLength(80);
        }
    }
}

/// <summary>
/// Retires a master key: everything that it sealed is sealed anew, in short turns, so that it can be interrupted at any moment and goes
/// on from its row.
/// It begins while nobody serves, because every node must know the new key before anything lies under it; it goes on alone or beside
/// the living city.
/// </summary>
public sealed class Rotation(IDatabase database, MasterKey master, TimeProvider clock)
{
    public static readonly Deed Begun = new("key.rotated", "主鍵を新しくした");
    const int Step = 200;
    readonly SemaphoreSlim one = new(1);

    /// <summary>The rotation to the key of today; null when this key never replaced another.</summary>
    public static async Task<Rekeying?> Of(CityDb db, MasterKey master, CancellationToken ct = default)
    {
        var id = master.Ids[0];
        return await db.Set<Rekeying>().AsNoTracking().FirstOrDefaultAsync(r => r.Key == id, ct);
    }

    /// <summary>Whether the old key is still needed and is not in the file any more: then the doors stay closed.</summary>
    public static async Task<bool> LacksOld(CityDb db, MasterKey master, CancellationToken ct = default) =>
        await Of(db, master, ct) is { FinishedAt: null } && master.Ids.Count == 1;

    /// <summary>
    /// Puts a new key in front, unless one stands there that was not begun, and ends in one turn what cannot be carried over to it. The
    /// caller makes sure that nobody serves this city.
    /// </summary>
    public async Task Begin(bool leaked)
    {
        if (master.Ids.Count == 1) master.Renew();
        await database.Turn(async (db, ct) =>
        {
            db.Add(new Rekeying { Key = master.Ids[0], Leaked = leaked, BegunAt = clock.GetUtcNow() });
            var now = clock.GetUtcNow();
            await Retire(db, leaked ? now : null, ct);
            if (leaked)
            {
                await db.Set<Session>().Where(s => s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
                await db.Set<CitySecret>().ExecuteDeleteAsync(ct);
            }
            new Journal().Fact("key", master.Ids[0]).Fact("leaked", leaked ? 1 : 0).Write(db, clock, Actor.Program, Begun);
            return true;
        });
    }

    /// <summary>The old signing key signs no more: its private half is gone, its public half stays. Keyed hashes that nobody can make
    /// again go.</summary>
    async Task Retire(CityDb db, DateTimeOffset? leaked, CancellationToken ct)
    {
        if (leaked is not null) await db.Set<JournalKey>().Where(k => k.SealedPrivate != "")
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.LeakedAt, leaked), ct);
        await db.Set<JournalKey>().ExecuteUpdateAsync(k => k.SetProperty(x => x.SealedPrivate, ""), ct);
        db.Add(JournalKey.Make(master, clock));
        foreach (var type in db.Model.GetEntityTypes())
            foreach (var column in type.GetProperties())
                if (column.KeyedHash() is { } hash)
                {
                    var (table, those) = (type.GetTableName(), hash.Where is { } where ? " WHERE " + where : "");
                    await db.Database.ExecuteSqlRawAsync(hash.Dropped is Dropped.Row ? $"DELETE FROM {table}{those}"
                        : $"UPDATE {table} SET \"{column.GetColumnName()}\" = ''{those}", ct);
                }
    }

    /// <summary>Goes on until everything is under the key of today; says how far after each table and every few thousand rows.</summary>
    public async Task<Rekeying> Run(Func<Rekeying, string?, Task> say, CancellationToken ct = default)
    {
        await one.WaitAsync(ct);
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var (state, closed) = await database.Turn(Walk);
                await say(state, closed);
                if (state.FinishedAt is not null) return state;
            }
        }
        finally { one.Release(); }
    }

    /// <summary>One step: some rows of a table, and the row that says where to go on, in the same turn. Answers with the table that is
    /// done, if one is.</summary>
    async Task<(Rekeying, string?)> Walk(CityDb db, CancellationToken ct)
    {
        var id = master.Ids[0];
        var state = await db.Set<Rekeying>().AsTracking().FirstAsync(r => r.Key == id, ct);
        if (state.FinishedAt is not null) return (state, null);
        var types = Types(db.Model);
        var type = types.FirstOrDefault(t => string.CompareOrdinal(t.GetTableName(), state.Table) >= 0);
        if (type is null)
        {
            state.FinishedAt = clock.GetUtcNow();
            return (state, null);
        }
        if (type.GetTableName() != state.Table) (state.Table, state.After) = (type.GetTableName() ?? "", null);
        var rows = await Rows(db, type, state.After, ct);
        foreach (var row in rows) Reseal(db.Entry(row), state);
        if (rows.Count > 0) state.After = (Guid?)db.Entry(rows[^1]).Property(KeyOf(type)).CurrentValue;
        if (rows.Count == Step) return (state, null);
        var done = state.Table;
        (state.Table, state.After) = (done + "~", null); // after this table, before the next
        return (state, done);
    }

    /// <summary>The tables in which something is sealed, in a fixed order.</summary>
    static List<IEntityType> Types(IModel model) =>
        [.. model.GetEntityTypes().Where(t => t.GetProperties().Any(p => p.Sealed() is not null || p.Blind() is not null))
            .OrderBy(t => t.GetTableName(), StringComparer.Ordinal)];

    static string KeyOf(IEntityType type) => type.FindPrimaryKey() is { Properties: [{ } key] } && key.ClrType == typeof(Guid)
        ? key.Name : throw new InvalidOperationException($"{type.ClrType.Name} has something sealed and must have an id as its key");

    static Task<List<object>> Rows(CityDb db, IEntityType type, Guid? after, CancellationToken ct) =>
        (Task<List<object>>)(typeof(Rotation)
            .GetMethod(nameof(RowsOf), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            ?.MakeGenericMethod(type.ClrType).Invoke(null, [db, KeyOf(type), after, ct]) ?? throw new InvalidOperationException());

    static async Task<List<object>> RowsOf<T>(CityDb db, string key, Guid? after, CancellationToken ct) where T : class
    {
        var rows = db.Set<T>().AsTracking();
        if (after is { } last) rows = rows.Where(r => EF.Property<Guid>(r, key) > last);
        return [.. await rows.OrderBy(r => EF.Property<Guid>(r, key)).Take(Step).ToListAsync(ct)];
    }

    void Reseal(EntityEntry row, Rekeying state)
    {
        state.Rows++;
        foreach (var column in row.Metadata.GetProperties())
            try
            {
                if (column.Sealed() is { } purpose && row.Property(column.Name) is { CurrentValue: string { Length: > 0 } text } cell)
                    cell.CurrentValue = Box(text, purpose);
                else if (column.Blind() is { } blind) Blind(row, column, blind);
            }
            catch (Exception e) when (e is CryptographicException or FormatException) { state.Lost++; }
    }

    string Box(string text, string purpose) =>
        master.Reseal(Convert.FromBase64String(text), purpose) is { } box ? Convert.ToBase64String(box) : text;

    void Blind(EntityEntry row, IReadOnlyProperty column, Sealing.Blinded blind)
    {
        var cell = row.Property(column.Name);
        if (cell.CurrentValue is null) return;
        cell.CurrentValue = row.Property(blind.Source).CurrentValue is string source
            ? master.Blind(blind.Normal(master.Open(source, blind.Purpose)), blind.Purpose) : null;
    }
}
