using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>At the counter: takes away lost ways in. Afterwards the resident chooses a new password by mail.</summary>
public partial class ResetFactors : View<ResetFactors, ResetFactors.Page>
{
    public sealed record Page(Form Form, Guid Person, string Name);

    public sealed record Input([Ask("確かめた本人確認書類")] IdentityDocument Seen) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/reset/{account}", ResidentsModule.CanReset, ResidentDeeds.FactorsReset, Ask, Accept,
        look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid account, Form form, Look look)
    {
        var name = await look.Find((from l in look.Db.Set<AccountLink>() where l.Standing == account
            && l.Person == id join p in look.Db.Set<Person>() on l.Person equals p.Id select p.Name));
        look.Journal.About("person", id, id).For(Purposes.Counter);
        return Show(new(form, id, name));
    }

    static async Task<Answer> Accept(Guid id, Guid account, Input input, Turn turn, Factors factors)
    {
        if (!await turn.Db.Set<AccountLink>().AnyAsync(l => l.Standing == account && l.Person == id, turn.Stop)) throw new NotHere();
        await OwnAccessRoutes.Reset(turn.Db, account, turn.Clock, turn.Stop);
        turn.Db.RemoveRange(await turn.Db.Set<CardTie>().AsTracking().Where(t => t.Account == account).ToListAsync(turn.Stop));
        await factors.Changed(turn.Db, ActorKind.Resident, account, FactorNews.AllRemoved, null, turn.Stop);
        turn.Journal.About("person", id, id, account).For(Purposes.Counter).Fact("document", input.Seen.ToString());
        return Answer.See($"/office/residents/{id}?done=reset");
    }
}
