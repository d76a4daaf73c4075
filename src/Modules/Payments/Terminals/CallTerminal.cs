using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

sealed record CallErrand(Guid Call);

/// <summary>
/// Tells a terminal, or asks it about what was begun: the first time it tells, every other time it asks. Who waits for it (a sale, a
/// refund) hears the answer in the turn that notes it.
/// </summary>
sealed class CallTerminal(IDatabase database, ITerminals terminals, Turns turns, TimeProvider clock, SaleBooks books) : IOutboxWork
{
    public const string WorkKind = "payments.terminal";
    public string Kind => WorkKind;
    public string Label => "決済端末に伝える、または結果を尋ねる";

    public static void Order(Turn turn, Outbox outbox, TerminalCall call, string? again = null) =>
        outbox.Add(turn.Db, WorkKind, $"{call.Id:N}{again}", new CallErrand(call.Id), lane: Lane.Counter);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = (JsonSerializer.Deserialize<CallErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload)).Call;
        TerminalCall call;
        await using (var db = database.OpenReader()) call = await db.Set<TerminalCall>().AsNoTracking().FirstAsync(c => c.Id == id, ct);
        if (!call.IsOpen) return;
        var first = await Change(id, (found, _, _) => Task.FromResult(found.Begin(clock.GetUtcNow())));
        TerminalAnswer answer;
        try { answer = await (first ? terminals.Tell(call, ct) : terminals.Ask(call, ct)); }
        catch (TerminalAway away) when (first && !away.MayHaveHeard)
        {
            answer = new(id, TerminalOutcome.Absent, Words: away.Message);
        }
        catch (TerminalAway away)
        {
            await Change(id, (found, _, _) =>
            {
                found.Lose();
                return Task.FromResult(true);
            });
            throw new OutboxFault(away.Message);
        }
        if (answer.Outcome is TerminalOutcome.Busy) throw new OutboxFault("端末で、まだ操作の途中です。");
        await Change(id, (found, db, stop) => Hear(db, found, answer, clock, books, stop));
    }

    Task<bool> Change(Guid id, Func<TerminalCall, CityDb, CancellationToken, Task<bool>> act) => turns.Run(async (_, db, ct) =>
        await act(await db.Set<TerminalCall>().AsTracking().FirstAsync(c => c.Id == id, ct), db, ct));

    /// <summary>Notes an answer and tells who waits for it; false where it says nothing new.</summary>
    internal static async Task<bool> Hear(CityDb db, TerminalCall call, TerminalAnswer answer, TimeProvider clock, SaleBooks books,
        CancellationToken ct)
    {
        if (!call.Hear(answer, clock.GetUtcNow())) return false;
        if (call.Kind is CallKind.Pay) await Sales.Heard(db, call, clock, books, ct);
        else await SaleRefunds.Heard(db, call, clock, books, ct);
        return true;
    }
}
