using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>手紙の扱い: it came back; it goes out again to another address, hangs as a public notice, or is left; or it does not go out at
/// all.</summary>
public sealed partial class MarkLetter
{
    public enum Settling { [Label("住所を直して送り直す")] Again, [Label("公示送達にする")] Notice, [Label("送らずに終える")] Leave }

    public sealed record Returned([Ask("戻った理由")] ReturnReason Came, [Ask("戻った日")] DateOnly Day) : IForm<Returned>;

    public sealed record Settled([Ask("どうするか")] Settling How,
        [Ask("新しい郵便番号", MaxLength = 8, Hint = "送り直すときだけ書いてください。例：204-8511")] string? Postal,
        [Ask("新しい住所", MaxLength = 200, Hint = "送り直すときだけ書いてください。")] string? Address,
        [Ask("調べたことと理由", Kind = "longtext", MaxLength = PaperLetter.LongestWhy)] string Why) : IForm<Settled>;

    public sealed record Dropped([Ask("出さない理由", Kind = "longtext", MaxLength = PaperLetter.LongestWhy)] string Why) : IForm<Dropped>;

    public sealed record Page(Form Form, Guid Letter, string Title, string Words, string Press);

    static readonly Deed CameBack = new("letters.returned", "手紙が戻ってきたことを記録した", "手紙が もどった ことを きろくした",
        "recorded that a letter came back");
    static readonly Deed Settles = new("letters.settled", "戻った手紙の扱いを決めた", "もどった 手紙を どうするか きめた",
        "decided on a letter that came back");
    static readonly Deed Drops = new("letters.dropped", "手紙を出さないことにした", "手紙を 出さない ことに した", "kept a letter back");

    internal static void Map(IEndpointRouteBuilder app)
    {
        const string letter = ListLetters.Url + "/{id:guid}";
        app.MapForm<Returned>(letter + "/returned", Permission.Officer, CameBack, AskReturned, AcceptReturned);
        app.MapForm<Settled>(letter + "/settle", Permission.Officer, Settles, AskSettled, AcceptSettled);
        app.MapForm<Dropped>(letter + "/drop", Permission.Officer, Drops, AskDropped, AcceptDropped);
    }

    static async Task<IResult> AskReturned(Guid id, Form form, Look look, LetterKinds kinds)
    {
        if (look.Afresh) form.Fill("day", look.Today);
        return Show(new(form, (await ShowLetter.Find(id, look, kinds)).Id, "戻ってきたことを記録する", "", "記録する"));
    }

    static async Task<IResult> AskSettled(Guid id, Form form, Look look, LetterKinds kinds) =>
        Show(new(form, (await ShowLetter.Find(id, look, kinds)).Id, "戻った手紙の扱いを決める",
            "住民記録や登記などで住所を調べてから決めてください。公示送達にしたら、掲示場に掲示します。", "扱いを決める"));

    static async Task<IResult> AskDropped(Guid id, Form form, Look look, LetterKinds kinds) =>
        Show(new(form, (await ShowLetter.Find(id, look, kinds)).Id, "この手紙を出さない",
            "印刷した紙があれば、抜いて処分してください。", "出さないことにする"));

    static async Task<PaperLetter> Take(Guid id, Turn turn, LetterKinds kinds)
    {
        var letter = await turn.Take(turn.Letters(kinds).Where(l => l.Id == id));
        turn.Journal.About(PaperLetter.Kind, id, letter.Person);
        return letter;
    }

    static async Task<Answer> AcceptReturned(Guid id, Returned input, Turn turn, LetterKinds kinds)
    {
        if (input.Day > turn.Today) throw new Rule("day", "きょうより後の日は記録できません。");
        (await Take(id, turn, kinds)).Return(input.Came, input.Day);
        return Answer.See(ShowLetter.Url(id));
    }

    static async Task<Answer> AcceptSettled(Guid id, Settled input, Turn turn, LetterKinds kinds, MasterKey key)
    {
        var letter = await Take(id, turn, kinds);
        letter.End(input.How switch
        {
            Settling.Again => LetterState.SentAgain,
            Settling.Notice => LetterState.Noticed,
            _ => LetterState.Dropped,
        }, input.Why, turn.Today);
        if (input.How is not Settling.Again) return Answer.See(ShowLetter.Url(id));
        if (PlainText.IsBlank(input.Address)) throw new Rule("address", "新しい住所を入力してください。");
        var postal = new string([.. (input.Postal ?? "").Where(char.IsAsciiDigit)]);
        if (postal.Length != 7) throw new Rule("postal", "郵便番号を7桁で入力してください。");
        var content = letter.Open(key) with { Address = input.Address!.Trim(), Postal = postal, Day = turn.Today };
        var own = $"{PlainText.Cut(letter.Key, PaperLetter.LongestKey - 33)} {id:N}";
        var next = PaperLetter.Of(new(letter.Department, own, content, letter.About, letter.Person), letter.Code, key, turn.NewId(),
            turn.Now, before: id);
        if (letter.Guarded) next.Guard();
        turn.Db.Add(next);
        return Answer.See(ShowLetter.Url(next.Id));
    }

    static async Task<Answer> AcceptDropped(Guid id, Dropped input, Turn turn, LetterKinds kinds)
    {
        (await Take(id, turn, kinds)).Drop(input.Why, turn.Today);
        return Answer.See(ShowLetter.Url(id));
    }
}
