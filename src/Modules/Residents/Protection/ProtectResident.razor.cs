using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Records a protection order at the counter. From that moment the address is hidden and nothing is issued online.</summary>
public partial class ProtectResident : View<ProtectResident, ProtectResident.Page>
{
    /// <summary>Who else lives there is shielded with the person; the account is linked, so that its ways in can be thought of.</summary>
    public sealed record Page(Form Form, Guid Person, string Name, int Others, Guid? Account);

    public sealed record Input(
        [Ask("申出の理由", Hint = "区分だけを記録します。くわしい事情は、ここには書きません。")] ProtectionReason Reason,
        [Ask("期間の始まりの日")] DateOnly From,
        [Ask("期間の終わりの日", Hint = "1年までです。終わる1か月前から、延長を記録できます。")] DateOnly Until) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/office/residents/{id}/protect", ProtectedAddress.Ordering,
        ResidentDeeds.Protected, Ask, Accept, look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var found = await look.Find(look.Db.Set<Person>().Where(p => p.Id == id).Select(p => new
        {
            p.Name, Others = look.Db.Set<Person>().Count(m => m.Household == p.Household && m.Id != id && m.ClosedOn == null),
            Account = look.Db.Set<AccountLink>().Where(l => l.Person == id && l.EndedAt == null).Select(l => l.Standing).FirstOrDefault(),
        }));
        if (look.Afresh && form.Answers.Count == 0)
            form.Fill("from", look.Today).Fill("until", ProtectionOrder.YearFrom(look.Today));
        look.Journal.About("person", id, id).For(Purposes.Counter);
        return Show(new(form, id, found.Name, found.Others, found.Account));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        if (!await turn.Db.Set<Person>().AnyAsync(p => p.Id == id, turn.Stop)) throw new NotHere();
        var before = await turn.Db.Set<ProtectionOrder>().Where(o => o.Person == id).ToListAsync(turn.Stop);
        turn.Db.Add(ProtectionOrder.Begin(id, input.Reason, input.From, input.Until, before, turn.Today, turn.Actor.Account, turn.NewId(),
            turn.Now));
        OrderPages.Note(turn.Journal, id, input.Until);
        return Answer.See(Links.Resident(id));
    }
}
