using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>オンラインで納める: what is owed of a claim, or where its item allows it a part, is paid at the payment company.</summary>
public sealed partial class PayClaim
{
    const string Amount = "amount";

    /// <param name="Asked">A bank is asked to collect it on this day; null where none is.</param>
    public sealed record Page(Form Form, ClaimFace Face, DateOnly? Asked);

    internal static string Of(Guid claim) => $"{Links.MyClaim(claim)}/pay";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Links.MyPayments + "/{id:guid}/pay", Permission.Resident, PaymentDeeds.Start, Build, Ask, Accept);

    /// <summary>It can be paid online: by its item, while something is owed, and not where another page collects it.</summary>
    internal static bool Can(ClaimFace face) => face.Balance.Owed > Yen.Zero && face.Item.Methods.Contains(CollectionMethod.Online)
        && !ChargeBooks.Owns(face.Claim);

    static async Task<ClaimFace> Owed(Guid id, Look look) =>
        (await look.MyFaces([await look.Find(look.MyClaims().AsNoTracking().Where(c => c.Id == id))]))[0];

    static async Task<Form> Build(Guid id, Look look)
    {
        var (face, l) = (await Owed(id, look), look.Language);
        // Who owes a share of what somebody left pays a part.
        if (!face.Item.Parts && (await look.Db.Inherited([face.Claim.Debtor], look.Stop))
            .Count == 0) return new((IReadOnlyList<Question>)[]) { Language = l.Code };
        var form = new Form([new Question(Amount, new YenKind(), l.Pick("今、納める額", "いま はらう お金", "How much you pay now"))
        {
            Hint = l.Pick($"{l.Say(face.Balance.Owed)}まで。一部だけを納めることもできます。",
                $"{l.Say(face.Balance.Owed)}まで。すこしだけ はらっても いいです。",
                $"Up to {l.Say(face.Balance.Owed)}. You may pay a part of it."),
        }])
        { Language = l.Code };
        return look.Afresh ? form.Fill(Amount, face.Balance.OwedFigure) : form;
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await Owed(id, look);
        var day = await look.Db.Set<DebitRequest>().Where(r => look.Db.DebitsAsked().Any(d => d.Claim == id && d.Request == r.Id))
            .Select(r => (DateOnly?)r.Day).FirstOrDefaultAsync(look.Stop);
        return Can(face) ? Show(new(form, face, day)) : Results.Redirect(Links.MyClaim(id));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Cashier cashier)
    {
        var (face, l) = (await Owed(id, turn), turn.Language);
        if (!Can(face)) return Answer.See(Links.MyClaim(id));
        var owed = face.Balance.Owed;
        var amount = form.Asks(Amount) ? new Yen(form.Value(Amount) as long? ?? 0) : owed;
        if (amount <= Yen.Zero || amount > owed) throw new Rule(Amount, new Text($"納められるのは、1円から{owed}までです。",
            $"はらえるのは 1円から {owed}までです。", $"You can pay from 1 yen to {l.Say(owed)}."));
        var charge = await cashier.Pay(turn.Db, face, amount, turn.Me, turn.Stop);
        var attempt = charge.Start(turn.Clock);
        if (turn.Db.Entry(attempt).State is EntityState.Detached) turn.Db.Add(attempt);
        turn.Journal.About(PaymentDeeds.Kind, charge.Id, charge.Payer);
        return Answer.See(PaymentPaths.Leave(charge.Id));
    }
}
