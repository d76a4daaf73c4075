using System.Text.Json;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>Takes messages in: the inbox at once, the mail through the outbox.</summary>
sealed class PostRoom(Outbox outbox, CityProfile city, MasterKey key, TimeProvider clock) : IMessages
{
    public Task Forget(CityDb db, string url, CancellationToken ct)
    {
        // The record is in the index: nobody reads through the inboxes of the city for it.
        var record = InboxMessage.RecordOf(url)
            ?? throw new ArgumentException("the page of a record has its id in its address", nameof(url));
        return db.Set<InboxMessage>().Where(m => m.Record == record && (m.Url == url || m.Url != null && m.Url.StartsWith(url + "/")))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.Text, "この知らせの内容は、保存年限が過ぎたため廃棄しました。")
                .SetProperty(x => x.EasyText, "この おしらせの なかみは もう ありません。")
                .SetProperty(x => x.EnglishText, "What this message said has been destroyed: the time for which it is kept is over."), ct);
    }

    public Task Send(CityDb db, Message message, CancellationToken ct)
    {
        if (message.Key.Length is 0 or > 120) throw new ArgumentException("the key of a message has 1 to 120 characters", nameof(message));
        if (Language.All.Any(l => l.Language.Say(message.Text).Length > InboxMessage.LongestText))
            throw new ArgumentException($"the text of a message has at most {InboxMessage.LongestText} characters", nameof(message));
        var now = clock.GetUtcNow();
        // One event may be told from two places, or again by a job that was repeated: the first telling stands.
        if (message.Account is { } account)
            db.AppendUnlessThere(InboxMessage.Of(message, account, clock.NewId(), now));
        if (message.Mail is not { } to) return Task.CompletedTask;
        var mail = new Mail
        {
            Id = clock.NewId(), Key = message.Key, SealedTo = key.Seal(to, MailSeal.To), Subject = message.Reads.Say(message.Subject),
            SealedText = key.Seal(MailText.Of(message, city.City), MailSeal.Text), QueuedAt = now,
            SealedFiles = message.Enclosed is [] ? null : key.Seal(JsonSerializer.Serialize(message.Enclosed), MailSeal.Files),
        };
        db.AppendUnlessThere(mail);
        outbox.Add(db, SendMail.WorkKind, message.Key, mail.Id, lane: message.Lane);
        return Task.CompletedTask;
    }
}

/// <summary>Mails go by the same date as their errands: what became of them was told long ago.</summary>
sealed class OldMails : IJob
{
    public string Code => "messages.old-mails";
    public string Label => "古いメールの記録を消す";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct) => db.Set<Mail>()
        .Where(m => m.QueuedAt < due.Now - Mail.Kept)
        .Where(m => m.SentAt < due.Now - Mail.Kept || m.RefusedAt < due.Now - Mail.Kept || m.QueuedAt < due.Now - Mail.KeptUnsent)
        .ExecuteDeleteAsync(ct);
}

/// <summary>Purposes of the sealed columns.</summary>
static class MailSeal
{
    public const string To = "messages.to", Text = "messages.text", Files = "messages.files";
}
