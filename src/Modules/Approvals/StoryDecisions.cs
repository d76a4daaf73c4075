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
                await telling.As(actor, Decide.Approved,
                    (turn, services) => Decide.AcceptApprove(one.Id, turn, services.GetRequiredService<Desktop>(),
                        services.GetRequiredService<IStaff>(), services.GetRequiredService<Announce>()),
                    async (services, db) => new(new()
                    {
                        [Turn.Version] = await services.GetRequiredService<Desktop>().Version(db, await db.Approvals().Take(one.Id, default), default)
                    }));
            }
        }
    }

    /// <summary>Whose turn it is; null when nobody can go on.</summary>
    static Task<Actor?> Next(Telling telling, Guid id) => telling.Services.GetRequiredService<Turns>().Run(async (_, db, ct) =>
        (await db.Approvals().Take(id, ct)).Current is { State: StepState.Pending, Holder: { } holder } step
            ? new Actor(ActorKind.Officer, holder, step.HolderName ?? "", step.Post, step.Department)
            { Posts = [step.Post], Departments = [.. new[] { step.Department }.OfType<string>()] } : null);
}
