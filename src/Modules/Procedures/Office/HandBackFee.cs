using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>A fee that was taken by hand goes back by hand where a refusal gives it back: whoever hands it over says so, and then it stands
/// in the day's cash no more.</summary>
static class HandBackFee
{
    public const string Route = "hand-back";

    /// <summary>Whether the fee was taken at a counter, and a refusal gives it back.</summary>
    public static bool Goes(Application found, Definition definition) =>
        found is { EnteredBy: not null, PaidAt: not null, Charge: null } && definition.Fee is { BackWhenRefused: true };

    internal static async Task<Answer> Accept(Guid id, Turn turn, IStaff staff, Catalogue catalogue, IPayments payments)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        if (!Goes(found, (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition)
            || !await turn.Db.Set<Disposition>().AnyAsync(d => d.ApplicationId == id && d.Outcome == Outcome.Refused, turn.Stop))
            throw new NotHere();
        if (await payments.HandBack(turn.Db, Application.Kind, id, turn.Me, turn.Stop) is not { } sum)
            throw new Rule("", "この手数料は、もう返したことになっています。");
        turn.Journal.About(found).Fact("yen", sum.Amount);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
