using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>A message to a person: kept in the inbox of their account or visit, and sent by mail when an address is known.</summary>
/// <param name="Key">Unique: the same key is sent once.</param>
/// <param name="Account">Account or guest visit whose inbox it belongs to; null for mail only (codes).</param>
/// <param name="Mail">Proven address; null when only the inbox is used.</param>
/// <param name="Text">Plain Japanese; may hold personal facts only when <paramref name="Mail"/> is null.</param>
/// <param name="Url">Path on this site that the message leads to.</param>
/// <param name="Lane">Awaited when the person sits before the screen until the mail comes; Mass when it goes to many at once.</param>
public sealed record Message(string Key, Guid? Account, string? Mail, string Subject, string Text, string? Url = null, Lane Lane = Lane.Usual);

public interface IMessages
{
    /// <summary>Writes the message in the caller's turn; the mail leaves through the outbox.</summary>
    Task Send(CityDb db, Message message, CancellationToken ct);
}
