using System.Text.Json;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>Finds the person of an application that was brought, outside of any turn, and receives it.</summary>
sealed class ReceiveIncoming(IDatabase database, Turns turns, IRegister register, Catalogue catalogue, TownList towns) : IOutboxWork
{
    public const string Code = "procedures.incoming";
    public static readonly Deed Deed = new(Code, "ほかの窓口で出された申し込みを受け付けた",
        "ほかの まどぐちの もうしこみを うけつけた", "received an application that was made at another counter");

    public string Kind => Code;
    public string Label => "ほかの窓口からの申請を受け付ける";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        IncomingCase? brought;
        Guid? known;
        await using (var db = database.OpenReader())
        {
            brought = await db.Set<IncomingCase>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
            if (brought is null or { ReceivedAt: not null }) return;
            // Whom an earlier application with this card was found to be.
            known = brought.SerialKey is { } serial ? await db.Set<IncomingCase>().Where(c => c.SerialKey == serial && c.Person != null)
                .OrderByDescending(c => c.Id).Select(c => c.Person).FirstOrDefaultAsync(ct) : null;
        }
        var facts = AnswersJson.Read(brought.Facts);
        var (how, person) = known is not null ? (Identified.BySerial, known) : await Match(facts, ct);
        await turns.Run(Deed, async (services, db, journal, stop) =>
        {
            var row = await db.Set<IncomingCase>().AsTracking().FirstAsync(c => c.Id == id, stop);
            if (row.ReceivedAt is not null) { journal.Nothing(); return; }
            var day = row.AppliedAt.Day();
            var version = catalogue.Online(row.Procedure, day)
                ?? throw new OutboxFault("その日には、この手続の受付がありません。", final: true);
            var answers = AnswersJson.Read(row.Answers);
            var named = version.Definition.Questions.Where(q => q.Kind == "file").Select(q => answers.GetValueOrDefault(q.Name))
                .Select(said => Guid.TryParseExact(said, "N", out var file) ? file : (Guid?)null).OfType<Guid>().ToList();
            var files = named.Count == 0 ? [] : await db.Set<StoredFile>().AsTracking().Where(f => named.Contains(f.Id)).ToListAsync(stop);
            var whole = IncomingSheet.Lay(version.Definition, answers, day, towns, files.Select(f => (f.Id, f.Name)));
            if (!whole.Form.Check()) throw new OutboxFault("取り込んだ内容が、手続の質問に合わなくなりました。", final: true);
            var reception = services.GetRequiredService<Reception>();
            var application = await reception.Bring(db, row, version, whole, person, facts, stop);
            foreach (var file in files) file.UsedBy = application.Id;
            if (facts.TryGetValue(IncomingSheet.Beyond, out var beyond))
            {
                var now = services.GetRequiredService<TimeProvider>();
                db.Add(new Note { Id = now.NewId(), ApplicationId = application.Id, By = row.By, At = now.GetUtcNow(), Text = beyond });
                journal.Fact("limits", "beyond");
            }
            row.Identify(how, person);
            row.Receive(application.Id, application.StartedAt);
            journal.About(Application.Kind, application.Id, application.Account, person).Fact("channel", Channels.Pittari)
                .Fact("procedure", row.Procedure).Fact("day", day).Fact("found", how.ToString());
        });
    }

    async Task<(Identified How, Guid? Person)> Match(IReadOnlyDictionary<string, string> facts, CancellationToken ct)
    {
        if (!facts.TryGetValue(IncomingMap.Name, out var name) || Cell.Day(facts.GetValueOrDefault(IncomingMap.Birth, "")) is not { } birth)
            return (Identified.Nobody, null);
        var found = await register.Match(new(name, birth, facts.GetValueOrDefault(IncomingMap.Address)), ct);
        return found is [var one] ? (Identified.ByFacts, one) : (found.Count == 0 ? Identified.Nobody : Identified.Several, null);
    }
}

/// <summary>An application whose person is not clear waits for the department.</summary>
sealed class IncomingTask(Catalogue catalogue) : TaskSource<IncomingCase>
{
    protected override Guid Cause(IncomingCase found) => found.Id;

    protected override Task<TaskWish?> Wish(CityDb db, IncomingCase found, CancellationToken ct) => Task.FromResult(!found.Unclear ? null
        : new TaskWish(TaskKind.Handle, $"だれの申請かを確かめる：{catalogue.TitleOf(found.Procedure)}", ShowIncoming.PersonOf(found.Id))
        {
            Department = catalogue.Known(found.AppliedAt.Day()).FirstOrDefault(v => v.Code == found.Procedure)?.Definition.Department,
            Power = Office.Handle,
        });
}
