using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>収入の種類: with a day by which it is paid; now and then, with a notice; now and then, without one.</summary>
public enum IncomeKind { Termed, Noticed, Unnoticed }

/// <summary>Which fiscal year money belongs to, and until when it comes in for that year.</summary>
public static class RevenueYear
{
    // 地方自治法施行令142条1項: 納期の末日、通知書を発した日、領収した日の属する年度。
    /// <summary>The year of what is determined.</summary>
    /// <param name="due">納期の末日.</param>
    /// <param name="noticed">When the notice left. Where it left after the year of the due day, it says the year.</param>
    public static FiscalYear Of(IncomeKind kind, DateOnly due, DateOnly noticed, DateOnly received) => kind switch
    {
        IncomeKind.Termed => FiscalYear.Of(due) is var year && noticed > year.Last ? FiscalYear.Of(noticed) : year,
        IncomeKind.Noticed => FiscalYear.Of(noticed),
        _ => FiscalYear.Of(received),
    };

    // 地方自治法235条の5: 翌年度の5月31日に閉鎖する。
    /// <summary>出納閉鎖: the last day on which money still comes in for a year.</summary>
    public static DateOnly Closing(FiscalYear year) => new(year.Year + 1, 5, 31);

    // 出納閉鎖後の収入は現年度の歳入（地方自治法施行令160条）。繰り越したものは、次からは4月1日に繰り越す。
    /// <summary>In which year's book something on a day stands that is about a claim of a year, and whether as carried over
    /// (滞納繰越分).</summary>
    public static (FiscalYear Year, bool Carried) Book(FiscalYear of, DateOnly day) =>
        day <= Closing(of) ? (of, false) : (FiscalYear.Of(day), true);
}

/// <summary>A line of a year's book, in yen: what one item was owed, and what became of it.</summary>
/// <param name="Carried">滞納繰越分, and not 現年度分.</param>
/// <param name="Brought">繰越: what came over from the book before.</param>
/// <param name="Determined">調定 in the year, more and less.</param>
/// <param name="Received">収入済: what came in and counts.</param>
/// <param name="WrittenOff">不納欠損.</param>
/// <param name="Overpaid">過誤納 that came up in the year and was not given back in it.</param>
public sealed record YearLine(Item Item, bool Carried, Yen Brought, Yen Determined, Yen Received, Yen WrittenOff, Yen Overpaid)
{
    /// <summary>調定額.</summary>
    public Yen Due => Brought + Determined;

    /// <summary>収入未済額: what goes over to the next book.</summary>
    public Yen Unpaid => Due - Received - WrittenOff;
}

/// <summary>年度の帳簿: what stands in the ledger, told by year. Nothing is posted at the turn of a year: what is unpaid when a book is
/// closed is what the next one begins with.</summary>
public static class YearBook
{
    /// <summary>What an entry says in the book of a year: in this book, or in one before it.</summary>
    sealed record Told(Item Item, bool Carried, bool Here, Account Account, Yen Amount);

    /// <summary>The book of a year as it stands on a day, by item, this year's claims before those that were carried over.</summary>
    public static IReadOnlyList<YearLine> Of(Ledger ledger, FiscalYear year, DateOnly today, Part? part = null) =>
        Lines(Tell(ledger, year, today, part));

    /// <summary>The same of the tables, added up by the database.</summary>
    /// <param name="of">The claims that it is about.</param>
    internal static async Task<IReadOnlyList<YearLine>> Read(CityDb db, IQueryable<Claim> of, Items items, FiscalYear year, DateOnly today,
        CancellationToken ct)
    {
        var (y, first, last, closing) = (year.Year, year.First, year.Last, RevenueYear.Closing(year));
        var (before, newest) = (RevenueYear.Closing(new(y - 1)), NewestClosed(today));
        var told = from e in db.Entries()
                   join p in db.Postings() on e.Posting equals p.Id
                   join c in of on e.Claim equals (Guid?)c.Id
                   where p.Day <= today && (c.Year == y && p.Day <= closing || c.Year < y && c.Year <= newest && p.Day <= last)
                   select new
                   {
                       c.Item, Carried = c.Year < y, e.Account, e.Figure,
                       Here = c.Year == y || p.Day >= first && (c.Year < y - 1 || p.Day > before),
                   };
        var sums = await told.GroupBy(t => new { t.Item, t.Carried, t.Here, t.Account })
            .Select(g => new { g.Key, Sum = g.Sum(t => t.Figure) }).ToListAsync(ct);
        return Lines(sums.Select(s => new Told(items[s.Key.Item], s.Key.Carried, s.Key.Here, s.Key.Account, new(s.Sum))));
    }

    /// <summary>The last year whose book is closed on a day.</summary>
    static int NewestClosed(DateOnly today) => today > RevenueYear.Closing(new(today.Year - 1)) ? today.Year - 1 : today.Year - 2;

    static IReadOnlyList<YearLine> Lines(IEnumerable<Told> told) =>
        [.. told.GroupBy(t => (t.Carried, t.Item.Code)).Select(Line)
            .Where(l => l is not { Brought.Amount: 0, Determined.Amount: 0, Received.Amount: 0, WrittenOff.Amount: 0, Overpaid.Amount: 0 })
            .OrderBy(l => l.Carried).ThenBy(l => l.Item.Code, StringComparer.Ordinal)];

    static IEnumerable<Told> Tell(Ledger ledger, FiscalYear year, DateOnly today, Part? part)
    {
        foreach (var posting in ledger.Postings.Where(p => p.Day <= today))
            foreach (var (at, amount) in posting.Entries)
            {
                if (at.Of is not { } of || part is not null && (at.Part != part || at.Account is Account.Overpaid)) continue;
                var (book, carried) = (RevenueYear.Book(of.Year, posting.Day), of.Year.Year < year.Year);
                // Until its book is closed a claim of last year is not carried over.
                if (book.Year.Year > year.Year || carried && today <= RevenueYear.Closing(of.Year)) continue;
                yield return new(of.Item, carried, book == (year, carried), at.Account, amount);
            }
    }

    static YearLine Line(IEnumerable<Told> all)
    {
        Yen Sum(bool here, params ReadOnlySpan<Account> accounts)
        {
            var sum = Yen.Zero;
            foreach (var each in all)
                if (each.Here == here && accounts.Contains(each.Account)) sum += each.Amount;
            return sum;
        }
        var (determined, written) = (-Sum(true, Account.Revenue, Account.Deposit), Sum(true, Account.WrittenOff));
        return new(all.First().Item, all.First().Carried, Sum(false, Account.Receivable), determined,
            determined - written - Sum(true, Account.Receivable), written, -Sum(true, Account.Overpaid));
    }
}
