using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>What somebody keeps of a case that lies in their office no more: what they did themselves, when, in which post and
/// why.</summary>
public sealed partial class OwnAct
{
    public sealed record Page(string Title, IReadOnlyList<Act> Acts);

    /// <summary>The page for who acted but may not read the case at this moment; null for who never acted.</summary>
    internal static async Task<IResult?> Of(Guid id, Look look)
    {
        var account = look.Actor.Account;
        var acts = await look.Db.Set<Act>().AsNoTracking().Where(a => a.ApprovalId == id && a.Officer == account).OrderBy(a => a.Number)
            .ToListAsync(look.Stop);
        return acts.Count == 0 ? null
            : Show(new(await look.Db.Approvals().Where(a => a.Id == id).Select(a => a.Title).FirstAsync(look.Stop), acts));
    }
}
