using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>不明金を消し込む: the claim that the money was for is known now.</summary>
public sealed partial class Assign
{
    public sealed record Input([Ask("納付書の番号", MaxLength = Claim.LongestKey)] string Key,
        [Ask("分かった理由", Kind = "longtext", MaxLength = Determine.LongestReason)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Posted Posted);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ClaimPaths.Ledger + "/postings/{id:guid}/assign",
        PaymentsModule.CanCollect, ClaimDeeds.Assign, Ask, Accept, ClaimDeeds.Look);

    /// <summary>The posting by which money came in of which nobody knew.</summary>
    internal static Task<Posted> Unknown(Guid id, Look look) => look.Find(look.Db.Postings().AsNoTracking().Include(p => p.Entries)
        .Where(p => p.Id == id && p.Kind == PostingKind.Collect && p.Entries.Any(e => e.Account == Account.Unmatched)));

    static async Task<IResult> Ask(Guid id, Form form, Look look) => Show(new(form, await Unknown(id, look)));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Bookkeeper books)
    {
        var (posted, claim) = (await Unknown(id, turn), await turn.ClaimOf(input.Key));
        var found = await books.Assign(turn.Db, claim, posted.Payment ?? "", input.Reason, turn.Me, turn.Stop);
        turn.About(claim).Fact("found", $"{found}");
        return Answer.See(ClaimPaths.Claim(claim.Id));
    }
}
