using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>入金を記帳する: by the number of its slip, or as money of which nobody knows yet for what (不明金).</summary>
public sealed partial class TakeMoney
{
    public const string Url = ClaimPaths.Ledger + "/money";

    /// <summary>Begins the name of a payment that an officer entered.</summary>
    public const string Desk = "desk";

    const int LongestFrom = 60;

    public sealed record Input([Ask("納付書の番号", MaxLength = Claim.LongestKey,
        Hint = "分からないときは空けておくと、不明金になります。")] string? Key,
        [Ask("入金の額")] Yen Amount, [Ask("納付方法")] CollectionMethod Method, [Ask("領収日")] DateOnly PaidOn,
        [Ask("振込名義など、手がかり", MaxLength = LongestFrom, Hint = "番号が分からないときに書いてください。")] string? From)
            : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, PaymentsModule.CanCollect, ClaimDeeds.CollectUnknown, Build, Ask, Accept);

    static Form Build(Look look) => look.Afresh ? Questions<Input>.Form().Fill("method", "bank").Fill("paidOn", look.Today)
        : Questions<Input>.Form();

    static IResult Ask(Form form) => Show(form);

    static async Task<Answer> Accept(Form form, Turn turn, Bookkeeper books)
    {
        var input = Questions<Input>.Build(form);
        var (key, from) = (input.Key?.Trim() ?? "", input.From?.Trim() ?? "");
        var claim = key.Length == 0 ? null : await turn.ClaimOf(key);
        if (claim is null && from.Length == 0) throw new Rule("from", "番号が分からないときは、振込名義などの手がかりを書いてください。");
        var (found, posted) = await books.Collect(turn.Db, claim,
            new($"{Desk}:{turn.NewId():N}{(claim is null ? $":{from}" : "")}", key, input.Amount, input.Method, input.PaidOn), turn.Me,
                turn.Stop);
        turn.Journal.Fact("yen", input.Amount.Amount).Fact("found", $"{found}");
        if (claim is null) return Answer.See(ClaimPaths.Posting(posted.Id));
        turn.About(claim);
        return Answer.See(ClaimPaths.Claim(claim.Id));
    }
}
