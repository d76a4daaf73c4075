using System.Collections.Immutable;

namespace Keyaki.Simulator;

/// <summary>A mail as it was received, readable: decoded subject and text.</summary>
public sealed record Mail(
    string Id, DateTimeOffset ReceivedAt, string Sender, IReadOnlyList<string> Recipients, string From, string To, string Subject, string Text, string? Html,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyList<Attachment> Attachments);

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

    public void Reject(params IEnumerable<string> addresses) => rejected = rejected.Clear().Union(addresses);
    public void Add(Mail mail) => ImmutableInterlocked.Update(ref mails, all => all.Insert(0, mail));
    public void Clear() => mails = [];
}
