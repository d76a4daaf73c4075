using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>書き始める: an empty notice or page, or the copy of one that was there before.</summary>
public sealed partial class BeginPage
{
    public const string Url = WebsitePaths.Home + "/new";
    public sealed record Page(Form Form);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, WebsiteModule.Write, WebsiteDeeds.Began, Build, Ask, Accept);

    static Form Build(Look look)
    {
        var plan = look.City.Files<SitePlan>();
        var form = new Form([
            new Question("kind", new ChoiceKind(),
                "種類") { Options = [new("notice", "お知らせ", "日時や申込みのあるもの。終わる日があります。"),
                new("page", "ページ", "いつも見られる案内。")] },
            new("title", new TextKind(), "題") { MaxLength = Wording.LongestTitle, Hint = "あとで変えられます。" },
            new("owner", new ChoiceKind(), "所管課") { Options = [.. OnDesk.Owners(look)], Hint = "問合せ先として載ります。" },
            new("place", new ChoiceKind { Folded = true },
                "サイトの分類") { Options =
                [.. plan.All.Select(p => new Option(p.Path, string.Join(" > ", plan.Trail(p.Path).Select(t => t.Title.Ja))))] },
            new("template", new ChoiceKind { Folded = true }, "ひな形") { Required = false, Options = [.. Templates(look)],
                Hint = "見出しと部品の並びを、初めから入れます。種類は、ひな形のものになります。" },
            new("copy", new TextKind(), "写すページの番号") { Required = false, MaxLength = 7,
                Hint = "去年のお知らせなど。中身を写して、日付を消します。" },
            new("drill", new YesNoKind(), "訓練") { Required = false,
                Hint = "訓練で作ったものは、どこに出ても【訓練】と付き、本番には変えられません。" },
        ]);
        return look.Afresh ? form.Fill("kind", "notice").Fill("owner", OnDesk.Owners(look).FirstOrDefault()?.Value).Fill("drill", false) : form;
    }

    static IEnumerable<Option> Templates(Look look)
    {
        var mine = OnDesk.Owners(look).Select(o => o.Value).ToList();
        return look.City.Files<SiteTemplates>().All.Where(t => t.IsFor(mine))
            .Select(t => new Option(t.Code, $"{t.Title}（{t.Kind.Label()}）"));
    }

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var template = turn.City.Files<SiteTemplates>().All.FirstOrDefault(t => t.Code == form["template"] && t.IsFor([form["owner"]]));
        if (template is null && form["template"].Length > 0) throw new Rule("template", "そのひな形は、選んだ所管課のものではありません。");
        var kind = template?.Kind ?? (form["kind"] == "page" ? PageKind.Page : PageKind.Notice);
        var content = await Copied(form["copy"], kind, turn) ?? template?.Content
            ?? new Content { Facts = kind is PageKind.Notice ? Facts.None : null };
        content = content.With("ja", content.Ja with { Title = form["title"].Trim() });
        // Numbers go up by one; two who begin at the same moment are told by the unique index and press again.
        var number = await SitePages.NextNumber(turn.Db, turn.Stop);
        var page = SitePage.Begin(turn.Clock, number, kind, form["drill"] == "yes", form["owner"], form["place"], content.Ja.Title,
            turn.Me);
        turn.Db.Add(page);
        turn.Db.Add(Edition.Begin(turn.Clock, page.Id, 1, content, kind is PageKind.Notice ? FeedChannel.Name : "", turn.Me));
        turn.Journal.About(SitePage.Subject, page.Id).Fact("number", $"{number:0000000}");
        return Answer.See(WebsitePaths.Page(page.Id));
    }

    /// <summary>What another page says, without the days on which it happened and without what was written by hand for channels.</summary>
    static async Task<Content?> Copied(string typed, PageKind kind, Turn turn)
    {
        if (PlainText.IsBlank(typed)) return null;
        var found = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await turn.Db.Pages().AsNoTracking().FirstOrDefaultAsync(p => p.Number == number, turn.Stop) : null;
        // Whatever was public may be copied by everybody, what never was only by whose it is.
        if (found is null || found.Live is null && !await OnDesk.Visible(turn).AnyAsync(p => p.Id == found.Id, turn.Stop))
            throw new Rule("copy", "その番号のページはありません。ページの下にある7桁の番号を入力してください。");
        var edition = await turn.Db.Editions().AsNoTracking().Where(e => e.Page == found.Id && (found.Live == null || e.Id == found.Live))
            .OrderByDescending(e => e.Number).FirstAsync(turn.Stop);
        var content = edition.Content;
        return content with
        {
            Forms = new Dictionary<string, Override>(),
            Facts = kind is PageKind.Notice ? (content.Facts ?? Facts.None) with { Times = [] } : null,
        };
    }
}
