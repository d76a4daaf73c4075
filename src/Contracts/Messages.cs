using Keyaki.Kernel;

namespace Keyaki.Contracts.Messages;

/// <summary>A message to a person: kept in the inbox of their account or visit, and sent by mail when an address is known.</summary>
/// <param name="Key">Unique: the same key is sent once.</param>
/// <param name="Account">Account or guest visit whose inbox it belongs to; null for mail only (codes).</param>
/// <param name="Mail">Proven address; null when only the inbox is used.</param>
/// <param name="Text">Plain words; may hold personal facts only when <paramref name="Mail"/> is null.</param>
/// <param name="Url">Path on this site that the message leads to.</param>
/// <param name="Lane">Awaited when the person sits before the screen until the mail comes; Mass when it goes to many at once.</param>
public sealed record Message(string Key, Guid? Account, string? Mail, Text Subject, Text Text, string? Url = null, Lane Lane = Lane.Usual)
{
    /// <summary>The address of nobody: such a mail takes the way of every other, and never leaves.</summary>
    public const string Nobody = "";

    /// <summary>To an officer: they read Japanese.</summary>
    public Message(string Key, Guid? Account, string? Mail, string Subject, string Text, string? Url = null, Lane Lane = Lane.Usual)
        : this(Key, Account, Mail, new Text(Subject), new Text(Text), Url, Lane) { }

    /// <summary>The language of the mail; the inbox has all of them.</summary>
    public Language Reads { get; init; } = Language.Japanese;

    /// <summary>Files that go with the mail. It waits while one of them is being checked, and does not leave when one is refused.</summary>
    public IReadOnlyList<Enclosed> Enclosed { get; init; } = [];

    /// <summary>To a resident: the same in every language, the mail in the one that they read.</summary>
    public static Message ToResident(string key, Guid? account, string? mail, Language reads,
        Func<Language, (string Subject, string Text)> says, string? url = null, Lane lane = Lane.Usual)
    {
        var (ja, easy, en) = (says(Language.Japanese), says(Language.Easy), says(Language.English));
        return new(key, account, mail, new Text(ja.Subject, easy.Subject, en.Subject), new Text(ja.Text, easy.Text, en.Text), url,
            lane)
        { Reads = reads };
    }
}

/// <summary>A stored file that goes with a mail, and what it is called there.</summary>
public sealed record Enclosed(Guid File, string Name)
{
    /// <summary>Bytes of all files of one mail: many mail servers take 10 MB, and a mail is a third larger than its files.</summary>
    public const long Most = 7_000_000;
}

/// <summary>What became of a mail: the mail server took it, or it will never arrive. Said once, in the transaction that notes it.</summary>
/// <param name="Key">Of its message.</param>
public sealed record MailEnded(string Key, bool Taken, DateTimeOffset At);

public interface IMessages
{
    /// <summary>What was said in messages that lead to this page is erased; that there were some, and when, stays.</summary>
    Task Forget(CityDb db, string url, CancellationToken ct);

    /// <summary>Writes the message in the caller's turn; the mail leaves through the outbox.</summary>
    Task Send(CityDb db, Message message, CancellationToken ct);
}
