using System.IO.Compression;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A ZIP in which files lie beside the one table that names them.</summary>
static class PackedTable
{
    const int MostFiles = 2_000;

    /// <summary>All that lies beside the table together, in bytes: a small ZIP can hold very much.</summary>
    const long MostBeside = 500L * 1024 * 1024;

    /// <summary>Keeps the table and what lies beside it. What is of no kind that is taken here is left out: the row that names it says
    /// so.</summary>
    /// <exception cref="Rule">there is no table in it, or more than one, or too much.</exception>
    public static async Task<(StoredFile Table, IReadOnlyList<StoredFile> Beside)> Keep(Stream content, IReadOnlyCollection<string> taken,
        FileStore files, Guid by, CancellationToken ct)
    {
        try { return await Read(content, taken, files, by, ct); }
        catch (InvalidDataException)
        {
            throw new Rule("file", "ZIPが途中で切れているか、壊れているか、パスワードが付いています。作り直したものを選んでください。");
        }
    }

    static async Task<(StoredFile Table, IReadOnlyList<StoredFile> Beside)> Read(Stream content, IReadOnlyCollection<string> taken,
        FileStore files, Guid by, CancellationToken ct)
    {
        // Names without a mark of their own are in the letters of Japanese Windows.
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true, Encoding.GetEncoding(932));
        var all = zip.Entries.Where(e => e.Name.Length > 0 && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToList();
        if (all.Count > MostFiles) throw new Rule("file", $"ZIPの中のファイルは{MostFiles:#,0}までです。分けてください。");
        if (all.FindAll(IsTable) is not [var lone])
            throw new Rule("file",
                "ZIPの中に、表（CSV、JSON、Excel）を1つだけ入れてください。ほかのファイルは、その表の行が名前で指します。");
        if (all.GroupBy(e => e.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new Rule("file", $"ZIPの中に「{twice.Key}」が2つあります。違う名前にしてください。");
        StoredFile table;
        await using (var rows = lone.Open())
            table = await files.Take(rows, lone.Name, [FileBytes.Csv, FileBytes.Xlsx], by, ct, Tables.MostBytes);
        // The ZIP that it lay in was looked into already.
        table.State = FileState.Clean;
        var (beside, bytesOf) = (new List<StoredFile>(), 0L);
        foreach (var entry in all.Where(e => e != lone))
        {
            try
            {
                await using var bytes = entry.Open();
                beside.Add(await files.Take(bytes, entry.Name, taken, by, ct));
                bytesOf += beside[^1].Size;
            }
            catch (Rule) { }
            if (bytesOf > MostBeside)
                throw new Rule("file", $"ZIPの中の添付が、合わせて{MostBeside / 1048576:#,0}MBを超えています。分けてください。");
        }
        return (table, beside);
    }

    static bool IsTable(ZipArchiveEntry entry) => Path.GetExtension(entry.Name).ToLowerInvariant() is ".csv" or ".json" or ".xlsx";
}
