using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>どの法で徴収するか: it decides when a claim is demanded, and how long it lives.</summary>
public enum CollectionLaw { LocalTax, LongTermCare, ElderlyCare, LocalAutonomy, Civil }

/// <summary>What the laws of collection are called, in files and to people.</summary>
public static class CollectionLaws
{
    static readonly string[] Codes = ["local-tax", "long-term-care", "elderly-care", "local-autonomy", "civil"];

    /// <summary>How it is called in files and tables.</summary>
    public static string Code(this CollectionLaw law) => Codes[(int)law];

    internal static CollectionLaw Read(Section each) =>
        (CollectionLaw)Math.Max(Array.IndexOf(Codes, each.OneOf("law", Codes)), 0);

    /// <summary>The article by which it is demanded (督促).</summary>
    public static string Demand(Item item) => item.Law switch
    {
        CollectionLaw.LocalTax => "地方税法329条1項、371条1項ほか",
        CollectionLaw.Civil => "地方自治法施行令171条",
        _ => "地方自治法231条の3第1項",
    };

    /// <summary>The article by which time ends it (消滅時効).</summary>
    public static string Limitation(this CollectionLaw law) => law switch
    {
        CollectionLaw.LocalTax => "地方税法18条1項",
        CollectionLaw.LongTermCare => "介護保険法200条1項",
        CollectionLaw.ElderlyCare => "高齢者の医療の確保に関する法律160条1項",
        CollectionLaw.LocalAutonomy => "地方自治法236条1項",
        _ => "民法166条1項1号",
    };

    // 民法143条: the last day of some months that begin on a day.
    internal static DateOnly LastDay(DateOnly from, int months) =>
        from.AddMonths(months) is var same && same.Day == from.Day ? same.AddDays(-1) : same;

    internal static DateOnly LastDay(DateOnly from, Figure years) => LastDay(from, (int)(12 * years.On(from).Value));
}
