using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>口座振替の結果: each line that a bank was asked for gets its answer. Who has an account hears at once that it was not possible,
/// and when the bank is asked again; the others get a letter.</summary>
static class DebitAnswers
{
    internal static async Task Take(IServiceProvider services, CityDb turn, IReadOnlyList<IncomingReceipt> receipts, CancellationToken ct)
    {
        var (now, numbers) = (services.GetRequiredService<TimeProvider>().GetUtcNow(), receipts.Select(r => r.Number).Distinct().ToList());
        var lines = await turn.Set<DebitLine>().AsTracking().Where(l => numbers.Contains(l.Customer)).ToDictionaryAsync(l => l.Customer,
            ct);
        var mandateIds = lines.Values.Select(l => l.Mandate).Distinct().ToList();
        var mandates = await turn.Set<DebitMandate>().AsNoTracking().Where(m => mandateIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        var (city, unreached) = (services.GetRequiredService<CityProfile>(), new List<DebitLine>());
        foreach (var receipt in receipts)
        {
            if (!lines.TryGetValue(receipt.Number, out var line) || !line.Answer(receipt.Stage is Stage.Paid, receipt.Why, now)
                || line.Paid is not false) continue;
            var mandate = mandates[line.Mandate];
            line.Again(mandate.IsInForce ? city.Files<DebitCollector>().Next(line.Why, now.Day(), city.Calendar) : null);
            line.Tell(now);
            if (!await Tell(services, turn, line, mandate, receipt.PaidOn, ct)) unreached.Add(line);
        }
        await Write(services, turn, unreached, ct);
    }

    /// <summary>Letters about what could not be collected.</summary>
    internal static async Task Write(IServiceProvider services, CityDb db, IReadOnlyList<DebitLine> lines, CancellationToken ct)
    {
        if (lines.Count == 0) return;
        var (city, key, today) = (services.GetRequiredService<CityProfile>(), services.GetRequiredService<MasterKey>(),
            services.GetRequiredService<TimeProvider>().Today());
        List<Guid> claimIds = [.. lines.Select(l => l.Claim)], mandateIds = [.. lines.Select(l => l.Mandate)],
            requestIds = [.. lines.Select(l => l.Request)];
        var claims = await db.Claims().AsNoTracking().Where(c => claimIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var whose = claims.Values.Select(c => c.Debtor).Distinct().ToList();
        var debtors = await db.Debtors().AsNoTracking().Where(d => whose.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        var mandates = await db.Set<DebitMandate>().AsNoTracking().Where(m => mandateIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        var days = await db.Set<DebitRequest>().AsNoTracking().Where(r => requestIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id,
            r => r.Day, ct);
        await services.GetRequiredService<PaperLetters>().Write(db, RefusedLetter.Name, [.. lines.Select(l => RefusedLetter.Of(l,
            claims[l.Claim], debtors[claims[l.Claim].Debtor], mandates[l.Mandate].Read(key), days[l.Request], today, city))], ct);
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
                    l.Pick($"{l.Say(day)}に、お申し込みの口座から引き落とせませんでした。",
                        $"{l.Say(day)}に、口座から お金が もらえませんでした。",
                        $"On {l.Say(day)} we could not collect from your account. ") + Next(line, l)),
                Contracts.Links.MyPayments), ct);
        return reached.Count > 0;
    }

    static string Next(DebitLine line, Language l) => line.AgainOn is { } on
        ? l.Pick($"{l.Say(on)}に、もう一度引き落とします。前の日までに、残高を確かめてください。納付書でも納められます。",
            $"{l.Say(on)}に、もういちど 口座から もらいます。まえの 日までに、口座に お金を 入れて ください。紙でも はらえます。",
            $"We try again on {l.Say(on)}. Please see that there is enough in it the day before. You can also pay by slip.")
        : l.Pick("納付書で納めてください。納付書がないときは、担当の課に連絡してください。",
            "紙で はらって ください。紙が ない ときは、市やくしょに 言って ください。",
            "Please pay by slip. If you have no slip, please contact the section.");

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
