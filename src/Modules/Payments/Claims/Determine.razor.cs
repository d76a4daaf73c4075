using System.Security.Cryptography;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>調定する: what a debtor is to pay for one term of an item, with a number of its own.</summary>
public sealed partial class Determine
{
    public const int LongestReason = 500;

    public sealed record Input([Ask("収入項目", Kind = "choice")] string Item,
        [Ask("会計年度", Hint = "西暦で書いてください（令和8年度は2026）。")] int Year,
            [Ask("期別", Hint = "1年に1度のものは1です。")] int Term,
        [Ask("調定額")] Yen Amount, [Ask("納期限")] DateOnly Due,
        [Ask("理由", Kind = "longtext", MaxLength = LongestReason,
            Hint = "当初賦課、随時など、調定の根拠を書いてください。納める方にも見えます。")] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/determine",
        PaymentsModule.CanDetermine, ClaimDeeds.Determine, Build, Ask, Accept, ClaimDeeds.Look);

    static Form Build(Look look)
    {
        var mine = look.Items.All.Where(i => look.ItemCodes?.Contains(i.Code) is not false);
        var form = Questions<Input>.Form().Offer("item", [.. mine.Select(i => new Option(i.Code, i.Title.Ja))]);
        return look.Afresh ? form.Fill("year", (decimal)FiscalYear.Of(look.Today).Year).Fill("term", 1m) : form;
    }

    // Whoever may look in the register may begin for a resident, also for one who owes only elsewhere.
    static Task<Debtor> Whose(Guid id, Look look)
    {
        var known = look.Actor.Can(RegisterSearch.Finding)
            ? look.Debtors().Concat(look.Db.Debtors().Where(d => d.Kind == DebtorKind.Resident)) : look.Debtors();
        return look.Find(known.AsNoTracking()
            .Where(d => d.Id == id && d.Kind != DebtorKind.Account && d.Kind != DebtorKind.Counter));
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await Whose(id, look)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Bookkeeper books)
    {
        var (debtor, input) = (await Whose(id, turn), Questions<Input>.Build(form));
        if (turn.ItemCodes?.Contains(input.Item) is false) throw new Rule("item", "調定できるのは、自分の課の収入項目です。");
        if (input.Amount == Yen.Zero) throw new Rule("amount", "調定額は1円以上で入力してください。");
        if (input.Year is < 2000 or > 2100) throw new Rule("year", "会計年度は、2026 のように西暦で書いてください。");
        using var random = RandomNumberGenerator.Create();
        var claim = new Claim
        {
            Id = turn.NewId(), Key = ReceiptNumber.New(random).ToString(), Item = input.Item, Year = input.Year, Term = input.Term,
            Debtor = debtor.Id,
            Due = input.Due, At = turn.Now,
        };
        await books.Determine(turn.Db, claim, input.Amount, input.Reason, turn.Me, turn.Stop);
        turn.About(claim);
        return Answer.See(ClaimPaths.Claim(claim.Id));
    }
}
