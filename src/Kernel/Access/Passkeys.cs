using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Keyaki.Kernel;

/// <summary>
/// Making and using passkeys. The browser is given options and a sealed state; it posts the authenticator's answer with that state.
/// The user must be verified by the authenticator (PIN, finger, face), so a passkey alone is two factors.
/// </summary>
public sealed class Passkeys(UserManager<Credential> users, PasskeyDomains domains, Tickets tickets, TimeProvider clock)
{
    public const string Answer = "credential", State = "state";
    static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    sealed record Making(string State, Guid Account);
    sealed record Asking(string State);

    /// <summary>What a browser needs to make a passkey for the account: options for the authenticator, and the sealed state.</summary>
    public async Task<IResult> ToMake(Guid account, string name, HttpContext http)
    {
        var made = await Handler(http)
            .MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.ToString("N"), Name = name, DisplayName = name }, http);
        return Json(made.CreationOptionsJson, tickets.Make("passkey-make", new Making(made.AttestationState ?? "", account), Good));
    }

    /// <summary>What a browser needs to use a passkey of any account of this house.</summary>
    public async Task<IResult> ToUse(HttpContext http)
    {
        var asked = await Handler(http).MakeRequestOptionsAsync(null, http);
        return Json(asked.RequestOptionsJson, tickets.Make("passkey-use", new Asking(asked.AssertionState ?? ""), Good));
    }

    PasskeyHandler<Credential> Handler(HttpContext http) => new(users, domains.Of(http.Door()));

    static IResult Json(string options, string state) =>
        Results.Text($"{{\"options\":{options},\"state\":\"{state}\"}}", "application/json");

    /// <summary>Adds the passkey that the browser made, in the caller's turn.</summary>
    /// <exception cref="Rule">It cannot be proven.</exception>
    public async Task Add(CityDb db, Guid account, IFormCollection posted, HttpContext http, CancellationToken ct)
    {
        var state = tickets.Read<Making>("passkey-make", posted[State]);
        if (state is null || state.Account != account) throw TooLate();
        await Once(db, state.State, ct);
        var result = await Handler(http)
            .PerformAttestationAsync(new PasskeyAttestationContext
            {
                HttpContext = http, CredentialJson = posted[Answer]
            .ToString(), AttestationState = state.State
            });
        if (!result.Succeeded) throw new Rule("", new Text("パスキーを登録できませんでした。この画面を開き直して、もう一度お試しください。",
            "できませんでした。この 画面を もういちど ひらいて、やって ください。", "The passkey could not be registered. Open this page again and try once more."));
        var p = result.Passkey;
        db.Add(new Passkey
        {
            Id = clock.NewId(), Account = account, CredentialId = WebEncoders.Base64UrlEncode(p.CredentialId), PublicKey = p.PublicKey,
            SignCount = p.SignCount,
            Transports = string.Join(' ', p.Transports ?? []), UserVerified = p.IsUserVerified, BackupEligible = p.IsBackupEligible,
            BackedUp = p.IsBackedUp,
            Attestation = p.AttestationObject, ClientData = p.ClientDataJson, AddedAt = clock.GetUtcNow(),
        });
    }

    /// <summary>The account whose passkey the browser used, or null when it proves nothing; in the caller's turn.</summary>
    public async Task<Credential?> Use(CityDb db, IFormCollection posted, HttpContext http, CancellationToken ct)
    {
        var state = tickets.Read<Asking>("passkey-use", posted[State]) ?? throw TooLate();
        await Once(db, state.State, ct);
        var result = await Handler(http)
            .PerformAssertionAsync(new PasskeyAssertionContext
            {
                HttpContext = http, CredentialJson = posted[Answer]
            .ToString(), AssertionState = state.State
            });
        if (!result.Succeeded || !result.Passkey.IsUserVerified) return null;
        var id = WebEncoders.Base64UrlEncode(result.Passkey.CredentialId);
        var row = await db.Set<Passkey>().AsTracking().FirstAsync(p => p.CredentialId == id, ct);
        (row.SignCount, row.BackedUp, row.UsedAt) = (result.Passkey.SignCount, result.Passkey.IsBackedUp, clock.GetUtcNow());
        return result.User;
    }

    async Task Once(CityDb db, string state, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(state)));
        if (await db.Set<UsedChallenge>().AnyAsync(u => u.Hash == hash, ct)) throw TooLate();
        db.Add(new UsedChallenge { Hash = hash, At = clock.GetUtcNow() });
    }

    static Rule TooLate() => new("", new Text("画面を開いてから時間がたちました。この画面を開き直して、もう一度お試しください。", "時間が たちました。この 画面を もういちど ひらいて ください。",
        "Too much time has passed since you opened this page. Please open it again and try once more."));
}

/// <summary>Each door's passkeys belong to the name that its people open; null where it has none and the request's own host
/// counts.</summary>
public sealed class PasskeyDomains(string? residents, string? officers)
{
    readonly IOptions<IdentityPasskeyOptions> forResidents = Of(residents), forOfficers = Of(officers);

    public IOptions<IdentityPasskeyOptions> Of(Door door) => door == Door.Office ? forOfficers : forResidents;

    // Nobody types a name before a passkey is used, so the authenticator must be able to offer it by itself.
    static IOptions<IdentityPasskeyOptions> Of(string? domain) =>
        Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = domain, UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required"
        });
}
