using Microsoft.AspNetCore.DataProtection;

namespace Keyaki.Kernel;

/// <summary>
/// What the framework protects (the tokens of forms), sealed under the master key of today: every node opens it, and what lay under a
/// key that was replaced is stale. A form page makes and opens one with each request; the framework's own ring of keys costs three
/// times as much.
/// </summary>
sealed class Protection(MasterKey key, string of = "") : IDataProtectionProvider, IDataProtector
{
    public IDataProtector CreateProtector(string purpose) => new Protection(key, $"{of}{purpose}/");
    public byte[] Protect(byte[] plaintext) => key.Seal(plaintext, "protected:" + of);
    public byte[] Unprotect(byte[] protectedData) => key.OpenFresh(protectedData, "protected:" + of);
}
