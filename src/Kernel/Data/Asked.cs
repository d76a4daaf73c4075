using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Keyaki.Kernel;

/// <summary>A question that nearly every request asks: translated once per database, and not found again by its shape each time, which costs more than the answer.</summary>
public sealed class Asked<TAbout, TRow>(Expression<Func<CityDb, TAbout, IQueryable<TRow>>> question)
{
    readonly ConcurrentDictionary<IModel, Func<CityDb, TAbout, IAsyncEnumerable<TRow>>> ready = new();

    public async Task<TRow?> First(CityDb db, TAbout about, CancellationToken ct)
    {
        await foreach (var row in ready.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery(question))(db, about).WithCancellation(ct)) return row;
        return default;
    }
}

/// <summary>The same about two things.</summary>
public sealed class Asked<TAbout, TAnd, TRow>(Expression<Func<CityDb, TAbout, TAnd, IQueryable<TRow>>> question)
{
    readonly ConcurrentDictionary<IModel, Func<CityDb, TAbout, TAnd, IAsyncEnumerable<TRow>>> ready = new();

    public async Task<TRow?> First(CityDb db, TAbout about, TAnd and, CancellationToken ct)
    {
        await foreach (var row in ready.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery(question))(db, about, and).WithCancellation(ct)) return row;
        return default;
    }

    public async Task<List<TRow>> All(CityDb db, TAbout about, TAnd and, CancellationToken ct)
    {
        var rows = new List<TRow>();
        await foreach (var row in ready.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery(question))(db, about, and).WithCancellation(ct)) rows.Add(row);
        return rows;
    }
}
