using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>How long a record is kept: counted from 1 April after the fiscal year in which it was made (起算日), both days included.</summary>
public readonly record struct Retention(DateOnly From, DateOnly Until)
{
    public static Retention Of(DateOnly made, int years)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        var from = FiscalYear.Of(made).Next.First;
        return new(from, from.AddYears(years).AddDays(-1));
    }
}
