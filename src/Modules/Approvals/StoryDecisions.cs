using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
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
    internal sealed record Told(string Subject, string Until, IReadOnlyList<Voice>? Said);

    /// <summary>What a post says of it, once: opine, condition, disagree, remand, return, reject, defer, pull-up, concern; the drafter:
    /// retrieve, drop, abandon.</summary>
    internal sealed record Voice(string Post, string Act, string Words = "");

    /// <summary>Somebody is away for some days, and another one decides in their place.</summary>
    internal sealed record Away(string Officer, int Days, int For, AwayFor Why, string Proxy);

    /// <summary>What was still decided on paper; no count says that a month had none.</summary>
    internal sealed record OnPaper(string By, int Days, string Title, int Count);
    internal sealed record Sent(string Id, string Name, string Department, string Post);

    const string Drafter = "drafter", PullUp = "pull-up", Concern = "concern", TakeBack = "retrieve";

    /// <summary>So long a paper lies on a desk.</summary>
    static readonly TimeSpan OnADesk = TimeSpan.FromMinutes(95);

    /// <summary>Cases that were put forward in the last so many open days are left for whoever looks in.</summary>
    const int Left = 5;

    /// <summary>What was said already, of which proposal.</summary>
    readonly HashSet<(Guid, Voice)> said = [];

    /// <summary>Proposals on their way, and how much had been done with one when nobody could go on.</summary>
    readonly HashSet<Guid> walking = [];
    readonly Dictionary<Guid, int> stands = [];

    /// <summary>The day on which nobody held the post whose turn it is.</summary>
    readonly Dictionary<Guid, DateOnly> stuck = [];

    public static async Task Scenes(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryDecisions(telling, story);
        foreach (var away in story.Absences ?? []) telling.On(away.Days, 8, 40, () => teller.Register(away));
        foreach (var one in story.Paper ?? []) telling.On(one.Days, 16, 30, () => teller.Note(one));
        telling.EachDay(new(9, 5), teller.SeeAfterwards);
        telling.EachDay(new(9, 10), teller.ReadCirculars);
        telling.Listen(teller.Look);
    }

    /// <summary>What has been put forward begins its way, or goes on with it after it came back.</summary>
    async Task Look()
    {
        await using var db = telling.Services.GetRequiredService<IDatabase>().OpenReader();
        var waiting = await db.Approvals().Where(a => a.State == ApprovalState.InReview).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.Title, a.ProposedAt, Acts = a.Acts.Count }).ToListAsync();
        var today = telling.Clock.Today();
        foreach (var one in waiting)
            if (!IsLeft(one.Title, one.ProposedAt) && (!stands.TryGetValue(one.Id, out var acts) || acts < one.Acts)
                && stuck.GetValueOrDefault(one.Id) != today && walking.Add(one.Id)) telling.ThenInOffice(OnADesk, () => Walk(one.Id));
    }

    bool IsLeft(string title, DateTimeOffset proposed) => story.Drafts?.FirstOrDefault(d => d.Subject == title) is { } told
        ? told is { Until: "proposed", Said: null }
        : proposed >= telling.Day(Left).Midnight();

    async Task Walk(Guid id)
    {
        walking.Remove(id);
        if (await Next(id) is not { } next)
        {
            // Nobody holds the post: whether somebody does by now is asked once a day.
            stuck[id] = telling.Clock.Today();
            return;
        }
        stands[id] = next.Acts;
        await Act(id, next);
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

    /// <summary>後閲: whoever came back looks at what was decided in their place; what is of the last month is still owed.</summary>
    async Task SeeAfterwards()
    {
        var (now, lately) = (telling.Clock.Today(), telling.End.Day().AddDays(-30));
        var owed = await telling.Ask((db, ct) =>
            (from v in db.Set<LaterView>() join a in db.Approvals() on v.ApprovalId equals a.Id
             where v.At == null && v.Due <= now && v.Due < lately orderby v.Due
             select new { v.ApprovalId, v.Post, a.Title }).ToListAsync(ct));
        foreach (var view in owed)
            if (story.Officers.FirstOrDefault(o => o.Post == view.Post) is { } sent)
                await telling.As(Officer(sent.Id), Approvals.Say.View.Deed, (turn, services) => Approvals.Say.Do(Approvals.Say.View,
                    view.ApprovalId, Words(Concerned(view.Title, view.Post)), turn, Room(services)));
    }

    string Concerned(string title, string post) => story.Drafts?.FirstOrDefault(d => d.Subject == title)?.Said?
        .FirstOrDefault(v => v.Post == post && v.Act is Concern)?.Words ?? "";

    /// <summary>供覧: what was shown is read on the next day; what is of the last days is left.</summary>
    async Task ReadCirculars()
    {
        var (yesterday, lately) = (telling.Clock.Today().Midnight(), telling.End.Day().AddDays(-7).Midnight());
        var shown = await telling.Ask((db, ct) => db.Set<Circulated>()
            .Where(c => c.ReadAt == null && c.At < lately && c.At < yesterday).OrderBy(c => c.At).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.Officer }).ToListAsync(ct));
        foreach (var one in shown)
            await telling.As(Officer(one.Officer), Circulars.Seen, (turn, _) => Circulars.Mark(one.Id, turn));
    }
}
