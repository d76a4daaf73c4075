using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>住民記録から債務者を選ぶ: a resident who owes stands in the ledger once, by the register's id, so that they
/// see it, too.</summary>
public sealed partial class PickResident
{
    public const string Url = ClaimPaths.Ledger + "/debtors/resident";

    /// <summary>The person as the register has them.</summary>
    public sealed record Known(RegisterPerson Person);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, RegisterSearch.Finding, ClaimDeeds.Pick, Build, Ask, Accept, weigh: Weigh);

    static Form Build(Look look) => look.Actor.Can(PaymentsModule.CanDetermine) ? SeekPerson.Form() : throw new NotHere();

    static IResult Ask(Form form) => Show(form);

    static async Task<Known> Weigh(Form form, Look look, IRegister register)
    {
        var person = await SeekPerson.Found(form, register, look.Stop);
        var home = await register.Household(person, look.Stop);
        return new(home?.Members.FirstOrDefault(m => m.Id == person) ?? throw new Rule("number", "この方は、もう住民記録にいません。"));
    }

    internal static string Home(RegisterPerson person) => $"{person.Town}{person.Street}　{person.Building}".TrimEnd('　');

    static async Task<Answer> Accept(Known known, Turn turn)
    {
        var person = known.Person;
        if (!await turn.Db.Debtors().AnyAsync(d => d.Id == person.Id, turn.Stop))
            turn.Db.Add(Debtor.Of(person.Id, DebtorKind.Resident, person.Name, person.Kana,
                Home(person), turn.Now));
        turn.Journal.About(ClaimDeeds.Debtor, person.Id, person.Id);
        return Answer.See(ClaimPaths.Determine(person.Id));
    }
}
