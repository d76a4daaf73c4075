using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Addresses of 市報.</summary>
static class GazettePaths
{
    public const string Home = WebsitePaths.Home + "/gazette", Releases = "/office/website-gazette";
    public static string Issue(Guid id) => $"{Home}/{id}";
    public static string Article(GazetteArticle of) => $"{Issue(of.Issue)}/articles/{of.Id}";
    public static string Take(Guid issue, Guid page) => $"{Issue(issue)}/notices/{page}";
    public static string On(Guid issue) => $"{Issue(issue)}/on";
}

/// <summary>What is done with 市報, as the journal calls it.</summary>
static class GazetteDeeds
{
    public static readonly Deed Began = new("website.gazette.began", "市報の号を始めた"),
        Settled = new("website.gazette.settled", "市報の号の番号と期限を決めた"),
        Wrote = new("website.gazette.wrote", "市報の記事を書いた"),
        Removed = new("website.gazette.removed", "市報の記事を外した"), Said = new("website.gazette.said", "市報の校正で意見を書いた"),
        Replied = new("website.gazette.replied", "市報の校正の意見に答えた"),
        Passed = new("website.gazette.passed", "市報の自分の課の記事を校了した"),
        WentOn = new("website.gazette.went-on", "市報の号を次に進めた"), Checked = new("website.gazette.checked", "市報の校了を確かめた"),
        TakenBack = new("website.gazette.taken-back", "市報の校了の申し出を取り下げた"),
        Fetched = Deed.Look("website.gazette.fetched", "市報の文と、印刷所に渡すものを取り出した");
}

/// <summary>Whose articles are whose, what an issue looks like, and what follows when it or one of its articles changes.</summary>
static class GazetteDesk
{
    /// <exception cref="NotHere">the city makes no 市報 here.</exception>
    public static GazettePlan Plan(Look look) => look.City.Files<GazetteFile>().Plan ?? throw new NotHere();

    public static bool Edits(Look look) => look.Actor.Can(WebsiteModule.Gazette);

    /// <summary>Articles that the officer may write: of their departments; all of them as an editor.</summary>
    public static IQueryable<GazetteArticle> Mine(Look look) =>
        Edits(look) ? look.Db.Set<GazetteArticle>() : OnDesk.Own<GazetteArticle>(look);

    /// <summary>Departments for which the officer may have an article.</summary>
    public static List<Option> Owners(Look look) => OnDesk.Owners(look, Edits(look));

    public static async Task<List<GazetteArticle>> Articles(Look look, Guid issue) =>
        Plan(look).InOrder(await look.Db.Set<GazetteArticle>().AsNoTracking().Where(a => a.Issue == issue).ToListAsync(look.Stop));

    /// <summary>The words for the paper that a notice has now, as its title and its text.</summary>
    public static async Task<(string Title, string Text)> Printed(Look look, OnDesk desk, ToldPages telling, IEnumerable<IChannel> channels)
    {
        var told = await telling.Of(look.Db, desk.Page, desk.Edition, Purpose.Real, look.Stop);
        var words = channels.First(c => c.Code == PrintText.Name)
            .Compose(told, desk.Content.Forms.GetValueOrDefault(PrintText.Name)?.Words).Words;
        var lines = words.ReplaceLineEndings("\n").Split('\n', 2);
        var (title, text) = lines is [['■', .. var first], .. var rest] ? (first, rest.FirstOrDefault() ?? "") : (told.Ja.Title, words);
        return (PlainText.Cut(title.Trim(), GazetteArticle.LongestTitle),
            PlainText.Cut(PlainText.IsBlank(text) ? told.Ja.Summary : text, GazetteArticle.LongestText));
    }

    /// <summary>The notices that an officer may put into an issue: theirs (an editor: all), of what is not over by then.</summary>
    public static IQueryable<SitePage> Notices(Look look, GazetteIssue issue)
    {
        var from = issue.Day.Midnight();
        var mine = Edits(look) ? look.Db.Pages() : OnDesk.Own<SitePage>(look);
        return mine.Where(p => !p.Drill && p.Ended == null && (p.ExpiresAt == null || p.ExpiresAt > from)
            && !look.Db.Set<GazetteArticle>().Any(a => a.Issue == issue.Id && a.Page == p.Id));
    }

    /// <summary>A notice as it is public, or as it is being written.</summary>
    public static async Task<OnDesk> Notice(Look look, GazetteIssue issue, Guid id)
    {
        var page = await look.Find(Notices(look, issue).AsNoTracking().Where(p => p.Id == id));
        return new(page, await OnDesk.Says(look.Db, [id]).FirstOrDefaultAsync(look.Stop) ?? throw new NotHere());
    }

    public static async Task<GazetteStanding> Standing(Look look, GazetteIssue issue)
    {
        var articles = await Articles(look, issue.Id);
        var waiting = await look.Db.Set<GazetteProof>().AsNoTracking()
            .Where(p => p.Issue == issue.Id && p.Round == issue.Round && p.PassedAt == null).Select(p => p.Owner).ToListAsync(look.Stop);
        return new(articles.Count, [.. articles.Where(a => a.IsTooLong).Select(a => a.Title)], await look.Db.Set<GazetteComment>()
            .CountAsync(c => c.Issue == issue.Id && c.Reply == null, look.Stop),
            [.. waiting.Order(StringComparer.Ordinal).Select(w => look.City.Department(w, look.Today)?.Name ?? w)]);
    }

    /// <summary>Goes on by a step: what is read now is kept, and each department gets its proofs.</summary>
    public static async Task GoOn(Turn turn, GazetteIssue issue, GazetteState to, string? why, Guid by)
    {
        var before = issue.Round;
        turn.Db.Add(issue.GoOn(turn.Clock, to, await Standing(turn, issue), why, by));
        turn.Journal.About(GazetteIssue.Subject, issue.Id).Fact("state", $"{to}");
        foreach (var proof in await turn.Db.Set<GazetteProof>().AsTracking().Where(p => p.Issue == issue.Id && p.Round == before)
            .ToListAsync(turn.Stop)) proof.Close(turn.Now);
        if (issue.Round == 0) return;
        foreach (var article in await Articles(turn, issue.Id)) turn.Db.Add(GazetteText.Of(article, issue.Round));
        await Follow(turn, issue);
    }

    /// <summary>After articles, deadlines or the round have changed: each department with articles has proofs, and reads again what it
    /// had passed as another text.</summary>
    public static async Task Follow(Turn turn, GazetteIssue issue)
    {
        if (issue.Round == 0) return;
        await turn.Db.SaveChangesAsync(turn.Stop);
        var (name, due) = (Plan(turn).NameOf(issue), issue.Due ?? issue.Day);
        var theirs = (await Articles(turn, issue.Id)).ToLookup(a => a.Owner);
        var proofs = await turn.Db.Set<GazetteProof>().AsTracking().Where(p => p.Issue == issue.Id && p.Round == issue.Round)
            .ToListAsync(turn.Stop);
        foreach (var proof in proofs)
        {
            if (!theirs.Contains(proof.Owner)) { turn.Db.Remove(proof); continue; }
            proof.IsDue(due);
            if (proof.Pin != GazetteArticle.PinOf(theirs[proof.Owner])) proof.Reopen();
        }
        foreach (var owner in theirs.Select(t => t.Key).Except(proofs.Select(p => p.Owner)))
            turn.Db.Add(GazetteProof.Of(turn.Clock, issue, name, owner, due));
    }

    /// <summary>An article at the end of its section.</summary>
    public static async Task<GazetteArticle> Add(Turn turn, GazetteIssue issue, Guid? page, string owner, string title, string text)
    {
        issue.MustBeOpen();
        var number = await turn.Db.Set<GazetteArticle>().Where(a => a.Issue == issue.Id).MaxAsync(a => (int?)a.Number, turn.Stop) ?? 0;
        var article = new GazetteArticle
        {
            Id = turn.NewId(), Issue = issue.Id, Number = number + 1, Page = page, Owner = owner, By = turn.Me, At = turn.Now,
        };
        article.Write(title, text, turn.Now);
        turn.Db.Add(article);
        turn.Journal.About(GazetteIssue.Subject, issue.Id).Fact("article", $"{article.Number}");
        return article;
    }

    /// <summary>Departments write while articles are collected; from the first proof on they say what they want, and an editor
    /// writes.</summary>
    public static void MustWrite(Look look, GazetteIssue issue)
    {
        issue.MustBeOpen();
        if (issue.Round > 0 && !Edits(look))
            throw new Rule("", "校正に入ったため、記事は編集の担当者が直します。「意見を書く」から、直すところを伝えてください。");
    }
}
