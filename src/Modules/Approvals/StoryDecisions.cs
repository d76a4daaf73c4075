using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Approvals;

/// <summary>The deciders of the story town: all that waits is decided along its route, the oldest first, and some of them say more than
/// yes. The newest is left for whoever looks in.</summary>
sealed class StoryDecisions(Telling telling, StoryDecisions.Story story)
{
    internal sealed record Story(IReadOnlyList<Told>? Drafts, IReadOnlyList<Away>? Absences, IReadOnlyList<OnPaper>? Paper,
        IReadOnlyList<Sent> Officers);
    internal sealed record Told(string Subject, IReadOnlyList<Voice>? Said);

    /// <summary>What a post says of it: opine, condition, disagree, remand, reject.</summary>
    internal sealed record Voice(string Post, string Act, string Words);

    /// <summary>Somebody is away for some days, and another one decides in their place.</summary>
    internal sealed record Away(string Officer, int Days, int For, AwayFor Why, string Proxy);

    /// <summary>What was still decided on paper; no count says that a month had none.</summary>
    internal sealed record OnPaper(string By, int Days, string Title, int Count);
    internal sealed record Sent(string Id, string Name, string Department, string Post);

    /// <summary>No route is longer; a post that cannot act (it would have to prove itself) ends it before.</summary>
    const int MostSteps = 12;

    public static async Task Tell(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryDecisions(telling, story);
        foreach (var away in story.Absences ?? [])
            if (telling.On(away.Days, 8, 40)) await teller.Register(away);
        var waiting = await telling.Services.GetRequiredService<Turns>()
            .Run((_, db, ct) => db.Approvals().Where(a => a.State == ApprovalState.InReview).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.ProposedAt }).ToListAsync(ct));
        foreach (var one in waiting.SkipLast(1))
        {
            telling.Clock.Put(one.ProposedAt);
            for (var step = 0; step < MostSteps && await teller.Act(one.Id); step++) { }
        }
        await teller.SeeAfterwards();
        foreach (var one in story.Paper ?? [])
            if (telling.On(one.Days, 16, 30)) await teller.Note(one);
    }

    Task Register(Away away) => telling.As(Officer(away.Officer), Absences.Registered, (turn, _) =>
    {
        var me = turn.Me;
        turn.Db.Add(Absence.Of(turn.NewId(), me, turn.Today, turn.City.Calendar.Add(turn.Today, away.For), away.Why, me, turn.Today,
            turn.Now));
        return Task.CompletedTask;
    });

    Task Note(OnPaper one) => telling.As(Officer(one.By), ElectronicRatio.Noted, (turn, _) =>
    {
        NotePaper.Note(new(one.Title, turn.Actor.Department ?? "", turn.Today, one.Count), turn);
        return Task.CompletedTask;
    });

    Actor Officer(string id)
    {
        var sent = story.Officers.First(o => o.Id == id);
        return Actor(telling.People[id], sent.Post, sent.Department, sent.Name);
    }

    static Actor Actor(Guid account, string post, string? department, string name) =>
        new(ActorKind.Officer, account, name, post, department)
        {
            Posts = [post], Permissions = new HashSet<string> { ApprovalsModule.Decide.Code },
            Departments = [.. new[] { department }.OfType<string>()],
        };

    /// <summary>One post acts; false when nobody can go on.</summary>
    async Task<bool> Act(Guid id)
    {
        if (await Next(id) is not var (actor, post, title)) return false;
        telling.Clock.Put(telling.Clock.GetUtcNow().AddMinutes(95));
        var version = await Read(id, actor);
        var voice = story.Drafts?.FirstOrDefault(d => d.Subject == title)?.Said?.FirstOrDefault(v => v.Post == post);
        var before = await Steps(id);
        await telling.As(actor, DeedOf(voice), (turn, services) => Say(id, voice, turn, services),
            (_, _) => Task.FromResult<FormCollection>(new(new() { [Turn.Version] = version })));
        return await Steps(id) > before;
    }

    static Deed DeedOf(Voice? voice) => voice?.Act switch
    {
        null => Decide.Approved,
        "remand" => Decide.SentBack,
        "reject" => Approvals.Say.Reject.Deed,
        "disagree" => Approvals.Say.Disagree.Deed,
        _ => Approvals.Say.Opine.Deed,
    };

    static Task<Answer> Say(Guid id, Voice? voice, Turn turn, IServiceProvider services)
    {
        var office = Room(services);
        var (desktop, hands, staff, announce) = office;
        return voice switch
        {
            null => Decide.AcceptApprove(id, turn, desktop, hands, staff, announce),
            { Act: "remand" } => Decide.AcceptRemand(id, new(voice.Words), turn, desktop, hands, announce),
            { Act: "reject" } => Approvals.Say.Do(Approvals.Say.Reject, id, Words(voice.Words), turn, office),
            { Act: "disagree" } => Approvals.Say.Do(Approvals.Say.Disagree, id, Words(voice.Words), turn, office),
            _ => Approvals.Say.Do(Approvals.Say.Opine, id, Words(voice.Words, voice.Act), turn, office),
        };
    }

    static Office Room(IServiceProvider services) => new(services.GetRequiredService<Desktop>(), services.GetRequiredService<Hands>(),
        services.GetRequiredService<IStaff>(), services.GetRequiredService<Announce>());

    static Form Words(string words, string kind = "") => new(
        [.. new[] { "reason", "as", "concern" }.Select(name => new Question(name, new TextKind(), name))],
        new Dictionary<string, string> { ["reason"] = words, ["as"] = kind, ["concern"] = words });

    Task<int> Steps(Guid id) => telling.Services.GetRequiredService<Turns>()
        .Run(async (_, db, ct) => (await db.Approvals().Include(a => a.Acts).Take(id, ct)).Acts.Count);

    /// <summary>The decider reads the case; the version that they saw.</summary>
    async Task<string> Read(Guid id, Actor actor)
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

    /// <summary>Whose turn it is, or who stands in for them today, and of what; null when nobody can go on.</summary>
    Task<(Actor, string Post, string Title)?> Next(Guid id) =>
        telling.Services.GetRequiredService<Turns>().Run<(Actor, string, string)?>(async (_, db, ct) =>
        {
            var approval = await db.Approvals().Take(id, ct);
            if (approval.Current is not { State: StepState.Pending, Holder: { } holder } step) return null;
            var today = telling.Clock.Today();
            var away = await db.Set<Absence>().AnyAsync(a => a.Officer == holder && a.From <= today && a.Until >= today, ct);
            var proxy = away ? story.Absences?.FirstOrDefault(a => telling.People[a.Officer] == holder)?.Proxy : null;
            return (proxy is null ? Actor(holder, step.Post, step.Department, step.HolderName ?? "") : Officer(proxy), step.Post,
                approval.Title);
        });

    /// <summary>後閲: whoever came back looks at what was decided in their place; the last one is still owed.</summary>
    async Task SeeAfterwards()
    {
        var owed = await telling.Services.GetRequiredService<Turns>().Run((_, db, ct) => db.Set<LaterView>().Where(v => v.At == null)
            .OrderBy(v => v.Due).Select(v => new { v.ApprovalId, v.Post, v.Due }).ToListAsync(ct));
        foreach (var view in owed.SkipLast(1))
        {
            telling.Clock.Put(view.Due.Midnight().AddHours(10));
            var sent = story.Officers.FirstOrDefault(o => o.Post == view.Post);
            if (sent is null || telling.Clock.GetUtcNow() > telling.Clock.Truth.GetUtcNow()) continue;
            await telling.As(Officer(sent.Id), Approvals.Say.View.Deed, (turn, services) =>
                Approvals.Say.Do(Approvals.Say.View, view.ApprovalId, Words(""), turn, Room(services)));
        }
    }
}
