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

    static async Task<IResult> Ask(Guid id, CityDb db, Actor actor, Mine mine, Catalogue catalogue, CityProfile city, TimeProvider clock,
        CancellationToken ct)
    {
        var found = await mine.Applications(db, actor).FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        return found.CanWithdraw(clock.Today())
            ? Show(new(found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, city.ContactOf(found.Department)))
            : Results.Redirect(Links.Application(id));
    }

    static async Task<Answer> Accept(Guid id, IFormCollection posted, CityDb db, Actor actor, Mine mine, TakingBack back, Journal journal,
        CancellationToken ct)
    {
        var found = await mine.Applications(db, actor).AsTracking().FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (posted["_version"] != found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) throw CaseLine.Changed(found);
        await back.Take(db, found, found.Account, null, ct);
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(Links.Application(id));
    }
}
