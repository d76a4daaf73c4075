using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>Which drafts an officer may see: those of their departments and their own; and what they are asked about.</summary>
static class Drafts
{
    public static IQueryable<Draft> Visible(Look look)
    {
        var (me, departments) = (look.Actor.Account, look.Departments);
        return look.Db.Set<Draft>().Where(d => d.By == me || departments.Contains(d.Department));
    }

    /// <summary>One of them, or one on whose route this officer stands, or that their department is shown.</summary>
    /// <exception cref="NotHere">there is none, or it is nothing of theirs.</exception>
    public static async Task<Draft> Read(Guid id, Look look, IApprovals approvals)
    {
        var draft = await look.Db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, look.Stop) ?? throw new NotHere();
        look.Journal.About(Draft.Kind, id);
        if (draft.By == look.Actor.Account || look.Departments.Contains(draft.Department)) return draft;
        if (draft.Cover.Concur.Concat(draft.Cover.Inform).Any(look.Departments.Contains) && draft.Stage is not Stage.Writing)
            return draft;
        var posts = look.Actor.Posts.Append(look.Actor.Post).ToHashSet();
        foreach (var proposal in await approvals.Of(look.Db, Draft.Kind, id, look.Stop))
            if (proposal.Steps.Any(s => posts.Contains(s.Post) || s.Holder == look.Actor.Account)) return draft;
        throw new NotHere();
    }

    public static Matter Matter(this Draft draft) => new(draft.Act, draft.Department, draft.Amount)
    {
        Important = Has(draft, "important"), Unusual = Has(draft, "unusual"),
        Precedent = Has(draft, "precedent"), Disputed = Has(draft, "disputed"),
    };

    static bool Has(Draft draft, string mark) => draft.Cover.Marks.Contains(mark);

    public static readonly IReadOnlyList<(string Code, string Words)> Marks =
        [("important", "重要なもの"), ("unusual", "異例のもの"), ("precedent", "先例になるもの"), ("disputed", "紛争のおそれがあるもの")];

    /// <summary>For the journal: an announcement is done by whoever decided.</summary>
    public static Actor As(OfficerFace by) => new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department);
}
