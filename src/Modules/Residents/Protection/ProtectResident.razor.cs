using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Records a protection order at the counter. From that moment the address is hidden and nothing is issued online.</summary>
public partial class ProtectResident : View<ProtectResident, ProtectResident.Face>
{
    /// <summary>Who else lives there is shielded with the person; the account is linked, so that its ways in can be thought of.</summary>
    public sealed record Face(Form Form, Guid Person, string Name, int Others, Guid? Account);

    public sealed record Input(
        [Ask("申出の理由", Hint = "区分だけを記録します。くわしい事情は、ここには書きません。")] ProtectionReason Reason,
        [Ask("期間の始まりの日")] DateOnly From,
        [Ask("期間の終わりの日", Hint = "1年までです。終わる1か月前から、延長を記録できます。")] DateOnly Until) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/office/residents/{id}/protect", ProtectedAddress.Ordering,
        ResidentDeeds.Protected, Ask, Accept, look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, HttpContext http, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        var found = await db.Set<Person>().Where(p => p.Id == id).Select(p => new
        {
            p.Name, Others = db.Set<Person>().Count(m => m.Household == p.Household && m.Id != id && m.ClosedOn == null),
            Account = db.Set<AccountLink>().Where(l => l.Person == id && l.EndedAt == null).Select(l => l.Standing).FirstOrDefault(),
        }).FirstOrDefaultAsync(ct) ?? throw new NotHere();
        if (HttpMethods.IsGet(http.Request.Method) && form.Answers.Count == 0)
            form.Fill("from", clock.Today()).Fill("until", ProtectionOrder.YearFrom(clock.Today()));
        journal.About("person", id, id).For(Purposes.Counter);
        return Show(new(form, id, found.Name, found.Others, found.Account));
    }

    static async Task<Answer> Accept(Guid id, Input input, Actor actor, CityDb db, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        if (!await db.Set<Person>().AnyAsync(p => p.Id == id, ct)) throw new NotHere();
        var before = await db.Set<ProtectionOrder>().Where(o => o.Person == id).ToListAsync(ct);
        db.Add(ProtectionOrder.Begin(id, input.Reason, input.From, input.Until, before, clock.Today(), actor.Account, clock.NewId(),
            clock.GetUtcNow()));
        OrderPages.Note(journal, id, input.Until);
        return Answer.See($"/office/residents/{id}");
    }
}
