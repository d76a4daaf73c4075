using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>What was destroyed in the register is not kept here either: bodies in all their versions, addressees, texts and files go; the
/// title, the number and the days stay.</summary>
sealed class Erasure : IHear<RecordDestroyed>
{
    public async Task Hear(RecordDestroyed said, CityDb db, CancellationToken ct)
    {
        var id = said.SubjectId;
        if (said.SubjectKind == Draft.Kind)
        {
            (await db.Set<Draft>().AsTracking().FirstAsync(d => d.Id == id, ct)).Erase();
            await db.Set<BodyVersion>().Where(b => b.Draft == id).ExecuteDeleteAsync(ct);
            await db.Set<Typed>().Where(t => t.Draft == id).ExecuteDeleteAsync(ct);
            await db.Set<Addressee>().Where(a => a.Draft == id).ExecuteDeleteAsync(ct);
            await db.Set<DraftFile>().Where(f => f.Draft == id).ExecuteDeleteAsync(ct);
        }
        else if (said.SubjectKind == Received.Kind)
        {
            var came = db.Entry(await db.Set<Received>().AsTracking().FirstAsync(r => r.Id == id, ct));
            (came.Property(r => r.Text).CurrentValue, came.Property(r => r.Sender).CurrentValue) = (null, "（廃棄済み）");
            await db.Set<ReceivedFile>().Where(f => f.Received == id).ExecuteDeleteAsync(ct);
        }
        else return;
        // Bytes that no other record uses are collected after a day.
        await db.Set<StoredFile>().Where(f => f.UsedBy == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, (Guid?)null), ct);
    }
}
