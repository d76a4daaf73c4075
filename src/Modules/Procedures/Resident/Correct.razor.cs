using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>補正: only the questions that the city asked to mend, each with its reason, and what follows from the new answers.</summary>
public sealed partial class Correct
{
    public sealed record Page(Application Case, Definition Definition, Form Form, FormPage Asked)
    {
        /// <summary>What these answers would take away, and whether that was agreed to.</summary>
        internal Going? Going { get; init; }
        internal bool Agreed { get; init; }
    }

    Contact Contact(Application found) => Http.RequestServices.GetRequiredService<CityProfile>()
        .ContactOf(found.Department, Http.RequestServices.GetRequiredService<TimeProvider>().Today());

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/applications/{id}/correct", Permission.Applicant, Deed.None, Ask);
        app.Declare(ApplyDeeds.Correct);
        app.MapPost("/my/applications/{id}/correct", (RequestDelegate)Save).With(Permission.Applicant, ApplyDeeds.Correct)
            .Taking(Takes.Attachments, PostRoom.OfCase);
    }

    sealed record Opened(Application Case, ProcedureVersion Version, DefinitionForm Whole, Offers Offers, List<Correction> Open)
    {
        /// <summary>The questions that were asked for, and those that only these answers brought up.</summary>
        public FormPage Page(Language l) => new(l.Pick("直すところ", "なおす ところ", "What to correct"),
        [
            .. from q in Whole.Form.Questions
               let wishes = Open.FindAll(c => c.Question.Split('.')[0] == q.Name)
               where wishes.Count > 0 || Whole.Form.Visible(q) && q.Required && Whole.Form.Field(q.Name).IsEmpty
               select wishes.Count == 0 ? q
                   : q with { Wish = l.Pick("市からのお願い：", "市からの おねがい：", "From the city: ") + string.Join("　", wishes.Select(c => c.Reason)) },
        ]);
    }

    static async Task<IResult> Ask(Guid id, HttpContext http, Held held, CancellationToken ct)
    {
        if (await Open(http, id, ct) is not { } opened) return Results.Redirect(Links.Application(id));
        var page = opened.Page(Language.Of(http));
        if (held.Take(http) is { } typed) opened.Whole.Form.Parse(typed, page);
        return Show(new(opened.Case, opened.Version.Definition, opened.Whole.Form, page));
    }

    static async Task<Opened?> Open(HttpContext http, Guid id, CancellationToken ct)
    {
        var (services, db) = (http.RequestServices, http.RequestServices.GetRequiredService<CityDb>());
        var desk = services.GetRequiredService<WritingDesk>();
        var found = await services.GetRequiredService<Mine>().Applications(db, http.Actor())
            .FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (found.State is not ApplicationState.CorrectionRequested) return null;
        var version = await services.GetRequiredService<Catalogue>().Pinned(db, found.Definition, ct);
        var corrections = await db.Set<Correction>().AsNoTracking().Where(c => c.ApplicationId == id && c.AnsweredAt == null)
            .OrderBy(c => c.At).ToListAsync(ct);
        var offers = new Offers { Record = id };
        var whole = await desk.Lay(db, version, AnswersJson.Read(found.Answers), offers, found.Account,
            new(await desk.Home(version, found.Person, ct), found.Person), Language.Of(http).Code, ct);
        await desk.Offer(db, version.Definition, whole, offers, ct);
        return new(found, version, whole, offers, corrections);
    }

    static async Task Save(HttpContext http)
    {
        var ct = http.RequestAborted;
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id)) throw new NotHere();
        var posted = await http.Request.ReadFormAsync(ct);
        var opened = await Open(http, id, ct);
        if (await Old(http, id, opened, posted, ct) is { } old)
        {
            await old.ExecuteAsync(http);
            return;
        }
        if (opened is null)
        {
            Answer.See(Links.Application(id)).Write(http);
            return;
        }
        var (form, desk, db) = (opened.Whole.Form, http.RequestServices.GetRequiredService<WritingDesk>(),
            http.RequestServices.GetRequiredService<CityDb>());
        var page = opened.Page(Language.Of(http));
        var going = new Going(opened.Whole, opened.Version.Definition);
        form.Parse(posted, page);
        var status = StatusCodes.Status422UnprocessableEntity;
        if (!await http.Genuine()) form.Reject("", FormRoutes.Stale.In(form.Language).Words);
        else
        {
            if (posted.Files.Count > 0)
            {
                await form.TakeFiles(http, posted, page);
                await desk.Files(http.RequestServices.GetRequiredService<CityDb>(), opened.Version.Definition, opened.Offers,
                    opened.Case.Account, ct);
            }
            form.Focus = form.Rearranged(posted);
            await desk.Offer(db, opened.Version.Definition, opened.Whole, opened.Offers, ct);
            var all = opened.Page(Language.Of(http));
            var whole = new FormPage(page.Title, [.. page.Questions.UnionBy(all.Questions, q => q.Name)]);
            page = whole;
            if (form.Focus is not null || FormRoutes.OnlySpeaks(posted)) status = StatusCodes.Status200OK;
            else if (form.Check(page) && going.Asks(posted)) status = StatusCodes.Status200OK;
            else if (form.IsValid)
                try
                {
                    (await Pages.Turn(http, ApplyDeeds.Correct, call => Accept(call, id, posted[Turn.Version].ToString(), opened), [],
                        posted)).Write(http);
                    return;
                }
                catch (Rule rule)
                {
                    if (rule is SentAlready) FormKey.Renew(http);
                    form.Reject(rule.Field, rule.In(form.Language));
                }
                catch (ChangedMeanwhile changed)
                {
                    form.Reject("", changed.In(form.Language, FormRoutes.LookAgain));
                    status = StatusCodes.Status409Conflict;
                }
                catch (PleaseWait)
                {
                    form.Reject("", FormRoutes.NotNow.In(form.Language).Words);
                    status = StatusCodes.Status503ServiceUnavailable;
                }
        }
        var asks = form.Focus is null && !FormRoutes.OnlySpeaks(posted) && going.Gone.Count > 0;
        await Show(new(opened.Case, opened.Version.Definition, form, page)
        { Going = asks ? going : null, Agreed = asks && going.Agreed(posted) }, status).ExecuteAsync(http);
    }

    /// <summary>The page asked for what is not to be corrected (any more), and something was changed there.</summary>
    static async Task<IResult?> Old(HttpContext http, Guid id, Opened? opened, IFormCollection posted, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<CityDb>();
        var found = await http.RequestServices.GetRequiredService<Mine>().Applications(db, http.Actor())
            .FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (opened is not null && posted[Turn.Version] == found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return null;
        var asked = opened?.Page(Language.Of(http)).Questions.Select(q => q.Name).ToHashSet();
        return await OldPage.Of(http, db, found, posted, q => asked?.Contains(q.Name) is not true, ct);
    }

    static async Task<object?> Accept(Call call, Guid id, string version, Opened opened)
    {
        var (services, ct, definition) = (call.Services, call.Stop, opened.Version.Definition);
        var (db, clock) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<TimeProvider>());
        var found = await services.GetRequiredService<Mine>().Applications(db, call.Http.Actor()).AsTracking()
            .FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (version != found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) throw CaseLine.Changed(found);
        var before = AnswersJson.Read(found.Answers);
        await Mended(db, found, opened.Whole, definition, services.GetRequiredService<Catalogue>(), call.Http.Actor().Account,
            clock.GetUtcNow(), ct);
        await services.GetRequiredService<Confirming>().BeginAgain(db, found, definition, before, ct);
        await services.GetRequiredService<Ringing>().At(Moment.Corrected, db, found, definition, ct,
            opened.Open.Count > 0 ? opened.Open[0].Id : null);
        services.GetRequiredService<Journal>().About(found);
        return Answer.See(Links.Application(id));
    }

    /// <summary>Puts the new answers in the place of the old ones; what was asked to be mended keeps how it read before.</summary>
    /// <exception cref="Rule">the fee or the booked day would be another one.</exception>
    internal static async Task Mended(CityDb db, Application found, DefinitionForm whole, Definition definition, Catalogue catalogue,
        Guid? by, DateTimeOffset at, CancellationToken ct)
    {
        var frozen = Reception.Freeze(definition, whole, found.Name, found.Kana);
        if (frozen.Fee != found.Fee)
            throw new Rule("", new Text($"この直し方では手数料が{found.Fee}から{frozen.Fee}に変わるため、画面では受け付けられません。担当の課に連絡するか、取り下げて申し込み直してください。",
            $"お金が {found.Fee}から {frozen.Fee}に かわるので、ここでは なおせません。市やくしょに 電話して ください。",
            $"This would change the fee from {found.Fee.Amount} to {frozen.Fee.Amount} yen, which cannot be done here. Please call the section, or withdraw and apply anew."));
        if (frozen.Day != found.Day)
            throw new Rule(definition.Capacity?.Day ?? "", new Text("予約した日は、ここでは変えられません。担当の課に連絡してください。",
            "よやくの 日は、ここでは かえられません。市やくしょに 電話して ください。", "The booked day cannot be changed here. Please call the section."));
        var open = await db.Set<Correction>().AsTracking().Where(c => c.ApplicationId == found.Id && c.AnsweredAt == null).ToListAsync(ct);
        var before = await CaseForm.Of(db, found, catalogue, hidden: false, ct);
        foreach (var correction in open) correction.Before = before.Said(correction.Question.Split('.')[0]);
        found.Correct(frozen, open, at);
        await Fill.Refer(db, found.Id, by, AnswersJson.Read(found.Answers).Values, ct);
    }
}
