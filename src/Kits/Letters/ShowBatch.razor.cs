using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>印刷の束: its totals, its files, what a hand has to do, and each letter by its number.</summary>
public sealed partial class ShowBatch
{
    const int Refresh = 2;

    static readonly Deed Looked = Deed.Look("letters.printed", "手紙を印刷した", "手紙を いんさつした", "printed letters");

    /// <param name="Going">How many go out; the others were dropped.</param>
    /// <param name="Stuck">The run is over, and some are not laid out.</param>
    /// <param name="Run">Where this officer can open it.</param>
    /// <param name="Guarded">Numbers that go to the pile of those who may see the address.</param>
    public sealed record Page(PrintBatch Batch, string Title, int Going, IReadOnlyList<(int Sheets, int Count)> BySheets,
        IReadOnlyList<(int From, int To, int Sheets)> Files, IReadOnlyList<PaperLetter> Troubles, bool Stuck,
        Guid? Run, IReadOnlyList<int> Guarded);

    public static string Url(Guid batch) => $"{ListLetters.Url}/batches/{batch}";

    internal static string Print(Guid batch, int from, int to) => $"{Url(batch)}/print.pdf?from={from}&to={to}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListLetters.Url + "/batches/{id:guid}", Permission.Officer, Deed.None, Ask);
        app.MapPage(ListLetters.Url + "/batches/{id:guid}/print.pdf", Permission.Officer, Looked, PrintSpan);
        app.MapPage(ListLetters.Url + "/batches/{id:guid}/letter", Permission.Officer, Deed.None, Find);
    }

    public static (Tone Tone, string Words) Standing(PrintBatch batch) => batch switch
    {
        { PostedOn: not null } => (Tone.Good, "差し出した"),
        { IsEmpty: true } => (Tone.Plain, "出すものがない"),
        { IsLaid: true } => (Tone.Warning, "印刷して差し出す"),
        _ => (Tone.Info, "用意している"),
    };

    /// <summary>Letters of a batch that is not posted whose address must be seen by few now.</summary>
    internal static async Task<HashSet<Guid>> Guarded(PrintBatch batch, Look look, IRegister register)
    {
        if (batch is not { IsLaid: true, Guarded: false }) return [];
        var letters = await look.Db.Set<PaperLetter>().Where(l => l.Batch == batch.Id && l.State == LetterState.Bundled && l.Person != null)
            .Select(l => new { l.Id, l.Person }).ToListAsync(look.Stop);
        var shielded = await Shielded.Of(register, letters.Select(l => l.Person), look.Stop);
        return [.. letters.Where(l => l.Person is { } person && shielded.Persons.Contains(person)).Select(l => l.Id)];
    }

    static async Task<IResult> Ask(Guid id, Look look, LetterKinds kinds, IRegister register)
    {
        var batch = await look.Find(look.Batches(kinds).AsNoTracking().Where(b => b.Id == id));
        if (!batch.IsLaid) look.RenewIn(Refresh);
        var laid = await look.Db.Set<PaperLetter>().AsNoTracking().Where(l => l.Batch == id && l.Number != null).OrderBy(l => l.Number)
            .Select(l => new { l.Id, Number = l.Number ?? 0, Sheets = l.Sheets ?? 0, l.State }).ToListAsync(look.Stop);
        var guarded = batch.PostedOn is null ? await Guarded(batch, look, register) : [];
        var troubles = await look.Db.Set<PaperLetter>().AsNoTracking()
            .Where(l => l.Batch == id && l.Trouble != null && l.State == LetterState.Bundled).OrderBy(l => l.Number).ToListAsync(look.Stop);
        var stuck = !batch.IsLaid && await look.Db.Set<Run>().AnyAsync(r => r.Id == batch.Run && r.EndedAt != null, look.Stop);
        return Show(new(batch, kinds.Title(batch.Code), laid.Count(l => l.State is not LetterState.Dropped && !guarded.Contains(l.Id)),
            [.. laid.GroupBy(l => l.Sheets).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))],
            [.. InFiles(laid.Select(l => (l.Number, l.Sheets)))], troubles, stuck,
            look.Actor.Can(KitsModule.OperateJobs) ? batch.Run : null,
            [.. laid.Where(l => guarded.Contains(l.Id)).Select(l => l.Number)]));
    }

    /// <summary>The numbers and sheets of each file: as many letters as go into it.</summary>
    internal static IEnumerable<(int From, int To, int Sheets)> InFiles(IEnumerable<(int Number, int Sheets)> letters)
    {
        (int From, int To, int Sheets)? open = null;
        foreach (var (number, sheets) in letters)
            if (open is { } file && file.Sheets + sheets <= PrintBatch.InFile) open = (file.From, number, file.Sheets + sheets);
            else
            {
                if (open is { } full) yield return full;
                open = (number, number, sheets);
            }
        if (open is { } last) yield return last;
    }

    static async Task<IResult> PrintSpan(Guid id, int from, int to, Look look, LetterKinds kinds, LetterPress press)
    {
        var batch = await look.Find(look.Batches(kinds).AsNoTracking().Where(b => b.Id == id));
        var letters = await look.Db.Set<PaperLetter>().AsNoTracking()
            .Where(l => l.Batch == id && l.Number >= from && l.Number <= to && l.State != LetterState.Dropped).OrderBy(l => l.Number)
            .Take(PrintBatch.InFile + 1).ToListAsync(look.Stop);
        letters = await press.Seen(letters, look);
        if (letters.Count == 0) throw new NotHere();
        if (letters.Sum(l => l.Sheets ?? 1) > Math.Max(PrintBatch.InFile, letters[0].Sheets ?? 1))
            throw new Rule("", $"一度に印刷できるのは{PrintBatch.InFile}枚までです。番号を分けてください。");
        var title = kinds.Title(batch.Code);
        var paper = press.Print(batch.Code, batch, letters, l => $"{title} {batch.Name}-{l.Number}");
        look.Journal.About(PrintBatch.Kind, id, [.. letters.Select(l => l.Person).Distinct()]).Unnamed()
            .Fact("from", letters[0].Number ?? 0).Fact("to", letters[^1].Number ?? 0);
        return Results.File(paper.Pdf, "application/pdf");
    }

    static async Task<IResult> Find(Guid id, int number, Look look, LetterKinds kinds) => Results.LocalRedirect(ShowLetter.Url(
        (await look.Find(look.Letters(kinds).AsNoTracking().Where(l => l.Batch == id && l.Number == number))).Id));
}
