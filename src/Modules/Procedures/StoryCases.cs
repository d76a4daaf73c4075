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
    /// proposed).</summary>
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
                || await teller.Apply(one, version) is not { } id || one.Until is "submitted") continue;
            var officer = story.Officers.First(o => o.Id == one.Officer);
            await teller.Work(one, id, new(ActorKind.Officer, telling.People[officer.Id], Post: officer.Post,
                Department: officer.Department)
            { Posts = [officer.Post] });
        }
    }

    /// <summary>So many open days ago; today without a shift, because the payment company's clock cannot be moved.</summary>
    void On(int days, int hour, int minute)
    {
        var (now, open) = (Clock.Truth.GetLocalNow(), Services.GetRequiredService<CityProfile>());
        var day = DateOnly.FromDateTime(now.DateTime);
        for (var left = days; left > 0;) if (open.IsOpen(day = day.AddDays(-1))) left--;
        if (days == 0) Clock.Release();
        else Clock.Put(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), now.Offset));
    }

    /// <summary>Fills in and sends. Null for a draft, and when today's calendar does not allow the case (no days left, a new fiscal
    /// year): the story goes on without it.</summary>
    async Task<Guid?> Apply(Case one, ProcedureVersion version)
    {
        On(one.Days, one.Hour, 12);
        var face = await Services.GetRequiredService<Turns>()
            .Run((turn, db, ct) => turn.GetRequiredService<IAccounts>().Find(db, telling.People[one.By], ct))
            ?? throw new InvalidDataException(one.By);
        var actor = new Actor(ActorKind.Resident, face.Account, face.Name) { Mail = face.Mail, Person = face.Person };
        var draft = Start.Begin(version, actor, face, Services.GetRequiredService<Mine>(), Clock);
        await telling.As(actor, ApplyDeeds.Start, async (turn, db, journal, ct) =>
        {
            var answers = AnswersJson.Read(draft.Answers);
            foreach (var (name, said) in one.Answers)
                switch (version.Definition.Find(name)?.Kind)
                {
                    case "date":
                        foreach (var (part, text) in new DateKind()
                        .Write(Clock.Today().AddDays(int.Parse(said, CultureInfo.InvariantCulture)))) answers[name + part] = text; break;
                    case "file":
                        var kept = await Attachment(said, face, turn, ct);
                        kept.UsedBy = draft.Id;
                        db.Add(kept);
                        answers[name] = kept.Id.ToString("N");
                        break;
                    default: answers[name] = said; break;
                }
            draft.Save(AnswersJson.Write(answers), 1, Clock.GetUtcNow());
            db.Add(draft);
            journal.About("draft", draft.Id, draft.Account).Fact("procedure", version.Code);
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
            var ready = await Before(async (page, db) =>
            {
                var open = await page.GetRequiredService<WritingDesk>()
                    .Open(db, draft.Id, actor, "ja", default) ?? throw new InvalidOperationException("a draft that was just made");
                if (version.Definition.Capacity is { } capacity)
                    open.Form.Fill(capacity.Day, open.Form.OptionsOf(open.Form.Question(capacity.Day))
                    .FirstOrDefault(day => !day.Closed)?.Value);
                return await page.GetRequiredService<Reception>().Check(db, open, actor, default);
            });
            await telling.As(actor, ApplyDeeds.Submit, (turn, db, journal, ct) => turn.GetRequiredService<Reception>()
                .Submit(db, ready, actor, journal, ct));
            return ready.Id;
        }
    }

    /// <summary>What the person attaches, in plain sight an invention.</summary>
    async Task<StoredFile> Attachment(string title, AccountFace face, IServiceProvider turn, CancellationToken ct)
    {
        var sheet = new Paper(turn.GetRequiredService<PaperFonts>(), title);
        sheet.Text(title, sheet.Plain with { Points = 20, Align = Align.Center });
        sheet.Skip(12);
        sheet.Text($"{face.Name} 様");
        sheet.Skip(6);
        sheet.Paragraph($"これは、練習用のまちの{title}です。書いてあることは、すべて架空です。");
        var made = await turn.GetRequiredService<FileStore>().Put(sheet.Finish().Pdf, title + ".pdf", "application/pdf", ct);
        return new()
        {
            Id = made.Id, Hash = made.Hash, Name = made.Name, Type = made.Type, Size = made.Size, State = made.State,
            Owner = face.Account, AddedAt = made.AddedAt
        };
    }

    async Task Work(Case one, Guid id, Actor officer)
    {
        On(one.Days - 1, 9, 40);
        await telling.As(officer, OfficeDeeds.Examine, async (turn, db, journal, ct) =>
            await Examine.Start(id, await Posted(db, id), db, officer, turn.GetRequiredService<CityProfile>(),
                turn.GetRequiredService<IStaff>(), journal, Clock, new DefaultHttpContext(), ct));
        On(one.Days - 1, 11, 5);
        if (one.Until is "correction")
        {
            var form = (await Before((page, db) => Mend.Build(id, db, officer, page.GetRequiredService<CityProfile>(),
                page.GetRequiredService<Catalogue>(), page.GetRequiredService<IRegister>(), Clock, default)))
                .Fill(Mend.Ticked, (IReadOnlyList<string>)[one.Mend ?? ""]).Fill(Mend.Reason + one.Mend, one.Reason);
            await telling.As(officer, OfficeDeeds.Correct, async (turn, db, journal, ct) =>
                await Mend.Accept(id, form, await Posted(db, id), db, officer, turn.GetRequiredService<CityProfile>(),
                    turn.GetRequiredService<IStaff>(), turn.GetRequiredService<Catalogue>(), turn.GetRequiredService<Dispatch>(), journal,
                    Clock, new DefaultHttpContext(), ct));
        }
        else
        {
            var form = (await Before((page, db) => DecisionForm.Build(id, db, officer, page.GetRequiredService<CityProfile>(),
                page.GetRequiredService<Catalogue>(), page.GetRequiredService<IRegister>(), default)))
                .Fill("outcome", nameof(Outcome.Granted)).Fill("reason", one.Reason);
            await telling.As(officer, OfficeDeeds.Propose, async (turn, db, journal, ct) =>
                await Propose.Accept(id, form, await Posted(db, id), db, officer, turn.GetRequiredService<CityProfile>(),
                    turn.GetRequiredService<IStaff>(), turn.GetRequiredService<IApprovals>(), turn.GetRequiredService<Catalogue>(), journal,
                    Clock, new DefaultHttpContext(), ct));
        }
    }

    /// <summary>What is asked of the register is asked before the turn, as a page does it: it lies behind another door.</summary>
    async Task<T> Before<T>(Func<IServiceProvider, CityDb, Task<T>> ask)
    {
        await using var page = Services.CreateAsyncScope();
        return await ask(page.ServiceProvider, page.ServiceProvider.GetRequiredService<CityDb>());
    }

    static async Task<FormCollection> Posted(CityDb db, Guid id) =>
        new(new()
        {
            [CaseAccess.VersionField] = (await db.Set<Application>().Where(a => a.Id == id).Select(a => a.Version).FirstAsync())
            .ToString(CultureInfo.InvariantCulture)
        });
}
