using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Procedures;

/// <summary>The cases of the story town: people apply and officers work on them through the very handlers of the pages.</summary>
sealed class StoryCases(Telling telling)
{
    sealed record Story(IReadOnlyList<Case> Cases, IReadOnlyList<Sent> Officers);
    sealed record Sent(string Id, string Department, string Post);

    /// <summary>One application: by whom, how many open days ago, what was answered, and how far it came (draft, submitted, correction,
    /// proposed, decided by one officer).</summary>
    sealed record Case(string Procedure, string By, int Days, int Hour, Dictionary<string, string> Answers, string Until = "submitted",
        string Officer = "", string? Mend = null, string? Reason = null);

    IServiceProvider Services => telling.Services;
    StoryClock Clock => telling.Clock;

    public static async Task Tell(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryCases(telling);
        foreach (var one in story.Cases ?? [])
        {
            if (telling.Services.GetRequiredService<Catalogue>().Offered(one.Procedure, telling.Clock.Truth.Today()) is not { } version
                || await teller.Apply(one, version) is not { } id || one.Until is "submitted" or "decided") continue;
            await teller.Work(one, id, teller.Officer(story, one));
        }
    }

    /// <summary>専決: what was paid meanwhile is decided by the officer alone.</summary>
    public static async Task TellAgain(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        var teller = new StoryCases(telling);
        foreach (var one in (story.Cases ?? []).Where(c => c.Until is "decided"))
            await teller.Decide(one, teller.Officer(story, one));
    }

    Actor Officer(Story story, Case one)
    {
        var officer = story.Officers.First(o => o.Id == one.Officer);
        return new(ActorKind.Officer, telling.People[officer.Id], Post: officer.Post, Department: officer.Department)
        { Posts = [officer.Post], Departments = [officer.Department] };
    }

    async Task Decide(Case one, Actor officer)
    {
        var account = telling.People[one.By];
        var id = await Services.GetRequiredService<Turns>().Run((_, db, ct) => db.Set<Application>().Where(a => a.Procedure == one.Procedure
            && a.Account == account && a.State == ApplicationState.Submitted).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct));
        if (id is not { } paid) return;
        telling.On(one.Days, one.Hour, 30);
        await telling.As(officer, OfficeDeeds.Examine,
            (turn, services) => Examine.Start(paid, turn, services.GetRequiredService<IStaff>()), (_, db) => Posted(db, paid));
        var form = (await Before(officer, (look, page) => DecisionForm.Build(paid, look, page.GetRequiredService<Catalogue>(),
            page.GetRequiredService<IRegister>()))).Fill("outcome", nameof(Outcome.Granted));
        await telling.As(officer, OfficeDeeds.Decide, (turn, services) => Procedures.Decide.Accept(paid, form, turn,
            services.GetRequiredService<IStaff>(), services.GetRequiredService<Catalogue>(), services.GetRequiredService<IDelegation>(),
            services.GetRequiredService<Dispatch>()), (_, db) => Posted(db, paid));
    }

    /// <summary>Fills in and sends. Null for a draft, and when today's calendar does not allow the case (no days left, a new fiscal
    /// year): the story goes on without it.</summary>
    async Task<Guid?> Apply(Case one, ProcedureVersion version)
    {
        telling.On(one.Days, one.Hour, 12);
        var face = await Services.GetRequiredService<Turns>()
            .Run((turn, db, ct) => turn.GetRequiredService<IAccounts>().Find(db, telling.People[one.By], ct))
            ?? throw new InvalidDataException(one.By);
        var actor = new Actor(ActorKind.Resident, face.Account, face.Name) { Mail = face.Mail, Person = face.Person };
        var draft = Starting.Draft(version, actor, face, Services.GetRequiredService<Mine>(), Clock);
        await telling.As(actor, ApplyDeeds.Start, async (turn, services) =>
        {
            var answers = AnswersJson.Read(draft.Answers);
            foreach (var (name, said) in one.Answers)
                switch (version.Definition.Find(name)?.Kind)
                {
                    case "date":
                        foreach (var (part, text) in new DateKind()
                        .Write(Clock.Today().AddDays(int.Parse(said, CultureInfo.InvariantCulture)))) answers[name + part] = text; break;
                    case "file":
                        var kept = await telling.Paper(said, face.Name, face.Account, services, turn.Stop);
                        kept.UsedBy = draft.Id;
                        turn.Db.Add(kept);
                        answers[name] = kept.Id.ToString("N");
                        break;
                    default: answers[name] = said; break;
                }
            draft.Save(AnswersJson.Write(answers), 1, Clock.GetUtcNow());
            turn.Db.Add(draft);
            turn.Journal.About("draft", draft.Id, draft.Account).Fact("procedure", version.Code);
        });
        if (one.Until is "draft") return null;
        try { return await Submit(); }
        catch (Rule broken)
        {
            Services.GetRequiredService<ILogger<StoryCases>>()
                .LogWarning("The story's {Procedure} stays a draft: {Rule}", one.Procedure, broken.Sentence);
            return null;
        }

        // As at the check page: read and checked first, then taken in a turn.
        async Task<Guid> Submit()
        {
            var ready = await Before(actor, async (look, page) =>
            {
                var open = await page.GetRequiredService<WritingDesk>()
                    .Open(look.Db, draft.Id, actor, "ja", default) ?? throw new InvalidOperationException("a draft that was just made");
                if (version.Definition.Capacity is { } capacity)
                    open.Form.Fill(capacity.Day, open.Form.OptionsOf(open.Form.Question(capacity.Day))
                    .FirstOrDefault(day => !day.Closed)?.Value);
                return await page.GetRequiredService<Reception>().Check(look.Db, open, actor, default);
            });
            await telling.As(actor, ApplyDeeds.Submit, (turn, services) => services.GetRequiredService<Reception>()
                .Submit(turn.Db, ready, actor, turn.Journal, turn.Stop));
            return ready.Id;
        }
    }

    async Task Work(Case one, Guid id, Actor officer)
    {
        telling.On(one.Days - 1, 9, 40);
        await telling.As(officer, OfficeDeeds.Examine,
            (turn, services) => Examine.Start(id, turn, services.GetRequiredService<IStaff>()), Posted);
        telling.On(one.Days - 1, 11, 5);
        if (one.Until is "correction")
        {
            var form = (await Before(officer, (look, page) => Mend.Build(id, look, page.GetRequiredService<Catalogue>(),
                page.GetRequiredService<IRegister>())))
                .Fill(Mend.Ticked, (IReadOnlyList<string>)[one.Mend ?? ""]).Fill(Mend.Reason + one.Mend, one.Reason);
            await telling.As(officer, OfficeDeeds.Correct,
                (turn, services) => Mend.Accept(id, form, turn, services.GetRequiredService<IStaff>(),
                services.GetRequiredService<Catalogue>(), services.GetRequiredService<Dispatch>()), Posted);
        }
        else
        {
            var form = (await Before(officer, (look, page) => DecisionForm.Build(id, look, page.GetRequiredService<Catalogue>(),
                page.GetRequiredService<IRegister>())))
                .Fill("outcome", nameof(Outcome.Granted)).Fill("reason", one.Reason);
            await telling.As(officer, OfficeDeeds.Propose, (turn, services) => Propose.Accept(id, form, turn,
                services.GetRequiredService<IStaff>(), services.GetRequiredService<IApprovals>(),
                services.GetRequiredService<IDelegation>(), services.GetRequiredService<Catalogue>()), Posted);
        }

        Task<FormCollection> Posted(IServiceProvider _, CityDb db) => StoryCases.Posted(db, id);
    }

    /// <summary>What is asked of the register is asked before the turn, as a page does it: it lies behind another door.</summary>
    async Task<T> Before<T>(Actor actor, Func<Look, IServiceProvider, Task<T>> ask)
    {
        await using var page = Services.CreateAsyncScope();
        return await ask(new(page.ServiceProvider, actor, null, default), page.ServiceProvider);
    }

    static async Task<FormCollection> Posted(CityDb db, Guid id) =>
        new(new()
        {
            [Turn.Version] = (await db.Set<Application>().Where(a => a.Id == id).Select(a => a.Version).FirstAsync())
            .ToString(CultureInfo.InvariantCulture)
        });
}
