using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>Takes messages in: the inbox at once, the mail through the outbox.</summary>
sealed class PostRoom(Outbox outbox, MasterKey key, TimeProvider clock) : IMessages
{
    public async Task Send(CityDb db, Message message, CancellationToken ct)
    {
        if (message.Key.Length is 0 or > 120) throw new ArgumentException("the key of a message has 1 to 120 characters", nameof(message));
        if (message.Text.Length > InboxMessage.LongestText) throw new ArgumentException($"the text of a message has at most {InboxMessage.LongestText} characters", nameof(message));
        var now = clock.GetUtcNow();
        if (message.Account is { } account && !await Told(db, message.Key, ct))
            db.Add(new InboxMessage { Id = clock.NewId(), Key = message.Key, Account = account, Subject = message.Subject, Text = message.Text, Url = message.Url, At = now });
        if (message.Mail is not { } to || await Mailed(db, message.Key, ct)) return;
        var mail = new Mail
        {
            Id = clock.NewId(), Key = message.Key, SealedTo = key.Seal(to, MailSeal.To), Subject = message.Subject,
            SealedText = key.Seal(MailText.Of(message), MailSeal.Text), QueuedAt = now,
        };
        db.Add(mail);
        outbox.Add(db, SendMail.WorkKind, message.Key, mail.Id);
    }

    // Asked of the turn's own additions too: one turn may tell the same event from two places.
    static async Task<bool> Told(CityDb db, string key, CancellationToken ct) =>
        db.Set<InboxMessage>().Local.Any(m => m.Key == key) || await db.Set<InboxMessage>().AnyAsync(m => m.Key == key, ct);

    static async Task<bool> Mailed(CityDb db, string key, CancellationToken ct) =>
        db.Set<Mail>().Local.Any(m => m.Key == key) || await db.Set<Mail>().AnyAsync(m => m.Key == key, ct);
}

/// <summary>Purposes of the sealed columns.</summary>
static class MailSeal
{
    public const string To = "messages.to", Text = "messages.text";
}
