using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Tree = System.Linq.Expressions.Expression;

namespace Keyaki.Kernel;

/// <summary>
/// A row that nearly every request looks up by one unique column (the visit, the draft), not tracked. The statement stays prepared with
/// its connection and the row is read by what was read off the model once: finding and setting up a query costs several times what its
/// answer costs.
/// </summary>
public sealed class RowBy<TRow, TKey>(Expression<Func<TRow, TKey>> column) where TRow : class
{
    readonly ConcurrentDictionary<IModel, Shape> known = new();

    public async Task<TRow?> Find(CityDb db, TKey key, CancellationToken ct)
    {
        var shape = known.GetOrAdd(db.Model, Read);
        var command = db.Kept(this, shape.Sql);
        if (command.Parameters.Count == 0) command.Parameters.Add(shape.Key.CreateParameter(command, "@key", key));
        else command.Parameters[0].Value = shape.Key.Converter is { } converter ? converter.ConvertToProvider(key) : key;
        Instruments.Said.Add(1, new KeyValuePair<string, object?>("row", typeof(TRow).Name));
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
            return await reader.ReadAsync(ct) ? shape.Row(reader) : null;
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }

    sealed record Shape(string Sql, RelationalTypeMapping Key, Func<DbDataReader, TRow> Row);

    Shape Read(IModel model)
    {
        var entity = model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow)} is no entity");
        var by = entity.FindProperty(((MemberExpression)column.Body).Member)
            ?? throw new InvalidOperationException($"{column} is no column");
        var (properties, reader) = (entity.GetProperties().ToList(), Tree.Parameter(typeof(DbDataReader)));
        var row = Tree.MemberInit(Tree.New(typeof(TRow)),
            properties.Select((p, i) => Tree.Bind(p.PropertyInfo ?? throw new InvalidOperationException(p.Name), Value(p, i, reader))));
        return new($"SELECT {string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""))} FROM {entity.GetTableName()} WHERE \"{by.GetColumnName()}\" = @key",
            by.GetRelationalTypeMapping(), Tree.Lambda<Func<DbDataReader, TRow>>(row, reader).Compile());
    }

    static Tree Value(IProperty property, int at, ParameterExpression reader)
    {
        var (mapping, place) = (property.GetRelationalTypeMapping(), Tree.Constant(at));
        var value = mapping.CustomizeDataReaderExpression(Tree.Call(reader, mapping.GetDataReaderMethod(), place));
        if (mapping.Converter is { } converter)
            value = Tree.Invoke(converter.ConvertFromProviderExpression, Cast(value, converter.ProviderClrType));
        value = Cast(value, property.ClrType);
        return property.IsNullable
            ? Tree.Condition(Tree.Call(reader, nameof(DbDataReader.IsDBNull), null, place), Tree.Default(property.ClrType), value) : value;
    }

    static Tree Cast(Tree value, Type to) => value.Type == to ? value : Tree.Convert(value, to);
}
