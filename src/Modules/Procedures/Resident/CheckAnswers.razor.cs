using Keyaki.Contracts;
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
    public sealed record Shown(OpenDraft Open, Language Language, Yen Fee, Yen? Grant, string? Broken, string? Mend, DateTimeOffset? PayingUntil)
    {
        public IEnumerable<(string Title, IEnumerable<ReadBackRow> Rows)> Pages =>
            from page in Open.Form.Route
            let url = Language.Url(DraftLinks.Page(Open.Draft.Id, Open.NumberOf(page)))
            select (page.Title, from question in page.Questions where Open.Form.Visible(question)
                                select new ReadBackRow(question.Label, Open.Form.Print(question), $"{url}#{question.Kind.Anchor(new(Open.Form, question))}"));
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/check", Permission.Applicant, Deed.None, Ask);
        app.Declare(ApplyDeeds.Submit);
        app.MapPost("/my/drafts/{id}/check", (RequestDelegate)Submit).With(Permission.Applicant, ApplyDeeds.Submit);
    }

    static async Task<IResult> Ask(Guid id, HttpContext http, CityDb db, Actor actor, WritingDesk desk, Mine mine, CityProfile city, IRegister register, TimeProvider clock, CancellationToken ct)
    {
        var language = Language.Of(http);
        if (await desk.Open(db, id, actor, language.Code, ct) is not { } open) return await Fill.Gone(db, actor, mine, id, ct);
        if (open.Draft.IsExpired(clock.GetUtcNow())) return Fill.Expired(open.Definition);
        if (await Refused(open.Version, open.Home, actor, register, ct)) return NotOnline.Page(city, open.Definition);
        if (open.Form.FirstUnfinished() is { } page) return Results.Redirect(language.Url(DraftLinks.Page(id, open.NumberOf(page)) + "?check=1"));
        var until = open.Definition.Fee is null ? null : await db.Set<Application>().AsNoTracking().Where(a => a.Id == id).Select(a => a.HeldUntil).FirstOrDefaultAsync(ct);
        return Page(open, language, until > clock.GetUtcNow() ? until : null, null, StatusCodes.Status200OK);
    }

    static IResult Page(OpenDraft open, Language language, DateTimeOffset? until, Rule? broken, int status) => Show(new(
        open, language, new Yen(open.Definition.FeeFor(open.Whole.Facts) ?? 0), open.Definition.GrantFor(open.Whole.Facts) is { } grant ? new Yen(grant) : null,
        broken?.In(language.Code), broken is null ? null : Mend(open, language, broken.Field), until), status);

    static string? Mend(OpenDraft open, Language language, string field)
    {
        var name = field.Split('.')[0];
        return open.Form.Pages.FirstOrDefault(p => p.Questions.Any(q => q.Name == name)) is { } page ? language.Url(DraftLinks.Page(open.Draft.Id, open.NumberOf(page)) + "?check=1") : null;
    }

    /// <summary>Under a protection order, not linked any more, or with a record that was closed: nothing of the register goes out online.</summary>
    static async Task<bool> Refused(ProcedureVersion version, RegisterHousehold? home, Actor actor, IRegister register, CancellationToken ct) =>
        version.Definition.Identity is Identity.Register && (actor.Person is not { } person || version.ReadsRegister && home is null || await register.Refused(person, ct));

    static async Task Submit(HttpContext http)
    {
        var (services, language, actor, ct) = (http.RequestServices, Language.Of(http), http.Actor(), http.RequestAborted);
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id)) throw new NotHere();
        var posted = await http.Request.ReadFormAsync(ct);
        var (broken, status) = (new Rule("", ""), StatusCodes.Status422UnprocessableEntity);
        try
        {
            if (!await http.Genuine()) throw new Rule("", FormRoutes.Stale);
            // Only an account of a resident can be linked to the register; it is asked here, because a turn must not.
            var (no, home) = actor.Kind is ActorKind.Resident ? await Register(services, id, actor, ct) : (null, null);
            if (no is not null)
            {
                await no.ExecuteAsync(http);
                return;
            }
            (await Pages.Turn(http, ApplyDeeds.Submit, call => Accept(call, id, home), [], posted)).Write(http);
            return;
        }
        catch (Rule rule) { broken = rule; }
        catch (PleaseWait)
        {
            broken = new("", new Text("ただいま受け付けられません。内容は下書きに保存されています。少し待ってから、もう一度送信してください。", "いま うけつけ できません。書いたものは のこっています。すこし まって ください。", "We cannot receive it right now. Your answers are saved. Please wait a little and send them again."));
            status = StatusCodes.Status503ServiceUnavailable;
        }
        var db = services.GetRequiredService<CityDb>();
        if (await services.GetRequiredService<WritingDesk>().Open(db, id, actor, language.Code, ct) is not { } open) await (await Fill.Gone(db, actor, services.GetRequiredService<Mine>(), id, ct)).ExecuteAsync(http);
        else if (open.Draft.IsExpired(services.GetRequiredService<TimeProvider>().GetUtcNow())) await Fill.Expired(open.Definition).ExecuteAsync(http);
        else await Page(open, language, null, broken, status).ExecuteAsync(http);
    }

    /// <summary>What the register says to this draft: a refusal, or the household that the definition reads.</summary>
    static async Task<(IResult? No, RegisterHousehold? Home)> Register(IServiceProvider services, Guid id, Actor actor, CancellationToken ct)
    {
        var (db, catalogue) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<Catalogue>());
        if (await services.GetRequiredService<Mine>().Drafts(db, actor).Where(d => d.Id == id).Select(d => d.Definition).FirstOrDefaultAsync(ct) is not { } hash) return default;
        var version = await catalogue.Pinned(db, hash, ct);
        if (version.Definition.Identity is not Identity.Register) return default;
        var home = await services.GetRequiredService<WritingDesk>().Home(version, actor.Person, ct);
        return await Refused(version, home, actor, services.GetRequiredService<IRegister>(), ct) ? (NotOnline.Page(services.GetRequiredService<CityProfile>(), version.Definition), null) : (null, home);
    }

    static async Task<object?> Accept(Call call, Guid id, RegisterHousehold? home)
    {
        var (services, actor) = (call.Services, call.Http.Actor());
        var (db, journal) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<Journal>());
        if (await services.GetRequiredService<WritingDesk>().Reopen(db, id, actor, Language.Of(call.Http).Code, home, call.Stop) is { } open)
            return Answer.See(await services.GetRequiredService<Reception>().Submit(db, open, actor, journal, call.Stop));
        // The second click of two: the first one has submitted it.
        if (!await services.GetRequiredService<Mine>().Applications(db, actor).AnyAsync(a => a.Id == id, call.Stop)) throw new NotHere();
        journal.Nothing();
        return Answer.See(Links.Application(id));
    }
}
