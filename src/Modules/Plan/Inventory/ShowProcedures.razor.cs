using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>What the ranking goes by.</summary>
public enum RankBy
{
    [Label("職員の時間")] Officer, [Label("住民の時間")] Resident, [Label("来庁の回数")] Visits, [Label("年間件数")] Count,
}

/// <summary>手続の一覧: every procedure of the city with what it costs, ranked by what going online would save; and those that the hall
/// takes online itself, with their measured counts.</summary>
public sealed partial class ShowProcedures
{
    public const string Url = "/office/plan/procedures";
    const int Rows = 50;

    public sealed record Row(CityProcedure Of, string Department, Saved Saved, decimal? By);

    /// <summary>One that the hall takes in itself; null counts are not measured yet.</summary>
    public sealed record Own(OnlineProcedure Of, string Department, long? ThisYear, long? LastYear);

    public sealed record Page(
        CityProcedures Sheet,
        RankBy By,
        int Share,
        Slice<Row> Ranked,
        int All,
        int Unknown,
        Saved Sum,
        decimal Most,
        IReadOnlyList<Own> Run,
        Measurement? Counted,
        FiscalYear Year);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, CityProcedures sheet, IProcedures procedures, Measured measured,
        RankBy by = RankBy.Officer, int share = 100, string? at = null)
    {
        share = share is 25 or 50 or 75 ? share : 100;
        var all = await look.Db.Set<CityProcedure>().AsNoTracking().Where(p => p.EndedOn == null).ToListAsync(look.Stop);
        string Name(string code) => look.City.Department(code, look.Today)?.Name ?? code;
        var ranked = all.Select(p => (p, s: p.If(share / 100m))).Select(x => new Row(x.p, Name(x.p.Department), x.s, By(by, x.p, x.s)))
            .OrderByDescending(r => r.By.HasValue).ThenByDescending(r => r.By).ThenBy(r => r.Of.Code, StringComparer.Ordinal).ToList();
        var counted = await measured.Find(look.Db, IProcedures.Measure, look.Stop);
        var year = FiscalYear.Of(look.Today);
        return Show(new(sheet, by, share, ranked.Slice(r => r.Of.Id, at, Rows), all.Count,
            ranked.Count(r => r.By is null), Sum(ranked), ranked.Max(r => r.By) ?? 0,
            [.. procedures.Offered(look.Today)
                .Select(p => new Own(p, Name(p.Department), Count(counted, p.Code, year), Count(counted, p.Code, year.Previous)))], counted,
                year));
    }

    static decimal? By(RankBy by, CityProcedure p, Saved saved) =>
        by switch
        {
            RankBy.Officer => saved.OfficerHours,
            RankBy.Resident => saved.ResidentHours,
            RankBy.Visits => saved.Visits,
            _ => p.Count
        };

    // What is not known is in no sum.
    static Saved Sum(IReadOnlyList<Row> rows)
    {
        decimal? All(Func<Saved, decimal?> of) => rows.Any(r => of(r.Saved) is not null) ? rows.Sum(r => of(r.Saved) ?? 0) : null;
        return new(All(s => s.OfficerHours), All(s => s.ResidentHours), All(s => s.Visits));
    }

    /// <summary>What was counted of the procedure in that year; null when no month of it is known.</summary>
    static long? Count(Measurement? counted, string code, FiscalYear year) =>
        counted?.Months.Where(m => m.Month.Year == year).ToList() is { Count: > 0 } months
            ? months.Sum(m => m.Parts.GetValueOrDefault(code)) : null;

    static string Link(RankBy by, int share, string? at = null) => Address.Of(Url, ("by", $"{by}"), ("share", $"{share}"), ("at", at));
    static string Told(decimal? value, string unit) => value is { } known ? Figures.Of(decimal.Round(known, 1), unit) : "分かりません";
}
