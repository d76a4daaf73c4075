using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>How long a record is kept: counted from 1 April after the fiscal year of the day on which the count begins (起算日), both days
/// included.</summary>
public readonly record struct Retention(DateOnly From, DateOnly Until)
{
    /// <param name="start">When it was made, or completed.</param>
    public static Retention Of(DateOnly start, int years)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        var from = FiscalYear.Of(start).Next.First;
        return new(from, from.AddYears(years).AddDays(-1));
    }
}
