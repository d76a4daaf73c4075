using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>年度の帳簿: by item what was brought over, determined, received and written off, and what goes over to the next year.</summary>
public sealed partial class ShowYear
{
    public const string Url = ClaimPaths.Ledger + "/year";
    const string FileUrl = Url + "/file";

    /// <param name="Years">Those of which there are claims, and this one.</param>
    public sealed record Page(FiscalYear Year, DateOnly On, IReadOnlyList<YearLine> Lines, IReadOnlyList<FiscalYear> Years);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Reports, Ask);
        app.MapPage(FileUrl, PaymentsModule.CanLedger, ClaimDeeds.Reports, File);
    }

    static async Task<IResult> Ask(Look look, int? year = null, string? on = null) => Show(await Make(look, year, on));

    static async Task<IResult> File(Look look, int? year = null, string? on = null)
    {
        var page = await Make(look, year, on);
        return List(page).File($"nendo-{page.Year.Year}-{page.On:yyyyMMdd}.csv", page.Lines);
    }

    static async Task<Page> Make(Look look, int? year, string? on)
    {
        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var said) ? said
            : look.Today;
        var known = await look.Claims().Select(c => c.Year).Distinct().ToListAsync(look.Stop);
        var asked = new FiscalYear(year is >= 2000 and <= 2100 ? year.Value : FiscalYear.Of(look.Today).Year);
        var years = known.Append(FiscalYear.Of(look.Today).Year).Append(asked.Year).Distinct().OrderDescending();
        return new(asked, day, await YearBook.Read(look.Db, look.Claims(), look.Items, asked, day, look.Stop),
            [.. years.Select(y => new FiscalYear(y))]);
    }
}
