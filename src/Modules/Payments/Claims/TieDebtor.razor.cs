using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債務者を住民記録の方と結び付ける: who it is, and why one knows; a second officer agrees.</summary>
public sealed partial class TieDebtor
{
    const string Reason = "reason";

    public sealed record Page(Form Form, Debtor Debtor);

    /// <summary>Whom the register found.</summary>
    public sealed record Known(Guid Person);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/tie", RegisterSearch.Finding, ClaimDeeds.Tie, Build, Ask, Accept,
            ClaimDeeds.Look,
            weigh: Weigh);
        app.MapSecond<DebtorTie>(ClaimPaths.Ledger + "/ties/{act}/check", ClaimPaths.Ledger + "/ties/{act}/take-back",
            PaymentsModule.CanDetermine, ClaimDeeds.CheckTie, ClaimDeeds.TakeBackTie, ClaimDeeds.Look);
    }

    /// <summary>Written by hand, a person, and nobody's of the register yet.</summary>
    static IQueryable<Debtor> Whose(Guid id, Look look) => look.Actor.Can(PaymentsModule.CanDetermine)
        ? look.Debtors().Where(d => d.Id == id && d.Kind == DebtorKind.Person && d.Person == null) : throw new NotHere();

    static async Task<Form> Build(Guid id, Look look)
    {
        var debtor = await look.Find(Whose(id, look).AsNoTracking());
        var form = new Form([.. SeekPerson.Form().Questions, new Question(Reason, new LongTextKind(3), "同じ人だと分かる理由")
            { MaxLength = DebtorTie.LongestReason, Hint = "住所と生年月日が申告書と合う、本人が窓口で申し出たなど。" }]);
        return look.Afresh ? form.Fill("name", debtor.Name) : form;
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await look.Find(Whose(id, look).AsNoTracking())));
    }

    static async Task<Known> Weigh(Form form, Look look, IRegister register) => new(await SeekPerson.Found(form, register, look.Stop));

    static async Task<Answer> Accept(Guid id, Form form, Known known, Turn turn)
    {
        var debtor = await turn.Take(Whose(id, turn));
        turn.Db.Add(new DebtorTie
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Debtor = debtor.Id, Person = known.Person, Reason = form[Reason].Trim(),
        });
        turn.Journal.About(ClaimDeeds.Debtor, id, id, known.Person);
        return Answer.See(ClaimPaths.Debtor(id));
    }
}
