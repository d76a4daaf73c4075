using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>Any adopted version against any, in red, and as open data.</summary>
public sealed partial class Compare
{
    public static string Url(int number) => $"/plan/versions/{number}";
    public static string DataUrl(Compared of, string ending) =>
        $"/plan/versions/{of.Version.Number}/differences.{ending}?against={of.Against?.Number}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/plan/versions/{number:int}", Permission.Public, Deed.None, Ask);
        app.MapPage("/plan/versions/{number:int}/differences.csv", Permission.Public, Deed.None, Csv);
        app.MapPage("/plan/versions/{number:int}/differences.json", Permission.Public, Deed.None, Json);
    }

    static Task<Compared> Load(Look look, Library library, int number, int? against) =>
        Compared.Load(look.Db, library, number, against, open: false, look.Stop);

    static async Task<IResult> Ask(int number, int? against, Look look, Library library) =>
        Show(await Load(look, library, number, against));

    static async Task<IResult> Csv(int number, int? against, Look look, Library library)
    {
        var of = await Load(look, library, number, against);
        return Spreadsheet.File("plan-differences.csv", [["種類", "番号", "名前", "追加・変更・削除", "項目", "前", "後", "理由", "変えた日"],
            .. of.Differences.SelectMany(d => d.Fields.Select(f =>
            (string?[])[d.KindWords, d.Code, d.Title, d.HowWords, f.Label, f.Before, f.After,
                string.Join(' ', of.Why(d).Select(c => c.Reason)), of.Why(d).LastOrDefault()?.At is { } at ? Day(at) : null]))]);
    }

    static async Task<IResult> Json(int number, int? against, Look look, Library library)
    {
        var of = await Load(look, library, number, against);
        return Results.Text(Library.Write(new
        {
            version = of.Version.Name, against = of.Against?.Name,
            differences = of.Differences.Select(d => new
            {
                d.Kind, d.Code, d.Title, how = d.How.ToString(), d.Fields, reasons = of.Why(d)
                .Select(c => new { c.Reason, at = Day(c.At) })
            }),
        }), "application/json; charset=utf-8");
    }

    static string Day(DateTimeOffset at) => at.Day().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
