using System.Collections.Concurrent;
using System.Diagnostics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>Counts what changed on the public site: cached pages of another count are old, in every process.</summary>
public sealed class SiteState
{
    public const int Only = 1;
    public required int Id { get; init; }
    public long Changes { get; private set; }

    /// <summary>In the turn that changes anything readers see.</summary>
    public static async Task Touch(CityDb db, CancellationToken ct)
    {
        var state = await db.Set<SiteState>().AsTracking().FirstOrDefaultAsync(s => s.Id == Only, ct);
        if (state is null) db.Add(state = new() { Id = Only });
        state.Changes++;
    }

    internal sealed class Map : IEntityTypeConfiguration<SiteState>
    {
        public void Configure(EntityTypeBuilder<SiteState> b)
        {
            b.ToTable("website_state");
            b.Property(x => x.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>A public page as it leaves: its bytes and their mark.</summary>
/// <param name="Number">Of the page whose bytes they are; null of lists and feeds.</param>
public sealed record KeptPage(byte[] Bytes, string Type, string Tag, long Changes, long MadeAt, int? Number);

/// <summary>Public pages as bytes. A page is made once for each state of the site, and anew after a minute, because what it says of
/// procedures and days moves on by itself.</summary>
public sealed class SiteCache(IDatabase database)
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(1), Oldest = TimeSpan.FromMinutes(1), While = TimeSpan.FromSeconds(5);
    const int Most = 20_000;

    readonly ConcurrentDictionary<string, KeptPage> kept = new(StringComparer.Ordinal);
    long lookedAt = long.MinValue, changed = long.MinValue, changes = -1;

    /// <summary>The turn that changes the site says so: whoever asks sees it as soon as it is committed.</summary>
    public void Look() => Interlocked.Exchange(ref changed, Stopwatch.GetTimestamp());

    /// <summary>The count as it was read last, without asking; -1 before the first time.</summary>
    public long Known => Interlocked.Read(ref changes);

    /// <summary>This process changed the site a moment ago.</summary>
    public bool IsLately => Interlocked.Read(ref changed) is var last and > long.MinValue && Stopwatch.GetElapsedTime(last) < While;

    /// <summary>The count that holds now, at most a second old.</summary>
    public long Changes
    {
        get
        {
            var (now, at) = (Stopwatch.GetTimestamp(), Interlocked.Read(ref lookedAt));
            if (!IsLately && at != long.MinValue && Stopwatch.GetElapsedTime(at, now) < Often) return Interlocked.Read(ref changes);
            using var db = database.OpenReader();
            var found = db.Set<SiteState>().Where(s => s.Id == SiteState.Only).Select(s => s.Changes).FirstOrDefault();
            Interlocked.Exchange(ref changes, found);
            Interlocked.Exchange(ref lookedAt, now);
            return found;
        }
    }

    public KeptPage? Find(string key) => kept.GetValueOrDefault(key) is { } page && page.Changes == Changes
        && Stopwatch.GetElapsedTime(page.MadeAt) < Oldest ? page : null;

    public KeptPage Keep(string key, byte[] bytes, string type, long of, int? number)
    {
        if (kept.Count >= Most) kept.Clear();
        return kept[key] = new(bytes, type, $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..20]}\"",
            of, Stopwatch.GetTimestamp(), number);
    }
}

/// <summary>Sends a kept page: no cookie, an ETag, and nothing at all to who has it already.</summary>
sealed class KeptResult(KeptPage page, bool IsOwn = false) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var answer = http.Response;
        answer.Headers.ETag = page.Tag;
        answer.Headers.CacheControl = IsOwn ? "private, max-age=5" : "public, max-age=5";
        if (http.Request.Headers.IfNoneMatch == page.Tag) { answer.StatusCode = StatusCodes.Status304NotModified; return; }
        (answer.ContentType, answer.ContentLength) = (page.Type, page.Bytes.Length);
        if (!HttpMethods.IsHead(http.Request.Method)) await answer.Body.WriteAsync(page.Bytes, http.RequestAborted);
    }
}
