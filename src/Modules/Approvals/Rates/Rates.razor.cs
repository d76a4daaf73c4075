using System.Globalization;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁の状況: 電子決裁率 of a month by department and kind, and beside it what would make the rate a lie: how much went with
/// paper, how long a step takes, how many 後閲 are overdue.</summary>
public sealed partial class Rates
{
    public const string Url = "/office/decisions/rates";

    public sealed record Row(string Department, string Kind, int Electronic, int Paper, int Hybrid, bool Said)
    {
        /// <summary>In percent; null where the department has not said what it decided on paper.</summary>
        public decimal? Rate => Said && Electronic + Paper > 0 ? decimal.Round(100m * Electronic / (Electronic + Paper), 1) : null;
    }

    public sealed record Office(string Department, decimal? Hours, int Overdue);
    public sealed record Page(DateOnly Month, IReadOnlyList<Row> Rows, IReadOnlyList<Office> Offices, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? month = null)
    {
        var first = DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && asked.Year is > 1900 and < 2999 ? asked : look.Today.AddDays(1 - look.Today.Day);
        var (last, today) = (first.AddMonths(1).AddDays(-1), look.Today);
        var (from, until) = (first.Midnight(), first.AddMonths(1).Midnight());
        var decided = await look.Db.Approvals().Where(a => a.State == ApprovalState.Decided && a.EndedAt >= from && a.EndedAt < until)
            .GroupBy(a => new { a.Department, a.MatterKind })
            .Select(g => new { g.Key.Department, g.Key.MatterKind, All = g.Count(), Hybrid = g.Count(a => a.WithPaper) })
            .ToListAsync(look.Stop);
        var paper = await look.Db.Set<PaperDecision>().Where(p => p.CancelledAt == null && p.DecidedOn >= first && p.DecidedOn <= last)
            .GroupBy(p => new { p.Department, p.Kind }).Select(g => new { g.Key.Department, g.Key.Kind, All = g.Sum(p => p.Count) })
            .ToListAsync(look.Stop);
        var minutes = await (from t in look.Db.Set<Act>() join a in look.Db.Approvals() on t.ApprovalId equals a.Id
                             where t.At >= @from && t.At < until && t.Minutes != null
                             group t by a.Department into g
                             select new { Department = g.Key, Mean = g.Average(t => (double?)t.Minutes) }).ToListAsync(look.Stop);
        var overdue = await (from v in look.Db.Set<LaterView>() join a in look.Db.Approvals() on v.ApprovalId equals a.Id
                             where v.At == null && v.Due < today
                             group v by a.Department into g select new { Department = g.Key, All = g.Count() }).ToListAsync(look.Stop);
        var said = paper.Select(p => p.Department).ToHashSet();
        var keys = decided.Select(d => (d.Department, Kind: d.MatterKind)).Union(paper.Select(p => (p.Department, p.Kind)));
        return Show(new(first,
            [.. keys.OrderBy(k => k.Department, StringComparer.Ordinal).ThenBy(k => k.Kind, StringComparer.Ordinal).Select(k => new Row(
                k.Department, k.Kind, decided.Find(d => (d.Department, d.MatterKind) == k)?.All ?? 0,
                paper.Find(p => (p.Department, p.Kind) == k)?.All ?? 0,
                decided.Find(d => (d.Department, d.MatterKind) == k)?.Hybrid ?? 0, said.Contains(k.Department)))],
            [.. minutes.Select(m => m.Department).Union(overdue.Select(o => o.Department)).Order(StringComparer.Ordinal)
                .Select(d => new Office(d,
                minutes.Find(m => m.Department == d)?.Mean is { } mean ? decimal.Round((decimal)mean / 60, 1) : null,
                overdue.Find(o => o.Department == d)?.All ?? 0))],
            code => staff.DepartmentName(code, look.Today)));
    }

    /// <summary>What a kind of decisions is called.</summary>
    internal static string Words(string kind) => kind switch
    {
        "documents" => "文書",
        "applications" => "申請",
        "expenditure" => "支出",
        _ => "伝票",
    };
}
