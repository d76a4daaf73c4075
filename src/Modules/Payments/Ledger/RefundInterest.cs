using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>過誤納になった理由: a new assessment by the city, one that follows from the income tax, or money paid by mistake.</summary>
public enum OverpaidBy { Assessment, IncomeTax, Mistake }

/// <summary>還付加算金: what the city adds to money that it gives back or appropriates.</summary>
public static class RefundInterest
{
    public const string Table = "refund-interest";

    // 地方税法17条の4第1項: 賦課決定は納付の日の翌日から。所得税によるものは通知の、そのほかは納付の翌日から1月を経過する日の翌日から。
    /// <summary>The first day that counts.</summary>
    /// <param name="day">Of the payment; where it follows from the income tax, of the notice.</param>
    public static DateOnly Begins(OverpaidBy why, DateOnly day) =>
        why is OverpaidBy.Assessment ? day.AddDays(1) : Interest.MonthFrom(day.AddDays(1)).AddDays(1);

    /// <summary>What is added up to the day on which paying it back is decided, or on which it is appropriated.</summary>
    /// <exception cref="MissingRule">the table has no row for one of the days.</exception>
    public static Interest Of(Yen overpaid, DateOnly begins, DateOnly until, RuleTables rules) =>
        Interest.Of(begins, until, _ => overpaid, _ => rules[Table], []);
}
