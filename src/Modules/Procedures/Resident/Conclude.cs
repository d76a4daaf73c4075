using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The day after the collection or the screening: what the rules had decided is complete.</summary>
sealed class Conclude(Turns turns, TimeProvider clock) : IOutboxWork
{
    public const string Code = "procedures.conclude";
    public string Kind => Code;
    public string Label => "申し込みの日が過ぎたら完了にする";

    public Task Do(OutboxItem item, CancellationToken ct) => turns.Run(ApplyDeeds.Conclude, async (_, db, journal, stop) =>
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        var application = await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == id, stop);
        // A paper that waits for an officer stays on the list until it was handed over.
        if (application is not { State: ApplicationState.Granted, Decision: DecisionKind.Automatic, PaperWaits: false }
            || application.Day is not { } day || day >= clock.Today())
        {
            journal.Nothing();
            return;
        }
        var how = application.EnteredBy is null ? DeliveryWay.Online : DeliveryWay.Counter;
        db.Add(application.Deliver(how, null, clock.NewId(), clock.GetUtcNow()));
        journal.About(application);
    });
}
