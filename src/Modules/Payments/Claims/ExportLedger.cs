using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>元帳を書き出す: all postings as a plain-text journal that other bookkeeping programs read (hledger, ledger), without anybody's
/// name: date, number, kind, and both sides in yen. So somebody else's program can add the city's books up.</summary>
static class ExportLedger
{
    public const string Url = Report.Url + "/journal";
    const int AtOnce = 5000;

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Reports, Ask);

    static IResult Ask(Look look, IDatabase database)
    {
        if (!look.Actor.Can(PaymentsModule.CanSeeAll)) throw new NotHere();
        return Results.Stream(body => Write(body, database, look.Stop), "text/plain; charset=utf-8",
            $"ledger-{look.Today:yyyyMMdd}.journal");
    }

    /// <summary>Streamed, some thousand postings at a time, from one state of the database.</summary>
    internal static async Task Write(Stream body, IDatabase database, CancellationToken stop)
    {
        await using var db = database.OpenReader();
        await using var text = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        for (var row = 0L; ;)
        {
            var some = await db.Postings().AsNoTracking().Where(p => p.Row > row).OrderBy(p => p.Row).Take(AtOnce)
                .Select(p => new { p.Row, p.Id, p.Number, p.Day, p.Kind }).ToListAsync(stop);
            if (some.Count == 0) return;
            var last = some[^1].Row;
            var entries = (await (from p in db.Postings()
                                  join e in db.Entries() on p.Id equals e.Posting
                                  join c in db.Claims() on e.Claim equals (Guid?)c.Id into claims
                                  from c in claims.DefaultIfEmpty()
                                  where p.Row > row && p.Row <= last
                                  select new { e.Posting, e.Line, e.Account, e.Figure, Item = c == null ? "" : c.Item }).ToListAsync(stop))
                .ToLookup(e => e.Posting);
            foreach (var posting in some)
            {
                await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{posting.Day:yyyy-MM-dd} ({posting.Number}) {posting.Kind}"));
                foreach (var entry in entries[posting.Id].OrderBy(e => e.Line))
                    await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"    {Name(entry.Account, entry.Item)}  {entry.Figure} JPY"));
                await text.WriteLineAsync();
            }
            row = last;
        }
    }

    /// <summary>The account as the file has it: Receivable:resident-tax.</summary>
    internal static string Name(Account account, string item) => item.Length == 0 ? $"{account}" : $"{account}:{item}";
}
