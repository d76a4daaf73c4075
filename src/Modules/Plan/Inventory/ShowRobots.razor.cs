using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>RPA・AI-OCRの台帳: every robot with the hours that it has saved, and the total beside the plan's figures.</summary>
public sealed partial class ShowRobots
{
    public const string Url = "/office/plan/robots";
    public static string One(Guid id) => $"{Url}/{id}";

    /// <summary>Runs: none where nobody has noted any, which is not zero.</summary>
    public sealed record Row(Robot Of, string Department, IReadOnlyList<RobotRun> Runs, FiscalYear Year)
    {
        public int? Times => Runs.Count > 0 ? Runs.Sum(r => r.Times) : null;
        public decimal? Hours => Sum(Runs);
        public decimal? ThisYear => Sum([.. Runs.Where(r => new Month(r.Month).Year == Year)]);

        static decimal? Sum(IReadOnlyList<RobotRun> runs) => runs.Count > 0 ? runs.Sum(r => r.Hours) : null;
    }

    public sealed record Page(IReadOnlyList<Row> Robots, IReadOnlyList<(FiscalYear Year, decimal Hours)> Years, FiscalYear Year,
        Series? Series);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Shelves shelves)
    {
        var robots = await look.Db.Set<Robot>().AsNoTracking().Where(r => r.EndedOn == null).OrderBy(r => r.Name).ToListAsync(look.Stop);
        var runs = (await look.Db.Set<RobotRun>().AsNoTracking().ToListAsync(look.Stop)).ToLookup(r => r.RobotId);
        var year = FiscalYear.Of(look.Today);
        var shelf = await shelves.Open(look.Db, look.Stop);
        return Show(new([.. robots.Select(r =>
            new Row(r, r.Department is { } code ? look.City.Department(code, look.Today)?.Name ?? code : "まだ決まっていません",
            [.. runs[r.Id]], year)).OrderByDescending(r => r.Hours ?? -1)],
            [.. runs.SelectMany(r => r).GroupBy(r => new Month(r.Month).Year).OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Sum(r => r.Hours)))], year,
                shelf.Series.FirstOrDefault(s => s.Target.Measure == new RobotHours().Code)));
    }

    static string Told(decimal? hours) => hours is { } known ? Figures.Of(decimal.Round(known, 1), "時間") : "記録なし";
}
