using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// What was typed, kept across a sign-in for an hour: a sealed file outside of the database, so that deleting it frees its space. It
/// comes back once, to the account whose ended visit posted it; where there was no visit, to the same browser, and then never into an
/// officer's form.
/// </summary>
public sealed class Held(string folder, MasterKey key, TimeProvider clock)
{
    /// <summary>In the address of the page that was posted to.</summary>
    public const string Query = "held";

    /// <summary>The address says it where nothing is kept because nothing was typed (a button).</summary>
    public const string Nothing = "none";

    const string Cookie = "keyaki-held", Purpose = "held";
    const int MostOfOne = 5;
    const long MostInAll = 64 * 1024 * 1024;
    static readonly TimeSpan Good = TimeSpan.FromHours(1);
    static readonly object Item = new();
    readonly Lock gate = new();

    sealed record Box(string Path, Guid? Account, ActorKind Kind, string? Browser, DateTimeOffset Until, Dictionary<string, string> Typed);

    /// <summary>Keeps it, and says under which word; null when this browser, its address or the house keeps enough already.</summary>
    public string? Keep(HttpContext http, Session? ended, Dictionary<string, string> typed)
    {
        if (ended is null && http.Door() == Door.Office) return null;
        var (until, browser) = (clock.GetUtcNow() + Good, ended is null ? Browser(http) : null);
        var sealedBox = key.Seal(JsonSerializer.SerializeToUtf8Bytes(new Box(http.Request.Path, ended?.Account, ended?.Kind ?? default,
            browser is null ? null : Doors.Hash(browser), until, typed)), Purpose);
        var owner = key.Blind(ended is null ? "address:" + NetworkAddress.Home(http) : $"account:{ended.Account:N}", Purpose)[..32];
        var id = clock.NewId().ToString("N");
        lock (gate)
        {
            var kept = Files();
            var own = kept.Where(f => f.Name.Split('-')[1] == owner).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
            // An account's newest is what its person wants back; an address may be many people's.
            if (own.Count >= MostOfOne && ended is null) return null;
            foreach (var old in own.SkipLast(MostOfOne - 1)) old.Delete();
            if (kept.Sum(f => f.Exists ? f.Length : 0) + sealedBox.Length > (ended is null ? MostInAll / 2 : MostInAll)) return null;
            Write(Path.Combine(folder, $"{until.ToUnixTimeMilliseconds():D15}-{owner}-{id}"), sealedBox);
        }
        if (browser is not null) http.Response.Cookies.Append(Doors.Named(Cookie, Doors.IsStrict(http)), browser,
            Doors.Options(http, Good));
        return id;
    }

    /// <summary>What this person typed for this page, as a browser would post it; once. Null when there is nothing (any more) that is
    /// theirs.</summary>
    public IFormCollection? Take(HttpContext http)
    {
        if (!Guid.TryParseExact(http.Request.Query[Query], "N", out var id) || !Directory.Exists(folder)) return null;
        if (Directory.EnumerateFiles(folder, $"*-{id:N}").FirstOrDefault() is not { } file || Open(file) is not { } box
            || !IsFor(http, box)) return null;
        try { File.Move(file, file + ".taken"); } // of two who ask at once one gets it
        catch (FileNotFoundException) { return null; }
        File.Delete(file + ".taken");
        http.Items[Item] = true;
        return new FormCollection(box.Typed.ToDictionary(t => t.Key, t => new Microsoft.Extensions.Primitives.StringValues(t.Value)));
    }

    /// <summary>Whether this request got back what was kept.</summary>
    public static bool WasTaken(HttpContext http) => http.Items.ContainsKey(Item);

    /// <summary>Deletes what nobody came for.</summary>
    public void Sweep()
    {
        lock (gate) Files();
    }

    bool IsFor(HttpContext http, Box box)
    {
        if (box.Path != http.Request.Path || box.Until <= clock.GetUtcNow()) return false;
        var actor = http.Actor();
        return box.Account is { } account ? account == actor.Account && box.Kind == actor.Kind
            : http.Door() != Door.Office && box.Browser is { } browser
                && http.Request.Cookies[Doors.Named(Cookie, Doors.IsStrict(http))] is { } shown && browser == Doors.Hash(shown);
    }

    Box? Open(string file)
    {
        try { return JsonSerializer.Deserialize<Box>(key.Open(File.ReadAllBytes(file), Purpose)); }
        // gone, or sealed by a key that was retired
        catch (Exception e) when (e is IOException or CryptographicException or JsonException) { return null; }
    }

    /// <summary>All that is kept and still good; what is not is deleted on the way.</summary>
    List<FileInfo> Files()
    {
        if (!Directory.Exists(folder)) return [];
        var (files, now) = (new DirectoryInfo(folder).GetFiles(), $"{clock.GetUtcNow().ToUnixTimeMilliseconds():D15}");
        foreach (var old in files.Where(f => string.CompareOrdinal(f.Name, now) <= 0)) old.Delete();
        return [.. files.Where(f => string.CompareOrdinal(f.Name, now) > 0)];
    }

    void Write(string file, byte[] box)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(box);
    }

    static string Browser(HttpContext http) =>
        http.Request.Cookies[Doors.Named(Cookie, Doors.IsStrict(http))] is { Length: 64 } known ? known
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
