using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Procedures;

/// <summary>控えのリンク: how a person whom nobody asked for a name or an address comes back to what they began. Whoever holds it is that
/// person; it stays the same as long as the case is there.</summary>
public sealed class VisitLink(Proofs proofs, IConfiguration configuration)
{
    public const string Path = "/visit/";

    /// <summary>The address to be kept; null for everybody who has another way back.</summary>
    public string? For(Actor actor) => actor is { Kind: ActorKind.Guest, Mail: null, Account: { } visit }
        ? $"{configuration["Keyaki:PublicAddress"]?.TrimEnd('/')}{Path}{visit:N}{Proof(visit)}" : null;

    /// <summary>The visit that the end of the address proves.</summary>
    /// <exception cref="NotHere">It proves none, or nothing of it is left.</exception>
    public async Task<Guid> Visit(string code, CityDb db, CancellationToken ct)
    {
        if (code.Length != 64 || !Guid.TryParseExact(code[..32], "N", out var visit)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code[32..]),
            Encoding.ASCII.GetBytes(Proof(visit)))) throw new NotHere();
        return await db.Set<Application>().AnyAsync(a => a.Account == visit, ct) || await db.Set<DraftApplication>()
            .AnyAsync(d => d.Account == visit, ct) ? visit : throw new NotHere();
    }

    string Proof(Guid visit) => proofs.Of(visit, "visit");
}
