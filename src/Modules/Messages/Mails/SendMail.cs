using System.Text.Json;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>Outbox work: hands a mail to the mail server and notes the outcome.</summary>
sealed class SendMail(CityDb reader, MasterKey key, MailServer server, MailLines lines, FileStore store, CityProfile city,
    Announce announce, StoryMails story) : IOutboxWork
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
        var words = new Outgoing(mail.Subject, text, await Files(mail, ct));
        if (!story.Takes(to, words)) await lines.Deliver(mail.Id.ToString("N"), city.City.Name, to, words, ct);
    }

    /// <summary>One that is being checked is waited for, as the mail server is.</summary>
    async Task<IReadOnlyList<MailFile>> Files(Mail mail, CancellationToken ct)
    {
        if (mail.SealedFiles is not { } sealedFiles) return [];
        var names = JsonSerializer.Deserialize<List<Enclosed>>(key.Open(sealedFiles, MailSeal.Files)) ?? [];
        var ids = names.Select(n => n.File).ToList();
        var stored = await reader.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        if (stored.Values.Any(f => f.State is FileState.Held)) throw new MailNotTaken("a file is being checked");
        if (ids.Any(id => stored.GetValueOrDefault(id) is not { State: FileState.Clean })) throw new FileMayNotLeave();
        return [.. names.Select(n => new MailFile(n.Name, stored[n.File].Type, () => store.Open(stored[n.File])))];
    }

    public async Task Note(CityDb db, OutboxItem item, Exception? error, DateTimeOffset now, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Guid>(item.Payload);
        var mail = await db.Set<Mail>().AsTracking().FirstOrDefaultAsync(m => m.Id == id, ct);
        if (mail is not { State: MailState.Queued or MailState.Delayed }) return;
        switch (error)
        {
            case null: mail.Sent(now); break;
            case OutboxFault { IsFinal: true }: mail.Refused(now); break;
            default: mail.Delayed(now); break;
        }
        if (mail.State is MailState.Sent or MailState.Refused)
            await announce.Say(new MailEnded(mail.Key, mail.State is MailState.Sent, now), db, ct);
    }
}
