using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>締めた日計: the sums as they were signed, and whether the ledger still says the same.</summary>
public sealed partial class ShowDays
{
    public sealed record Page(DayClosing Closing, IReadOnlyList<Report.Row> Rows, bool Ties, string By, string? Checked);

    internal static string Of(DayClosing closing) => $"{CloseDays.Url}/{closing.Id}";
    internal static string File(DayClosing closing) => $"{Of(closing)}/file";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(CloseDays.Url + "/{id:guid}", PaymentsModule.CanCloseDays, ClaimDeeds.Reports, Ask);
        app.MapPage(CloseDays.Url + "/{id:guid}/file", PaymentsModule.CanCloseDays, ClaimDeeds.Reports, AsFile);
    }

    internal static DayLine LineOf(Report.Row row) => new(row.Code, row.Determined.Amount, row.Collected.Amount, row.PaidBack.Amount,
        row.Owed.Amount, row.Overpaid.Amount);

    /// <summary>The sums of a closing with the names of their items.</summary>
    internal static IReadOnlyList<Report.Row> Rows(DayClosing closing, Look look) =>
        [.. closing.Lines.Select(l => Report.Named(l, look))];

    static Task<DayClosing> Find(Guid id, Look look) =>
        look.Find(look.Db.Set<DayClosing>().AsNoTracking().Where(d => d.Id == id && d.Agreed != false));

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff)
    {
        var closing = await Find(id, look);
        var faces = await staff.Faces(look, [.. new[] { closing.By, closing.CheckedBy }.OfType<Guid>()]);
        var now = (await Report.Whole(look, closing.From ?? DateOnly.MinValue, closing.Day)).Select(LineOf);
        return Show(new(closing, Rows(closing, look), now.ToHashSet().SetEquals(closing.Lines),
            closing.By is { } by ? faces.NameOf(by) : "", closing.CheckedBy is { } second ? faces.NameOf(second) : null));
    }

    static async Task<IResult> AsFile(Guid id, Look look)
    {
        var closing = await Find(id, look);
        var rows = Rows(closing, look);
        return Report.List(rows).File($"nikkei-{closing.Day:yyyyMMdd}.csv", rows);
    }
}
