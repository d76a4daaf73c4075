using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>結び付けをやめる: it was not this person after all; a second officer agrees.</summary>
public sealed partial class UntieDebtor
{
    public sealed record Input([Ask("やめる理由", Kind = "longtext", MaxLength = DebtorTie.LongestReason)] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ClaimPaths.Ledger + "/debtors/{id:guid}/untie",
        PaymentsModule.CanDetermine, ClaimDeeds.Tie, Ask, Accept, ClaimDeeds.Look);

    static IQueryable<Debtor> Whose(Guid id, Look look) => look.Debtors().Where(d => d.Id == id && d.Kind == DebtorKind.Person
        && d.Person != null);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var debtor = await look.Find(Whose(id, look).AsNoTracking());
        look.Journal.About(ClaimDeeds.Debtor, id, id, debtor.Person);
        return Show(new(form, debtor));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var debtor = await turn.Take(Whose(id, turn));
        turn.Db.Add(new DebtorTie
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Debtor = id, Person = null, Reason = input.Reason.Trim(),
        });
        turn.Journal.About(ClaimDeeds.Debtor, id, id, debtor.Person);
        return Answer.See(ClaimPaths.Debtor(id));
    }
}
