using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>Cases on their way through the office, without the pages that have tests of their own.</summary>
static class OfficeCases
{
    /// <summary>Examined by that officer and put to decision over these posts; the approval's id.</summary>
    public static Task<Guid> Proposed(City city, Guid id, Guid officer, params string[] route) => city.Turns.Run(async (services, db, ct) =>
    {
        var (found, now) = (await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == id, ct), city.Clock.GetUtcNow());
        db.Add(found.Examine(officer, city.Clock.NewId(), now));
        var approval = await ((Approvals.Desk)services.GetRequiredService<IApprovals>())
            .Propose(db, new(Application.Kind, id, $"補助金の交付（{found.Number}）", new("subsidy-grant", found.Department), officer,
                Links.Case(id)),
                Powers.Route(route), ct);
        db.Add(found.Propose(Outcome.Granted, null, approval, officer, city.Clock.NewId(), now));
        return approval;
    });

    /// <summary>The decider opens the case's approval and approves.</summary>
    public static async Task Approve(City city, Guid id, string login)
    {
        var approval = await city.Read(db => db.Set<Recommendation>().Where(r => r.ApplicationId == id && r.EndedAt == null)
            .Select(r => r.Approval).SingleAsync());
        var decider = await (await city.Officer(login)).Open(Links.Decide(approval));
        await decider.Press("承認する");
        Assert.Equal(200, (int)decider.Status);
    }
}
