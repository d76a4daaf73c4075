namespace Keyaki.Kernel;

/// <summary>A fiscal year (会計年度), from 1 April to 31 March, named by the western year in which it begins (地方自治法208条1項).</summary>
public readonly record struct FiscalYear(int Year) : IComparable<FiscalYear>
{
    public static FiscalYear Of(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);

    public DateOnly First => new(Year, 4, 1);
    public DateOnly Last => new(Year + 1, 3, 31);
    public FiscalYear Next => new(Year + 1);
    public FiscalYear Previous => new(Year - 1);

    public bool Contains(DateOnly day) => Of(day) == this;

    public int CompareTo(FiscalYear other) => Year.CompareTo(other.Year);

    // A year in which an era begins bears the new name as a whole (令和元年度: 新元号への移行に伴う閣議申合せ, 平成31年4月2日);
    // an era that begins in January or later does not rename the fiscal year that is about to end (昭和63年度).
    public override string ToString() => EraDate.Of(new DateOnly(Year, 12, 31)).YearText + "度";
}
