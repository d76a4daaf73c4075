using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Keyaki.Kits;

/// <summary>Some rows of a list, and the places to go on from; null where it ends.</summary>
public sealed record Slice<T>(IReadOnlyList<T> Rows, string? Before, string? After)
{
    public Slice<TOther> Map<TOther>(Func<T, TOther> to) => new([.. Rows.Select(to)], Before, After);
}

/// <summary>
/// The order of a list, and its pages. Where to go on is the value of the last row and not a count of rows: the thousandth page costs
/// what the first one does, and a row that comes in between moves nobody's place. The last key tells all rows apart.
/// </summary>
public sealed class Order<TEntity, TRow>
{
    sealed record Key(LambdaExpression Of, Func<TRow, object?> Value, Type Type, bool Down);

    readonly List<Key> keys = [];

    public Order<TEntity, TRow> Up<TKey>(Expression<Func<TEntity, TKey>> of, Func<TRow, TKey> value) => Add(of, value, false);
    public Order<TEntity, TRow> Down<TKey>(Expression<Func<TEntity, TKey>> of, Func<TRow, TKey> value) => Add(of, value, true);

    Order<TEntity, TRow> Add<TKey>(Expression<Func<TEntity, TKey>> of, Func<TRow, TKey> value, bool down)
    {
        keys.Add(new(of, row => value(row), typeof(TKey), down));
        return this;
    }

    /// <summary>The page at a place; the first one without.</summary>
    /// <param name="read">Asks for the rows of a query: here a list is projected.</param>
    public async Task<Slice<TRow>> Slice(IQueryable<TEntity> all, string? at, int size, Func<IQueryable<TEntity>, Task<List<TRow>>> read)
    {
        var place = Place.TryRead(at, [.. keys.Select(k => k.Type)]);
        var back = place is { Back: true };
        var asked = Sorted(place is null ? all : all.Where(Beyond(place)), back);
        var rows = await read(asked.Take(size + 1));
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();
        if (back && rows.Count == 0) return await Slice(all, null, size, read);
        return new(rows, rows.Count > 0 && (back ? more : place is not null) ? Of(rows[0], true) : null,
            rows.Count > 0 && (back || more) ? Of(rows[^1], false) : null);
    }

    /// <summary>All rows in this order.</summary>
    public IQueryable<TEntity> Of(IQueryable<TEntity> all) => Sorted(all, false);

    /// <summary>What stands before a row (the nearest first) and what comes behind it, also where it is not among them itself.</summary>
    public (IQueryable<TEntity> Before, IQueryable<TEntity> After) Around(IQueryable<TEntity> all, TRow row)
    {
        IQueryable<TEntity> From(bool back) => Sorted(all.Where(Beyond(new(back, [.. keys.Select(k => k.Value(row))]))), back);
        return (From(true), From(false));
    }

    string Of(TRow row, bool back) => new Place(back, [.. keys.Select(k => k.Value(row))]).ToString();

    IQueryable<TEntity> Sorted(IQueryable<TEntity> rows, bool back)
    {
        var first = true;
        foreach (var key in keys)
        {
            var name = (first ? "OrderBy" : "ThenBy") + (key.Down != back ? "Descending" : "");
            rows = rows.Provider.CreateQuery<TEntity>(Expression.Call(typeof(Queryable), name, [typeof(TEntity), key.Type],
                rows.Expression, Expression.Quote(key.Of)));
            first = false;
        }
        return rows;
    }

    /// <summary>The rows behind a place, in the direction in which it is gone on.</summary>
    Expression<Func<TEntity, bool>> Beyond(Place place)
    {
        var row = Expression.Parameter(typeof(TEntity), "row");
        Expression? beyond = null;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var (key, more) = (keys[i], keys[i].Down == place.Back);
            var here = new Renamed(key.Of.Parameters[0], row).Visit(key.Of.Body);
            var value = Kept(key.Type, place.Values[i]);
            var further = Compare(here, value, more);
            beyond = beyond is null ? further : Expression.OrElse(further, Expression.AndAlso(Expression.Equal(here, value), beyond));
        }
        return Expression.Lambda<Func<TEntity, bool>>(beyond ?? Expression.Constant(true), row);
    }

    static Expression Compare(Expression here, Expression value, bool more)
    {
        var zero = Expression.Constant(0);
        if (here.Type == typeof(bool))
            (here, value) = (Expression.Condition(here, Expression.Constant(1), zero),
                Expression.Condition(value, Expression.Constant(1), zero));
        else if (here.Type == typeof(string) || here.Type == typeof(Guid))
            (here, value) = (Expression.Call(here, here.Type.GetMethod("CompareTo", [here.Type])
                ?? throw new MissingMethodException(here.Type.Name, "CompareTo"), value), zero);
        return more ? Expression.GreaterThan(here, value) : Expression.LessThan(here, value);
    }

    /// <summary>A value that the database gets as a parameter, so that its sentence stays the same.</summary>
    static MemberExpression Kept(Type type, object? value)
    {
        var box = typeof(Box<>).MakeGenericType(type);
        return Expression.Property(Expression.Constant(Activator.CreateInstance(box, value)), nameof(Box<int>.Value));
    }

    sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }

    sealed record Place(bool Back, object?[] Values)
    {
        public override string ToString() => (Back ? "b." : "a.") + string.Join('.', Values.Select(Write));

        static string Write(object? value) => value switch
        {
            DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
            DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
            Guid id => id.ToString("N"),
            bool yes => yes ? "1" : "0",
            string text => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture).Replace('.', '_'),
            _ => throw new NotSupportedException($"{value?.GetType().Name} is no order"),
        };

        public static Place? TryRead(string? text, Type[] types)
        {
            if (text?.Split('.') is not { } parts || parts.Length != types.Length + 1 || parts[0] is not ("a" or "b")) return null;
            try { return new(parts[0] == "b", [.. types.Select((t, i) => Read(t, parts[i + 1]))]); }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException) { return null; }
        }

        static object Read(Type type, string text) =>
            type == typeof(DateTimeOffset) ? new DateTimeOffset(long.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : type == typeof(DateOnly) ? DateOnly.FromDayNumber(int.Parse(text, CultureInfo.InvariantCulture))
            : type == typeof(Guid) ? Guid.ParseExact(text, "N")
            : type == typeof(bool) ? text == "1"
            : type == typeof(string) ? Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text))
            : Convert.ChangeType(text.Replace('_', '.'), type, CultureInfo.InvariantCulture);
    }
}

sealed class Box<T>(T value)
{
    public T Value { get; } = value;
}

/// <summary>Pages of a list that is in memory.</summary>
public static class Slices
{
    public static Slice<T> Slice<T>(this IReadOnlyList<T> all, Func<T, Guid> id, string? at, int size)
    {
        var from = at is ['a', '.', .. var last] && Guid.TryParseExact(last, "N", out var after)
            ? all.Index().Where(r => id(r.Item) == after).Select(r => r.Index + 1).FirstOrDefault()
            : at is ['b', '.', .. var first] && Guid.TryParseExact(first, "N", out var before)
                ? Math.Max(0, all.Index().Where(r => id(r.Item) == before).Select(r => r.Index).FirstOrDefault() - size) : 0;
        var rows = all.Skip(from).Take(size).ToList();
        return new(rows, from > 0 && rows.Count > 0 ? $"b.{id(rows[0]):N}" : null,
            from + rows.Count < all.Count ? $"a.{id(rows[^1]):N}" : null);
    }
}
