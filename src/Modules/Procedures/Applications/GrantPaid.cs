using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What was granted is handed in to be paid, into the account that the application names; what was taken back is called
/// off.</summary>
sealed class GrantPaid(IPayees payees, IPayouts payouts)
{
    /// <summary>In the turn of the decision. Nothing happens where the definition does not say how it is paid.</summary>
    public async Task HandIn(CityDb db, Application application, Definition definition, DateTimeOffset now, CancellationToken ct)
    {
        if (definition.Payout is not { } way || application.Grant is not { } grant || application.Number is not { } number) return;
        var form = new Form([new Ui.Question(way.Account, new BankKind(), "")], AnswersJson.Read(application.Answers));
        await payees.Payee(db, application.Subject, application.Person is not null, application.Name, application.Kana, ct);
        if (!form.Field(way.Account).IsEmpty && form.Value(way.Account) is BankAnswer bank)
            await payees.Told(db, application.Subject, new(bank.Bank, bank.Branch, bank.Type, bank.Number, bank.Holder), ct);
        await payouts.HandIn(db, new($"application:{application.Id:N}", way.Kind, application.Subject, grant, FiscalYear.Of(now.Day()),
            definition.Title.Ja, number.ToString(), Application.Kind, application.Id), ct);
    }

    /// <exception cref="Rule">it is at the bank, or paid.</exception>
    public Task CallOff(CityDb db, Application application, string reason, Guid by, CancellationToken ct) =>
        payouts.CallOff(db, Application.Kind, application.Id, reason, by, ct);

    public Task<IReadOnlyList<PayoutFace>> Of(CityDb db, Application application, Definition definition, CancellationToken ct) =>
        definition.Payout is null ? Task.FromResult<IReadOnlyList<PayoutFace>>([]) : payouts.Of(db, Application.Kind, application.Id, ct);

    /// <summary>The same for an officer, who may open it where it is paid.</summary>
    public async Task<IReadOnlyList<CasePayout>> For(Look look, Application application, Definition definition) =>
        [.. (await Of(look.Db, application, definition, look.Stop))
            .Select(p => new CasePayout(p, payouts.OfficeUrl(look.Actor, p.Id, application.Department)))];
}

/// <summary>What the case page shows of it.</summary>
public sealed record CasePayout(PayoutFace Face, string? Url);

/// <summary>The money has left, or could not: the person is told.</summary>
sealed class HearPaidOut(Mine mine, Catalogue catalogue, IMessages messages) : IHear<PaidOut>, IHear<PayoutFailed>
{
    public async Task Hear(PaidOut paid, CityDb db, CancellationToken ct)
    {
        if (await Of(db, paid.SubjectKind, paid.SubjectId, ct) is not { } application) return;
        await messages.Send(db, Message.ToResident($"{application.Id:N}-paid-out-{paid.On:yyyyMMdd}", application.Account,
            mine.MailOf(application), application.Reads, l =>
        {
            var title = catalogue.MailTitleOf(application.Procedure, l);
            return paid.InCash
                ? (l.Pick($"お支払いしました：{title}", $"お金を わたしました：{title}", $"We paid you: {title}"), l.Pick(
                    $"受付番号 {application.Number} の{paid.Amount}を、窓口でお渡ししました。",
                    $"うけつけ番号 {application.Number} の {paid.Amount}を、まどぐちで わたしました。",
                    $"{paid.Amount.Amount:#,0} yen for your application (receipt number {application.Number}) were handed to you "
                    + "at our counter."))
                : (l.Pick($"お振り込みしました：{title}", $"お金を 入れました：{title}", $"We paid you: {title}"), l.Pick(
                    $"受付番号 {application.Number} の{paid.Amount}を、{EraDate.Of(paid.On)}に、口座へ振り込みました。"
                    + "通帳で確かめてください。",
                    $"うけつけ番号 {application.Number} の {paid.Amount}を、{l.Say(paid.On)}に 口座に 入れました。通帳を 見て ください。",
                    $"{paid.Amount.Amount:#,0} yen for your application (receipt number {application.Number}) were transferred "
                    + $"to your account on {l.Say(paid.On)}."));
        }, Links.Application(application.Id)), ct);
    }

    public async Task Hear(PayoutFailed failed, CityDb db, CancellationToken ct)
    {
        if (await Of(db, failed.SubjectKind, failed.SubjectId, ct) is not { } application) return;
        await messages.Send(db, Message.ToResident($"{application.Id:N}-pay-failed-{failed.Time}", application.Account,
            mine.MailOf(application), application.Reads, l =>
        {
            var title = catalogue.MailTitleOf(application.Procedure, l);
            return (l.Pick($"振り込めませんでした：{title}", $"お金を 入れられませんでした：{title}", $"We could not pay you: {title}"),
                l.Pick(
                $"受付番号 {application.Number} のお金を、口座に振り込めませんでした。"
                + "お金はなくなりません。担当の課に、正しい口座を知らせてください。",
                $"うけつけ番号 {application.Number} の お金を、口座に 入れられませんでした。"
                + "お金は なくなりません。市やくしょに、口座を おしえて ください。",
                $"We could not transfer the money for your application (receipt number {application.Number}) to your account. "
                + "It is not lost: please tell the section the right account."));
        }, Links.Application(application.Id)), ct);
    }

    static Task<Application?> Of(CityDb db, string kind, Guid id, CancellationToken ct) => kind != Application.Kind
        ? Task.FromResult<Application?>(null) : db.Set<Application>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct);
}
