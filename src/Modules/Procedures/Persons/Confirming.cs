using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Asks those who must confirm an application, and does what follows from their answer or from none.</summary>
sealed class Confirming(CityProfile city, Catalogue catalogue, Proofs proofs, MasterKey key, Mine mine, IMessages messages,
    IPayments payments, TimeProvider clock)
{
    public const string Path = "/confirm/";
    const int RemindDaysBefore = 2;

    public string Url(Guid confirmation) => $"{Path}{confirmation:N}{proofs.Of(confirmation, "confirm")}";

    /// <summary>The row that the end of the address proves; not tracked.</summary>
    public async Task<Confirmation> Find(CityDb db, string code, CancellationToken ct)
    {
        if (code.Length != 64 || !Guid.TryParseExact(code[..32], "N", out var id) || !Url(id).EndsWith(code, StringComparison.Ordinal))
            throw new NotHere();
        return await db.Set<Confirmation>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotHere();
    }

    /// <summary>Asks everybody whom the answers name, and lets the case wait for them; nothing where they name nobody.</summary>
    public Task Begin(CityDb db, Application application, Definition definition, CancellationToken ct) =>
        Begin(db, application, definition.Persons.Asked(AnswersJson.Read(application.Answers)), ct);

    /// <summary>What somebody said yes to was mended: it is examined once they have said yes to that as well.</summary>
    /// <param name="before">The answers as they had seen them.</param>
    public Task BeginAgain(CityDb db, Application application, Definition definition, IReadOnlyDictionary<string, string> before,
        CancellationToken ct) => Begin(db, application, definition.Persons.AskedAgain(before, AnswersJson.Read(application.Answers)), ct);

    async Task Begin(CityDb db, Application application, IReadOnlyList<Other> asked, CancellationToken ct)
    {
        if (asked.Count == 0 || application.EnteredBy is not null) return;
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        application.AwaitConfirmation(now);
        foreach (var other in asked)
        {
            var row = new Confirmation
            {
                Id = clock.NewId(), ApplicationId = application.Id, Role = other.Role, Name = PlainText.Cut(other.Name, 200),
                SealedMail = Mails.Seal(other.Mail, key), At = now, Until = today.AddDays(other.Days),
            };
            db.Append(row);
            await Ask(db, application, row, "", ct);
        }
    }

    /// <summary>The mail names nobody: a mistyped address is read by a stranger.</summary>
    Task Ask(CityDb db, Application application, Confirmation row, string again, CancellationToken ct) =>
        messages.Send(db, Message.ToResident($"procedures.confirm.{row.Id:N}{again}", null, Mails.Open(row.SealedMail, key),
            application.Reads, l =>
        {
            var (title, until) = (catalogue.MailTitleOf(application.Procedure, l), l.Say(row.Until));
            return (l.Pick($"確認のお願い：{title}", $"たしかめて ください：{title}", $"Please confirm: {title}"), l.Pick(
                $"「{title}」の申し込みに、あなたの名前が書かれています。リンクを開いて内容を確かめ、{until}までに返事をしてください。\n心当たりがないときも、リンクの画面から知らせてください。",
                $"「{title}」の もうしこみに、あなたの 名前が あります。リンクを ひらいて、{until}までに へんじを して ください。\nしらない ときも、リンクの 画面で おしえて ください。",
                $"An application ({title}) names you. Please open the link, check what it says, and answer by {until}.\n"
                + "If you know nothing of it, please tell us there, too."));
        }, Url(row.Id)), ct);

    /// <summary>One of them answered.</summary>
    public async Task Answered(CityDb db, Confirmation row, bool agreed, Guid? account, CancellationToken ct)
    {
        var (now, id) = (clock.GetUtcNow(), row.ApplicationId);
        row.Answer(agreed, account, clock.Today(), now);
        var application = await db.Set<Application>().AsTracking().FirstAsync(a => a.Id == id, ct);
        if (application.State is not ApplicationState.AwaitingConfirmation)
            throw new Rule("", new Text("この申し込みは、もう終わっています。", "この もうしこみは もう おわって います。", "This application has ended."));
        if (!agreed)
        {
            await GoBack(db, application, "連名の方または本人から、確認しないという返事がありました。", ct);
            return;
        }
        if (account is { } person && row.Role is OtherRole.Represented && person != application.Account) application.Represents(person);
        if (await db.Set<Confirmation>().AnyAsync(c => c.ApplicationId == id && c.Id != row.Id && c.AnsweredAt == null, ct)) return;
        var definition = (await catalogue.Pinned(db, application.Definition, ct)).Definition;
        application.Confirm(city.Calendar.Add(clock.Today(), definition.DueDays), now);
        await messages.Send(db, Message.ToResident($"procedures.confirmed.{row.Id:N}", application.Account, mine.MailOf(application),
            application.Reads, l =>
        {
            var title = l.Say(definition.MailTitle);
            return (l.Pick($"確認が済みました：{title}", $"かくにんが おわりました：{title}", $"Confirmed: {title}"), l.Pick(
                $"受付番号 {application.Number} について、お願いした方の確認が済みました。これから審査します。",
                $"うけつけ番号 {application.Number} の かくにんが おわりました。これから しらべます。",
                $"Your application (receipt number {application.Number}) was confirmed. It is examined now."));
        }, Links.Application(id)), ct);
    }

    /// <summary>It ends, and what was written is a draft of the applicant once more, with its files.</summary>
    async Task GoBack(CityDb db, Application application, string why, CancellationToken ct)
    {
        var (now, id) = (clock.GetUtcNow(), application.Id);
        foreach (var open in await db.Set<Confirmation>().AsTracking().Where(c => c.ApplicationId == id && c.AnsweredAt == null)
            .ToListAsync(ct)) open.Lapse(now);
        db.Add(application.Withdraw(application.Account, clock.Today(), why, clock.NewId(), now));
        if (application.Charge is { } charge) await payments.Refund(db, charge, "withdrawn", ct);
        var draft = await Draft(db, application, now, ct);
        var title = (Language l) => catalogue.MailTitleOf(application.Procedure, l);
        await messages.Send(db, Message.ToResident($"procedures.unconfirmed.{id:N}", application.Account, mine.MailOf(application),
            application.Reads, l => (
                l.Pick($"確認が済まず、申し込みをお返しします：{title(l)}", $"かくにんが なくて、もどしました：{title(l)}",

                    $"Not confirmed, and so returned: {title(l)}"),
                l.Pick(
                $"受付番号 {application.Number} は、お願いした方の確認が済まなかったため、受け付けを終わりました。書いた内容は下書きに戻してあります。直して、もう一度送れます。",
                $"うけつけ番号 {application.Number} は かくにんが なかったので、おわりました。書いた ものは のこって います。なおして、もういちど おくれます。",
                $"Your application (receipt number {application.Number}) was not confirmed and has ended. What you wrote is a draft "
                + "again: you can change it and send it once more.")), DraftLinks.Page(draft, 1)), ct);
    }

    async Task<Guid> Draft(CityDb db, Application application, DateTimeOffset now, CancellationToken ct)
    {
        var (id, json) = (clock.NewId(), application.Answers);
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().Where(f => f.UsedBy == application.Id && f.Owner != null)
            .ToListAsync(ct))
        {
            var copy = new StoredFile
            {
                Id = clock.NewId(), Hash = file.Hash, Name = file.Name, Type = file.Type, Size = file.Size, State = file.State,
                Owner = file.Owner, AddedAt = now, UsedBy = id,
            };
            if (!json.Contains($"{file.Id:N}", StringComparison.Ordinal)) continue;
            db.Add(copy);
            json = json.Replace($"{file.Id:N}", $"{copy.Id:N}", StringComparison.Ordinal);
        }
        // Made anew: what the application holds may still be of a key that is being replaced.
        var mail = application.MailKey is null ? null : mine.MailOf(application);
        db.Add(new DraftApplication
        {
            Id = id, Procedure = application.Procedure, Definition = application.Definition, ApplicantKind = application.ApplicantKind,
            Account = application.Account, MailKey = mine.KeyOf(mail), SealedMail = mine.Seal(mail), Person = application.Person,
            StartedAt = now, Name = application.Name, Kana = application.Kana,
            Answers = json, SavedAt = now, ExpiresAt = now + DraftApplication.Stay,
        });
        return id;
    }

    /// <summary>Each day: who has not answered is reminded once, and after the last day the case goes back.</summary>
    public async Task Daily(CityDb db, DateOnly today, CancellationToken ct)
    {
        var soon = today.AddDays(RemindDaysBefore);
        var open = await db.Set<Confirmation>().AsTracking()
            .Where(c => c.AnsweredAt == null && (c.Until < today || c.Until <= soon && c.RemindedAt == null))
            .OrderBy(c => c.Until).Take(200).ToListAsync(ct);
        foreach (var row in open)
        {
            if (row.AnsweredAt is not null) continue;
            var application = await db.Set<Application>().AsTracking().FirstAsync(a => a.Id == row.ApplicationId, ct);
            if (application.State is not ApplicationState.AwaitingConfirmation) row.Lapse(clock.GetUtcNow());
            else if (row.Until < today) await GoBack(db, application, "期限までに、連名の方または本人の確認がありませんでした。", ct);
            else
            {
                row.RemindedAt = clock.GetUtcNow();
                await Ask(db, application, row, ".again", ct);
            }
        }
    }
}

sealed class ConfirmationDays(Confirming confirming) : IJob
{
    public string Code => "procedures.confirmations";
    public string Label => "連名や本人の確認を催促し、期限の過ぎた申し込みを戻す";

    public Task Do(CityDb db, Due due, CancellationToken ct) => confirming.Daily(db, due.Day, ct);
}
