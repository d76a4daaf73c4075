using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>What became of a row of a table that was taken in without a screen.</summary>
public sealed record TakenRow(int Line, string? Key, Verdict Verdict);

/// <summary>A table that a command takes in. What is right is taken, slice by slice, each in a turn; what is wrong is told and can be
/// brought again. Brought once more (after a fall as well) it finds what is there already, so that nothing is kept beside it.</summary>
public static class TakeTable
{
    /// <exception cref="Rule">it is no table of this list, or too large; then nothing of it is taken.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<TakenRow>> Of(Listing sheet, string path, Guid by, Turns turns)
    {
        var type = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? FileBytes.Xlsx : FileBytes.Csv;
        if (new FileInfo(path).Length > Tables.MostBytes)
            throw new Rule("", $"表は{Tables.MostBytes / 1024 / 1024}MBまでです。ファイルを分けてください。");
        await using (var whole = File.OpenRead(path)) _ = Tables.Read("", whole, type, sheet.Columns).Count();
        await using var content = File.OpenRead(path);
        var keys = new HashSet<string>();
        foreach (var some in Tables.Read("", content, type, sheet.Columns).Chunk(RunSlice.Size))
        {
            var cells = some.Select(r => r.Cells).ToList();
            var told = cells.ConvertAll(sheet.KeyOf);
            // Said before the turn, which may be run again.
            var twice = told.ConvertAll(key => key is not null && !keys.Add(key));
            var ready = await sheet.Ready(cells, taking: true, default);
            yield return await turns.Run(async (_, db, ct) =>
            {
                var verdicts = await ready.Judge(db, cells, by, ct, at => twice[at]);
                foreach (var verdict in verdicts.Where(v => v.Good)) verdict.Take?.Invoke();
                return some.Select((row, at) => new TakenRow(row.Line, told[at], verdicts[at])).ToList();
            });
        }
    }
}
