using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>The city's one database. Entities come from the kernel and the modules; each configures itself.</summary>
public sealed class CityDb(DbContextOptions<CityDb> options) : DbContext(options)
{
    /// <summary>The assemblies whose entities and migrations make up the database; set once by the host, before the first use.</summary>
    public static IReadOnlyList<Assembly> Parts { get; private set; } = [typeof(CityDb).Assembly];

    public static void UseParts(IEnumerable<Assembly> modules) => Parts = [typeof(CityDb).Assembly, .. modules.Distinct()];

    /// <summary>True while a turn or a scope's <see cref="CurrentDb"/> owns it: the container must not dispose it.</summary>
    internal bool Lent { get; set; }

    /// <summary>Where it goes instead of being disposed: to those who wait for the next question.</summary>
    internal Action<CityDb>? GoesBack { get; set; }

    readonly Appended appended = new();

    /// <summary>Adds a row that this turn will neither read nor change any more: cheaper than <see cref="DbContext.Add(object)"/>,
    /// written at the turn's end.</summary>
    public void Append(object row) => appended.Add(row);

    /// <summary>The same, but a row that is there already (by key or unique index) stays, and then <paramref name="otherwise"/> is
    /// thrown.</summary>
    public void AppendUnlessThere(object row, Exception? otherwise = null) => appended.Add(row, IfThere.Leave, otherwise);

    /// <summary>The same, but a row of this key that is there already becomes what this one says.</summary>
    public void AppendOrRenew(object row) => appended.Add(row, IfThere.Renew);

    /// <summary>Forgets what a failed turn wanted to append; a context may go back to its pool.</summary>
    internal void Forget() => appended.Clear();

    readonly Dictionary<object, DbCommand> kept = [];

    /// <summary>The statement of this asker, ready on this connection since it was first asked.</summary>
    internal DbCommand Kept(object asker, string sql)
    {
        if (!kept.TryGetValue(asker, out var command))
        {
            command = Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            kept.Add(asker, command);
        }
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    void End()
    {
        appended.Dispose();
        foreach (var command in kept.Values) command.Dispose();
        kept.Clear();
    }

    /// <summary>What this turn will append.</summary>
    public IEnumerable<object> Appending => appended.Entities;

    /// <summary>Sees what the turn is about to write; set while the turn runs.</summary>
    internal Func<CityDb, CancellationToken, Task>? BeforeSaving { get; set; }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (BeforeSaving is { } look) await look(this, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken) + await appended.Write(this, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder c)
    {
        c.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        c.Properties<DateTimeOffset>().HaveConversion<Utc>();
        c.Properties<Yen>().HaveConversion<Yen.Column>();
        c.Properties<Language>().HaveConversion<Language.Column>().HaveMaxLength(4);
        c.Properties<ReceiptNumber>().HaveConversion<ReceiptNumber.Column>().HaveMaxLength(16);
        c.Properties<decimal>().HavePrecision(18, 4);
    }

    protected override void OnModelCreating(ModelBuilder b)
    {
        foreach (var part in Parts) b.ApplyConfigurationsFromAssembly(part);
    }

    public override void Dispose()
    {
        if (Lent || WentBack()) return;
        End();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        if (Lent || WentBack()) return ValueTask.CompletedTask;
        End();
        return base.DisposeAsync();
    }

    bool WentBack()
    {
        if (GoesBack is not { } home) return false;
        GoesBack = null; // once: whoever disposes twice must not lend it to two
        ChangeTracker.Clear();
        Forget();
        home(this);
        return true;
    }

    sealed class Utc() : ValueConverter<DateTimeOffset, DateTime>(
        v => v.UtcDateTime, v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));
}

/// <summary>The database of the current scope: a reader for a page, the turn's own inside a turn.</summary>
public sealed class CurrentDb(IDatabase database) : IDisposable
{
    CityDb? own, lent;

    public CityDb Db => lent ?? (own ??= Open());

    internal void Lend(CityDb db) => lent = db;

    // The container disposes what it handed out, too. A pooled context that goes back twice would be lent to two requests at once.
    CityDb Open()
    {
        var db = database.OpenReader();
        db.Lent = true;
        return db;
    }

    public void Dispose()
    {
        if (own is null) return;
        own.Lent = false;
        own.Dispose();
        own = null;
    }
}

/// <summary>What is said to a person when a unique index is hit.</summary>
public static class UniqueSentence
{
    internal const string Key = "Keyaki:Says";

    /// <summary>Declares the sentence for this unique index; <paramref name="field"/> is the question it is shown at.</summary>
    public static IndexBuilder<T> Says<T>(this IndexBuilder<T> index, string field, Text sentence)
    {
        index.HasAnnotation(Key, new Sentence(field, sentence));
        return index;
    }

    /// <summary>The same where only officers meet it.</summary>
    public static IndexBuilder<T> Says<T>(this IndexBuilder<T> index, string field, string sentence) =>
        index.Says(field, new Text(sentence));

    sealed record Sentence(string Field, Text Says);

    internal static Rule? Find(CityDb db, Func<Microsoft.EntityFrameworkCore.Metadata.IIndex, bool> hit)
    {
        foreach (var type in db.Model.GetEntityTypes())
            foreach (var index in type.GetIndexes())
                if (index.IsUnique && hit(index) && index.FindAnnotation(Key)?.Value is Sentence sentence)
                    return new Rule(sentence.Field, sentence.Says);
        return null;
    }
}
