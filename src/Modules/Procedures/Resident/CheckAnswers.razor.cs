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
        app.MapPost("/my/drafts/{id}/check", (RequestDelegate)Submit).With(Permission.Applicant, ApplyDeeds.Submit).Taking(Takes.Button);
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
        var (db, desk, reception) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<WritingDesk>(), services.GetRequiredService<Reception>());
        var posted = await http.Request.ReadFormAsync(ct);
        for (var again = false; ; again = true)
        {
            if (await desk.Open(db, id, actor, language.Code, ct) is not { } open) { await (await Fill.Gone(db, actor, services.GetRequiredService<Mine>(), id, ct)).ExecuteAsync(http); return; }
            if (open.Draft.IsExpired(services.GetRequiredService<TimeProvider>().GetUtcNow())) { await Fill.Expired(open.Definition).ExecuteAsync(http); return; }
            if (await Refused(open.Version, open.Home, actor, services.GetRequiredService<IRegister>(), ct)) { await NotOnline.Page(services.GetRequiredService<CityProfile>(), open.Definition).ExecuteAsync(http); return; }
            var (broken, status) = (new Rule("", ""), StatusCodes.Status422UnprocessableEntity);
            try
            {
                if (!await http.Genuine()) throw new Rule("", FormRoutes.Stale);
                var ready = await reception.Check(db, open, actor, ct);
                (await Pages.Turn(http, ApplyDeeds.Submit, call => Accept(call, ready), [], posted)).Write(http);
                return;
            }
            // Another tab saved or sent it in between: look at it once more as it is now.
            catch (ChangedMeanwhile) when (!again) { continue; }
            catch (ChangedMeanwhile) { broken = new("", new Text("別の画面で内容が変わりました。今の内容を確かめて、もう一度送信してください。", "ほかの ところで 内容が かわりました。たしかめて、もういちど おくって ください。", "Your answers were changed elsewhere. Please check them and send again.")); }
            catch (Rule rule) { broken = rule; }
            catch (PleaseWait) { (broken, status) = (new Rule("", new Text("ただいま受け付けられません。内容は下書きに保存されています。少し待ってから、もう一度送信してください。", "いま うけつけ できません。書いたものは のこっています。すこし まって ください。", "We cannot receive it right now. Your answers are saved. Please wait a little and send them again.")), StatusCodes.Status503ServiceUnavailable); }
            await Page(open, language, null, broken, status).ExecuteAsync(http);
            return;
        }
    }

    static async Task<object?> Accept(Call call, Ready ready) => Answer.See(await call.Services.GetRequiredService<Reception>().Submit(
        call.Services.GetRequiredService<CityDb>(), ready, call.Http.Actor(), call.Services.GetRequiredService<Journal>(), call.Stop));
}
