using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>キャッシュレスの割合: by department, in count and in yen, of what the counters took in a fiscal year.</summary>
public sealed partial class CashlessByDepartment
{
    public const string Url = Sales.Home + "/cashless";

    /// <summary>One department's figures; free sales are not among them.</summary>
    public sealed record Row(string Department, int Count, int Cashless, Yen Sum, Yen CashlessSum)
    {
        public string Counted => Share(Cashless, Count);
        public string Paid => Share(CashlessSum.Amount, Sum.Amount);
        static string Share(long part, long whole) => whole == 0 ? "—" : $"{decimal.Round(100m * part / whole, 1)}%";
    }

    public sealed record Page(FiscalYear Year, IReadOnlyList<Row> Rows, Row All);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanSell, Deed.None, Ask);

    static async Task<IResult> Ask(Look look)
    {
        var year = FiscalYear.Of(look.Today);
        var (from, to) = (year.First, year.Last);
        var sums = await look.Db.Set<Sale>().Where(s => s.State == SaleState.Paid && s.Day >= from && s.Day <= to && s.Figure > 0)
            .GroupBy(s => new { s.Department, s.Method })
            .Select(g => new { g.Key.Department, g.Key.Method, Count = g.Count(), Sum = g.Sum(s => s.Figure) })
            .ToListAsync(look.Stop);
        var rows = sums.GroupBy(s => s.Department).Select(g => new Row(look.City.Department(g.Key, look.Today)?.Name ?? g.Key,
            g.Sum(s => s.Count), g.Where(s => s.Method != CounterMethod.Cash).Sum(s => s.Count), new(g.Sum(s => s.Sum)),
            new(g.Where(s => s.Method != CounterMethod.Cash).Sum(s => s.Sum)))).OrderBy(r => r.Department, StringComparer.Ordinal).ToList();
        return Show(new(year, rows, new("市全体", rows.Sum(r => r.Count), rows.Sum(r => r.Cashless), Yen.Sum(rows.Select(r => r.Sum)),
            Yen.Sum(rows.Select(r => r.CashlessSum)))));
    }
}
