using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>The table that is being read in slices stays open between them, so that each row of it is passed once. Whoever asks for
/// another place (after a restart, or another table) has it opened anew and passed over to there.</summary>
sealed class OpenTable(FileStore store)
{
    sealed record Place(Guid Import, IEnumerator<TableRow> Rows, Stream Content) : IDisposable
    {
        /// <summary>How many rows were passed.</summary>
        public int Passed { get; set; }

        public void Dispose()
        {
            Rows.Dispose();
            Content.Dispose();
        }
    }

    Place? kept;

    /// <summary>The rows from that place on, counted from one.</summary>
    public IReadOnlyList<TableRow> Read(Brought import, StoredFile file, IReadOnlyList<Column> columns, int from, int count)
    {
        var place = Interlocked.Exchange(ref kept, null);
        if (place is null || place.Import != import.Id || place.Passed >= from)
        {
            place?.Dispose();
            var content = store.Open(file);
            place = new(import.Id, Tables.Read("", content, file.Type, columns).GetEnumerator(), content);
        }
        var rows = new List<TableRow>();
        while (rows.Count < count && place.Rows.MoveNext()) if (++place.Passed >= from) rows.Add(place.Rows.Current);
        if (place.Passed < import.Rows) Interlocked.Exchange(ref kept, place)?.Dispose();
        else place.Dispose();
        return rows;
    }
}
