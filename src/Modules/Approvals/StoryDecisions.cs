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

    /// <summary>What a post says of it, once: opine, condition, disagree, remand, return, reject, defer, pull-up, concern; the drafter:
    /// retrieve, drop, abandon.</summary>
    internal sealed record Voice(string Post, string Act, string Words = "");

    /// <summary>Somebody is away for some days, and another one decides in their place.</summary>
    internal sealed record Away(string Officer, int Days, int For, AwayFor Why, string Proxy);

    /// <summary>What was still decided on paper; no count says that a month had none.</summary>
    internal sealed record OnPaper(string By, int Days, string Title, int Count);
    internal sealed record Sent(string Id, string Name, string Department, string Post);

    /// <summary>No route is longer; a post that cannot act (it would have to prove itself) ends it before.</summary>
    const int MostSteps = 12;
    const string Drafter = "drafter", PullUp = "pull-up", Concern = "concern", TakeBack = "retrieve";

    /// <summary>What was said already, of which proposal.</summary>
    readonly HashSet<(Guid, Voice)> said = [];

    public static async Task Tell(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryDecisions(telling, story);
        foreach (var away in story.Absences ?? [])
            if (telling.On(away.Days, 8, 40)) await teller.Register(away);
        await teller.DecideAll();
        await teller.SeeAfterwards();
        foreach (var one in story.Paper ?? [])
            if (telling.On(one.Days, 16, 30)) await teller.Note(one);
    }

    public static async Task TellAgain(Telling telling)
    {
        var teller = new StoryDecisions(telling, await StoryFile.Read<Story>(telling.CityFolder));
        await teller.DecideAll();
        await teller.ReadCirculars();
    }

    async Task DecideAll()
    {
        var waiting = await telling.Services.GetRequiredService<Turns>()
            .Run((_, db, ct) => db.Approvals().Where(a => a.State == ApprovalState.InReview).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.ProposedAt }).ToListAsync(ct));
        foreach (var one in waiting.SkipLast(1))
        {
            telling.Clock.Put(one.ProposedAt);
            var acts = -1;
            for (var step = 0; step < MostSteps && await Next(one.Id) is { } next && next.Acts > acts; step++)
            {
                acts = next.Acts;
                await Act(one.Id, next);
            }
        }
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

    Actor Officer(Guid account) => Officer(story.Officers.First(o => telling.People[o.Id] == account).Id);

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

    /// <summary>Who acts next, what they say beside yes, whether they have to prove themselves, and how much was done before.</summary>
    sealed record Turning(Actor Actor, Voice? Voice, bool Factor, int Acts);

    async Task Act(Guid id, Turning next)
    {
        var (actor, voice, factor, _) = next;
        telling.Clock.Put(telling.Clock.GetUtcNow().AddMinutes(95));
        if (factor) actor = await Prove(actor);
        var version = await Read(id, actor);
        if (voice?.Act is TakeBack) version = version.Split('.')[0];
        await telling.As(actor, DeedOf(voice), (turn, services) => Say(id, voice, turn, services),
            (_, _) => Task.FromResult<FormCollection>(new(new() { [Turn.Version] = version })));
        if (voice is not null) said.Add((id, voice));
    }

    /// <summary>In a visit in which they have just typed the password once more: some classes ask for it.</summary>
    Task<Actor> Prove(Actor actor) => telling.Services.GetRequiredService<Turns>().Run((_, db, _) =>
    {
        var (id, now) = (telling.Clock.NewId(), telling.Clock.GetUtcNow());
        db.Add(new Session
        {
            Id = id, TokenHash = $"{id:N}{id:N}", Kind = ActorKind.Officer, Account = actor.Account ?? default, StartedAt = now,
            ExpiresAt = now, SeenAt = now, EndedAt = now, ProvenAt = now,
        });
        return Task.FromResult(actor with { Session = id });
    });

    static Deed DeedOf(Voice? voice) => voice?.Act switch
    {
        null or PullUp => Decide.Approved,
        "remand" => Decide.SentBack,
        "defer" => Decide.Held,
        TakeBack => Decide.TakenBack,
        "return" => Approvals.Say.Return.Deed,
        "drop" => Approvals.Say.Drop.Deed,
        "abandon" => Approvals.Say.Abandon.Deed,
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
            null or { Act: PullUp } => Decide.AcceptApprove(id, turn, desktop, hands, staff, announce),
            { Act: "defer" } => Decide.AcceptDefer(id, new(voice.Words), turn, desktop, hands),
            { Act: TakeBack } => Decide.Retrieve(id, turn, hands, staff, announce),
            { Act: "return" } => Approvals.Say.Do(Approvals.Say.Return, id, Words(voice.Words), turn, office),
            { Act: "drop" } => Approvals.Say.Do(Approvals.Say.Drop, id, Words(voice.Words), turn, office),
            { Act: "abandon" } => Approvals.Say.Do(Approvals.Say.Abandon, id, Words(voice.Words), turn, office),
            { Act: "remand" } => Decide.AcceptRemand(id, new(voice.Words), turn, desktop, hands, announce),
            { Act: "reject" } => Approvals.Say.Do(Approvals.Say.Reject, id, Words(voice.Words), turn, office),
            { Act: "disagree" } => Approvals.Say.Do(Approvals.Say.Disagree, id, Words(voice.Words), turn, office),
            _ => Approvals.Say.Do(Approvals.Say.Opine, id, Words(voice.Words, voice.Act), turn, office),
        };
    }

    static Office Room(IServiceProvider services) => new(services.GetRequiredService<Desktop>(), services.GetRequiredService<Hands>(),
        services.GetRequiredService<IStaff>(), services.GetRequiredService<Announce>());

    static Form Words(string words, string kind = "") => new(
        [.. new[] { "reason", "as", "concern", "to" }.Select(name => new Question(name, new TextKind(), name))],
        // What goes back goes to the first of the route.
        new Dictionary<string, string> { ["reason"] = words, ["as"] = kind, ["concern"] = words, ["to"] = "1" });

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

    /// <summary>Whose turn it is, or who stands in for them today; null when nobody can go on.</summary>
    Task<Turning?> Next(Guid id) =>
        telling.Services.GetRequiredService<Turns>().Run<Turning?>(async (_, db, ct) =>
        {
            var approval = await db.Approvals().Take(id, ct);
            var voices = (story.Drafts?.FirstOrDefault(d => d.Subject == approval.Title)?.Said ?? [])
                .Where(v => approval.Revision == 1 && v.Act is not Concern && !said.Contains((id, v))).ToList();
            if (approval.State is not ApprovalState.InReview) return null;
            if (voices.Find(v => v.Post == Drafter) is { } own)
                return new(Officer(approval.Drafter), own, false, approval.Acts.Count);
            if (voices.Find(v => v.Act is PullUp) is { } early
                && approval.Steps.Find(s => s.Post == early.Post) is { Holder: { } above } up)
                return new(Actor(above, up.Post, up.Department, up.HolderName ?? ""), early, false, approval.Acts.Count);
            if (approval.Current is not { State: StepState.Pending or StepState.Deferred, Holder: { } holder } step) return null;
            var today = telling.Clock.Today();
            var away = await db.Set<Absence>().AnyAsync(a => a.Officer == holder && a.From <= today && a.Until >= today, ct);
            var proxy = away ? story.Absences?.FirstOrDefault(a => telling.People[a.Officer] == holder)?.Proxy : null;
            return new(proxy is null ? Actor(holder, step.Post, step.Department, step.HolderName ?? "") : Officer(proxy),
                voices.Find(v => v.Post == step.Post), approval.Factor && step == approval.Deciding, approval.Acts.Count);
        });

    /// <summary>後閲: whoever came back looks at what was decided in their place; the last one is still owed.</summary>
    async Task SeeAfterwards()
    {
        var owed = await telling.Services.GetRequiredService<Turns>().Run((_, db, ct) =>
            (from v in db.Set<LaterView>() join a in db.Approvals() on v.ApprovalId equals a.Id
             where v.At == null orderby v.Due select new { v.ApprovalId, v.Post, v.Due, a.Title }).ToListAsync(ct));
        foreach (var view in owed.SkipLast(1))
        {
            telling.Clock.Put(view.Due.Midnight().AddHours(10));
            var sent = story.Officers.FirstOrDefault(o => o.Post == view.Post);
            if (sent is null || telling.Clock.GetUtcNow() > telling.Clock.Truth.GetUtcNow()) continue;
            await telling.As(Officer(sent.Id), Approvals.Say.View.Deed, (turn, services) =>
                Approvals.Say.Do(Approvals.Say.View, view.ApprovalId, Words(Concerned(view.Title, view.Post)), turn, Room(services)));
        }
    }

    string Concerned(string title, string post) => story.Drafts?.FirstOrDefault(d => d.Subject == title)?.Said?
        .FirstOrDefault(v => v.Post == post && v.Act is Concern)?.Words ?? "";

    /// <summary>供覧: what was shown is read on the next day; what is of the last days is left.</summary>
    async Task ReadCirculars()
    {
        var lately = telling.Clock.Truth.Today().AddDays(-7).Midnight();
        var shown = await telling.Services.GetRequiredService<Turns>().Run((_, db, ct) => db.Set<Circulated>()
            .Where(c => c.ReadAt == null && c.At < lately).OrderBy(c => c.At).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.Officer, c.At }).ToListAsync(ct));
        foreach (var one in shown)
        {
            telling.Clock.Put(one.At.AddDays(1));
            await telling.As(Officer(one.Officer), Circulars.Seen, (turn, _) => Circulars.Mark(one.Id, turn));
        }
    }
}
