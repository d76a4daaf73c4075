using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>計測の一覧: everything that is counted from the journal, with how it is counted, also what no target of the plan asks for.</summary>
public sealed partial class ShowMeasures
{
    public const string Url = "/office/plan/measures";

    public sealed record Row(Measurement Of, decimal? ThisYear, decimal? LastYear, Target? Target);
    public sealed record Page(IReadOnlyList<Row> Rows, FiscalYear Year);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Measured measured, Library library)
    {
        var (year, plan) = (FiscalYear.Of(look.Today), (await library.Current(look.Db, look.Stop))?.Content);
        static decimal? Over(Measurement m, FiscalYear y) => m.Over(Month.Of(y.First), Month.Of(y.Last));
        return Show(new([.. (await measured.All(look.Db, look.Stop))
            .Select(m => new Row(m, Over(m, year), Over(m, year.Previous),
            plan?.Targets.FirstOrDefault(t => t.Measure == m.Measure.Code)))], year));
    }

    static string Told(decimal? value, string unit) => value is { } known ? Figures.Of(known, unit) : "分かりません";
    static string Words(Measurement m) => m.Standing switch { Standing.Unread => "まだ計測していません", Standing.Stale => "遅れています", _ => "数えています" };
}
