using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Keyaki.Kits;

/// <summary>What a room lets an officer see of a file: which one, of what record, about whom.</summary>
/// <param name="Posts">Those that the officer held when it was given: who holds others asks the room again.</param>
public sealed record FileTicket(Guid File, Guid Account, string Posts, string Kind, Guid Record,
    IReadOnlyList<Guid> Persons, DateTimeOffset Until);

/// <summary>
/// Who may see a file only its room knows. It writes a ticket into the link, for this officer and some hours: the page that shows files by
/// their pages asks nobody else, and the link is worth nothing to others.
/// </summary>
public sealed class FileTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    static readonly TimeSpan Long = TimeSpan.FromHours(12);
    readonly IDataProtector box = protection.CreateProtector("file-ticket");

    /// <summary>Where this officer reads the file on the screen.</summary>
    public string Url(Look look, Guid file, string kind, Guid record, params IEnumerable<Guid?> persons) =>
        Url(look.Actor, file, kind, record, persons);

    static string Held(Actor actor) => string.Join(' ', actor.Posts.Order(StringComparer.Ordinal));

    internal string Url(Actor actor, Guid file, string kind, Guid record, IEnumerable<Guid?> persons)
    {
        // The hour is a whole one, so that a page that is opened twice says the same.
        var until = clock.GetUtcNow() + Long;
        var ticket = new FileTicket(file, actor.Account ?? default, Held(actor), kind, record,
            [.. persons.OfType<Guid>().Distinct().Take(10)],
            new(until.Year, until.Month, until.Day, until.Hour, 0, 0, TimeSpan.Zero));
        return $"{ShowFile.Url}/{Base64Url.EncodeToString(box.Protect(JsonSerializer.SerializeToUtf8Bytes(ticket)))}";
    }

    /// <exception cref="NotHere">it is another's, too old, or none.</exception>
    internal FileTicket Open(Look look, string ticket)
    {
        try
        {
            var open = JsonSerializer.Deserialize<FileTicket>(box.Unprotect(Base64Url.DecodeFromChars(ticket)));
            if (open is not null && open.Account == look.Me
                && open.Posts == Held(look.Actor) && open.Until > clock.GetUtcNow()) return open;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException or ArgumentException) { }
        throw new NotHere();
    }
}
