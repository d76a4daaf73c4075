using System.Globalization;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>How the numbers of a series are counted and written, and how the city's file names them.</summary>
public static class SeriesNumbers
{
    public const string File = "number-series";

    /// <summary>Which numbers run on together: those of a department and a year, or of a year alone.</summary>
    public static string Run(this NumberSeries series, string department, DateOnly day) =>
        $"{(series.Scope is SeriesScope.City ? "" : department)}:{(series.Year is SeriesYear.Fiscal ? FiscalYear.Of(day).Year : day.Year)}";

    public static string Number(this NumberSeries series, DocumentSymbols symbols, string department, DateOnly day, long serial) =>
        series.Form
        .Replace("{year}", series.Year is SeriesYear.Fiscal ? FiscalYear.Of(day).ToString() : InEra(day), StringComparison.Ordinal)
        .Replace("{symbol}", symbols.Stem(department, FiscalYear.Of(day)), StringComparison.Ordinal)
        .Replace("{n}", serial.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    // A year in which the era changed is written as the day is: 平成31年 until April, 令和元年 from May.
    static string InEra(DateOnly day)
    {
        var words = EraDate.Of(day).ToString();
        return words[..(words.IndexOf('年', StringComparison.Ordinal) + 1)];
    }

    public static NumberSeriesList Read(CityFile file)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        return new(file.Items("series", each => One(each, forms), s => s.Code));
    }

    static NumberSeries One(Section each, HashSet<string> forms)
    {
        each.Only("code", "title", "scope", "year", "form");
        var (scope, form) = (each.OneOf("scope", "department", "city"), each.Word("form"));
        if (!form.Contains("{n}", StringComparison.Ordinal) || !form.Contains("{year}", StringComparison.Ordinal))
            each.Fault("form", "{year} と {n} を入れてください。年と番号がないと、同じ番号が二つできます。");
        if (scope == "department" && !form.Contains("{symbol}", StringComparison.Ordinal))
            each.Fault("form", "課ごとの番号には {symbol} を入れてください。");
        if (!forms.Add(form)) each.Fault("form", "同じ形の番号がもう一つあります。同じ番号が二つできます。");
        return new NumberSeries(each.Code("code"), each.Word("title"), scope == "city" ? SeriesScope.City : SeriesScope.Department,
            each.OneOf("year", "fiscal", "calendar") == "calendar" ? SeriesYear.Calendar : SeriesYear.Fiscal, form);
    }
}
