using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
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
    /// <param name="Seen">The answers of this page that the draft holds, as far as this page shows them.</param>
    /// <param name="Checking">The person came from the check page and goes back there.</param>
    public sealed record Page(OpenDraft Open, FormPage Asked, int Number, Language Language, Seen Seen, bool More, bool Checking)
    {
        /// <summary>What these answers would take away, where that is to be agreed to first.</summary>
        internal Going? Going { get; init; }

        public IReadOnlyList<FormPage> Route { get; } = [.. Open.Form.Route];
        public int Now => Math.Max(0, Route.ToList().IndexOf(Asked));
        public string? Back => Now > 0 ? Language.Url(DraftLinks.Page(Open.Draft.Id, Open.NumberOf(Route[Now - 1]))) : null;

        /// <summary>An answer on this page can still bring questions to it: then it is not said that the check page comes next.</summary>
        bool MayGrow => Asked.Questions.Any(q => !CanAnswer(Open.Form, q) && DependsOnThisPage(q));

        bool DependsOnThisPage(Ui.Question question) => Open.Definition.Find(question.Name)?.When is not { } when
            || when.Reads.Any(name => Asked.Questions.Any(q => q.Name == name.Split('.')[0]));

        /// <summary>The fee so far, on a page whose rows it is counted by.</summary>
        public Yen? Total => Open.Definition.Fee?.Yen.Rows(Open.Whole.Facts) is { } rows
            && Asked.Questions.Any(q => q.Name == rows.Question)
            ? new Yen((long)rows.Amounts.Sum(a => a.Number ?? 0)) : null;

        bool IsLast => Now == Route.Count - 1;

        /// <summary>The words of the button where scripting opens in place what an answer brings.</summary>
        public string? SubmitWithScript => !Checking && IsLast
            && !Asked.Questions.Any(q => Open.Form.Visible(q) && !CanAnswer(Open.Form, q))
            ? ToCheck : null;

        string ToCheck => Language.Pick("確認画面へ進む", "かくにんへ すすむ", "Go on to check");

        public string Submit => Checking ? Language.Pick("保存して確認画面へ戻る", "ほぞんして かくにんへ もどる",
            "Save and go back to check")
            : IsLast && !MayGrow ? ToCheck : Language.Pick("次へ", "つぎへ", "Next");
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/{page:int}", Permission.Applicant, ApplyDeeds.SeeHousehold, Ask);
        app.Declare(ApplyDeeds.Save);
        app.MapPost("/my/drafts/{id}/{page:int}", (RequestDelegate)Save).With(Permission.Applicant, ApplyDeeds.Save)
            .Taking(Takes.Attachments, PostRoom.OfDraft);
    }

    static async Task<IResult> Ask(
        Guid id,
        int page,
        HttpContext http,
        Look look,
        WritingDesk desk,
        Mine mine,
        Held held,
        bool more = false,
        bool check = false)
    {
        var language = look.Language;
        if (await desk.Open(look.Db, id, look.Actor, language.Code, look.Stop) is not { } open)
            return held.Take(http) is { } brought ? await Late(http, look.Db, id, page, brought, look.Stop)
                : await Gone(look.Db, look.Actor, mine, id, look.Stop);
        if (open.Draft.IsExpired(look.Now))
            return held.Take(http) is { } brought && await LostPage.Of(http, look.Db, open, brought, page, look.Stop) is { } lost ? lost
                : Expired(open.Definition);
        if (Start.LacksCard(open, look.Actor)) return Results.Redirect(Start.SignIn(http, Permission.Card));
        if (open.Page(page) is not { } asked)
            return Results.Redirect(language.Url(open.Form.FirstUnfinished() is { } first ? DraftLinks.Page(id, open.NumberOf(first))
            : DraftLinks.Check(id)));
        var seen = Seen.Of(open.Form, asked.Questions);
        if (held.Take(http) is { } typed) open.Form.Parse(typed, asked);
        if (check && !asked.Questions.All(q => open.Form.Field(q.Name).IsEmpty)) open.Form.Check(asked);
        // The others of the household are not the applicant: that their names were shown is written down.
        if (open.Home is { } home && asked.Questions.Any(q => open.Definition.Find(q.Name)?.Kind == "members" && open.Form.Visible(q)))
            look.Journal.About("draft", id, [.. home.Members.Select(m => (Guid?)m.Id)]);
        return Show(new(open, asked, page, language, seen, more, Checking(http)));
    }

    static async Task Save(HttpContext http)
    {
        var services = http.RequestServices;
        var (number, language, actor, ct) = (Convert.ToInt32(http.GetRouteValue("page"), CultureInfo.InvariantCulture), Language.Of(http),
            http.Actor(), http.RequestAborted);
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id)) throw new NotHere();
        var (db, desk) = (services.GetRequiredService<CityDb>(), services.GetRequiredService<WritingDesk>());
        var posted = await http.Request.ReadFormAsync(ct);
        if (await desk.Open(db, id, actor, language.Code, ct) is not { } open)
        {
            await (await Late(http, db, id, number, posted, ct)).ExecuteAsync(http);
            return;
        }
        if (open.Draft.IsExpired(services.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            await (await LostPage.Of(http, db, open, posted, number, ct) ?? Expired(open.Definition)).ExecuteAsync(http);
            return;
        }
        var page = open.Page(number) ?? throw new NotHere();
        var form = open.Form;
        var before = page.Questions.Where(q => CanAnswer(form, q)).ToHashSet();
        var (merge, going) = (new Merge(form, page, posted, number), new Going(open.Whole, open.Definition));
        form.Parse(posted, page);
        Numbers.Stand(form, page, AnswersJson.Read(open.Draft.Answers));
        if (!await http.Genuine())
        {
            form.Reject("", language.Say(FormRoutes.Stale));
            await Again(http, open, page, number, language, merge.Stored, StatusCodes.Status422UnprocessableEntity);
            return;
        }
        if (posted.Files.Count > 0)
        {
            await form.TakeFiles(http, posted, page);
            await desk.Files(db, open.Definition, open.Offers, open.Draft.Account, ct);
        }
        // After the files: they are named by the rows as the person saw them.
        var row = form.Rearranged(posted);
        merge.Settle(form, language);
        await desk.Offer(db, open.Definition, open.Whole, open.Offers, ct);
        if (posted[FormRoutes.Then] == FormRoutes.Look)
        {
            // The page asks by itself what these answers bring; nothing is kept or said to be wrong.
            await Show(new(open, page, number, language, merge.Stored, false, Checking(http)), StatusCodes.Status200OK).ExecuteAsync(http);
            return;
        }
        // A number is told with the card only; what else was typed is kept, and the person comes back to this page.
        var lacks = Start.LacksCard(open, actor);
        if (!lacks) await Numbers.Take(form, page, services.GetRequiredService<IMyNumbers>(), ct);
        var (later, speaks) = (posted[FormRoutes.Then] == "later", FormRoutes.OnlySpeaks(posted));
        // A choice on this page can bring new questions: they are asked, not complained about. What was asked before is told all its
        // faults.
        var grown = page.Questions.FirstOrDefault(q => !before.Contains(q) && CanAnswer(form, q) && form.Field(q.Name).IsEmpty);
        var hides = row is null && !later && !speaks && going.Gone.Count > 0;
        var asks = hides && going.Asks(posted);
        // What was not agreed to is not kept; a file that came with it is, because a browser cannot send it again by itself.
        var kept = asks ? page with { Questions = [.. page.Questions.Where(Ui.FileKind.IsIn)] } : hides ? going.Drop(page) : page;
        if (row is null && !later && !speaks && !asks)
            form.Check(grown is null ? page : page with { Questions = [.. page.Questions.Where(before.Contains)] });
        var fine = form.IsValid;
        string Here(string query) => language.Url(DraftLinks.Page(id, number) + $"?{query}{(Checking(http) ? "&from=check" : "")}");
        var next = row is not null ? Here("row=1") + "#" + row
            : speaks ? DraftLinks.Page(id, number) + http.Request.QueryString
            : later ? Links.MyPage + "?kept=1"
            : grown is not null ? Here("more=1") + "#" + grown.Kind.Anchor(new(form, grown))
            : language.Url(Next(open, page, Checking(http)));
        try
        {
            // Without the key of the page: keeping the same answers twice does nothing, and a page that came back by the back button is
            // kept like any other.
            var answer = await Pages.Turn(http, ApplyDeeds.Save, call => Keep(call, id, number, kept, form, merge, Answer.See(next)), [],
                FormCollection.Empty);
            if (lacks) http.Response.Redirect(Start.SignIn(http, Permission.Card));
            else if (asks)
                await Show(new(open, page, number, language, merge.Stored, false, Checking(http)) { Going = going },
                    StatusCodes.Status200OK)
                    .ExecuteAsync(http);
            else if (fine) answer.Write(http);
            else if (form.IsBarred) Answer.See(language.Url(DraftLinks.NotForYou(id))).Write(http);
            else await Again(http, open, page, number, language, merge.Shown(form), StatusCodes.Status422UnprocessableEntity);
        }
        catch (NotHere) { await (await Late(http, db, id, number, posted, ct)).ExecuteAsync(http); }
        catch (PleaseWait)
        {
            form.Reject("", language.Say(FormRoutes.NotNow));
            await Again(http, open, page, number, language, merge.Stored, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Whether the person came by 「変更」 from the check page.</summary>
    static bool Checking(HttpContext http) => http.Request.Query["from"] == "check";

    /// <summary>Whether it is asked and there is something to choose: the days are there only once the place is known.</summary>
    static bool CanAnswer(Form form, Ui.Question question) =>
        form.Visible(question) && (question.Kind is not ChoiceKind || form.OptionsOf(question).Count > 0);

    static string Next(OpenDraft open, FormPage page, bool checking)
    {
        if (checking) return DraftLinks.Check(open.Draft.Id);
        var route = open.Form.Route.ToList();
        var at = route.IndexOf(page);
        return at >= 0 && at + 1 < route.Count ? DraftLinks.Page(open.Draft.Id, open.NumberOf(route[at + 1]))
            : DraftLinks.Check(open.Draft.Id);
    }

    /// <summary>Puts this page's answers into the draft as it stands now, so that two tabs on two pages lose nothing.</summary>
    static async Task<object?> Keep(Call call, Guid id, int number, FormPage page, Form form, Merge merge, Answer next)
    {
        var (db, actor, clock) = (call.Services.GetRequiredService<CityDb>(), call.Http.Actor(),
            call.Services.GetRequiredService<TimeProvider>());
        var draft = await call.Services.GetRequiredService<Mine>().Drafts(db, actor).AsTracking()
            .FirstOrDefaultAsync(d => d.Id == id, call.Stop) ?? throw new NotHere();
        var (answers, before) = (AnswersJson.Read(draft.Answers), AnswersJson.Read(draft.Answers));
        foreach (var question in page.Questions.Where(q => !merge.Differs(q)))
        {
            foreach (var key in answers.Keys.Where(k => Belongs(k, question.Name)).ToList()) answers.Remove(key);
            foreach (var (key, text) in form.AnswersOf(question))
                if (!question.Kind.IsSecret || question.Kind.Keeps(key[question.Name.Length..])) answers[key] = text;
        }
        merge.Sign(answers);
        draft.Save(AnswersJson.Write(answers), number, clock.GetUtcNow());
        Numbers.Forget(db, call.Services.GetRequiredService<Outbox>(), before, answers);
        if (page.Questions.Any(Ui.FileKind.IsIn)) await Refer(db, draft.Id, actor.Account, answers.Values, call.Stop);
        call.Services.GetRequiredService<Journal>().About("draft", id, draft.Account);
        return next;
    }

    /// <summary>Makes a record refer to the files that its answers name; files that are no longer named are collected later.</summary>
    internal static async Task Refer(CityDb db, Guid record, Guid? owner, IEnumerable<string> answers, CancellationToken ct)
    {
        var named = answers.Select(a => Guid.TryParseExact(a, "N", out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var files = await db.Set<StoredFile>().AsTracking()
            .Where(f => f.UsedBy == record || f.UsedBy == null && f.Owner == owner && named.Contains(f.Id)).ToListAsync(ct);
        foreach (var file in files.Where(f => f.Owner is not null)) file.UsedBy = named.Contains(file.Id) ? record : null;
    }

    static bool Belongs(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '.');

    static async Task Again(HttpContext http, OpenDraft open, FormPage page, int number, Language language, Seen seen, int status) =>
        await Show(new(open, page, number, language, seen, false, Checking(http)), status).ExecuteAsync(http);

    /// <summary>A page of a draft that was submitted or thrown away meanwhile: what was changed on it is not dropped in
    /// silence.</summary>
    static async Task<IResult> Late(HttpContext http, CityDb db, Guid id, int number, IFormCollection posted, CancellationToken ct)
    {
        var mine = http.RequestServices.GetRequiredService<Mine>();
        var sent = await Sent(db, http.Actor(), mine, id, ct);
        if (posted[FormRoutes.Then] == FormRoutes.Look) return await Gone(db, http.Actor(), mine, id, ct);
        if (sent is not { } found) return await LostPage.Of(http, db, null, posted, number, ct) ?? throw new NotHere();
        var definition = (await http.RequestServices.GetRequiredService<Catalogue>().Pinned(db, found.Definition, ct)).Definition;
        var asked = definition.Pages.ElementAtOrDefault(number - 1)?.Questions.Select(q => q.Name).ToHashSet();
        return await OldPage.Of(http, db, found, posted, q => asked?.Contains(q.Name) is true, ct)
            ?? Results.Redirect(Links.Application(found.Id));
    }

    /// <summary>The application that a draft became.</summary>
    internal static async Task<Application?> Sent(CityDb db, Actor actor, Mine mine, Guid id, CancellationToken ct)
    {
        // after a payment the id is the same
        var sent = await db.Set<DraftApplication>().Where(d => d.Id == id).Select(d => d.SentAs).FirstOrDefaultAsync(ct) ?? id;
        return await mine.Applications(db, actor).FirstOrDefaultAsync(a => a.Id == sent, ct);
    }

    /// <summary>A draft that was submitted leads to its application (whoever pressed twice, to the page that the first press led to);
    /// anything else is not here.</summary>
    internal static async Task<IResult> Gone(CityDb db, Actor actor, Mine mine, Guid id, CancellationToken ct,
        Func<Guid, string>? to = null) =>
        await Sent(db, actor, mine, id, ct) is { } found ? Results.Redirect((to ?? Links.Application)(found.Id)) : throw new NotHere();

    internal static IResult Expired(Definition definition) => Trouble.Show(new(
        new("下書きの期限が過ぎました", "時間が たちすぎました", "This draft has expired"),
        [
            new("最後に保存してから30日たったため、この下書きは使えなくなりました。", "30日 たったので、書いた ものは もう ありません。",
                "30 days have passed since it was last saved, so it can no longer be used."),
            new("お手数ですが、はじめから入力してください。すでに送信した申し込みは失われていません。マイページで確かめられます。",
                "はじめから 書いて ください。おくった ものは のこって います。マイページで 見られます。",
                "Please start anew. What you sent before is not lost: you see it on My page."),
        ],
        new("はじめから入力する", Links.Procedure(definition.Code)) { Easy = "はじめから 書く", English = "Start anew" }),
            StatusCodes.Status410Gone);
}
