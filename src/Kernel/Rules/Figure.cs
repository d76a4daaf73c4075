using System.Globalization;

namespace Keyaki.Kernel;

/// <summary>What a figure is counted in.</summary>
public enum Unit { Yen, Percent, Days, Months, Years }

/// <summary>A dated number with its unit.</summary>
public sealed class Figure : Dated<decimal>
{
    internal Figure(string code, Text title, Axis axis, Unit unit, IReadOnlyList<DatedRow<decimal>> rows) : base(code, title, axis, rows) =>
        Unit = unit;

    public Unit Unit { get; }

    /// <summary>Where it stands, below the city's folder; those of the country come with the program.</summary>
    public required string File { get; init; }

    /// <summary>One of several in its table: it is not told by its value alone.</summary>
    public bool IsNamed { get; init; }

    /// <summary>300円, 300 yen.</summary>
    public Text Say(decimal value)
    {
        var number = value.ToString("#,0.####", CultureInfo.InvariantCulture);
        var (ja, en) = Unit switch
        {
            Unit.Yen => ("円", " yen"),
            Unit.Percent => ("%", "%"),
            Unit.Days => ("日", " days"),
            Unit.Months => ("か月", " months"),
            _ => ("年", " years"),
        };
        return new(number + ja, number + ja, number + en);
    }

    /// <summary>What people read beside a figure that is not compared with its source; null where it is.</summary>
    public Text? Doubt(DatedRow<decimal> row)
    {
        if (row.Confidence is Confidence.Confirmed) return null;
        var several = Unit is Unit.Yen ? new Text("額", "お金", "the amounts") : new Text("数字", "すうじ", "the figures");
        var (said, title) = (IsNamed ? several : Say(row.Value), Title);
        if (row.Confidence is Confidence.General)
            return new($"{title.Ja}の{said.Ja}は、一般に知られている数字です（{row.Source}）。まだ確かめていません。",
                $"{title.Easy}の {said.Easy}は まだ たしかめて いません。", $"{title.En}: {said.En} is generally known and has not been confirmed yet.");
        return new($"{title.Ja}の{said.Ja}は例です（{row.Source}）。市の決まりとはまだ照らし合わせていません。", $"{title.Easy}の {said.Easy}は 例です。",
            $"{title.En}: {said.En} is an example that has not been confirmed yet.");
    }
}
