using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The year's money of a grant: what was granted since the first of April, counted in the turn that grants.</summary>
static class YearBudget
{
    /// <summary>The sum granted for a procedure in a fiscal year. A decision belongs to the year in which it is made.</summary>
    public static async Task<Yen> Granted(CityDb db, string procedure, FiscalYear year, CancellationToken ct)
    {
        // Midnight of the city, nine hours before that of UTC.
        var (first, last) = (Midnight(year.First), Midnight(year.Next.First));
        var sums = from decided in db.Set<Disposition>()
                   join application in db.Set<Application>() on decided.ApplicationId equals application.Id
                   where application.Procedure == procedure && decided.Outcome == Outcome.Granted && decided.At >= first && decided.At < last && decided.Grant != null
                   select decided.Grant;
        return Yen.Sum((await sums.ToListAsync(ct)).Select(grant => grant ?? Yen.Zero));
    }

    /// <summary>What is left of the year's money; null when the definition has no limit.</summary>
    public static async Task<Yen?> Left(CityDb db, Definition definition, DateOnly today, CancellationToken ct) =>
        definition.Budget is { } budget ? new Yen(budget.Yen) - await Granted(db, definition.Code, FiscalYear.Of(today), ct) : null;

    /// <exception cref="Rule">the grant would go beyond the year's money.</exception>
    public static void Suffices(Yen? left, Yen? grant)
    {
        if (left is { } money && grant is { } wanted && wanted > money)
            throw new Rule("", $"今年度の予算の残りは{money}で、この申請の{wanted}には足りません。決定できません。");
    }

    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(9));
}
