using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>見られた回数: of a page on a day. Nothing is kept of who looked, when in the day, or from where.</summary>
public sealed class Visits
{
    /// <summary>ページ番号.</summary>
    public required int Number { get; init; }
    public required DateOnly Day { get; init; }
    public long Count { get; private set; }

    public void Add(long times) => Count += times;

    internal sealed class Map : IEntityTypeConfiguration<Visits>
    {
        public void Configure(EntityTypeBuilder<Visits> b)
        {
            b.ToTable("website_visits");
            b.HasKey(x => new { x.Number, x.Day });
            b.HasIndex(x => x.Day);
        }
    }
}

/// <summary>Counts which pages are looked at. Only pages that there are get here, so that it cannot grow.</summary>
sealed partial class VisitCounts(Turns turns, TimeProvider clock) : MinuteCounts<(int Number, DateOnly Day)>(clock)
{
    /// <summary>Programs that read for others, and browsers that fetch ahead, are no visit.</summary>
    public void Note(HttpRequest request, int number)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Headers["Sec-Purpose"].Count > 0) return;
        if (request.Headers.UserAgent.ToString() is not { Length: > 0 } agent || Robots().IsMatch(agent)) return;
        Add((number, Clock.Today()));
    }

    protected override async Task Write(IReadOnlyDictionary<(int Number, DateOnly Day), int> taken, CancellationToken ct)
    {
        await turns.Run(async (_, db, stop) =>
        {
            foreach (var day in taken.GroupBy(c => c.Key.Day))
            {
                var numbers = day.Select(c => c.Key.Number).ToList();
                var there = await db.Set<Visits>().AsTracking().Where(v => v.Day == day.Key && numbers.Contains(v.Number))
                    .ToDictionaryAsync(v => v.Number, stop);
                foreach (var ((number, _), times) in day)
                {
                    if (!there.TryGetValue(number, out var row)) db.Add(row = new() { Number = number, Day = day.Key });
                    row.Add(times);
                }
            }
            return true;
        });
    }

    [GeneratedRegex("bot|crawl|spider|slurp|preview|monitor|fetch|scan|headless|curl|wget|python|okhttp|go-http|java/|libwww|archiver"
        + "|lighthouse",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Robots();
}
