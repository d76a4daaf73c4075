using System.Diagnostics;
using System.Globalization;
using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>Proposals that wait for one post are decided, 64 at a time, each in a durable turn of its own with all that a decider's page
/// does in it: who may, what was shown, the act, the announcement, the journal.</summary>
static class Deciding
{
    const int All = 5_000, Warm = 1_000;
    const string Post = "kankyo-kacho";

    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(folder, city, mail, slow: false);
        var said = (await server.Ask("decide")).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Figures.Say("decisions on SQLite, durable", $"{said[0]:0}/s, {said[1]:0} of {All} decided", said[0], 500, atLeast: true);
    }

    /// <summary>In the server: decisions in a second, and how many stand in the database.</summary>
    public static async Task<string> Run(IServiceProvider services)
    {
        var (turns, clock) = (services.GetRequiredService<Turns>(), services.GetRequiredService<TimeProvider>());
        var (drafts, decider) = await turns.Run((_, db, _) => Task.FromResult((Officer(db, clock, "bench-drafter", "kankyo-shuji"),
            Officer(db, clock, "bench-decider", Post))));
        var face = new RouteFace("課長専決", null, [new(StepKind.Decide, Post)]);
        var ids = new List<Guid>();
        while (ids.Count < All)
            ids.AddRange(await turns.Run((_, db, _) =>
            {
                var made = Enumerable.Range(0, 100).Select(i => Approval.Propose(new("bench", clock.NewId(), $"計測の案件 {i}",
                    new("permission", "kankyo"), drafts.Account, "/office"), face, drafts,
                    [(face.Steps[0], new Post(Post, Post, "kankyo", 4), decider)], 1, clock)).ToList();
                db.AddRange(made);
                return Task.FromResult(made.ConvertAll(a => a.Id));
            }));
        var actor = new Actor(ActorKind.Officer, decider.Account, decider.Name, Post, "kankyo")
        { Posts = [Post], Departments = ["kankyo"], Permissions = new HashSet<string> { ApprovalsModule.Decide.Code } };
        var posted = new FormCollection(new() { [Turn.Version] = $"1..Own.{Post}" });
        // The first thousand warm it up.
        await Decided(ids.Take(Warm));
        var begun = Stopwatch.GetTimestamp();
        await Decided(ids.Skip(Warm));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var reader = services.GetRequiredService<IDatabase>().OpenReader();
        var decided = reader.Set<Approval>().Count(a => a.SubjectKind == "bench" && a.State == ApprovalState.Decided);
        return string.Create(CultureInfo.InvariantCulture, $"{(decided - Warm) / seconds} {decided}");

        Task Decided(IEnumerable<Guid> some) => Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (id, _) => await turns.Run(async (scope, db, stop) =>
            {
                var turn = new Turn(scope, actor, null, stop, posted);
                await Decide.AcceptApprove(id, turn, scope.GetRequiredService<Desktop>(), scope.GetRequiredService<Hands>(),
                    scope.GetRequiredService<IStaff>(), scope.GetRequiredService<Announce>());
                turn.Journal.Write(db, clock, actor, Decide.Approved);
                return true;
            }));
    }

    static OfficerFace Officer(CityDb db, TimeProvider clock, string login, string post)
    {
        var officer = new Officer
        {
            Id = clock.NewId(), Login = login, Name = "計測 職員", Kana = "ケイソク ショクイン", Department = "kankyo",
            AddedAt = clock.GetUtcNow(),
        };
        db.Add(officer);
        db.Add(new PostHolding
        {
            Id = clock.NewId(), Officer = officer.Id, Post = post, From = clock.Today().AddDays(-1), GivenAt = clock.GetUtcNow(),
        });
        return new(officer.Id, officer.Name, post, post, "kankyo", "環境課");
    }
}
