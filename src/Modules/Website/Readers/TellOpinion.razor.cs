using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>
/// Takes what a reader says at the end of a page, and thanks. The page above the form is the same kept bytes for everybody and has no
/// cookie, so the form carries no token either: nothing is allowed by a cookie here, and the guard refuses what another site sends.
/// </summary>
public sealed partial class TellOpinion
{
    public const string Answer = "helped", Words = "words", Speaks = "lang", Yes = "yes", No = "no";

    /// <summary>So many answers count in an hour from one line of one page, and of all pages.</summary>
    const int MostOfPage = 1, MostInAll = 30;

    static readonly Deed Said = new("website.opinion", "読んだ人が、ページが役に立ったかを答えた");

    public sealed record Page(Language Language, string Title, string Url, Contact Contact);

    public static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"/helpful/{number:0000000}");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/helpful/{number:int}", Permission.Public, Deed.None, Ask);
        app.Declare(Said);
        app.MapPost("/helpful/{number:int}", (RequestDelegate)Take).With(Permission.Public, Said).Taking(Takes.Button);
    }

    static async Task<IResult> Ask(int number, Look look)
    {
        var (l, page) = (look.Language, await look.Find(Open(look.Db, number)));
        return Show(new(l, page.TitleIn(l).Words, page.Url(l), look.City.ContactOf(page.Owner, look.Today)));
    }

    /// <summary>A page with an end to it: what is public, and what was withdrawn with a word about it.</summary>
    internal static IQueryable<SitePage> Open(CityDb db, int number) => db.Pages().AsNoTracking()
        .Where(p => p.Number == number && p.Live != null && (p.Ended == null || p.Ended == Ending.Withdrawn));

    static async Task Take(HttpContext http)
    {
        var number = int.Parse((string?)http.GetRouteValue("number") ?? "", CultureInfo.InvariantCulture);
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var said = posted[Answer].ToString();
        if (said is not (Yes or No)) throw new Rule("", new Text("「はい」か「いいえ」を選んでください。",
            "「はい」か 「いいえ」を えらんで ください。", "Please choose yes or no."));
        var words = PlainText.Cut(PlainText.WithoutUnseen(posted[Words].ToString()).Trim(), Opinion.Longest);
        var turns = http.RequestServices.GetRequiredService<Turns>();
        try
        {
            await turns.Run(async (services, db, stop) =>
            {
                var (clock, throttle) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Throttle>());
                var page = await Open(db, number).FirstOrDefaultAsync(stop) ?? throw new NotHere();
                await throttle.Often(db, $"opinion-{number}", MostOfPage, new(""), http, stop);
                await throttle.Often(db, "opinion", MostInAll, new(""), http, stop);
                var opinion = new Opinion
                {
                    Id = clock.NewId(), Page = page.Id, Day = clock.Today(), Helped = said == Yes, Words = words.Length > 0 ? words : null,
                };
                db.Add(opinion);
                Journal.Note(db, clock, Actor.Nobody, Said, SitePage.Subject, page.Id);
                return true;
            });
        }
        catch (Rule) { /* said often enough from there: they are thanked, and it does not count again */ }
        var l = Language.Known(posted[Speaks]) ?? Language.Japanese;
        Kernel.Answer.See(l.Url(Url(number))).Write(http);
    }
}
