using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>振替できなかったもの: who is told by letter, with a slip; what stays unpaid goes into the next request.</summary>
public sealed partial class ListRefused
{
    const int PageSize = 50;

    public sealed record Page(Slice<ShowDebit.Row> Rows);

    static readonly Order<DebitLine, DebitLine> Newest = new Order<DebitLine, DebitLine>().Down(l => l.Id, l => l.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(DebitDesk.Refused, PaymentsModule.CanTransfer, DebitDesk.Look, Ask);
        app.MapAct(DebitDesk.Refused + "/{line:guid}/tell", PaymentsModule.CanTransfer, DebitDesk.Told, Tell);
    }

    /// <summary>What was not possible and is still owed.</summary>
    internal static IQueryable<DebitLine> Open(Look look)
    {
        var (claims, entries) = (look.Claims(), look.Db.Entries());
        return look.Db.Set<DebitLine>().Where(l => l.Paid == false && claims.Any(c => c.Id == l.Claim)
            && entries.Where(e => e.Claim == l.Claim && e.Account == Account.Receivable).Sum(e => e.Figure) > 0);
    }

    static async Task<IResult> Ask(Look look, MasterKey key, string? at = null)
    {
        var slice = await Newest.Slice(Open(look).AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        return Show(new(new(await ShowDebit.Faces(slice.Rows, new HashSet<Guid>(), look, key), slice.Before, slice.After)));
    }

    static async Task<Answer> Tell(Guid line, Turn turn)
    {
        var found = await turn.Take(Open(turn).Where(l => l.Id == line));
        found.Tell(turn.Now);
        turn.About(await turn.Claim(found.Claim));
        return Answer.See(DebitDesk.Refused);
    }
}
