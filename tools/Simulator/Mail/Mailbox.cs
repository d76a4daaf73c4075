using System.Collections.Immutable;

namespace Keyaki.Simulator;

/// <summary>A mail as it was received, readable: decoded subject and text.</summary>
public sealed record Mail(
    string Id, DateTimeOffset ReceivedAt, string Sender, IReadOnlyList<string> Recipients, string From, string To, string Subject,
    string Text, string? Html,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyList<Attachment> Attachments)
{
    public string MessageId => Headers.GetValueOrDefault("Message-ID", "");

    /// <summary>The same mail to the same mailbox.</summary>
    public bool IsAgain(Mail other) => MessageId.Length > 0 && MessageId == other.MessageId && Recipients.SequenceEqual(other.Recipients);
}

/// <summary>What a mail carries besides its text; size in bytes after decoding.</summary>
public sealed record Attachment(string Name, string Type, int Size);

/// <summary>Mails that arrived, newest first, and the switches that make the server fail.</summary>
public sealed class Mailbox
{
    ImmutableList<Mail> mails = [];
    ImmutableHashSet<string> rejected = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Mail> Mails => mails;

    /// <summary>While true every connection is turned away with 421.</summary>
    public bool Outage { get; set; }

    /// <summary>Addresses that are answered with 550.</summary>
    public IReadOnlyCollection<string> Rejected => rejected;

    /// <summary>What happens at a recipient before the server answers; a test makes it wait here.</summary>
    public Func<string, CancellationToken, Task> Meet { get; set; } = (_, _) => Task.CompletedTask;

    int conversations, repeats;

    /// <summary>Conversations that were begun.</summary>
    public int Conversations => conversations;

    /// <summary>Mails that came again under the same Message-ID: dropped, as mail servers do whose sender did not hear the
    /// answer.</summary>
    public int Repeats => repeats;

    public void Greet() => Interlocked.Increment(ref conversations);

    public void Reject(params IEnumerable<string> addresses) => rejected = rejected.Clear().Union(addresses);
    public void Add(Mail mail)
    {
        if (!ImmutableInterlocked.Update(ref mails, all => all.Any(mail.IsAgain) ? all : all.Insert(0, mail)))
            Interlocked.Increment(ref repeats);
    }

    public void Clear() => mails = [];
}
