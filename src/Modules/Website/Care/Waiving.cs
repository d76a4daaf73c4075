using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>An officer says why something that stops is right as it is; a second one of the department agrees or not.</summary>
static class Waiving
{
    public const string Acts = "/office/website-waivers";
    static readonly Deed Wished = new("website.waiver", "ページの指摘を直さない理由を申し出た"),
        Checked = new("website.waiver-checked", "ページの指摘を直さない理由を確かめた"),
        TakenBack = new("website.waiver-taken-back", "ページの指摘を直さない理由を取り下げた");

    public static string Url(Guid page, Finding found) =>
        $"{WebsitePaths.Page(page)}/waive?rule={Uri.EscapeDataString(found.Rule)}&at={Uri.EscapeDataString(found.At)}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(WebsitePaths.Home + "/{id:guid}/waive", WebsiteModule.Write, Wished, Build, Ask, Accept);
        app.MapSecond<Waiver>(Acts + "/{act:guid}", Acts + "/{act:guid}/take-back", WebsiteModule.Write, Checked, TakenBack);
    }

    static Form Build() => new([new Question("reason", new LongTextKind(4), "直さない理由")
    {
        MaxLength = Waiver.LongestReason,
            Hint = "同じ課のほかの人が読んで、認めるかどうかを決めます。例：「人の名前で、この書き方が正しいものです。」",
    }]);

    static async Task<IResult> Ask(Guid id, string rule, string at, Form form, Look look, Checking checking)
    {
        var (desk, found) = await Found(id, rule, at, look, checking);
        return AskDesk.Show(new("直さない理由を書く", desk.Page.Title, CheckPage.Url(id), form, "申し出る",
            $"{CheckPage.Place(found.At)}：{found.Message}",
                Points: [found.Why, "認められると、この言葉のままで決裁に回せます。言葉を変えると、もう一度確かめます。"]));
    }

    static async Task<Answer> Accept(Guid id, string rule, string at, Form form, Turn turn, Checking checking)
    {
        var (desk, found) = await Found(id, rule, at, turn, checking);
        var pin = Waiver.PinOf(desk.Content, at);
        if (await turn.Db.Set<Waiver>().AnyAsync(w => w.Page == id && w.Rule == rule && w.Pin == pin && w.Agreed == null, turn.Stop))
            throw new Rule("", "同じところの理由が、もう申し出てあります。ほかの人の確認を待ってください。");
        turn.Db.Add(new Waiver
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Page = id, Rule = rule, Spot = PlainText.Cut(at, 80), Pin = pin,
            Words = PlainText.Cut($"{CheckPage.Place(found.At)}：{found.Message}", 500), Reason = form["reason"].Trim(),
        });
        turn.Journal.About(SitePage.Subject, id).Fact("rule", rule);
        return Answer.See(CheckPage.Url(id));
    }

    static async Task<(OnDesk Desk, Finding Found)> Found(Guid id, string rule, string at, Look look, Checking checking)
    {
        var desk = await OnDesk.Open(id, look);
        var found = (await checking.Look(look.Db, desk.Page, desk.Edition, look.Today, look.Stop))
            .FirstOrDefault(f => f.Rule == rule && f.At == at && Waiver.Can(f));
        return (desk, found ?? throw new NotHere());
    }
}

/// <summary>The reason before the second person.</summary>
sealed class CheckWaiver : SecondPerson<Waiver>
{
    public static readonly SecondWords Said = new("website waiver", "このままでよいですか", "直すほうがよい理由",
        "直さない理由が認められませんでした",
        "確認を待つ、ページの指摘を直さない理由", "ほかの職員が、ページの指摘を直さない理由を書きました。")
    {
        Then =
            "指摘のとおりに直してください。"
    };

    public override SecondWords Words => Said;
    public override Permission Who => WebsiteModule.Write;
    public override string Url(Waiver act) => $"{Waiving.Acts}/{act.Id}";
    public override string Home(Waiver act) => CheckPage.Url(act.Page);
    public override IQueryable<Waiver> Visible(Look look)
    {
        var pages = OnDesk.Visible(look);
        return look.Db.Set<Waiver>().Where(w => pages.Any(p => p.Id == w.Page));
    }

    public override async ValueTask<string?> Department(CityDb db, Waiver act, CancellationToken ct) =>
        await db.Pages().Where(p => p.Id == act.Page).Select(p => p.Owner).FirstOrDefaultAsync(ct);

    public override async Task<SecondFace> Face(Waiver act, Look look)
    {
        var page = await look.Db.Pages().AsNoTracking().FirstAsync(p => p.Id == act.Page, look.Stop);
        return new("直さない理由を確かめる", [new("ホームページ", ListPages.Url), new(page.Title, WebsitePaths.Page(page.Id))],
        [
            ("ページ", Written.Link(WebsitePaths.Preview(page.Id), page.Title)), ("指摘", Written.Text(act.Words)),
            ("直さない理由", Written.Lines(act.Reason)),
        ])
        { Note = "認めると、この言葉のままで決裁に回せます。" };
    }

    public override Task<string> InWords(Waiver act, Look look) => Task.FromResult($"{act.Words}\n理由：{act.Reason}");

    public override Task Note(Waiver act, Look look) => Task.FromResult(look.Journal.About(SitePage.Subject, act.Page)
        .Fact("rule", act.Rule));
}
