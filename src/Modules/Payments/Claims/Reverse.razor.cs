using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>記帳を取り消す: it stays, and its opposite follows with a reason.</summary>
public sealed partial class Reverse
{
    public sealed record Input([Ask("取り消す理由", Kind = "longtext", MaxLength = Determine.LongestReason)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Posted Posted);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ClaimPaths.Ledger + "/postings/{id:guid}/reverse",
        PaymentsModule.CanCollect, ClaimDeeds.Reverse, Ask, Accept, ClaimDeeds.Look);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var posted = await ShowPosting.Find(id, look);
        await About(posted, look);
        return Show(new(form, posted));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Bookkeeper books)
    {
        var posted = await ShowPosting.Find(id, turn);
        await books.Reverse(turn.Db, posted, input.Reason, turn.Me, turn.Stop);
        await About(posted, turn);
        return Answer.See(ClaimPaths.Posting(id));
    }

    static async Task About(Posted posted, Look look)
    {
        var touched = posted.Entries.Select(e => e.Claim).OfType<Guid>().Distinct().ToList();
        look.Journal.About("posting", posted.Id, [.. await look.Db.Claims().Where(c => touched.Contains(c.Id)).Select(c => (Guid?)c.Debtor)
            .Distinct().ToListAsync(look.Stop)]);
    }
}
