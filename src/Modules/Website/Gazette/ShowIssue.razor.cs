using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>One issue at the desk: its articles, who has passed them, its days, and what comes next.</summary>
public sealed partial class ShowIssue
{
    public sealed record Row(GazetteArticle Of, string Section, string Owner, int Open, bool CanWrite);
    public sealed record Read(GazetteProof Of, string Owner);

    public sealed class Page
    {
        public required GazettePlan Plan { get; init; }
        public required GazetteIssue Issue { get; init; }
        public required IReadOnlyList<Row> Rows { get; init; }
        public required IReadOnlyList<Read> Proofs { get; init; }
        public required IReadOnlyList<(GazetteStep Step, string By)> Steps { get; init; }

        /// <summary>The 校了 that waits for a second editor, and whether this officer asked for it.</summary>
        public required GazetteRelease? Release { get; init; }
        public required bool Asked { get; init; }
        public required bool Edits { get; init; }
        public bool CanWrite => Issue.IsOpen && (Edits || Issue.Round == 0);
    }

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(GazettePaths.Home + "/{id:guid}", WebsiteModule.Write, Deed.None, Ask);

    internal static Tone ToneOf(GazetteState state) => state switch
    {
        GazetteState.Online => Tone.Good,
        GazetteState.FirstProof or GazetteState.SecondProof => Tone.Warning,
        _ => Tone.Info,
    };

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff)
    {
        var (plan, edits) = (GazetteDesk.Plan(look), GazetteDesk.Edits(look));
        var issue = await look.Find<GazetteIssue>(i => i.Id == id);
        var articles = await GazetteDesk.Articles(look, id);
        var open = (await look.Db.Set<GazetteComment>().AsNoTracking().Where(c => c.Issue == id && c.Reply == null)
            .Select(c => c.Article).ToListAsync(look.Stop)).ToLookup(c => c);
        var proofs = await look.Db.Set<GazetteProof>().AsNoTracking().Where(p => p.Issue == id)
            .OrderByDescending(p => p.Round).ThenBy(p => p.Owner).ToListAsync(look.Stop);
        var steps = await look.Db.Set<GazetteStep>().AsNoTracking().Where(s => s.Issue == id).OrderBy(s => s.At).ThenBy(s => s.Id)
            .ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. steps.Select(s => s.By).Distinct()]);
        var release = await look.Db.Set<GazetteRelease>().AsNoTracking().FirstOrDefaultAsync(r => r.Issue == id && r.Agreed == null,
            look.Stop);
        string Name(string owner) => staff.DepartmentName(owner, look.Today);
        return Show(new Page
        {
            Plan = plan, Issue = issue, Edits = edits, Release = release, Asked = release?.By == look.Me,
            Rows = [.. articles.Select(a => new Row(a, plan.Section(a.Section), Name(a.Owner), open[a.Id].Count(),
                issue.IsOpen && (edits || issue.Round == 0 && look.Departments.Contains(a.Owner))))],
            Proofs = [.. proofs.Select(p => new Read(p, Name(p.Owner)))],
            Steps = [.. steps.Select(s => (s, s.By == Guid.Empty ? "" : faces.NameOf(s.By)))],
        });
    }
}
