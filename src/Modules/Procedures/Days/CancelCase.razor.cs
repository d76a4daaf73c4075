using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>An officer takes an application back on the person's behalf, with a reason: its place is free again, all that was paid goes
/// back, the person is told.</summary>
public sealed partial class CancelCase
{
    public sealed record Input(
        [Ask("理由", Hint = "だれから、どのように頼まれたかを書いてください。申し込んだ方にも見えます。", Kind = "longtext", MaxLength = 500)]
        string Reason) : IForm<Input>;

    /// <param name="Refund">The payment that a second officer has to look at first; null while the sum is one officer's to give
    /// back.</param>
    public sealed record Page(Application Case, Form Form, bool Large, string? Refund);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, IPayments payments)
    {
        var found = await CaseAccess.Shown(look, id);
        return Show(new(found, form, Large(found, payments), found.Charge is { } charge
            ? payments.OfficeUrl(look.Actor, charge, found.Department) : null));
    }

    /// <summary>All that was paid would go back, and it is more than one officer gives back alone.</summary>
    static bool Large(Application found, IPayments payments) => found.Charge is not null && found.Fee > payments.Alone;

    internal static async Task<Answer> Accept(Guid id, Input input, Turn turn, IStaff staff, TakingBack back, IPayments payments)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        if (Large(found, payments)) throw new Rule("", $"{payments.Alone}を超える返金が要るため、支払いの画面から返金を申し出てください。別の職員が確かめてから、申し込みを取りやめて返金します。");
        await back.Take(turn.Db, found, turn.Me, input.Reason.Trim(), turn.Stop);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
