using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>手紙の印刷と差し出し: what waits to be printed, what was printed, what came back; each officer's own kinds and
/// departments.</summary>
public sealed partial class ListLetters
{
    public const string Url = "/office/letters";
    const int PageSize = 50, MostReturned = 100;

    static readonly Deed Bundled = new("letters.bundled", "手紙の印刷の束を作った",
        "出す 手紙を まとめた", "put letters together to print");

    public sealed record Group(string Code, string Of, string Title, string Department, int Count, bool Guarded);

    public sealed record Page(IReadOnlyList<Group> Waiting, Slice<PrintBatch> Batches, IReadOnlyList<PaperLetter> Returned,
        Func<string, string> Name)
    {
        public List<Group> Open => [.. Waiting.Where(g => !g.Guarded)];
        public List<Group> Guarded => [.. Waiting.Where(g => g.Guarded)];
    }

    static readonly Order<PrintBatch, PrintBatch> Newest = new Order<PrintBatch, PrintBatch>().Down(b => b.At, b => b.At)
        .Down(b => b.Id, b => b.Id);

    /// <summary>A room that writes letters names the page in its menu, for those who send them; it stands there once.</summary>
    public static MenuItem InMenu(Permission who) => new("手紙", Url, who, MenuGroup.Internal);

    internal static string MakeBatch(Group of) => $"{Url}/{(of.Guarded ? Guarded : Open)}/{of.Code}/{of.Of}";

    const string Open = "waiting", Guarded = "guarded";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Officer, Deed.None, Ask);
        app.MapAct($"{Url}/{Open}/{{code}}/{{department}}", Permission.Officer, Bundled, BundleOpen);
        app.MapAct($"{Url}/{Guarded}/{{code}}/{{department}}", ProtectedAddress.Seeing, Bundled, BundleGuarded);
    }

    static async Task<IResult> Ask(Look look, LetterKinds kinds, string? at = null)
    {
        if (kinds.Of(look.Actor).Count == 0 && !look.Guards) throw new NotHere();
        var waiting = await look.Letters(kinds).Where(l => l.State == LetterState.Waiting)
            .GroupBy(l => new { l.Code, l.Department, l.Guarded })
            .Select(g => new { g.Key.Code, g.Key.Department, g.Key.Guarded, Count = g.Count() }).ToListAsync(look.Stop);
        var returned = await look.Letters(kinds).AsNoTracking().Where(l => l.State == LetterState.Returned).OrderBy(l => l.ReturnedOn)
            .ThenBy(l => l.Id).Take(MostReturned).ToListAsync(look.Stop);
        var batches = await Newest.Slice(look.Batches(kinds).AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        return Show(new([.. waiting.OrderBy(g => g.Code, StringComparer.Ordinal).Select(g => new Group(g.Code, g.Department,
            kinds.Title(g.Code), look.City.Department(g.Department, look.Today)?.Name ?? g.Department, g.Count,
            g.Guarded))],
            batches, returned, kinds.Title));
    }

    static Task<Answer> BundleOpen(string code, string department, Turn turn, LetterKinds kinds, LayLetters work) =>
        kinds.Of(turn.Actor).Contains(code) ? Bundle(code, department, false, turn, kinds, work) : throw new NotHere();

    static Task<Answer> BundleGuarded(string code, string department, Turn turn, LetterKinds kinds, LayLetters work) =>
        Bundle(code, department, true, turn, kinds, work);

    static async Task<Answer> Bundle(string code, string department, bool guarded, Turn turn, LetterKinds kinds, LayLetters work)
    {
        var kind = kinds.Find(code) ?? throw new NotHere();
        var letters = await turn.Letters(kinds).AsTracking().Where(l => l.State == LetterState.Waiting && l.Code == code
            && l.Department == department && l.Guarded == guarded)
            .OrderBy(l => l.At).ThenBy(l => l.Id).Take(PrintBatch.Most).ToListAsync(turn.Stop);
        if (letters.Count == 0) throw new Rule("", "印刷を待っている手紙はありません。ほかの人が束を作ったかもしれません。");
        var year = FiscalYear.Of(turn.Today).Year;
        var last = await turn.Db.Set<PrintBatch>().Where(b => b.Code == code && b.Year == year).MaxAsync(b => (int?)b.Serial, turn.Stop);
        var batch = new PrintBatch
        {
            Id = turn.NewId(), Code = code, Department = department, Year = year, Serial = (last ?? 0) + 1, By = turn.Me, At = turn.Now,
            Words = $"{LetterWords.Of(kind, turn.City)}", Guarded = guarded,
        };
        foreach (var letter in letters) letter.Bundle(batch.Id);
        batch.Run = await Runs.Order(turn.Db, work, batch.Id.ToString(), "{}", turn.Me, trial: false, turn.Clock, turn.Stop);
        turn.Db.Add(batch);
        turn.Journal.About(PrintBatch.Kind, batch.Id).Fact("letters", letters.Count);
        return Answer.See(ShowBatch.Url(batch.Id));
    }
}
