using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>手紙の画面: to whom, where it stands, what was in the envelope.</summary>
public sealed partial class ShowLetter
{
    /// <param name="Hidden">Its address must not be seen by this officer.</param>
    public sealed record Page(PaperLetter Letter, LetterContent Content, string Title, string Batch, Guid? Next, bool Hidden);

    static readonly Deed Looked = Deed.Look("letters.looked", "手紙の中身を見た", "手紙を 見た", "looked at a letter");

    public static string Url(Guid letter) => $"{ListLetters.Url}/{letter}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListLetters.Url + "/{id:guid}", Permission.Officer, Looked, Ask);
        app.MapPage(ListLetters.Url + "/{id:guid}.pdf", Permission.Officer, Looked, Print);
    }

    /// <summary>The letter, where it is this officer's; the journal says so.</summary>
    internal static async Task<PaperLetter> Find(Guid id, Look look, LetterKinds kinds)
    {
        var letter = await look.Find(look.Letters(kinds).AsNoTracking().Where(l => l.Id == id));
        look.Journal.About(PaperLetter.Kind, id, letter.Person).Unnamed();
        return letter;
    }

    static async Task<PrintBatch?> Batch(PaperLetter letter, Look look) =>
        letter.Batch is not { } id ? null : await look.Find<PrintBatch>(b => b.Id == id);

    static async Task<IResult> Ask(Guid id, Look look, LetterKinds kinds, MasterKey key, LetterPress press)
    {
        var letter = await Find(id, look, kinds);
        var next = await look.Db.Set<PaperLetter>().Where(l => l.Before == id).Select(l => (Guid?)l.Id).FirstOrDefaultAsync(look.Stop);
        return Show(new(letter, letter.Open(key), kinds.Title(letter.Code), (await Batch(letter, look))?.Name ?? "", next,
            await press.Seen([letter], look) is []));
    }

    static async Task<IResult> Print(Guid id, Look look, LetterKinds kinds, LetterPress press)
    {
        var letter = await Find(id, look, kinds);
        if (await press.Seen([letter], look) is []) throw new NotHere();
        var batch = await Batch(letter, look);
        var number = batch is null ? "" : $"{kinds.Title(letter.Code)} {batch.Name}-{letter.Number}";
        return Results.File(press.Print(letter.Code, batch, [letter], _ => number).Pdf, "application/pdf");
    }
}
