using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>Where the yearly figures of a target stand on a drawing, on screen and on paper: 0 to 1 from left to right and from below
/// to above.</summary>
sealed record Plot(Series Series, IReadOnlyList<(FiscalYear Year, decimal Value, int Months)> Years,
    IReadOnlyList<(int Year, decimal Value, bool IsReference)> Aims, Forecast? Forecast, int From, int To, decimal Most)
{
    /// <summary>Null where there is no figure to draw.</summary>
    public static Plot? Of(Series series, int firstYear, int lastYear)
    {
        var years = series.Years();
        var aims = series.Aimed.Where(a => a.Value is not null)
            .Select(a => (Year: a.Period is { } at ? FiscalYear.Of(Moment.First(at)).Year : lastYear, Value: a.Value ?? 0, a.IsReference))
            .ToList();
        if (years.Count == 0 && aims.Count == 0) return null;
        var (forecast, shown) = (series.Forecast(lastYear), years.Select(y => y.Year.Year).Concat(aims.Select(a => a.Year)).ToList());
        var most = Math.Max(1, Math.Max(years.Select(y => y.Value).Append(0).Max(), aims.Select(a => a.Value).Append(forecast?.High ?? 0)
            .Max()));
        return new(series, years, aims, forecast, Math.Min(firstYear, shown.Min()), Math.Max(lastYear, shown.Max()), most);
    }

    public int Count => Years.Count + Aims.Count;

    /// <summary>What the plan itself aims at.</summary>
    public IEnumerable<(int Year, decimal Value, bool IsReference)> Own => Aims.Where(a => !a.IsReference);

    /// <summary>The years that are whole: a line leads through them, and the forecast goes on from the last. A year that still runs
    /// stands alone.</summary>
    public IEnumerable<(FiscalYear Year, decimal Value, int Months)> Whole => Years.Where(y => y.Months == 12);

    public decimal X(int year) => (year - From) / (decimal)Math.Max(1, To - From);
    public decimal Y(decimal value) => value / Most;

    /// <summary>The year in which measuring begins; null while nothing is measured.</summary>
    public int? Seam => Series.Seam is { } seam && FiscalYear.Of(Moment.First(seam)).Year is var year && year >= From ? year : null;

    /// <summary>R8 for 令和8年度.</summary>
    public static string Tick(int year) => EraDate.Of(new(year, 12, 31)) is var day ? $"{day.Era.Letter}{day.Year}" : "";
}
