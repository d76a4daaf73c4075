using System.Text.Json;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>Outbox work: hands a mail to the mail server and notes the outcome.</summary>
sealed class SendMail(CityDb reader, MasterKey key, MailServer server, MailLines lines, CityProfile city) : IOutboxWork
{
    public const string WorkKind = "messages.mail";

    public string Kind => WorkKind;
    public string Label => "メールを送る";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        // A mail that was swept away, or has left already, leaves nothing to do.
        var mail = await reader.Set<Mail>().FirstOrDefaultAsync(m => m.Id == id, ct);
        if (mail is not { State: MailState.Queued or MailState.Delayed }) return;
        var address = key.Open(mail.SealedTo, MailSeal.To);
        if (address == Message.Nobody) return;
        var to = MailAddress.Read(address) ?? throw new NoSuchMailbox("not an address");
        var text = MailText.Finished(key.Open(mail.SealedText, MailSeal.Text), server.Site, server.Office);
        await lines.Deliver(mail.Id.ToString("N"), city.City.Name, to, mail.Subject, text, ct);
    }

    public async Task Note(CityDb db, OutboxItem item, Exception? error, DateTimeOffset now, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        var mail = await db.Set<Mail>().AsTracking().FirstOrDefaultAsync(m => m.Id == id, ct);
        if (mail is not { State: MailState.Queued or MailState.Delayed }) return;
        switch (error)
        {
            case null: mail.Sent(now); break;
            case NoSuchMailbox: mail.Refused(now); break;
            default: mail.Delayed(now); break;
        }
    }
}
