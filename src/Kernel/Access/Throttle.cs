using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>Wrong tries in a row for one account, or from one address; or how often something was asked for from one address within an hour. The key is a keyed hash, so the row names nobody.</summary>
public sealed class Attempts
{
    public required string Key { get; init; }
    public int Failures { get; set; }
    public DateTimeOffset LastAt { get; set; }

    /// <summary>The wait after so many failures in a row: none at first, then doubling from half a minute up to a quarter of an hour.</summary>
    public static TimeSpan WaitAfter(int failures, int free) =>
        failures < free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(900, 30 * Math.Pow(2, Math.Min(failures - free, 10))));

    internal sealed class Map : IEntityTypeConfiguration<Attempts>
    {
        public void Configure(EntityTypeBuilder<Attempts> b)
        {
            b.ToTable("kernel_attempts");
            b.HasKey(x => x.Key);
            b.Property(x => x.Key).HasMaxLength(64).IsKeyedHash("attempts", Dropped.Row);
        }
    }
}

/// <summary>Slows down who guesses: waits grow per account and per address, and are said in plain words. A day without a failure clears the count.</summary>
public sealed class Throttle(MasterKey key, TimeProvider clock)
{
    public const int FreeForAccount = 5, FreeForAddress = 30;
    static readonly TimeSpan Memory = TimeSpan.FromHours(24), Window = TimeSpan.FromHours(1);

    /// <summary>The sentence that says how long to wait, or null when a try is free now.</summary>
    public async Task<Rule?> Wait(CityDb db, string account, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = Max(await Until(db, AccountKey(account), FreeForAccount, now, ct), await Until(db, AddressKey(http), FreeForAddress, now, ct));
        if (until <= now) return null;
        var wait = until - now;
        return new Rule("", $"続けて間違えたため、いまは受け付けられません。{(wait.TotalMinutes > 1 ? $"{Math.Ceiling(wait.TotalMinutes):0}分" : $"{Math.Ceiling(wait.TotalSeconds):0}秒")}ほど待ってから、もう一度お試しください。");
    }

    public async Task Failed(CityDb db, string account, HttpContext http, CancellationToken ct)
    {
        await Count(db, AccountKey(account), ct);
        await Count(db, AddressKey(http), ct);
    }

    /// <summary>The account proved itself: its count is forgotten; the address keeps its own.</summary>
    public async Task Succeeded(CityDb db, string account, CancellationToken ct)
    {
        var id = AccountKey(account);
        if (await db.Set<Attempts>().AsTracking().FirstOrDefaultAsync(a => a.Key == id, ct) is { } row) row.Failures = 0;
    }

    /// <summary>Counts what anybody may ask for without being known: so often within an hour from one address.</summary>
    /// <exception cref="Rule">It was too often; the sentence goes on with how long to wait.</exception>
    public async Task Often(CityDb db, string what, int most, string sentence, HttpContext http, CancellationToken ct)
    {
        var (id, now) = (AddressKey(http, what), clock.GetUtcNow());
        var row = await db.Set<Attempts>().AsTracking().FirstOrDefaultAsync(a => a.Key == id, ct);
        if (row is null) db.Add(row = new Attempts { Key = id, LastAt = now });
        else if (now - row.LastAt >= Window) (row.Failures, row.LastAt) = (0, now); // LastAt is here when the hour began
        if (row.Failures >= most) throw new Rule("", $"{sentence}{Math.Ceiling((row.LastAt + Window - now).TotalMinutes):0}分ほど待ってから、もう一度お試しください。");
        row.Failures++;
    }

    async Task Count(CityDb db, string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await db.Set<Attempts>().AsTracking().FirstOrDefaultAsync(a => a.Key == id, ct);
        if (row is null) db.Add(row = new Attempts { Key = id });
        row.Failures = now - row.LastAt > Memory ? 1 : row.Failures + 1;
        row.LastAt = now;
    }

    static async Task<DateTimeOffset> Until(CityDb db, string id, int free, DateTimeOffset now, CancellationToken ct) =>
        await db.Set<Attempts>().AsNoTracking().FirstOrDefaultAsync(a => a.Key == id, ct) is { } row && now - row.LastAt <= Memory
            ? row.LastAt + Attempts.WaitAfter(row.Failures, free) : default;

    string AccountKey(string account) => key.Blind("account:" + account.ToLowerInvariant(), "attempts");

    /// <summary>An IPv6 home has a whole /64 of addresses: they count as one.</summary>
    string AddressKey(HttpContext http, string what = "")
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return key.Blind($"address:{what}" + Convert.ToHexString(address.AddressFamily is AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes), "attempts");
    }

    static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
