using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>One page of a draft. What was typed is always kept, wrong or not; only what is right leads on.</summary>
public sealed partial class Fill
{
    public sealed record Shown(OpenDraft Open, FormPage Page, int Number, Language Language, bool More)
    {
        public IReadOnlyList<FormPage> Route { get; } = [.. Open.Form.Route];
        public int Now => Math.Max(0, Route.ToList().IndexOf(Page));
        public string? Back => Now > 0 ? Language.Url(DraftLinks.Page(Open.Draft.Id, Open.NumberOf(Route[Now - 1]))) : null;
        public bool IsLast => Now == Route.Count - 1;
    }

    /// <summary>Which page of which draft a request is about, laid open.</summary>
    sealed record At(Guid Id, int Number, Actor Actor, Language Language, WritingDesk Desk, CityDb Db, CancellationToken Stop);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/{page:int}", Permission.Applicant, ApplyDeeds.SeeHousehold, Ask);
        app.Declare(ApplyDeeds.Save);
        app.MapPost("/my/drafts/{id}/{page:int}", (RequestDelegate)Save).With(Permission.Applicant, ApplyDeeds.Save).Taking(Takes.Attachments);
        app.MapAct("/my/drafts/{id}/discard", Permission.Applicant, ApplyDeeds.Discard, Discard);
    }

    static async Task<IResult> Ask(Guid id, int page, HttpContext http, CityDb db, Actor actor, WritingDesk desk, Mine mine, Held held, Journal journal, TimeProvider clock, CancellationToken ct, bool more = false, bool check = false)
    {
        var language = Language.Of(http);
        if (await desk.Open(db, id, actor, language.Code, ct) is not { } open) return await Gone(db, actor, mine, id, ct);
        if (open.Draft.IsExpired(clock.GetUtcNow())) return Expired(open.Definition);
        if (open.Page(page) is not { } asked) return Results.Redirect(language.Url(open.Form.FirstUnfinished() is { } first ? DraftLinks.Page(id, open.NumberOf(first)) : DraftLinks.Check(id)));
        if (held.Take(http) is { } typed) open.Form.Parse(typed, asked);
        if (check) open.Form.Check(asked);
        // The others of the household are not the applicant: that their names were shown is written down.
        if (open.Home is { } home && asked.Questions.Any(q => open.Definition.Find(q.Name)?.Kind == "members" && open.Form.Visible(q))) journal.About("draft", id, [.. home.Members.Select(m => (Guid?)m.Id)]);
        return Show(new(open, asked, page, language, more));
    }

    static async Task Save(HttpContext http)
    {
        var services = http.RequestServices;
        var (number, language, actor, ct) = (Convert.ToInt32(http.GetRouteValue("page"), CultureInfo.InvariantCulture), Language.Of(http), http.Actor(), http.RequestAborted);
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id)) throw new NotHere();
        var (db, desk) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<WritingDesk>());
        var posted = await http.Request.ReadFormAsync(ct);
        if (await desk.Open(db, id, actor, language.Code, ct) is not { } open)
        {
            await (await Gone(db, actor, services.GetRequiredService<Mine>(), id, ct)).ExecuteAsync(http);
            return;
        }
        if (open.Draft.IsExpired(services.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            await Expired(open.Definition).ExecuteAsync(http);
            return;
        }
        var page = open.Page(number) ?? throw new NotHere();
        var form = open.Form;
        var before = page.Questions.Where(q => CanAnswer(form, q)).ToHashSet();
        form.Parse(posted, page);
        if (!await http.Genuine())
        {
            form.Reject("", language.Say(FormRoutes.Stale));
            await Again(http, open, page, number, language, StatusCodes.Status422UnprocessableEntity);
            return;
        }
        if (posted.Files.Count > 0)
        {
            await form.TakeFiles(http, posted);
            await desk.Files(services.GetRequiredService<CityDb>(), open.Definition, open.Offers, open.Draft.Account, ct);
        }
        // After the files: they are named by the rows as the person saw them.
        var rearranged = form.Rearrange(posted);
        await desk.Offer(db, open.Definition, open.Whole, open.Offers, ct);
        var later = posted["_then"] == "later";
        // A choice on this page can bring new questions: they are asked, not complained about.
        var more = page.Questions.Any(q => !before.Contains(q) && CanAnswer(form, q) && form.Field(q.Name).IsEmpty) && form.IsValid;
        var fine = form.IsValid && (rearranged || later || more || form.Check(page));
        var next = rearranged ? DraftLinks.Page(id, number) : later ? Links.MyPage + "?kept=1" : more ? DraftLinks.Page(id, number) + "?more=1" : Next(open, page);
        try
        {
            var answer = await Pages.Turn(http, ApplyDeeds.Save, call => Keep(call, id, number, page, form, Answer.See(language.Url(next))), [], posted);
            if (fine) answer.Write(http);
            else await Again(http, open, page, number, language, StatusCodes.Status422UnprocessableEntity);
        }
        catch (PleaseWait)
        {
            form.Reject("", language.Say(FormRoutes.NotNow));
            await Again(http, open, page, number, language, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Whether it is asked and there is something to choose: the days are there only once the place is known.</summary>
    static bool CanAnswer(Form form, Ui.Question question) => form.Visible(question) && (question.Kind is not ChoiceKind || form.OptionsOf(question).Count > 0);

    static string Next(OpenDraft open, FormPage page)
    {
        var route = open.Form.Route.ToList();
        var at = route.IndexOf(page);
        return at >= 0 && at + 1 < route.Count ? DraftLinks.Page(open.Draft.Id, open.NumberOf(route[at + 1])) : DraftLinks.Check(open.Draft.Id);
    }

    /// <summary>Puts this page's answers into the draft as it stands now, so that two tabs on two pages lose nothing.</summary>
    static async Task<object?> Keep(Call call, Guid id, int number, FormPage page, Form form, Answer next)
    {
        var (db, actor, clock) = (call.Services.GetRequiredService<CityDb>(), call.Http.Actor(), call.Services.GetRequiredService<TimeProvider>());
        var draft = await call.Services.GetRequiredService<Mine>().Drafts(db, actor).AsTracking().FirstOrDefaultAsync(d => d.Id == id, call.Stop) ?? throw new NotHere();
        var answers = AnswersJson.Read(draft.Answers);
        foreach (var key in answers.Keys.Where(k => page.Questions.Any(q => Belongs(k, q.Name))).ToList()) answers.Remove(key);
        foreach (var (key, text) in form.Answers) if (page.Questions.Any(q => Belongs(key, q.Name))) answers[key] = text;
        draft.Save(AnswersJson.Write(answers), number, clock.GetUtcNow());
        if (page.Questions.Any(Ui.FileKind.IsIn)) await Refer(db, draft.Id, actor.Account, answers.Values, call.Stop);
        call.Services.GetRequiredService<Journal>().About("draft", id, draft.Account);
        return next;
    }

    /// <summary>Makes a record refer to the files that its answers name; files that are no longer named are collected later.</summary>
    internal static async Task Refer(CityDb db, Guid record, Guid? owner, IEnumerable<string> answers, CancellationToken ct)
    {
        var named = answers.Select(a => Guid.TryParseExact(a, "N", out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var files = await db.Set<StoredFile>().AsTracking().Where(f => f.UsedBy == record || f.UsedBy == null && f.Owner == owner && named.Contains(f.Id)).ToListAsync(ct);
        foreach (var file in files.Where(f => f.Owner is not null)) file.UsedBy = named.Contains(file.Id) ? record : null;
    }

    static bool Belongs(string key, string name) => key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '.');

    static async Task Again(HttpContext http, OpenDraft open, FormPage page, int number, Language language, int status) =>
        await Show(new(open, page, number, language, false), status).ExecuteAsync(http);

    static async Task<Answer> Discard(Guid id, CityDb db, Actor actor, Mine mine, IPayments payments, Journal journal, CancellationToken ct)
    {
        var draft = await mine.Drafts(db, actor).AsTracking().FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw new NotHere();
        await draft.Discard(db, payments, ct);
        journal.About("draft", id, draft.Account);
        return Answer.See(Links.MyPage);
    }

    /// <summary>A draft that was submitted leads to its application; anything else is not here.</summary>
    internal static async Task<IResult> Gone(CityDb db, Actor actor, Mine mine, Guid id, CancellationToken ct)
    {
        var sent = await db.Set<DraftApplication>().Where(d => d.Id == id).Select(d => d.SentAs).FirstOrDefaultAsync(ct) ?? id; // after a payment the id is the same
        return await mine.Applications(db, actor).AnyAsync(a => a.Id == sent, ct) ? Results.Redirect(Links.Application(sent)) : throw new NotHere();
    }

    internal static IResult Expired(Definition definition) => Trouble.Show(new(
        "下書きの期限が過ぎました",
        ["最後に保存してから30日たったため、この下書きは使えなくなりました。", "お手数ですが、はじめから入力してください。すでに送信した申請は失われていません。マイページで確かめられます。"],
        new("はじめから入力する", Links.Procedure(definition.Code))), StatusCodes.Status410Gone);
}
