using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What was destroyed in the register is not kept here either: answers, files, notes, reasons and what was written to the
/// applicant go; number, procedure, days, money and the decision stay. A case with another record that is still there keeps all.</summary>
sealed class Erasure(IMessages messages, Outbox outbox, TimeProvider clock) : IHear<RecordDestroyed>
{
    public static readonly Deed Erased = new("procedures.erased", "保存年限が過ぎた申し込みの内容を消した",
        "ふるい もうしこみの なかみを けした",
        "erased what was written in an expired application");

    public async Task Hear(RecordDestroyed said, CityDb db, CancellationToken ct)
    {
        if (said.SubjectKind != Application.Kind || !said.IsLast) return;
        var id = said.SubjectId;
        if (await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } application) return;
        var answers = AnswersJson.Read(application.Answers);
        if (!application.Erase(said.Kept, said.At)) return;
        Numbers.Forget(db, outbox, answers);
        db.Entry(application).Property(a => a.SealedMail).CurrentValue = null;
        db.Entry(application).Property(a => a.MailKey).CurrentValue = null;
        await db.Set<DraftApplication>().Where(d => d.Id == id || d.SentAs == id).ExecuteDeleteAsync(ct);
        await db.Set<Note>().Where(n => n.ApplicationId == id).ExecuteDeleteAsync(ct);
        // Who was asked to confirm was asked by mail alone: no inbox has it.
        await db.Set<Confirmation>().Where(c => c.ApplicationId == id).ExecuteDeleteAsync(ct);
        await db.Set<Reply>().Where(r => r.ApplicationId == id).ExecuteDeleteAsync(ct);
        await db.Set<Correction>().Where(c => c.ApplicationId == id)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Reason, "").SetProperty(x => x.Before, (string?)null), ct);
        await db.Set<Recommendation>().Where(r => r.ApplicationId == id)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Reason, (string?)null).SetProperty(x => x.Returned, (string?)null), ct);
        await db.Set<Disposition>().Where(d => d.ApplicationId == id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Reason, (string?)null), ct);
        await db.Set<Withdrawal>().Where(w => w.ApplicationId == id)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.Reason, (string?)null), ct);
        await db.Set<Handover>().Where(h => h.ApplicationId == id)
            .ExecuteUpdateAsync(h => h.SetProperty(x => x.Reason, "").SetProperty(x => x.Why, (string?)null), ct);
        await db.Set<DayChange>().Where(d => d.ApplicationId == id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Reason, (string?)null), ct);
        await db.Set<Processing>().Where(p => p.ApplicationId == id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Message, (string?)null).SetProperty(x => x.Reference, (string?)null), ct);
        await db.Set<IncomingCase>().Where(c => c.ApplicationId == id)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.SerialKey, (string?)null).SetProperty(x => x.Person, (Guid?)null), ct);
        // Bytes that no other record uses are collected after a day.
        await db.Set<StoredFile>().Where(f => f.UsedBy == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, (Guid?)null), ct);
        foreach (var page in new[] { Links.Application(id), Links.Case(id) }) await messages.Forget(db, page, ct);
        Journal.Note(db, clock, Actor.Program, Erased, Application.Kind, id, application.Subject);
    }
}
