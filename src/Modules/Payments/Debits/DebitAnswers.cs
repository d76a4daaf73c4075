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
                && line.Paid is false && await Tell(services, turn, line, mandates[line.Mandate], receipt.PaidOn, ct)) line.Tell(now);
    }

    /// <summary>False where nobody can be reached: then a letter is written.</summary>
    static async Task<bool> Tell(IServiceProvider services, CityDb turn, DebitLine line, DebitMandate mandate, DateOnly day,
        CancellationToken ct)
    {
        var reached = await Reached(services.GetRequiredService<IAccounts>(), turn, mandate, ct);
        foreach (var to in reached)
            await services.GetRequiredService<IMessages>().Send(turn, Message.ToResident($"payments.debit.{line.Id:N}.{to.Account:N}",
                to.Account, to.Mail, to.Reads, l => (
                    l.Pick("口座から引き落とせませんでした", "口座から お金が もらえませんでした", "We could not collect from you"),
                    l.Pick($"{l.Say(day)}に、お申し込みの口座から引き落とせませんでした。残高を確かめてください。納付書でも納められます。",
                        $"{l.Say(day)}に、口座から お金が もらえませんでした。口座の お金を 見て ください。紙でも はらえます。",
                        $"On {l.Say(day)} we could not collect from your account. Please look at your balance. You can also pay by slip.")),
                DebitDesk.Apply), ct);
        return reached.Count > 0;
    }

    /// <summary>Who is told about a mandate: whoever asked for it online, and the accounts of its debtor.</summary>
    internal static async Task<IReadOnlyList<AccountReach>> Reached(IAccounts accounts, CityDb db, DebitMandate mandate,
        CancellationToken ct)
    {
        var all = (await accounts.Linked(db, [mandate.Debtor], ct)).ToList();
        if (mandate.Account is { } asked && all.All(a => a.Account != asked) && await accounts.Find(db, asked, ct) is { } face)
            all.Add(new(mandate.Debtor, asked, face.Mail, Language.Japanese));
        return all;
    }
}
