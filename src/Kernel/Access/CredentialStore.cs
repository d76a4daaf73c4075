using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>Lets the framework's passkey code read our credentials. It only reads: changes are made by whoever asked, in the
/// turn.</summary>
sealed class CredentialStore(CurrentDb current) : IUserPasskeyStore<Credential>
{
    public Task<string> GetUserIdAsync(Credential user, CancellationToken ct) => Task.FromResult(user.Account.ToString("N"));
    public Task<string?> GetUserNameAsync(Credential user, CancellationToken ct) => Task.FromResult<string?>(user.Account.ToString("N"));
    public Task<string?> GetNormalizedUserNameAsync(Credential user, CancellationToken ct) => GetUserNameAsync(user, ct);

    public async Task<Credential?> FindByIdAsync(string userId, CancellationToken ct) =>
        Guid.TryParse(userId, out var id) ? await current.Db.Set<Credential>().FirstOrDefaultAsync(c => c.Account == id, ct) : null;

    public Task<Credential?> FindByNameAsync(string normalizedUserName, CancellationToken ct) => FindByIdAsync(normalizedUserName, ct);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Credential user, CancellationToken ct) => await Of(user.Account, ct);

    public async Task<Credential?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken ct)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        var account = await current.Db.Set<Passkey>().AsNoTracking().Where(p => p.CredentialId == id).Select(p => (Guid?)p.Account)
            .FirstOrDefaultAsync(ct);
        return account is null ? null : await FindByIdAsync(account.Value.ToString("N"), ct);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Credential user, byte[] credentialId, CancellationToken ct)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return (await current.Db.Set<Passkey>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Account == user.Account && p.CredentialId == id, ct))?.Info();
    }

    async Task<List<UserPasskeyInfo>> Of(Guid account, CancellationToken ct) =>
        [.. (await current.Db.Set<Passkey>().AsNoTracking().Where(p => p.Account == account).ToListAsync(ct)).Select(p => p.Info())];

    public Task SetUserNameAsync(Credential user, string? userName, CancellationToken ct) => throw ReadsOnly();
    public Task SetNormalizedUserNameAsync(Credential user, string? normalizedName, CancellationToken ct) => throw ReadsOnly();
    public Task<IdentityResult> CreateAsync(Credential user, CancellationToken ct) => throw ReadsOnly();
    public Task<IdentityResult> UpdateAsync(Credential user, CancellationToken ct) => throw ReadsOnly();
    public Task<IdentityResult> DeleteAsync(Credential user, CancellationToken ct) => throw ReadsOnly();
    public Task AddOrUpdatePasskeyAsync(Credential user, UserPasskeyInfo passkey, CancellationToken ct) => throw ReadsOnly();
    public Task RemovePasskeyAsync(Credential user, byte[] credentialId, CancellationToken ct) => throw ReadsOnly();
    public void Dispose() { }

    static NotSupportedException ReadsOnly() => new("credentials are changed in a turn, by the page that was asked to");
}
