using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Approvals;

/// <summary>The deciders of the story town: all that waits is decided along its route, but the newest, which is left for whoever looks
/// in.</summary>
static class StoryDecisions
{
    public static async Task Tell(Telling telling)
    {
        var waiting = await telling.Services.GetRequiredService<Turns>()
            .Run((_, db, ct) => db.Approvals().Where(a => a.State == ApprovalState.InReview).OrderByDescending(a => a.ProposedAt)
            .Select(a => new { a.Id, a.ProposedAt }).ToListAsync(ct));
        foreach (var one in waiting.Skip(1))
        {
            telling.Clock.Put(one.ProposedAt);
            while (await Next(telling, one.Id) is { } actor)
            {
                telling.Clock.Put(telling.Clock.GetUtcNow().AddMinutes(95));
                var version = await Read(telling, one.Id, actor);
                await telling.As(actor, Decide.Approved,
                    (turn, services) => Decide.AcceptApprove(one.Id, turn, services.GetRequiredService<Desktop>(),
                        services.GetRequiredService<Hands>(), services.GetRequiredService<IStaff>(),
                        services.GetRequiredService<Announce>()),
                    (_, _) => Task.FromResult<FormCollection>(new(new() { [Turn.Version] = version })));
            }
        }
    }

    /// <summary>The decider reads the case; the version that they saw.</summary>
    static async Task<string> Read(Telling telling, Guid id, Actor actor)
    {
        await using var scope = telling.Services.CreateAsyncScope();
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<CityDb>(), scope.ServiceProvider.GetRequiredService<Desktop>());
        var approval = await db.Approvals().Include(a => a.Steps).Include(a => a.Acts).Include(a => a.Views).FirstAsync(a => a.Id == id);
        if (await desk.Paper(db, approval, actor, default) is { } paper && actor.Account is { } account)
            await desk.Mark(db, approval, paper, account, default);
        var hand = await scope.ServiceProvider.GetRequiredService<Hands>()
            .Of(new Look(scope.ServiceProvider, actor, null, default), approval);
        return await desk.Version(db, approval, hand, default);
    }

    /// <summary>Whose turn it is; null when nobody can go on.</summary>
    static Task<Actor?> Next(Telling telling, Guid id) => telling.Services.GetRequiredService<Turns>().Run(async (_, db, ct) =>
        (await db.Approvals().Take(id, ct)).Current is { State: StepState.Pending, Holder: { } holder } step
            ? new Actor(ActorKind.Officer, holder, step.HolderName ?? "", step.Post, step.Department)
            {
                Posts = [step.Post], Permissions = new HashSet<string> { ApprovalsModule.Decide.Code },
                Departments = [.. new[] { step.Department }.OfType<string>()]
            } : null);
}
