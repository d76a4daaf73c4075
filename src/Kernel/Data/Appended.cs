using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>What becomes of an appended row whose key (or unique value) is there already.</summary>
enum IfThere { Refuse, Leave, Renew }

/// <summary>
/// Rows that a turn only adds (journal, outbox, messages, search): written together at its end by prepared statements, without being
/// tracked.
/// Nearly every turn writes some, and tracking them costs several times what writing them costs (docs/decisions/0006).
/// </summary>
sealed class Appended : IDisposable
{
    const int Many = 100;

    readonly record struct Row(object Entity, IfThere IfThere, Exception? Otherwise);

    readonly List<Row> rows = [];

    public IEnumerable<object> Entities => rows.Select(r => r.Entity);
    Dictionary<(Type, IfThere), DbCommand>? prepared;

    public void Add(object entity, IfThere ifThere = IfThere.Refuse, Exception? otherwise = null) =>
        rows.Add(new(entity, ifThere, otherwise));

    /// <summary>Forgets the rows of a turn that failed.</summary>
    public void Clear() => rows.Clear();

    /// <summary>Writes the rows inside the open transaction.</summary>
    public async Task<int> Write(CityDb db, CancellationToken ct)
    {
        if (rows.Count == 0) return 0;
        Instruments.Said.Add(rows.Count);
        var connection = db.Database.GetDbConnection();
        try { return connection.CanCreateBatch ? await AtOnce(db, connection, ct) : OneByOne(db, connection); }
        finally { rows.Clear(); }
    }

    // SQLite: the writer's connection stays open, and so do its statements.
    int OneByOne(CityDb db, DbConnection connection)
    {
        prepared ??= [];
        foreach (var row in rows)
        {
            var shape = Shape.Of(db, row.Entity.GetType(), row.IfThere);
            if (!prepared.TryGetValue((row.Entity.GetType(), row.IfThere), out var command))
            {
                command = connection.CreateCommand();
                command.CommandText = shape.Sql;
                foreach (var column in shape.Columns) command.Parameters.Add(column.Parameter(command, row.Entity, 0));
                command.Prepare();
                prepared.Add((row.Entity.GetType(), row.IfThere), command);
            }
            else for (var i = 0; i < shape.Columns.Count; i++) command.Parameters[i].Value = shape.Columns[i].Value(row.Entity);
            Check(row, command.ExecuteNonQuery());
        }
        return rows.Count;
    }

    // PostgreSQL: one journey for all of them, and where a turn adds hundreds of a kind, a hundred in one sentence.
    async Task<int> AtOnce(CityDb db, DbConnection connection, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        await using var maker = connection.CreateCommand();
        var asked = new List<(Row Row, DbBatchCommand Command)>();
        foreach (var some in Packs())
        {
            var shape = Shape.Of(db, some[0].Entity.GetType(), some[0].IfThere);
            var command = batch.CreateBatchCommand();
            command.CommandText = some.Length == 1 ? shape.Sql : shape.SqlOfMany;
            foreach (var (n, row) in some.Index())
                foreach (var column in shape.Columns) command.Parameters.Add(column.Parameter(maker, row.Entity, n));
            batch.BatchCommands.Add(command);
            if (some is [{ Otherwise: not null } one]) asked.Add((one, command));
        }
        await batch.ExecuteNonQueryAsync(ct);
        foreach (var (row, command) in asked) Check(row, command.RecordsAffected);
        return rows.Count;
    }

    /// <summary>The rows as they came; where there are many of a kind, each kind after the other, in the order in which the first of each
    /// came: what belongs to another row comes after it still.</summary>
    IEnumerable<Row[]> Packs()
    {
        if (rows.Count < Many) return rows.Select(r => new[] { r });
        return rows.GroupBy(r => (r.Entity.GetType(), r.IfThere, r.Otherwise is null)).SelectMany(kind => kind.Chunk(Many))
            .SelectMany(some => some.Length == Many && some[0] is { Otherwise: null, IfThere: not IfThere.Renew } ? [some]
                : some.Select(r => new[] { r }));
    }

    static void Check(Row row, int written)
    {
        if (written == 0 && row.Otherwise is { } otherwise) throw otherwise;
    }

    public void Dispose()
    {
        foreach (var command in prepared?.Values.ToArray() ?? []) command.Dispose();
        prepared = null;
    }

    /// <summary>How an entity becomes a row: read off the model once.</summary>
    sealed record Shape(string Sql, string SqlOfMany, IReadOnlyList<Column> Columns)
    {
        static readonly ConcurrentDictionary<(IModel, Type, IfThere), Shape> known = new();

        public static Shape Of(CityDb db, Type type, IfThere ifThere) => known.GetOrAdd((db.Model, type, ifThere), static key =>
        {
            var entity = key.Item1.FindEntityType(key.Item2) ?? throw new InvalidOperationException($"{key.Item2} is no entity");
            // What the database numbers by itself is left to it.
            var columns = entity.GetProperties().Where(p => p.ValueGenerated is ValueGenerated.Never || p.ClrType == typeof(Guid))
                .Select((p, i) => new Column($"@p{i}", p)).ToList();
            var insert = $"INSERT INTO {entity.GetTableName()} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ";
            var conflict = key.Item3 switch
            {
                IfThere.Refuse => "",
                IfThere.Leave => " ON CONFLICT DO NOTHING",
                _ => Anew(entity),
            };
            return new(insert + Values(0) + conflict,
                insert + string.Join(", ", Enumerable.Range(0, Many).Select(Values)) + conflict, columns);

            string Values(int row) => $"({string.Join(", ", columns.Select(c => c.Placeholder(row)))})";
        });

        // By its key: all that is not the key becomes as the new row has it.
        static string Anew(IEntityType entity)
        {
            var key = entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.Name} has no key");
            var rest = entity.GetProperties().Except(key).Select(p => p.GetColumnName())
                .Select(c => $"\"{c}\" = excluded.\"{c}\"");
            return $" ON CONFLICT ({string.Join(", ", key.Select(k => $"\"{k.GetColumnName()}\""))}) DO UPDATE SET {string.Join(", ", rest)}";
        }
    }

    sealed class Column(string name, IProperty property)
    {
        readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();
        readonly ValueConverter? converter = property.GetRelationalTypeMapping().Converter;
        readonly IClrPropertyGetter getter = property.GetGetter();

        public string Placeholder(int row) => row == 0 ? name : $"{name}_{row}";
        public string Name { get; } = property.GetColumnName();

        public object Value(object entity)
        {
            var value = getter.GetClrValueUsingContainingEntity(entity);
            return (value is null || converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
        }

        public DbParameter Parameter(DbCommand command, object entity, int row) =>
            mapping.CreateParameter(command, Placeholder(row), getter.GetClrValueUsingContainingEntity(entity), property.IsNullable);
    }
}
