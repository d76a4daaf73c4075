using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>How many applications of this fiscal year stand where, for the department that is asked for a number.</summary>
public sealed partial class Tally
{
    public const string Path = "/office/numbers";

    public sealed record Line(string Title, IReadOnlyDictionary<ApplicationState, int> Counts)
    {
        public int Of(ApplicationState state) => Counts.GetValueOrDefault(state);
        public int All => Counts.Values.Sum();
    }

    public sealed record Page(FiscalYear Year, IReadOnlyList<Line> Lines, IReadOnlyList<string> Departments)
    {
        public IReadOnlyList<ApplicationState> States =>
            [.. Enum.GetValues<ApplicationState>().Where(s => s is not ApplicationState.AwaitingPayment)];
    }

    public static async Task<IResult> Ask(Look look, Catalogue catalogue, IStaff staff)
    {
        var (year, departments) = (FiscalYear.Of(look.Today), look.Departments);
        var first = year.First.Midnight();
        var counts = await look.Db.Set<Application>().AsNoTracking().Visible(departments).Where(a => a.SubmittedAt >= first)
            .GroupBy(a => new { a.Procedure, a.State }).Select(g => new { g.Key.Procedure, g.Key.State, Count = g.Count() })
                .ToListAsync(look.Stop);
        return Show(new(year, [.. counts.GroupBy(c => c.Procedure).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Line(catalogue.TitleOf(g.Key), g.ToDictionary(c => c.State, c => c.Count)))],
            [.. departments.Select(code => staff.DepartmentName(code, look.Today))]));
    }
}
