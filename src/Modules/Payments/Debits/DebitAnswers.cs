using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>口座振替の結果: each line that a bank was asked for gets its answer; who has an account hears at once that it was not
/// possible.</summary>
static class DebitAnswers
{
    internal static async Task Take(IServiceProvider services, CityDb turn, IReadOnlyList<IncomingReceipt> receipts, CancellationToken ct)
    {
        var (now, numbers) = (services.GetRequiredService<TimeProvider>().GetUtcNow(), receipts.Select(r => r.Number).Distinct().ToList());
        var lines = await turn.Set<DebitLine>().AsTracking().Where(l => numbers.Contains(l.Customer)).ToDictionaryAsync(l => l.Customer,
            ct);
        var mandateIds = lines.Values.Select(l => l.Mandate).Distinct().ToList();
        var mandates = await turn.Set<DebitMandate>().AsNoTracking().Where(m => mandateIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        foreach (var receipt in receipts)
            if (lines.TryGetValue(receipt.Number, out var line) && line.Answer(receipt.Stage is Stage.Paid, receipt.Why, now)
                && line.Paid is false && mandates[line.Mandate].Account is { } account)
            {
                await Tell(services, turn, line, account, receipt.PaidOn, ct);
                line.Tell(now);
            }
    }

    static async Task Tell(IServiceProvider services, CityDb turn, DebitLine line, Guid account, DateOnly day, CancellationToken ct)
    {
        var mail = (await services.GetRequiredService<IAccounts>().Find(turn, account, ct))?.Mail;
        await services.GetRequiredService<IMessages>().Send(turn, Message.ToResident($"payments.debit.{line.Id:N}", account, mail,
            Language.Japanese, l => (l.Pick("口座から引き落とせませんでした", "口座から お金が もらえませんでした",
                "We could not collect from your account"),
                l.Pick($"{EraDate.Of(day)}に、お申し込みの口座から引き落とせませんでした。残高を確かめてください。納付書でも納められます。",
                    $"{EraDate.Of(day)}に、口座から お金が もらえませんでした。口座の お金を 見て ください。紙でも はらえます。",
                    $"On {day:yyyy-MM-dd} we could not collect from your account. Please look at your balance. You can also pay by slip.")),
            DebitDesk.Apply), ct);
    }
}
