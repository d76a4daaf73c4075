using System.Globalization;
using System.Linq.Expressions;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Drafting;

/// <summary>What comes in and what is drafted in the story town: some is decided, issued and complete, some waits.</summary>
sealed class StoryDrafts(Telling telling, StoryDrafts.Story story)
{
    internal sealed record Story(IReadOnlyList<Told>? Drafts, IReadOnlyList<Came>? Received, IReadOnlyList<Sent> Officers);
    internal sealed record Sent(string Id, string Department, string Post);
    internal sealed record Told(
        string Subject,
        string Template,
        string By,
        int Days,
        int Hour,
        string Until,
        string Body,
        string? Class = null,
        string? To = null,
        string? Mail = null,
        string? Address = null,
        long? Amount = null,
        bool Sealed = false,
        string? Act = null,
        IReadOnlyList<Voice>? Said = null,
        IReadOnlyList<string>? Files = null)
    {
        /// <summary>紙併用, the departments that are asked and shown, and what makes it go higher.</summary>
        public bool Paper { get; init; }
        public IReadOnlyList<string> Concur { get; init; } = [];
        public IReadOnlyList<string> Inform { get; init; } = [];
        public IReadOnlyList<string> Marks { get; init; } = [];

        /// <summary>Subject of what came in and led to it, and of the draft that it was made from once that was dealt with.</summary>
        public string? Answers { get; init; }
        public string? Earlier { get; init; }
        public Origin Origin { get; init; }

        /// <summary>What is written to it when it comes back, before it goes round once more.</summary>
        public string? Mended { get; init; }

        /// <summary>It is on its way before the deciders of the story go home.</summary>
        public bool Goes => Until is "issued" or "completed" || Said is not null;
    }
    internal sealed record Voice(string Post);
    internal sealed record Came(
        string Subject,
        string Sender,
        string By,
        int Days,
        int Hour,
        string? Officer = null,
        string? Done = null,
        Arriving Way = Arriving.Post,
        IReadOnlyList<string>? Shown = null);

    static readonly TimeSpan Soon = TimeSpan.FromMinutes(40);
    readonly HashSet<(Guid, Stage)> seen = [];

    static readonly Deed Begun = new("drafting.started", "起案を始めた"), Put = new("drafting.proposed", "起案を決裁に回した"),
        Sending = new("drafting.sent", "宛先に施行した"), Ending = new("drafting.completed", "起案を完結にした"),
        Stamped = new("drafting.received", "文書を収受した"), Changed = new("drafting.written", "起案を書いた");

    public static async Task Scenes(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryDrafts(telling, story);
        foreach (var one in story.Received ?? [])
            telling.On(one.Days, one.Hour, 20, () => teller.Receive(one, teller.Actor(one.By)));
        foreach (var one in story.Drafts ?? [])
        {
            telling.On(one.Days, one.Hour, 20, () => teller.Write(one, teller.Actor(one.By)));
            // These are left for whoever looks in: the deciders of the story have gone home.
            if (one is { Until: "proposed", Goes: false }) telling.On(one.Days, one.Hour + 1, 20, () => teller.Wait(one));
        }
        telling.Listen(teller.Look);
    }

    /// <summary>What is decided is issued; what came back is mended and goes round once more.</summary>
    async Task Look()
    {
        await using var db = telling.Services.GetRequiredService<IDatabase>().OpenReader();
        var turned = await db.Set<Draft>().Where(d => d.Stage == Stage.Decided || d.Stage == Stage.Writing && d.Revision > 0)
            .OrderBy(d => d.Id).Select(d => new { d.Id, d.Subject, d.Stage, d.Version }).ToListAsync();
        foreach (var draft in turned)
            if (seen.Add((draft.Id, draft.Stage)) && story.Drafts?.FirstOrDefault(d => d.Subject == draft.Subject) is { } one)
                if (draft.Stage is Stage.Writing && one.Mended is not null)
                    telling.ThenInOffice(Soon, () => Mend(draft.Id, draft.Version, one));
                else if (draft.Stage is Stage.Decided && one.Until is "issued" or "completed")
                    telling.Then(Soon, () => Issue(draft.Id, one));
    }

    Actor Actor(string id)
    {
        var officer = story.Officers.First(o => o.Id == id);
        return new(ActorKind.Officer, telling.People[officer.Id], Post: officer.Post, Department: officer.Department)
        { Posts = [officer.Post], Departments = [officer.Department] };
    }

    Task Receive(Came one, Actor actor) =>
        telling.As(actor, Stamped, async (turn, services) =>
        {
            var (id, department) = (turn.NewId(), actor.Department ?? "");
            var kept = turn.City.Files<RecordClasses>().Known(turn.Today).Last(c => c.Department == department);
            var documents = services.GetRequiredService<IDocuments>();
            var filed = await documents.File(turn.Db, new(Received.Kind, id, one.Subject, department, kept.Code, turn.Today, turn.Today,
                null, one.Sender)
            {
                Direction = Direction.Received, Series = "shushin", Counterparty = one.Sender,
                Officer = one.Officer is { } whose ? telling.People[whose] : turn.Me,
            }, turn.Stop);
            var received = new Received
            {
                Id = id, Department = department, Subject = one.Subject, Sender = one.Sender, Way = one.Way, On = turn.Today,
                RecordClass = kept.Code, By = turn.Me, At = turn.Now, Document = filed.Id, Number = filed.Number,
            };
            turn.Db.Add(received);
            if (one.Officer is { } officer) received.Assign(telling.People[officer], null);
            if (one.Done is { } done)
            {
                received.Finish(done, turn.Me, turn.Now);
                await documents.Complete(turn.Db, filed.Id, turn.Today, turn.Stop);
            }
            if (one.Shown is { } shown)
                await services.GetRequiredService<ICirculation>().Show(turn.Db, new(Received.Kind, id, $"{filed.Number} {one.Subject}",
                    ShowReceived.Url(id), turn.Me)
                { Departments = shown }, turn.Stop);
        });

    async Task Write(Told one, Actor actor)
    {
        var id = telling.Clock.NewId();
        await telling.As(actor, Begun, async (turn, services) =>
        {
            var template = turn.City.Files<DraftingFiles>().Templates.First(t => t.Code == one.Template);
            var draft = new Draft
            {
                Id = id, Department = actor.Department ?? "", By = turn.Me, At = turn.Now, Template = template.Code,
                Received = await Known<Received>(r => r.Subject == one.Answers, r => r.Id), Origin = one.Origin,
                Earlier = await Known<Draft>(d => d.Subject == one.Earlier, d => d.Id),
            };
            turn.Db.Add(draft);
            draft.Write(template.Cover with
            {
                Subject = one.Subject,
                Amount = one.Amount is { } yen ? new Yen(yen) : null,
                RecordClass = one.Class ?? "",
                Sealed = one.Sealed,
                Disclosure = DisclosureClass.Open,
                WithPaper = one.Paper,
                Concur = one.Concur,
                Inform = one.Inform,
                Marks = one.Marks,
                Way = one.To is null && template.Way is not Way.Publish ? Way.None : template.Way,
                Act = one.Act ?? template.Cover.Act,
            }, one.Body);
            StartDraft.Add(draft, turn);
            if (one.To is { } to)
                turn.Db.Add(new Addressee
                { Id = turn.NewId(), Draft = id, Position = 0, Name = to, Mail = one.Mail, Address = one.Address });
            foreach (var (n, title) in (one.Files ?? []).Index())
            {
                var file = await telling.Paper(title, turn.City.City.Name, null, services, turn.Stop);
                file.UsedBy = id;
                turn.Db.Add(file);
                turn.Db.Add(new DraftFile
                { Id = turn.NewId(), Draft = id, Position = n, Title = title, File = file.Id, Leaves = n == 0 && one.To is not null });
            }

            async Task<Guid?> Known<T>(Expression<Func<T, bool>> which, Expression<Func<T, Guid>> id) where T : class =>
                (one.Answers ?? one.Earlier) is null ? null
                    : await turn.Db.Set<T>().Where(which).Select(id).Cast<Guid?>().FirstOrDefaultAsync(turn.Stop);
        });
        if (one.Goes) await Propose(id, actor);
    }

    async Task Mend(Guid id, long version, Told one)
    {
        var actor = Actor(one.By);
        await telling.As(actor, Changed, async (turn, _) =>
        {
            var draft = await turn.Take<Draft>(d => d.Id == id);
            if (draft.Write(draft.Cover, $"{draft.Body}\n\n{one.Mended}")) StartDraft.Add(draft, turn);
        });
        await Propose(id, actor, version + 1);
    }

    Task Propose(Guid id, Actor actor, long version = 2) =>
        telling.As(actor, Put, (turn, services) => ProposeDraft.Accept(id, turn, services.GetRequiredService<IApprovals>()),
            (_, _) => Task.FromResult(new FormCollection(new()
            { [Turn.Version] = version.ToString(CultureInfo.InvariantCulture) })));

    async Task Wait(Told one) => await Propose(await telling.Ask((db, ct) =>
        db.Set<Draft>().Where(d => d.Subject == one.Subject).Select(d => d.Id).FirstAsync(ct)), Actor(one.By));

    async Task Issue(Guid id, Told one)
    {
        var (actor, keeper) = (Actor(one.By), Actor("mori"));
        await telling.As(actor, Sending, async (turn, services) =>
        {
            var draft = await turn.Take<Draft>(d => d.Id == id);
            if (draft.Sealed)
            {
                var seal = turn.City.Files<DraftingFiles>().Seals[0];
                var use = new SealUse
                {
                    Id = turn.NewId(), Draft = draft.Id, Seal = seal.Code, SealTitle = seal.Title, Number = draft.Number ?? "",
                    Subject = draft.Subject, Department = draft.Department, Count = 1, By = turn.Me, At = turn.Now,
                };
                use.Check(keeper.Account ?? default, true, null, turn.Now);
                turn.Db.Add(use);
            }
            if (draft.Way is Way.Publish)
                await PutUp.Accept(draft.Id, new("市役所前の掲示場"), turn, services.GetRequiredService<Announce>());
            foreach (var to in await turn.Db.Set<Addressee>().AsTracking().Where(a => a.Draft == draft.Id).ToListAsync(turn.Stop))
            {
                to.Send(draft.Way, draft.Way is Way.Mail ? null : "普通郵便で発送", turn.Me, turn.Now);
                if (draft.Way is Way.Mail) to.Mailed(turn.Now);
                await SendOne.Issue(draft, to.Id, turn, services.GetRequiredService<Announce>());
            }
        });
        if (one.Until is "completed")
            await telling.As(actor, Ending,
                (turn, services) => IssueDraft.Complete(id, turn, services.GetRequiredService<IDocuments>()));
    }
}
