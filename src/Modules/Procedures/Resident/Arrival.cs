using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Who pressed 申し込む, and only had to show who they are, comes straight to the first question; with something begun or sent
/// already they are asked first (<see cref="Start"/>).</summary>
sealed class Arrival(Catalogue catalogue, Mine mine, IAccounts accounts, TimeProvider clock) : IHear<Arrived>
{
    public async Task Hear(Arrived arrived, CityDb db, CancellationToken ct)
    {
        var (path, query) = arrived.Back.Split('?') is [var p, var q] ? (p, "?" + q) : (arrived.Back, "");
        if (path.Split('/') is not ["", "procedures", var code, "apply"] || catalogue.Online(code, clock.Today()) is not { } version)
            return;
        // Where the register is read, it is asked first whether this goes online at all; it lies behind another door and is never asked
        // in a turn, so that page stays.
        if (version.Definition.Identity.KnowsRegister() || Start.Lacks(version.Definition, arrived.Actor) is not null
            || await mine.Drafts(db, arrived.Actor).AnyAsync(d => d.Procedure == code, ct)
            || await Start.Earlier(db, arrived.Actor, mine, code, clock, ct) is not []) return;
        var face = arrived.Actor is { Kind: ActorKind.Resident, Account: { } account } ? await accounts.Find(db, account, ct) : null;
        var draft = Starting.Draft(version, arrived.Actor, face, mine, clock);
        db.Add(draft);
        new Journal().About("draft", draft.Id, draft.Account).Fact("procedure", code).Write(db, clock, arrived.Actor, ApplyDeeds.Start);
        arrived.Next = DraftLinks.Page(draft.Id, 1) + query;
    }
}
