using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Keyaki.Kernel;

/// <summary>A question about two things that nearly every request asks: translated once per database, and not found again by its shape
/// each time, which costs more than the answer.</summary>
public sealed class Asked<TAbout, TAnd, TRow>(Expression<Func<CityDb, TAbout, TAnd, IQueryable<TRow>>> question)
{
    readonly ConcurrentDictionary<IModel, Func<CityDb, TAbout, TAnd, IAsyncEnumerable<TRow>>> ready = new();

    public async Task<List<TRow>> All(CityDb db, TAbout about, TAnd and, CancellationToken ct)
    {
        var rows = new List<TRow>();
        await foreach (var row in ready.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery(question))(db, about, and).WithCancellation(ct))
            rows.Add(row);
        return rows;
    }
}
