using System.Collections.Concurrent;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>The tables that are being read in slices stay open between them, so that each row of one is passed once, also where several
/// take turns. Whoever asks for another place (after a restart) has the table opened anew and passed over to there.</summary>
sealed class OpenTable(FileStore store)
{
    sealed record Place(IEnumerator<TableRow> Rows, Stream Content) : IDisposable
    {
        /// <summary>How many rows were passed.</summary>
        public int Passed { get; set; }

        public void Dispose()
        {
            Rows.Dispose();
            Content.Dispose();
        }
    }

    /// <summary>So many stay open; of more (their reading was stopped, or many are brought at once) the rest is opened anew.</summary>
    const int Most = 8;

    readonly ConcurrentDictionary<Guid, Place> kept = new();

    /// <summary>The rows from that place on, counted from one.</summary>
    public IReadOnlyList<TableRow> Read(Brought import, StoredFile file, IReadOnlyList<Column> columns, int from, int count)
    {
        kept.TryRemove(import.Id, out var place);
        if (place is null || place.Passed >= from)
        {
            place?.Dispose();
            var content = store.Open(file);
            place = new(Tables.Read("", content, file.Type, columns).GetEnumerator(), content);
        }
        var rows = new List<TableRow>();
        while (rows.Count < count && place.Rows.MoveNext()) if (++place.Passed >= from) rows.Add(place.Rows.Current);
        if (place.Passed >= import.Rows || !kept.TryAdd(import.Id, place)) place.Dispose();
        foreach (var other in kept.Keys.Where(k => k != import.Id).Skip(Most - 1))
            if (kept.TryRemove(other, out var left)) left.Dispose();
        return rows;
    }
}
