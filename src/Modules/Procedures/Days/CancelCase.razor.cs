using Keyaki.Contracts;
using Keyaki.Kernel;
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

    internal static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, IPayments payments,
        Journal journal,
        CancellationToken ct)
    {
        var found = await CaseAccess.Shown(db, id, actor, city, journal, ct);
        return Show(new(found, form, Large(found, payments), found.Charge is { } charge
            ? payments.OfficeUrl(actor, charge, found.Department) : null));
    }

    /// <summary>All that was paid would go back, and it is more than one officer gives back alone.</summary>
    static bool Large(Application found, IPayments payments) => found.Charge is not null && found.Fee > payments.Alone;

    internal static async Task<Answer> Accept(Guid id, Input input, IFormCollection posted, CityDb db, Actor actor, CityProfile city,
        IStaff staff,
        TakingBack back, IPayments payments, Journal journal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        if (Large(found, payments)) throw new Rule("", $"{payments.Alone}を超える返金が要るため、支払いの画面から返金を申し出てください。別の職員が確かめてから、申し込みを取りやめて返金します。");
        await back.Take(db, found, actor.Account ?? throw new NotHere(), input.Reason.Trim(), ct);
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}
