using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納期限の知らせ: a week before its day a resident who still owes something is told, in their inbox and by mail. How much and for
/// what stands only behind the sign-in.</summary>
sealed class RemindDue(IAccounts accounts, IMessages messages) : IJob
{
    public const int DaysBefore = 7;
    const int AtOnce = 500;

    public string Code => "payments.remind-due";
    public string Label => "納期限が近いことを知らせる";
    public When When => When.Daily(new(9, 0));
    public bool EachMissed => true;

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var (day, debtors, members) = (due.Day.AddDays(DaysBefore), db.Debtors(), db.Set<DebtorMember>());
        if (day < due.Now.Day()) return; // The program stood still for so long that the day is over.
        var owed = db.Claims().Where(c => c.Due == day && db.Entries().Where(e => e.Claim == c.Id && e.Account == Account.Receivable)
            .Sum(e => e.Figure) > 0);
        var residents = from d in debtors where d.Person != null select new { d.Id, Person = d.Person ?? Guid.Empty };
        var own = from c in owed join d in residents on c.Debtor equals d.Id select new { Claim = c.Id, d.Person };
        var joint = from c in owed join m in members on c.Debtor equals m.Debtor join d in residents on m.Member equals d.Id
                    select new { Claim = c.Id, d.Person };
        var heirs = from c in owed join dead in debtors on c.Debtor equals dead.Id join h in db.Set<Heir>() on dead.Inheritance equals
                    (Guid?)h.Inheritance join d in residents on h.Of equals d.Id select new { Claim = c.Id, d.Person };
        var whom = (await own.ToListAsync(ct)).Concat(await joint.ToListAsync(ct)).Concat(await heirs.ToListAsync(ct)).ToList();
        foreach (var some in whom.Chunk(AtOnce))
        {
            var reached = (await accounts.Linked(db, [.. some.Select(w => w.Person).Distinct()], ct)).ToLookup(r => r.Person);
            foreach (var (claim, to) in some.SelectMany(w => reached[w.Person].Select(r => (w.Claim, r))))
                await messages.Send(db, Message.ToResident($"payments.due.{claim:N}.{to.Account:N}", to.Account, to.Mail, to.Reads, l => (
                    l.Pick("納期限が近づいています", "お金を はらう 日が 近いです", "A payment is due soon"), Words(l, day)),
                    Links.MyClaim(claim)), ct);
        }
    }

    static string Words(Language l, DateOnly day) => l.Pick(
        $"納期限が{l.Say(day)}のものがあります。額と納め方は、サインインして確かめてください。もう納めたときは、この知らせは不要です。",
        $"{l.Say(day)}までに はらう お金が あります。サインイン して 見て ください。もう はらった ときは、なにも しなくて いいです。",
        $"Something is to be paid by {l.Say(day)}. Sign in to see how much and how. If you have paid already, there is nothing to do.");
}
