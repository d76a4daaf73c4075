using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What was answered in the cases of a list of one procedure, a row for each: as a table, or with all attachments in one ZIP.
/// Some cases at a time, each person noted in the journal before they leave; where somebody is protected, what tells where they live
/// stays here.</summary>
static class ExportAnswers
{
    public const string Path = "/office/case-answers";

    /// <summary>More is cut off, and the last line says so.</summary>
    public const int Most = 10_000;
    const int Together = 200;

    static readonly string[] Heads = ["受付番号", "受付", "届き方", "状態", "申請者", "フリガナ"];

    /// <summary>One case with its answers laid open; nothing of its files where it is hidden.</summary>
    sealed record Laid(Application Case, CaseForm Form, bool Hidden)
    {
        /// <summary>The attachments that may leave, with the place that each has in the ZIP.</summary>
        public IEnumerable<(StoredFile File, string Place)> Attached => Hidden ? [] : Form.Files.Values
            .Where(f => f.State is FileState.Clean).OrderBy(f => f.Id)
            .Select((f, i) => (f, $"{Case.Number}/{i + 1}-{FileStore.NameOf(f.Name)}"));
    }

    public static async Task<IResult> Ask(string kind, Look look, Catalogue catalogue, Search search, FileStore store, Turns turns,
        IRegister register)
    {
        var list = WorkList.Of(look.Query);
        if (kind is not ("csv" or "zip") || list.Procedure is not { Length: > 0 } procedure
            || catalogue.Known(look.Today).FirstOrDefault(v => v.Code == procedure) is not { } newest) throw new NotHere();
        var rows = await Browse.Rows(list, look, search, Most + 1);
        look.Journal.Nothing(); // written below, in as many entries as it takes
        var name = $"{procedure}-{look.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        return kind == "csv" ? Results.Stream(body => Table(body, []), "text/csv; charset=utf-8", name + ".csv")
            : Results.Stream(All, "application/zip", name + ".zip");

        async Task Table(Stream body, List<(StoredFile File, string Place)> attached)
        {
            var columns = await Columns();
            await body.WriteAsync(Spreadsheet.Write([[.. Heads, .. columns.Select(c => c.Head)]]), look.Stop);
            foreach (var some in rows.Take(Most).Chunk(Together))
            {
                await Export.Note(some, turns, look, OfficeDeeds.ExportAnswers);
                var laid = await Lay(some);
                attached.AddRange(laid.SelectMany(l => l.Attached));
                await body.WriteAsync(Spreadsheet.Write(laid.Select(l => Line(l, columns)), follows: true), look.Stop);
                await body.FlushAsync(look.Stop);
            }
            if (rows.Count > Most)
                await body.WriteAsync(Spreadsheet.Write([[$"{Most:#,0}件を超えたため、ここまでを出しました。条件を絞ってください。",
                    .. Heads.Skip(1).Concat(columns.Select(c => c.Head)).Select(_ => "")]], follows: true), look.Stop);
        }

        async Task All(Stream body)
        {
            // The writer of an archive ends its parts synchronously, which the server's own stream refuses.
            var archive = PipeWriter.Create(body).AsStream();
            await using var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Create, leaveOpen: true, null, look.Stop);
            var attached = new List<(StoredFile File, string Place)>();
            await using (var table = await zip.CreateEntry(name + ".csv").OpenAsync(look.Stop)) await Table(table, attached);
            foreach (var (file, place) in attached)
            {
                await using var into = await zip.CreateEntry(place, CompressionLevel.NoCompression).OpenAsync(look.Stop);
                await using var from = store.Open(file);
                await from.CopyToAsync(into, look.Stop);
            }
        }

        // Those of the newest version first, then what only older ones asked.
        async Task<IReadOnlyList<AnswerColumn>> Columns()
        {
            var ids = rows.Select(r => r.Id).ToList();
            var pinned = new List<Definition> { newest.Definition };
            foreach (var some in ids.Chunk(1000))
                foreach (var hash in await look.Db.Set<Application>().Where(a => some.Contains(a.Id)).Select(a => a.Definition).Distinct()
                    .ToListAsync(look.Stop))
                    pinned.Add((await catalogue.Pinned(look.Db, hash, look.Stop)).Definition);
            return [.. pinned.SelectMany(AnswerColumn.Of).DistinctBy(c => (c.Name, c.Ending)).GroupBy(c => c.Name).SelectMany(c => c)];
        }

        async Task<IReadOnlyList<Laid>> Lay(IReadOnlyList<Browse.Row> some)
        {
            var ids = some.Select(r => r.Id).ToList();
            var cases = await look.Db.Set<Application>().AsNoTracking().Where(a => ids.Contains(a.Id))
                .ToDictionaryAsync(a => a.Id, look.Stop);
            var files = newest.Definition.Questions.Any(q => q.TakesFile) ? (await look.Db.Set<StoredFile>().AsNoTracking()
                .Where(f => f.UsedBy != null && ids.Contains(f.UsedBy.Value)).ToListAsync(look.Stop)).ToLookup(f => f.UsedBy) : null;
            var shut = look.Actor.Permissions.Contains(ProtectedAddress.Power) ? new HashSet<Guid>()
                : await register.Refused([.. cases.Values.Select(a => a.Subject).Distinct()], look.Stop);
            var laid = new List<Laid>();
            foreach (var found in ids.Where(cases.ContainsKey).Select(id => cases[id]))
            {
                var hidden = shut.Contains(found.Subject);
                var definition = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition;
                laid.Add(new(found, CaseForm.Of(found, definition, [.. files?[found.Id] ?? []], hidden), hidden));
            }
            return laid;
        }
    }

    static IReadOnlyList<string?> Line(Laid laid, IReadOnlyList<AnswerColumn> columns)
    {
        var a = laid.Case;
        var cells = columns.Select(c => c.Name).Distinct().ToDictionary(name => name, laid.Form.Cells);
        return [$"{a.Number}", a.SubmittedAt?.Local().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Channels.Words(a.Channel),
            a.State.Words(), a.Name, a.Kana, .. columns.Select(c => cells[c.Name].GetValueOrDefault(c.Ending))];
    }
}
