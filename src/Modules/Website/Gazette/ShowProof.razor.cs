using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>校正: the articles of an officer's departments as they will be printed, what changed since the round before in red, what was
/// said of them, and 校了. An editor sees those of all.</summary>
public sealed partial class ShowProof
{
    public sealed record Said(GazetteComment Of, string By);

    /// <param name="Title">Before, and so is <paramref name="Text"/>; what it says now where nothing came before.</param>
    public sealed record Item(GazetteArticle Of, string Section, string Owner, string Title, string Text, IReadOnlyList<Said> Comments)
    {
        /// <summary>From which it was taken; null where it was written for the paper alone.</summary>
        public SitePage? Notice { get; init; }
        public bool IsOld => Notice?.UpdatedAt > Of.WrittenAt;
    }

    public sealed record Page(GazetteIssue Issue, string Name, bool Edits, bool All, IReadOnlyList<Item> Items,
        IReadOnlyList<(GazetteProof Of, string Owner, string Pin, int Waiting)> Proofs)
    {
        public IEnumerable<(string Words, string Url, bool Here)> Filters =>
            [("すべての課", Url(Issue.Id), All), ("自分の課", Url(Issue.Id) + "?mine=yes", !All)];
    }

    public static string Url(Guid issue) => GazettePaths.Issue(issue) + "/proof";
    public static string Pass(Guid issue, Guid proof) => $"{GazettePaths.Issue(issue)}/proofs/{proof}/pass";
    public static string Answer(GazetteComment of) => $"{GazettePaths.Issue(of.Issue)}/comments/{of.Id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        var issue = GazettePaths.Home + "/{id:guid}";
        app.MapPage(issue + "/proof", WebsiteModule.Write, Deed.None, Ask);
        app.MapAct(issue + "/proofs/{proof:guid}/pass", WebsiteModule.Write, GazetteDeeds.Passed, Accept);
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, string? mine = null)
    {
        var (plan, edits) = (GazetteDesk.Plan(look), GazetteDesk.Edits(look));
        var issue = await look.Find<GazetteIssue>(i => i.Id == id);
        var (all, articles) = (edits && mine != "yes", await GazetteDesk.Articles(look, id));
        var shown = all ? articles : articles.FindAll(a => look.Departments.Contains(a.Owner));
        // A round shows what was mended in it and since the one before; what had no text then is new as a whole.
        var since = issue.State >= GazetteState.Ready ? 2 : issue.Round == 0 ? 0 : 1;
        var ids = shown.Select(a => a.Id).ToList();
        var before = await look.Db.Set<GazetteText>().AsNoTracking().Where(t => t.Round == since && ids.Contains(t.Article))
            .ToDictionaryAsync(t => t.Article, look.Stop);
        var comments = await look.Db.Set<GazetteComment>().AsNoTracking().Where(c => c.Issue == id).OrderBy(c => c.At).ThenBy(c => c.Id)
            .ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. comments.Select(c => c.By).Distinct()]);
        var pages = shown.Select(a => a.Page).OfType<Guid>().ToList();
        var notices = await look.Db.Pages().AsNoTracking().Where(p => pages.Contains(p.Id)).ToDictionaryAsync(p => p.Id, look.Stop);
        string Name(string owner) => staff.DepartmentName(owner, look.Today);
        var proofs = await OnDesk.Own<GazetteProof>(look).AsNoTracking()
            .Where(p => p.Issue == id && p.Round == issue.Round && p.ClosedAt == null).OrderBy(p => p.Owner).ToListAsync(look.Stop);
        return Show(new(issue, plan.NameOf(issue), edits, all, [.. shown.Select(a => new Item(a, plan.Section(a.Section), Name(a.Owner),
            since == 0 ? a.Title : before.GetValueOrDefault(a.Id)?.Title ?? "",
            since == 0 ? a.Text : before.GetValueOrDefault(a.Id)?.Text ?? "",
            [.. comments.Where(c => c.Article == a.Id)
                .Select(c => new Said(c, c.By == Guid.Empty ? Name(a.Owner) : faces.NameOf(c.By)))])
            { Notice = a.Page is { } notice ? notices.GetValueOrDefault(notice) : null })],
            [.. proofs.Select(p => (p, Name(p.Owner), GazetteArticle.PinOf(articles.Where(a => a.Owner == p.Owner)),
                comments.Count(c => c.Reply is null && articles.Any(a => a.Id == c.Article && a.Owner == p.Owner))))]));
    }

    /// <summary>校了 of a department, of what its page showed. Nobody passes proofs for another one.</summary>
    static async Task<Answer> Accept(Guid id, Guid proof, Turn turn)
    {
        var found = await turn.Take(OnDesk.Own<GazetteProof>(turn).Where(p => p.Id == proof && p.Issue == id));
        var articles = (await GazetteDesk.Articles(turn, id)).FindAll(a => a.Owner == found.Owner);
        var (pin, ids) = (GazetteArticle.PinOf(articles), articles.Select(a => a.Id).ToList());
        if (turn.Posted["pin"] != pin)
            throw new ChangedMeanwhile("読んでいる間に、記事が直されました。今の文を確かめてから、もう一度押してください。");
        var open = await turn.Db.Set<GazetteComment>().CountAsync(c => ids.Contains(c.Article) && c.Reply == null, turn.Stop);
        found.Pass(pin, open, turn.Me, turn.Now);
        turn.Journal.About(GazetteIssue.Subject, id).Fact("department", found.Owner).Fact("round", $"{found.Round}");
        return Kernel.Answer.See(Url(id));
    }
}
