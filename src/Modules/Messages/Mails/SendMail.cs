using System.Net.Mail;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>Outbox work: hands a mail to the mail server and notes the outcome.</summary>
sealed class SendMail(Turns turns, CityDb reader, MasterKey key, MailServer server, CityProfile city, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "messages.mail";

    public string Kind => WorkKind;
    public string Label => "メールを送る";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        var mail = await reader.Set<Mail>().FirstAsync(m => m.Id == id, ct);
        if (mail.State is MailState.Sent or MailState.Refused) return;
        try
        {
            await server.Deliver(mail.Id.ToString("N"), city.City.Name, key.Open(mail.SealedTo, MailSeal.To), mail.Subject,
                MailText.Finished(key.Open(mail.SealedText, MailSeal.Text), server.Site, server.Office, city.City.Name), ct);
            await Note(id, m => m.Sent(clock.GetUtcNow()));
        }
        catch (SmtpFailedRecipientException e) when (e.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath)
        {
            await Note(id, m => m.Refused(clock.GetUtcNow()));
        }
        catch (Exception e) when (e is SmtpException or TimeoutException or IOException)
        {
            await Note(id, m => m.Delayed(clock.GetUtcNow()));
            throw;
        }
    }

    Task Note(Guid id, Action<Mail> change) => turns.Run(async (_, db, ct) =>
    {
        change(await db.Set<Mail>().AsTracking().FirstAsync(m => m.Id == id, ct));
        return true;
    });
}
