using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>掲示: what was decided to be published and is not yet; whoever puts it up says where.</summary>
public sealed partial class NoticeBoard
{
    public const string Url = "/office/notices";

    public sealed record Page(IReadOnlyList<Draft> Waiting, IReadOnlyList<(Draft Draft, string Place)> Done);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DraftingModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look)
    {
        var waiting = await Waiting(look).OrderBy(d => d.DecidedAt).Take(200).ToListAsync(look.Stop);
        var done = await (from d in Drafts.Visible(look).AsNoTracking() where d.Way == Way.Publish && d.IssuedAt != null
                          join a in look.Db.Set<Addressee>() on d.Id equals a.Draft where a.Way == Way.Publish
                          orderby d.IssuedAt descending select new { d, a.Proof }).Take(50).ToListAsync(look.Stop);
        return Show(new(waiting, [.. done.Select(x => (x.d, x.Proof ?? ""))]));
    }

    internal static IQueryable<Draft> Waiting(Look look) =>
        Drafts.Visible(look).AsNoTracking().Where(d => d.Way == Way.Publish && d.Stage == Stage.Decided);
}
