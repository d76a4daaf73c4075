using System.Globalization;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keyaki.Procedures;

/// <summary>What people of the story town do with a case, and officers: through the very handlers of the pages.</summary>
sealed class StoryActs(Telling telling)
{
    IServiceProvider Services => telling.Services;
    StoryClock Clock => telling.Clock;

    /// <summary>Does it, or lets it be where the rules of the day do not allow it: people of a town are refused, too, and nobody needs
    /// to look at it.</summary>
    public async Task<bool> Try(string what, Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception broken) when (broken is Rule or ChangedMeanwhile or NotHere)
        {
            Services.GetRequiredService<ILogger<StoryActs>>().Log(broken is Rule ? LogLevel.Debug : LogLevel.Warning,
                "The story goes on without {What}: {Rule}", what, (broken as Rule)?.Sentence ?? broken.GetType().Name);
            return false;
        }
    }

    public async Task<Actor> Resident(Guid account)
    {
        var face = await Face(account);
        return new(ActorKind.Resident, face.Account, face.Name) { Mail = face.Mail, Person = face.Person };
    }

    public async Task<AccountFace> Face(Guid account) => await Services.GetRequiredService<Turns>()
        .Run((turn, db, ct) => turn.GetRequiredService<IAccounts>().Find(db, account, ct))
        ?? throw new InvalidDataException($"{account}");

    public Task<ApplicationState> State(Guid id) =>
        telling.Ask((db, ct) => db.Set<Application>().Where(a => a.Id == id).Select(a => a.State).FirstAsync(ct));

    /// <summary>Whether this person can ask for it: some is read from the register.</summary>
    public async Task<bool> May(string procedure, Guid account) => (await Face(account)).Person is not null
        || Services.GetRequiredService<Catalogue>().Online(procedure, Clock.Today())?.Definition.Identity.KnowsRegister() is not true;

    /// <summary>Fills in what is offered today and sends it; null for a draft, and where the calendar does not allow it.</summary>
    public async Task<Guid?> Apply(string procedure, Guid account, IReadOnlyDictionary<string, string> said, bool sends = true)
    {
        if (Services.GetRequiredService<Catalogue>().Online(procedure, Clock.Today()) is not { } version) return null;
        var (face, actor) = (await Face(account), await Resident(account));
        var draft = Starting.Draft(version, actor, face, Services.GetRequiredService<Mine>(), Clock);
        await telling.As(actor, ApplyDeeds.Start, async (turn, services) =>
        {
            var answers = AnswersJson.Read(draft.Answers);
            foreach (var (name, words) in said) await Write(answers, name, words);
            draft.Save(AnswersJson.Write(answers), 1, Clock.GetUtcNow());
            turn.Db.Add(draft);
            turn.Journal.About("draft", draft.Id, draft.Account).Fact("procedure", version.Code);

            async Task Write(Dictionary<string, string> answers, string name, string words)
            {
                switch (Asked(version.Definition, name)?.Kind)
                {
                    case "date":
                        var day = Clock.Today().AddDays(int.Parse(words, CultureInfo.InvariantCulture));
                        foreach (var (part, text) in new DateKind().Write(day)) answers[name + part] = text;
                        break;
                    case "file":
                        var kept = await telling.Paper(words, face.Name, face.Account, services, turn.Stop);
                        kept.UsedBy = draft.Id;
                        turn.Db.Add(kept);
                        answers[name] = kept.Id.ToString("N");
                        break;
                    default:
                        // The holder of an account at a bank is the applicant.
                        answers[name] = words.Replace("{kana}", face.Kana.Replace(" ", "", StringComparison.Ordinal),
                            StringComparison.Ordinal);
                        break;
                }
            }
        });
        if (!sends) return null;
        Guid? sent = null;
        await Try(procedure, async () => sent = await Submit(version, draft.Id, actor));
        return sent;
    }

    /// <summary>The question, or that of a row of a group: `photos.0.photo`.</summary>
    static Question? Asked(Definition definition, string name) => name.Split('.') is [var group, _, var inner]
        ? definition.Find(group)?.Questions.FirstOrDefault(q => q.Name == inner)
        : definition.Find(name);

    // As at the check page: read and checked first, then taken in a turn.
    async Task<Guid> Submit(ProcedureVersion version, Guid draft, Actor actor)
    {
        var ready = await Before(actor, async (look, page) =>
        {
            var open = await page.GetRequiredService<WritingDesk>().Open(look.Db, draft, actor, "ja", default)
                ?? throw new InvalidOperationException("a draft that was just made");
            if (version.Definition.Capacity is { } capacity)
                open.Form.Fill(capacity.Day, open.Form.OptionsOf(open.Form.Question(capacity.Day))
                    .FirstOrDefault(day => !day.Closed)?.Value);
            return await page.GetRequiredService<Reception>().Check(look.Db, open, actor, default);
        });
        await telling.As(actor, ApplyDeeds.Submit, (turn, services) => services.GetRequiredService<Reception>()
            .Submit(turn.Db, ready, actor, turn.Journal, turn.Stop));
        return ready.Id;
    }

    public async Task Withdraw(Guid id, Guid account) => await telling.As(await Resident(account), ApplyDeeds.Withdraw,
        (turn, services) => Procedures.Withdraw.Accept(id, turn, services.GetRequiredService<Mine>(),
            services.GetRequiredService<TakingBack>()), Posted(id));

    public Task Examine(Guid id, Actor officer) => telling.As(officer, OfficeDeeds.Examine,
        (turn, services) => Procedures.Examine.Start(id, turn, services.GetRequiredService<IStaff>()), Posted(id));

    /// <summary>Asks the applicant to mend the answer to a question.</summary>
    public async Task AskToMend(Guid id, Actor officer, string question, string reason)
    {
        var form = (await Before(officer, (look, page) => Mend.Build(id, look, page.GetRequiredService<Catalogue>(),
            page.GetRequiredService<IRegister>())))
            .Fill(Mend.Ticked, (IReadOnlyList<string>)[question]).Fill(Mend.Reason + question, reason);
        await telling.As(officer, OfficeDeeds.Correct,
            (turn, services) => Mend.Accept(id, form, turn, services.GetRequiredService<IStaff>(),
            services.GetRequiredService<Catalogue>(), services.GetRequiredService<Dispatch>()), Posted(id));
    }

    /// <summary>The applicant answers with another answer to the question that was to be mended.</summary>
    public async Task Answer(Guid id, Guid account, string question, string words)
    {
        var actor = await Resident(account);
        var (version, whole) = await Before(actor, async (look, page) =>
        {
            var (desk, offers) = (page.GetRequiredService<WritingDesk>(), new Offers { Record = id });
            var found = await look.Db.Set<Application>().AsNoTracking().FirstAsync(a => a.Id == id);
            var pinned = await page.GetRequiredService<Catalogue>().Pinned(look.Db, found.Definition, default);
            var answers = AnswersJson.Read(found.Answers);
            answers[question] = words;
            var laid = await desk.Lay(look.Db, pinned, answers, offers, found.Account, new(await desk.Home(pinned, found.Person, default),
                found.Person), "ja", default);
            await desk.Offer(look.Db, pinned.Definition, laid, offers, default);
            return (pinned, laid);
        });
        await telling.As(actor, ApplyDeeds.Correct, async (turn, services) =>
        {
            var found = await turn.Take(services.GetRequiredService<Mine>().Applications(turn.Db, actor).Where(a => a.Id == id));
            var catalogue = services.GetRequiredService<Catalogue>();
            await Correct.Mended(turn.Db, found, whole, version.Definition, catalogue, actor.Account, turn.Now, turn.Stop);
            await services.GetRequiredService<Ringing>().At(Moment.Corrected, turn.Db, found, version.Definition, turn.Stop);
            turn.Journal.About(found);
        }, Posted(id));
    }

    /// <summary>専決: the officer decides alone.</summary>
    public async Task Decide(Guid id, Actor officer, Outcome outcome, string? reason)
    {
        var form = await DecisionOf(id, officer, outcome, reason);
        await telling.As(officer, OfficeDeeds.Decide, (turn, services) => Procedures.Decide.Accept(id, form, turn,
            services.GetRequiredService<IStaff>(), services.GetRequiredService<Catalogue>(), services.GetRequiredService<IDelegation>(),
            services.GetRequiredService<Dispatch>()), Posted(id));
    }

    public async Task Propose(Guid id, Actor officer, Outcome outcome, string? reason)
    {
        var form = await DecisionOf(id, officer, outcome, reason);
        await telling.As(officer, OfficeDeeds.Propose, (turn, services) => Procedures.Propose.Accept(id, form, turn,
            services.GetRequiredService<IStaff>(), services.GetRequiredService<IApprovals>(),
            services.GetRequiredService<IDelegation>(), services.GetRequiredService<Catalogue>()), Posted(id));
    }

    /// <summary>交付: what was decided is handed over at the counter.</summary>
    public Task Deliver(Guid id, Actor officer) => telling.As(officer, OfficeDeeds.Deliver, (turn, services) =>
        Procedures.Deliver.Accept(id, new(Procedures.Deliver.By.Counter), turn, services.GetRequiredService<IStaff>(),
            services.GetRequiredService<Catalogue>(), services.GetRequiredService<Ringing>()), Posted(id));

    async Task<Ui.Form> DecisionOf(Guid id, Actor officer, Outcome outcome, string? reason) =>
        (await Before(officer, (look, page) => DecisionForm.Build(id, look, page.GetRequiredService<Catalogue>(),
            page.GetRequiredService<IRegister>()))).Fill("outcome", outcome.ToString()).Fill("reason", reason);

    /// <summary>What is asked of the register is asked before the turn, as a page does it: it lies behind another door.</summary>
    async Task<T> Before<T>(Actor actor, Func<Look, IServiceProvider, Task<T>> ask)
    {
        await using var page = Services.CreateAsyncScope();
        return await ask(new(page.ServiceProvider, actor, null, default), page.ServiceProvider);
    }

    static Func<IServiceProvider, CityDb, Task<FormCollection>> Posted(Guid id) => async (_, db) => new(new()
    {
        [Turn.Version] = (await db.Set<Application>().Where(a => a.Id == id).Select(a => a.Version).FirstAsync())
            .ToString(CultureInfo.InvariantCulture),
    });
}
