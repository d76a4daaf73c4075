using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>A record that holds the words, and where: in itself, or in a file on a page.</summary>
public sealed record Place(Guid? File, int Page, string Around);

/// <summary>What a search in the texts gave: records with a place each, the newest first, and where the next ones begin.</summary>
sealed record FoundText(IReadOnlyList<(Guid Document, Place Place)> Hits, long? Next)
{
    const int Batch = 200, Batches = 25;

    /// <summary>Whose records this officer finds by number and title alone.</summary>
    internal static async Task<IReadOnlySet<Guid>> Hidden(Look look, IRegister register, IReadOnlyList<Guid> persons)
    {
        var hidden = new HashSet<Guid>();
        if (look.Actor.Permissions.Contains(ProtectedAddress.Power)) return hidden;
        foreach (var some in persons.Chunk(1_000)) hidden.UnionWith(await register.Refused(some, look.Stop));
        return hidden;
    }

    /// <summary>As many records as wanted that hold the words among those that are asked for. Whoever may not know where a protected
    /// person lives finds their records by number and title alone.</summary>
    public static async Task<FoundText> Of(Look look, FullText index, IRegister register, TextWords words,
        IReadOnlyList<IReadOnlyList<string>> choices, IQueryable<Document> among, long? before, int most)
    {
        var hits = new Dictionary<Guid, Place>();
        for (var round = 0; round < Batches; round++)
        {
            var size = Math.Min(Batch, most + 1 + round * Batch);
            var newest = index.Newest(look.Db, Registry.Kind, words, choices, before, size);
            var pieces = await (from p in newest join d in among on p.Record equals d.Id into ds from d in ds.DefaultIfEmpty()
                                orderby p.Row descending
                                select new
                                {
                                    p.Row, p.Record, p.Part, p.Page, p.Text, There = d != null, Person = d != null ? d.Person : null,
                                    Title = d != null ? d.Number + " " + d.Subject : ""
                                }).ToListAsync(look.Stop);
            var persons = pieces.Select(p => p.Person).OfType<Guid>().Distinct().ToList();
            var hidden = await Hidden(look, register, persons);
            foreach (var p in pieces)
            {
                if (hits.Count == most && !hits.ContainsKey(p.Record)) return new([.. hits.Select(h => (h.Key, h.Value))], before);
                before = p.Row;
                if (!p.There || hits.ContainsKey(p.Record)) continue;
                if (p.Person is { } person && hidden.Contains(person)) { if (words.In(p.Title)) hits[p.Record] = new(null, 0, ""); }
                else if (words.In(p.Text)) hits[p.Record] = new(p.Part, p.Page, words.Around(p.Text));
            }
            if (pieces.Count < size) return new([.. hits.Select(h => (h.Key, h.Value))], null);
        }
        return new([.. hits.Select(h => (h.Key, h.Value))], before);
    }
}
