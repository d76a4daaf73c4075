using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>取下げ: names what will be lost, then takes the application back.</summary>
public sealed partial class Withdraw
{
    public sealed record Page(Application Case, Definition Definition, Contact Contact);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/applications/{id}/withdraw", Permission.Applicant, Deed.None, Ask);
        app.MapAct("/my/applications/{id}/withdraw", Permission.Applicant, ApplyDeeds.Withdraw, Accept);
    }

    static async Task<IResult> Ask(Guid id, Look look, Mine mine, Catalogue catalogue)
    {
        var found = await look.Find(mine.Applications(look.Db, look.Actor).Where(a => a.Id == id));
        return found.CanWithdraw(look.Today)
            ? Show(new(found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition,
                look.City.ContactOf(found.Department, look.Today)))
            : Results.Redirect(Links.Application(id));
    }

    internal static async Task<Answer> Accept(Guid id, Turn turn, Mine mine, TakingBack back)
    {
        var found = await turn.Take(mine.Applications(turn.Db, turn.Actor).Where(a => a.Id == id));
        if (!turn.Saw(found.Version)) throw CaseLine.Changed(found);
        await back.Take(turn.Db, found, found.Account, null, turn.Stop);
        turn.Journal.About(found);
        return Answer.See(Links.Application(id));
    }
}
