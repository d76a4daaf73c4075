using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>差し出したことを記録する: somebody counts the envelopes; a difference needs a reason.</summary>
public sealed partial class PostBatch
{
    public sealed record Input([Ask("数えた封筒の数", Kind = "number")] int Counted, [Ask("差し出した日")] DateOnly Day,
        [Ask("数が違う理由", Kind = "longtext", MaxLength = 500, Hint = "出す数と同じなら、空けておいてください。")] string? Remark)
        : IForm<Input>;

    public sealed record Page(Form Form, Guid Batch, string Name, int Going);

    static readonly Deed Posted = new("letters.posted", "手紙の束を差し出した", "手紙を ゆうびんで 出した", "posted letters");

    public static string Url(Guid batch) => ShowBatch.Url(batch) + "/post";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(ListLetters.Url + "/batches/{id:guid}/post", Permission.Officer, Posted, Ask, Accept, weigh: Weigh);

    static IQueryable<PaperLetter> Going(Look look, Guid batch) =>
        look.Db.Set<PaperLetter>().Where(l => l.Batch == batch && l.State == LetterState.Bundled);

    /// <summary>Of whom it was asked before the turn whether few may see the address.</summary>
    sealed record Kept(HashSet<Guid> Letters);

    static async Task<Kept> Weigh(Guid id, Look look, LetterKinds kinds, IRegister register) =>
        new(await ShowBatch.Guarded(await look.Find(look.Batches(kinds).AsNoTracking().Where(b => b.Id == id)), look, register));

    static async Task<IResult> Ask(Guid id, Form form, Look look, LetterKinds kinds, IRegister register)
    {
        var batch = await look.Find(look.Batches(kinds).AsNoTracking().Where(b => b.Id == id));
        if (look.Afresh) form.Fill("day", look.Today);
        return Show(new(form, id, $"{kinds.Title(batch.Code)} {batch.Name}",
            await Going(look, id).CountAsync(look.Stop) - (await ShowBatch.Guarded(batch, look, register)).Count));
    }

    static async Task<Answer> Accept(Guid id, Input input, Kept kept, Turn turn, LetterKinds kinds)
    {
        var batch = await turn.Take(turn.Batches(kinds).Where(b => b.Id == id));
        var all = await Going(turn, id).AsTracking().ToListAsync(turn.Stop);
        var letters = all.FindAll(l => !kept.Letters.Contains(l.Id));
        batch.Post(input.Counted, letters.Count, input.Remark, input.Day, turn.Me, turn.Today);
        foreach (var letter in letters) letter.Post();
        foreach (var letter in all.Except(letters)) letter.Guard();
        turn.Journal.About(PrintBatch.Kind, id).Fact("letters", letters.Count).Fact("counted", input.Counted);
        return Answer.See(ShowBatch.Url(id));
    }
}
