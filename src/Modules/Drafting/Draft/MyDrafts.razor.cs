using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>自分の起案: where each of mine stands; and those of my department.</summary>
public sealed partial class MyDrafts
{
    public const string Url = "/office/drafts";
    const int PerPage = 50;
    static readonly Order<Draft, Draft> Newest = new Order<Draft, Draft>().Down(d => d.At, d => d.At).Down(d => d.Id, d => d.Id);

    public sealed record Row(Draft Draft, string Drafter, string Where);
    public sealed record Page(Slice<Row> Found, bool All, string State, string? Words);

    /// <summary>What the list is narrowed to, by its word in the address.</summary>
    internal static readonly IReadOnlyList<(string Code, string Words, Stage[] Stages)> States =
    [
        ("open", "動いているもの", [Stage.Writing, Stage.InReview, Stage.Decided, Stage.Issued]), ("writing", "作成中", [Stage.Writing]),
        ("review", "決裁中", [Stage.InReview]), ("issue", "施行待ち・完結待ち", [Stage.Decided, Stage.Issued]),
        ("done", "完結・終了", [Stage.Completed, Stage.Ended]),
    ];

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DraftingModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Search search, IApprovals approvals, IStaff staff, string? of = null, string? state = null,
        string? at = null)
    {
        var (all, chosen) = (of == "department", States.FirstOrDefault(s => s.Code == state, States[0]));
        var (found, me) = (Drafts.Visible(look), look.Me);
        if (!all) found = found.Where(d => d.By == me);
        var (words, stages) = (look.Query["q"].ToString(), chosen.Stages);
        if (search.Find(look.Db, FindDraft.Name, words) is { } hits) found = found.Where(d => hits.Contains(d.Id));
        var slice = await Newest.Slice(found.AsNoTracking().Where(d => stages.Contains(d.Stage)), at, PerPage, r => r
            .ToListAsync(look.Stop));
        var faces = await staff.Faces(look, [.. slice.Rows.Select(d => d.By).Distinct()]);
        var rows = new Dictionary<Guid, Row>();
        foreach (var draft in slice.Rows) rows[draft.Id] = new(draft, faces.NameOf(draft.By), await Where(draft, look, approvals));
        return Show(new(slice.Map(d => rows[d.Id]), all, chosen.Code, words));
    }

    /// <summary>Whose turn it is, and what is left to do.</summary>
    static async Task<string> Where(Draft draft, Look look, IApprovals approvals)
    {
        if (draft.Stage is not Stage.InReview) return draft.Words;
        var now = (await approvals.Of(look.Db, Draft.Kind, draft.Id, look.Stop)).FirstOrDefault()?.Steps
            .Where(s => s.State is StepState.Pending or StepState.Deferred or StepState.Vacant).ToList() ?? [];
        return now.Count == 0 ? draft.Words : $"決裁中：{string.Join("、", now.Select(s => $"{s.PostTitle}{(s.HolderName is { } n ? $"（{n}）"
            : "（空席）")}"))}";
    }
}
