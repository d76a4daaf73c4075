using System.Runtime.CompilerServices;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>索引だけにある文字: by what else a record is found than by its face and its files, such as what a machine read on a scanned
/// paper. What stands in a file is taken out of it anew.</summary>
sealed class TextSheet(Arrivals arrivals, FullText texts) : MovingSheet(arrivals)
{
    const int Some = 200;

    public override string Code => "texts";
    public override string Title => "索引だけにある文字";
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Text("number", "文書番号", Document.LongestNumber, "先に文書の台帳を取り込んでください。", required: true),
        Column.Number("place", "続き", "1から。長い文字は、分けて書いてください。") with { Required = true },
        Text("text", "文字", FullText.Longest, required: true),
    ];

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => $"{row["number"]}\n{row["place"]}";

    static IQueryable<TextPiece> Own(CityDb db, IReadOnlyList<Guid> of) =>
        db.Set<TextPiece>().AsNoTracking().Where(p => p.Kind == Registry.Kind && p.Part == null && of.Contains(p.Record));

    /// <summary>As a cell of a table is read.</summary>
    static string Plain(string text) => PlainText.Of(text.ReplaceLineEndings("\n")).Trim();

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var numbers = rows.Select(r => r["number"]).Distinct().ToList();
        var records = (await db.Set<Document>().AsNoTracking().Where(d => numbers.Contains(d.Number)).ToListAsync(ct))
            .ToLookup(d => d.Number);
        var there = (await Own(db, [.. records.SelectMany(r => r).Select(d => d.Id)]).Select(p => new { p.Record, p.Text }).ToListAsync(ct))
            .Select(p => (p.Record, Plain(p.Text))).ToHashSet();
        return (row, wrong) =>
        {
            var of = records[row["number"]].ToList();
            if (of.Count != 1 && row["number"].Length > 0)
                wrong.Add(new("number", $"番号「{row["number"]}」の文書が"
                    + $"{(of.Count == 0 ? "台帳にありません。先に取り込んで" : "いくつもあります。確かめて")}ください。"));
            if (of is [{ State: DocumentState.Destroyed }]) wrong.Add(new("number", "廃棄した文書には、文字を書かないでください。"));
            if (wrong.Count > 0) return Verdict.Bad(wrong);
            return there.Contains((of[0].Id, row["text"])) ? Verdict.Same : new("新しく入ります", [], () =>
                texts.Add(db, Registry.Kind, of[0].Id, null, [row["text"]], Registry.Marks(of[0])));
        };
    }

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff,
        [EnumeratorCancellation] CancellationToken ct)
    {
        for (string? at = null; ;)
        {
            var some = await DocumentSheet.ByNumber.Slice(db.Set<Document>().AsNoTracking(), at, Some, rows => rows.ToListAsync(ct));
            var own = (await Own(db, [.. some.Rows.Select(d => d.Id)]).OrderBy(p => p.Row).ToListAsync(ct))
                .ToLookup(p => p.Record, p => Plain(p.Text));
            foreach (var d in some.Rows)
                foreach (var (place, text) in own[d.Id]
                    .Where(t => t.Length > 0 && t != Plain(Registry.Found(d.Number, d.Subject, d.Counterparty))).Index())
                    yield return new Dictionary<string, string>
                    { ["number"] = d.Number, ["place"] = Cell.Of((decimal)(place + 1)), ["text"] = text };
            if ((at = some.After) is null) yield break;
        }
    }
}
