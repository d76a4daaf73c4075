using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The short questions about a page: where it lies and when it is public, its correction, its review, its end, its
/// proposal.</summary>
public sealed partial class AskDesk
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var home = WebsitePaths.Home + "/{id:guid}";
        app.MapForm(home + "/settle", WebsiteModule.Write, WebsiteDeeds.Settled, Settle, AskSettle, Settled);
        app.MapForm(home + "/correct", WebsiteModule.Write, WebsiteDeeds.Correction, Correct, AskCorrect, Corrected);
        app.MapForm(home + "/review", WebsiteModule.Write, WebsiteDeeds.Reviewed, Review, AskReview, Reviewed);
        app.MapForm(home + "/end", WebsiteModule.Publish, WebsiteDeeds.Ended, End, AskEnd, Ended);
        app.MapForm(home + "/propose", WebsiteModule.Write, WebsiteDeeds.Proposed, Propose, AskPropose, Proposed);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, string title, string submit, string? lead = null, bool danger = false,
        IReadOnlyList<string>? points = null)
    {
        var page = await look.Find(OnDesk.Visible(look).AsNoTracking().Where(p => p.Id == id));
        return Show(new(title, page.Title, WebsitePaths.Page(id), form, submit, lead, danger, points));
    }

    // --- 置き場所・日時・発信先

    static async Task<Form> Settle(Guid id, Look look, IEnumerable<IChannel> channels)
    {
        var (desk, plan) = (await OnDesk.Open(id, look), look.City.Files<SitePlan>());
        var form = new Form([
            new Question("place", new ChoiceKind { Folded = true },
                "サイトの分類") { Options =
                [.. plan.All.Select(p => new Option(p.Path, string.Join(" > ", plan.Trail(p.Path).Select(t => t.Title.Ja))))],
                Hint = "変えると、前のアドレスからは自動で移ります。" },
            new("review", new DateKind(), "見直し日") { Hint = "内容が古くなっていないかを確かめる日。1年以内です。" },
            new("publish-day", new DateKind(), "公開を始める日") { Required = false,
                Hint = "空けておくと、決裁が済んだらすぐ公開します。" },
            new("publish-time", new TextKind(), "公開を始める時刻") { Required = false, Hint = "例：9:00", MaxLength = 5 },
            new("expire-day", new DateKind(), "公開を終える日") { Required = desk.Page.Kind is PageKind.Notice,
                Hint = "この日の終わりに、ページはなくなります。" },
            new("channels", new ManyKind(), "ページのほかの発信先") { Required = false,
                Options = [.. channels.Select(c => new Option(c.Code, c.Label))] },
        ]);
        if (!look.Afresh) return form;
        return form.Fill("place", desk.Page.Place).Fill("review", desk.Page.ReviewOn).Fill("publish-day", desk.Edition.PublishAt?.Day())
            .Fill("publish-time", desk.Edition.PublishAt?.Local().ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture))
            .Fill("expire-day", desk.Page.ExpiresAt is { } end ? end.AddSeconds(-1).Day() : null)
                .Fill("channels", string.Join('\n', desk.Edition.ChannelCodes));
    }

    static Task<IResult> AskSettle(Guid id, Form form, Look look) => Ask(id, form, look, "置き場所・日時・発信先", "保存する");

    static async Task<Answer> Settled(Guid id, Form form, Turn turn, SiteCache cache)
    {
        var desk = await OnDesk.Take(id, turn);
        DateTimeOffset? publishes = null;
        if (form.Value("publish-day") is DateOnly day)
            publishes = day.Midnight() + (TypedTime.Read(form["publish-time"], "publish-time") ?? new TimeOnly(0, 0)).ToTimeSpan();
        if (publishes is { } at && at < turn.Now.AddMinutes(-1)) throw new Rule("publish-day",
            "公開を始める日時が過ぎています。空けておくと、決裁が済んだらすぐ公開します。");
        desk.Page.Settle(form["place"], form.Value("review") as DateOnly? ?? turn.Today,
            form.Value("expire-day") is DateOnly last ? last.AddDays(1).Midnight() : null, publishes, turn.Today);
        desk.Edition.Settle(publishes, form["channels"].Split('\n', StringSplitOptions.RemoveEmptyEntries), turn.Now);
        if (desk.Page.IsLive) { await SiteState.Touch(turn.Db, turn.Stop); cache.Look(); }
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }

    // --- 訂正

    static Form Correct() =>
        new([new Question("correction", new LongTextKind(3), "何をどう訂正するか") { MaxLength = 500,
        Hint = "ページの上と、前のお知らせが届いた発信先に出ます。例：「日時を12月5日(土)に訂正しました（6日と書いていました）。」" }]);
    static Task<IResult> AskCorrect(Guid id, Form form, Look look) => Ask(id, form, look, "訂正する", "訂正を書き始める",
        "間違いを直した新しい版を作ります。決裁が済むと、"
            + "ページに訂正の理由と日が出て、間違いを受け取った発信先に、同じときに訂正が届きます。");
    static Task<Answer> Corrected(Guid id, Form form, Turn turn) => ShowDesk.Begin(id, form["correction"], turn);

    // --- 見直し

    static Form Review(Look look)
    {
        var form = new Form([new Question("next", new DateKind(), "次の見直し日")]);
        return look.Afresh ? form.Fill("next", look.Today.AddDays(365)) : form;
    }
    static Task<IResult> AskReview(Guid id, Form form, Look look) => Ask(id, form, look, "見直した", "見直したことを記録する",
        "内容、リンク、問合せ先を確かめましたか。直すところがあるときは、先に新しい版を作ってください。");
    static async Task<Answer> Reviewed(Guid id, Form form, Turn turn)
    {
        var page = await turn.Take(OnDesk.Visible(turn).Where(p => p.Id == id));
        page.Review(form.Value("next") as DateOnly? ?? turn.Today, turn.Today);
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }

    // --- 終わり

    static Form End() => new([
        new Question("how", new ChoiceKind(), "終わり方") { Options = [new("error", Ending.Error.Label()),
            new("merged", Ending.Merged.Label()), new("withdrawn", Ending.Withdrawn.Label())] },
        new("words", new LongTextKind(3), "読む人への断り書き") { Required = false, MaxLength = 500,
            Hint = "取り下げるときは必ず書きます。" },
        new("url", new TextKind(), "移る先のページの番号かアドレス") { Required = false, MaxLength = 300,
            Hint = "まとめたときは必ず書きます。" },
    ]);
    static Task<IResult> AskEnd(Guid id, Form form, Look look) => Ask(id, form, look, "公開を終える", "公開を終える",
        "終えたページは、元に戻せません。", danger: true);

    static async Task<Answer> Ended(Guid id, Form form, Turn turn, SiteCache cache)
    {
        var page = await turn.Take(OnDesk.Visible(turn).Where(p => p.Id == id));
        var how = form["how"] switch { "merged" => Ending.Merged, "withdrawn" => Ending.Withdrawn, _ => Ending.Error };
        page.End(how, form["words"], await Target(form["url"].Trim(), turn), turn.Now);
        await SiteState.Touch(turn.Db, turn.Stop);
        cache.Look();
        turn.Journal.About(SitePage.Subject, id).Fact("how", $"{how}");
        return Answer.See(WebsitePaths.Page(id));
    }

    /// <summary>A page number as its address; an address as it is.</summary>
    static async Task<string?> Target(string typed, Turn turn)
    {
        if (typed.Length == 0) return null;
        if (int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return (await turn.Db.Readable().AsNoTracking().FirstOrDefaultAsync(p => p.Number == number, turn.Stop)
                ?? throw new Rule("url", "その番号の公開中のページはありません。")).Url();
        return typed.StartsWith('/') && !typed.StartsWith("//", StringComparison.Ordinal) ? typed
            : throw new Rule("url", "ページの番号か、/ で始まるアドレスを入力してください。");
    }

    // --- 決裁

    static Form Propose() => new([new Question("seen", new YesNoKind(), "見え方と、発信先ごとの文を確かめましたか")]);

    static async Task<IResult> AskPropose(Guid id, Form form, Look look, IDelegation table, IStaff staff)
    {
        var desk = await OnDesk.Open(id, look);
        var points = new List<string>();
        foreach (var post in table.Route(Matter(desk.Page), look.Today).Steps.Select(s => s.Post))
            points.Add($"{staff.PostTitle(post, look.Today)}　{(await staff.Holder(look, post))?.Name ?? "今、担当の職員がいません"}");
        return await Ask(id, form, look, "決裁に回す", "決裁に回す",
            "次の順に決裁します。決裁が済むと公開されます。決裁に回すと、戻るまで変えられません。", points: points);
    }

    static Matter Matter(SitePage page) => new(page.Kind is PageKind.Notice ? "website-notice" : "website-page", page.Owner);

    static async Task<Answer> Proposed(Guid id, Form form, Turn turn, IApprovals approvals, Checking checking)
    {
        var desk = await OnDesk.Take(id, turn);
        if (form["seen"] != "yes") throw new Rule("seen", "見え方と文を確かめてから、「はい」を選んでください。");
        if (desk.Content.Ja.Title.Length == 0) throw new Rule("", "題がまだありません。題を書いてから、決裁に回してください。");
        if (desk.Page.Kind is PageKind.Notice && desk.Page.ExpiresAt is null)
            throw new Rule("", "お知らせの公開を終える日が、まだ決まっていません。「置き場所・日時・発信先」で決めてください。");
        if (desk.Page.ReviewOn < turn.Today) throw new Rule("", "見直し日が過ぎています。新しい見直し日を決めてください。");
        if ((await checking.Look(turn.Db, desk.Page, desk.Edition, turn.Today, turn.Stop)).Where(f => f.Weight is Weight.Stop).ToList()
            is [var first, ..] stops)
            throw new Rule("", $"直すところが{stops.Count}か所あるため、決裁に回せません。「読みやすさと正しさを確かめる」を開いてください。"
                + $"（{CheckPage.Place(first.At)}：{first.Message}）");
        var title = $"{(desk.Page.Drill ? "【訓練】" : "")}{(desk.Edition.Corrects ? "訂正：" : "")}{desk.Content.Ja.Title}";
        desk.Edition.Propose(await approvals.Propose(turn.Db, new Proposal(EditionPaper.Kind, desk.Edition.Id, title, Matter(desk.Page),
            turn.Me,
            WebsitePaths.Page(id)), turn.Stop), turn.Me);
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }
}
