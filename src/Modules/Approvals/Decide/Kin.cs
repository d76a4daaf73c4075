using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>再起案: the decision whose place another one takes, as each of the two names the other.</summary>
public sealed record Kin(Guid Id, string Title, ApprovalState State, bool Newer)
{
    public string Words => Newer ? "再起案された案件" : "再起案のもとの案件";

    /// <summary>Those that this officer may read. While it is being decided nothing can have taken its place.</summary>
    internal static async Task<IReadOnlyList<Kin>> Of(Approval approval, Look look, IReadOnlyList<string> standing) =>
        approval is { State: ApprovalState.InReview, Earlier: null } ? []
            : await Pile.Visible(look.Db, look.Actor, standing).Where(a => a.SubjectKind == approval.SubjectKind
                && (a.SubjectId == approval.Earlier || a.Earlier == approval.SubjectId)).OrderBy(a => a.ProposedAt)
                .Select(a => new Kin(a.Id, a.Title, a.State, a.Earlier == approval.SubjectId)).ToListAsync(look.Stop);
}
