using System.Collections.Concurrent;
using Keyaki.Kernel;

namespace Keyaki.Messages;

/// <summary>The mails of a story: while it is told none leaves the program, and the newest are kept to be looked at.</summary>
sealed class StoryMails(TimeProvider clock)
{
    const int Most = 200;
    readonly ConcurrentQueue<MailSink.Letter> kept = [];

    public IEnumerable<MailSink.Letter> Newest => kept.Reverse();

    /// <summary>Takes the mail when a story is being told; else it leaves as any other.</summary>
    public bool Takes(MailAddress to, Outgoing mail)
    {
        if (clock is not StoryClock { Tells: true }) return false;
        kept.Enqueue(new(mail.Subject, mail.Text, [to.ToString()], clock.GetUtcNow(),
            [.. mail.Files.Select(f => new MailSink.Enclosure(f.Name, 0))]));
        if (kept.Count > Most) kept.TryDequeue(out _);
        return true;
    }
}
