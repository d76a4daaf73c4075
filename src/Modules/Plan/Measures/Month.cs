using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>A calendar month in the city (Asia/Tokyo), kept as a number such as 202611.</summary>
public readonly record struct Month(int Number) : IComparable<Month>
{
    public static Month Of(DateOnly day) => new(day.Year * 100 + day.Month);

    /// <summary>The city's month of this moment: 31 March 15:00 UTC is already April.</summary>
    public static Month Of(DateTimeOffset at) => Of(at.Day());

    public DateOnly First => new(Number / 100, Number % 100, 1);
    public Month Next => Of(First.AddMonths(1));
    public FiscalYear Year => FiscalYear.Of(First);

    /// <summary>令和8年11月.</summary>
    public string Words => Moment.Words(ToString());

    public int CompareTo(Month other) => Number.CompareTo(other.Number);

    /// <summary>2026-11.</summary>
    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
