using System.Linq.Expressions;

namespace Keyaki.Kits;

/// <summary>How a list is ordered now: by the column of this word, and whether from its end.</summary>
public readonly record struct Ordered(string Word, bool Down)
{
    /// <summary>As it stands in an address: at, -at.</summary>
    public override string ToString() => Down ? $"-{Word}" : Word;
}

/// <summary>The columns by which a list can be ordered, each both ways; the first one is the list's own order. Each wants an index, or
/// few rows.</summary>
/// <param name="id">Tells rows of the same value apart.</param>
public sealed class Orders<TEntity, TRow>(Expression<Func<TEntity, Guid>> id, Func<TRow, Guid> idOf)
{
    readonly List<(Ordered Ordered, Order<TEntity, TRow> Order)> all = [];

    /// <param name="down">Its usual direction is from the end, the newest first.</param>
    public Orders<TEntity, TRow> By<TKey>(string word, Expression<Func<TEntity, TKey>> of, Func<TRow, TKey> value, bool down = false)
    {
        foreach (var from in new[] { down, !down })
            all.Add((new(word, from), from ? new Order<TEntity, TRow>().Down(of, value).Down(id, idOf)
                : new Order<TEntity, TRow>().Up(of, value).Up(id, idOf)));
        return this;
    }

    /// <summary>What an address says; null where it says nothing that is known.</summary>
    public Ordered? Said(string? said) => all.Find(o => o.Ordered.ToString() == said) is { Order: not null } found ? found.Ordered : null;

    /// <summary>The same; the list's own order instead of nothing.</summary>
    public Ordered Read(string? said) => Said(said) ?? all[0].Ordered;

    public Order<TEntity, TRow> this[Ordered ordered] => all.Find(o => o.Ordered == ordered).Order ?? all[0].Order;

    /// <summary>As it stands in an address; null where it is the list's own.</summary>
    public string? Say(Ordered ordered) => ordered == all[0].Ordered ? null : ordered.ToString();
}
