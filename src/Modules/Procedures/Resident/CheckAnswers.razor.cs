using System.Globalization;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>Every answer on one page, the fee, and the button that submits or leads to the payment.</summary>
public sealed partial class CheckAnswers
{
    /// <param name="Broken">What did not hold at the last try, and where to mend it.</param>
    /// <param name="Changed">What is not as the page before showed it: the names of questions, and one for the money.</param>
    public sealed record Page(OpenDraft Open, Language Language, Yen Fee, Yen? Grant, string? Broken, string? Mend,
        DateTimeOffset? PayingUntil, IReadOnlySet<string> Changed)
    {
        public Seen Seen { get; } = Seen.Whole(Open.Form, Fee, Grant);

        /// <summary>What the page shows, in words, so that the next one can show it beside what came after.</summary>
        public IReadOnlyDictionary<string, string> Words { get; } = WordsOf(Open, Language, Fee, Grant);

        /// <summary>What the page before showed, in words.</summary>
        public IReadOnlyDictionary<string, string> Before { get; init; } = new Dictionary<string, string>();

        /// <summary>The changed answers as they were seen and as they are now, with the row where each stands; a question that is not
        /// asked any more has none.</summary>
        public IEnumerable<Difference> Differences =>
        [
            .. from question in Open.Form.Questions
               where Changed.Contains(question.Name)
               select new Difference(question.Label, Before.GetValueOrDefault(question.Name, ""),
                   Words.GetValueOrDefault(question.Name, ""), Open.Form.Visible(question) ? "row-" + question.Name : null),
            .. Changed.Contains(Seen.Money)
                ? [new Difference(MoneyLabel, Before.GetValueOrDefault(Seen.Money, ""), Words[Seen.Money], "money")]
                : Array.Empty<Difference>(),
        ];

        string MoneyLabel => Open.Definition is { Fee: null, Grant: { } grant } ? Language.Say(grant.Label)
            : Language.Pick("支払う金額", "はらう お金", "To pay");

        static Dictionary<string, string> WordsOf(OpenDraft open, Language language, Yen fee, Yen? grant)
        {
            var words = open.Form.Route.SelectMany(page => page.Questions).Where(open.Form.Asks)
                .ToDictionary(q => q.Name, q => Difference.Words(open.Form, q));
            words[Seen.Money] = language.Say(open.Definition.Fee is null && grant is { } yen ? yen : fee);
            return words;
        }

        public IEnumerable<(string Title, IEnumerable<ReadBackRow> Rows)> Pages =>
            from page in Open.Form.Route
            let url = Language.Url(DraftLinks.Page(Open.Draft.Id, Open.NumberOf(page)) + "?from=check")
            select (page.Title, from question in page.Questions where Open.Form.Asks(question)
                                select new ReadBackRow(question.Label, RowTable.Of(Open, question, Language),
                                    $"{url}#{question.Kind.Anchor(new(Open.Form, question))}")
                                {
                                    Id = "row-" + question.Name,
                                    Changed = Changed.Contains(question.Name)
                                });
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/check", Permission.Applicant, Deed.None, Ask);
        app.Declare(ApplyDeeds.Submit);
        app.MapPost("/my/drafts/{id}/check", (RequestDelegate)Submit).With(Permission.Applicant, ApplyDeeds.Submit).Taking(Takes.Form);
    }

    static async Task<IResult> Ask(Guid id, HttpContext http, Look look, WritingDesk desk, Mine mine, IRegister register)
    {
        var language = look.Language;
        if (await desk.Open(look.Db, id, look.Actor, language.Code, look.Stop) is not { } open)
            return await Fill.Gone(look.Db, look.Actor, mine, id, look.Stop);
        if (open.Draft.IsExpired(look.Now)) return Fill.Expired(open.Definition);
        if (Start.LacksCard(open, look.Actor)) return Results.Redirect(Start.SignIn(http, Permission.Card));
        if (await Refused(open.Version, open.Home, look.Actor, register, look.Stop))
            return NotOnline.Page(look.City, open.Definition, look.Today);
        if (open.Form.FirstUnfinished() is { } unfinished && !open.Form.Check(unfinished) && open.Form.IsBarred)
            return Results.Redirect(language.Url(DraftLinks.NotForYou(id)));
        if (open.Form.FirstUnfinished() is { } page)
            return Results.Redirect(language.Url(DraftLinks.Page(id, open.NumberOf(page)) + "?check=1&from=check"));
        if (open.Draft.Family is not null && SendTogether.Goes(open.Version) && (await SendTogether.Family(look, mine, id)).Count > 1)
            return Results.Redirect(language.Url(SendTogether.Url(id)));
        var until = open.Definition.Fee is null ? null : await look.Db.Set<Application>().AsNoTracking().Where(a => a.Id == id)
            .Select(a => a.HeldUntil).FirstOrDefaultAsync(look.Stop);
        return Said(open, language, until > look.Now ? until : null, null, StatusCodes.Status200OK);
    }

    static IResult Said(OpenDraft open, Language language, DateTimeOffset? until, Rule? broken, int status, Seen? before = null,
        string? words = null)
    {
        var (fee, grant) = (new Yen(open.Definition.FeeFor(open.Whole.Facts) ?? 0), open.Definition.GrantFor(open.Whole.Facts) is { } yen
            ? new Yen(yen) : (Yen?)null);
        var changed = before?.Against(Seen.Whole(open.Form, fee, grant)) ?? new HashSet<string>();
        return Show(new(open, language, fee, grant, broken?.In(language.Code), broken is null ? null : Mend(open, language, broken.Field),
            until, changed)
        { Before = Difference.Brought(words) }, status);
    }

    static string? Mend(OpenDraft open, Language language, string field)
    {
        var name = field.Split('.')[0];
        return open.Form.Pages.FirstOrDefault(p => p.Questions.Any(q => q.Name == name)) is { } page
            ? language.Url(DraftLinks.Page(open.Draft.Id, open.NumberOf(page)) + "?check=1&from=check") : null;
    }

    /// <summary>Under a protection order, not linked any more, or with a record that was closed: nothing of the register goes out
    /// online.</summary>
    static async Task<bool> Refused(ProcedureVersion version, RegisterHousehold? home, Actor actor, IRegister register,
        CancellationToken ct) =>
        version.Definition.Identity.KnowsRegister()
            && (actor.Person is not { } person || version.ReadsRegister && home is null || await register.Refused(person, ct));

    static async Task Submit(HttpContext http)
    {
        var (services, language, actor, ct) = (http.RequestServices, Language.Of(http), http.Actor(), http.RequestAborted);
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id)) throw new NotHere();
        var (db, desk, reception) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<WritingDesk>(),
            services.GetRequiredService<Reception>());
        var posted = await http.Request.ReadFormAsync(ct);
        for (var again = false; ; again = true)
        {
            if (await desk.Open(db, id, actor, language.Code, ct) is not { } open)
            { await (await Late(http, db, id, posted, ct)).ExecuteAsync(http); return; }
            if (open.Draft.IsExpired(services.GetRequiredService<TimeProvider>().GetUtcNow()))
            { await (LostPage.Of(http, open, posted) ?? Fill.Expired(open.Definition)).ExecuteAsync(http); return; }
            if (Start.LacksCard(open, actor)) { http.Response.Redirect(Start.SignIn(http, Permission.Card)); return; }
            if (await Refused(open.Version, open.Home, actor, services.GetRequiredService<IRegister>(), ct))
            {
                await NotOnline.Page(services.GetRequiredService<CityProfile>(), open.Definition,
                services.GetRequiredService<TimeProvider>().Today()).ExecuteAsync(http); return;
            }
            var (broken, status, before) = (new Rule("", ""), StatusCodes.Status422UnprocessableEntity, (Seen?)null);
            try
            {
                if (!await http.Genuine()) throw new Rule("", FormRoutes.Stale);
                // What is sent is what was shown. The version tells it at once; the same answers kept once more are still the same.
                if (posted[Turn.Version] != open.Draft.Version.ToString(CultureInfo.InvariantCulture)
                    && Shows(open, before = Seen.Read(posted[Seen.Field])) is false)
                {
                    (broken, status) = (Other, StatusCodes.Status409Conflict);
                    await Said(open, language, null, broken, status, before, posted[Difference.Field]).ExecuteAsync(http);
                    return;
                }
                var ready = await reception.Check(db, open, actor, ct);
                (await Pages.Turn(http, ApplyDeeds.Submit, call => Accept(call, ready), [], posted)).Write(http);
                return;
            }
            // Another tab saved or sent it in between: look at it once more as it is now.
            catch (ChangedMeanwhile) when (!again) { continue; }
            catch (ChangedMeanwhile) { (broken, status) = (Other, StatusCodes.Status409Conflict); }
            // A second press is refused as the same once more, when the first is through by now: then it is led on as that one was.
            catch (Rule) when (!again) { continue; }
            catch (Rule rule) { broken = rule; }
            catch (PleaseWait)
            {
                (broken, status) =
                (new Rule("", new Text("ただいま受け付けられません。内容は下書きに保存されています。少し待ってから、もう一度送信してください。", "いま うけつけ できません。書いたものは のこっています。すこし まって ください。",
                "We cannot receive it right now. Your answers are saved. Please wait a little and send them again.")),
                StatusCodes.Status503ServiceUnavailable);
            }
            await Said(open, language, null, broken, status).ExecuteAsync(http);
            return;
        }
    }

    /// <summary>It was sent already: whoever pressed twice comes to the end, and whose page showed something else is told what was sent
    /// instead.</summary>
    static async Task<IResult> Late(HttpContext http, CityDb db, Guid id, IFormCollection posted, CancellationToken ct)
    {
        if (await Fill.Sent(db, http.Actor(), http.RequestServices.GetRequiredService<Mine>(), id, ct) is not { } found)
            return LostPage.Of(http, null, posted) ?? throw new NotHere();
        return await OldPage.Of(http, db, found, Difference.Brought(posted[Difference.Field]), ct)
            ?? Results.Redirect(Language.Of(http).Url(OwnLinks.Done(found.Id)));
    }

    static readonly Rule Other = new("", new Text(
        "この画面を開いたあとに、別の画面で内容が変わりました。まだ送っていません。今の内容を確かめて、よければもう一度ボタンを押してください。",
        "この画面を ひらいた あとに、ほかの 画面で 内容が かわりました。まだ おくって いません。たしかめて、もういちど ボタンを おして ください。",
        "After this page was opened, your answers were changed in another window. Nothing has been sent. Please check them and press the button again."));

    /// <summary>Whether the draft is still what a page showed.</summary>
    static bool Shows(OpenDraft open, Seen page) =>
        page.Against(Seen.Whole(open.Form, new Yen(open.Definition.FeeFor(open.Whole.Facts) ?? 0),
            open.Definition.GrantFor(open.Whole.Facts) is { } yen ? new Yen(yen) : (Yen?)null)).Count == 0;

    static async Task<object?> Accept(Call call, Ready ready) =>
        Answer.See(Language.Of(call.Http).Url(await call.Services.GetRequiredService<Reception>().Submit(
        call.Services.GetRequiredService<CityDb>(), ready, call.Http.Actor(), call.Services.GetRequiredService<Journal>(), call.Stop)));
}
