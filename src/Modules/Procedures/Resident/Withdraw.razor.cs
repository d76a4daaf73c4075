using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>取下げ: names what will be lost, then takes the application back.</summary>
public sealed partial class Withdraw
{
    public sealed record Shown(Application Case, Definition Definition, Contact Contact);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/applications/{id}/withdraw", Permission.Applicant, Deed.None, Ask);
        app.MapAct("/my/applications/{id}/withdraw", Permission.Applicant, ApplyDeeds.Withdraw, Accept);
    }

    static async Task<IResult> Ask(Guid id, CityDb db, Actor actor, Mine mine, Catalogue catalogue, CityProfile city, TimeProvider clock, CancellationToken ct)
    {
        var found = await mine.Applications(db, actor).FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        return found.CanWithdraw(clock.Today()) ? Show(new(found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, city.ContactOf(found.Department))) : Results.Redirect(Links.Application(id));
    }

    static async Task<Answer> Accept(Guid id, IFormCollection posted, CityDb db, Actor actor, Mine mine, Catalogue catalogue, IApprovals approvals, IPayments payments, IMessages messages, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var found = await mine.Applications(db, actor).AsTracking().FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (posted["_version"] != found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) throw new ChangedMeanwhile($"今の状態は「{CaseLine.Words(found.State, found.Decision)}」です。");
        var (now, proposed) = (clock.GetUtcNow(), found.State is ApplicationState.Proposed);
        db.Add(found.Withdraw(found.Account, clock.Today(), clock.NewId(), now));
        await Places.Free(db, id, ct);
        if (proposed)
        {
            await approvals.Abandon(db, Application.Kind, id, ct);
            foreach (var open in await db.Set<Recommendation>().AsTracking().Where(r => r.ApplicationId == id && r.EndedAt == null).ToListAsync(ct)) open.End(null, now);
        }
        // Nothing was done for the fee yet: all of it goes back.
        if (found.Charge is { } charge) await payments.Refund(db, charge, "withdrawn", ct);
        journal.About(Application.Kind, id, found.Account, found.Person);
        await messages.Send(db, new Message($"{id:N}-withdrawn", found.Account, mine.MailOf(found), $"取り下げました：{catalogue.TitleOf(found.Procedure)}",
            $"受付番号 {found.Number} を取り下げました。{(found.Charge is null ? "" : "支払ったお金は、同じ支払い方法へお返しします。")}", Links.Application(id)), ct);
        return Answer.See(Links.Application(id));
    }
}
