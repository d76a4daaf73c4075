using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>窓口の引き出し (つり銭機): where a counter keeps its money.</summary>
/// <param name="Float">つり銭の元金: what lies in it each morning.</param>
/// <param name="Terminal">The name of the terminal beside it, under which the machine's settings have its address; null where there is
/// none.</param>
public sealed record Drawer(string Code, string Title, string Department, Yen Float, string? Terminal);

/// <summary>窓口で売るもの: a fee that a counter takes.</summary>
/// <param name="Price">The table of the city's rules that says how much one is, in yen.</param>
/// <param name="Free">減免: for whom it costs nothing.</param>
public sealed record Good(string Code, Text Title, string Department, string Price, IReadOnlyList<Reduction> Free)
{
    /// <exception cref="MissingRule">nobody has said what it costs on this day.</exception>
    public Yen Costs(DateOnly day, RuleTables rules) => new((long)rules[Price].On(day).Value);
}

/// <summary>減免の理由: why somebody pays nothing, and by which article.</summary>
public sealed record Reduction(string Code, string Title, string Source);

/// <summary>The drawers of a city and what is sold at them, read from `payments/counters.json`.</summary>
public sealed record Counters(IReadOnlyList<Drawer> Drawers, IReadOnlyList<Good> Goods)
{
    public static CityFiles Files { get; } = new CityFiles<Counters>("payments", "counters.json", "payment-counters.json", Read);

    public Drawer? Find(string code) => Drawers.FirstOrDefault(d => d.Code == code);

    static Counters Read(CityReading reading)
    {
        var goods = new List<Good>();
        var drawers = reading.File.Items("drawers", each => Drawer(each, reading.City), d => d.Code, root =>
        {
            foreach (var each in root.List("goods"))
            {
                var good = Good(each, reading.City);
                if (goods.Exists(g => g.Code == good.Code)) each.Fault("code", $"「{good.Code}」が、もうあります。");
                else goods.Add(good);
            }
        }, "goods");
        return new(drawers, goods);
    }

    static Drawer Drawer(Section each, CityProfile city)
    {
        each.Only("code", "title", "department", "float", "terminal");
        var coins = each.NeededWhole("float");
        if (coins < 0) each.Fault("float", "0円以上にしてください。");
        return new(each.Code("code"), each.Word("title"), each.Department(city.Departments), new(coins), each.MaybeWord("terminal"));
    }

    static Good Good(Section each, CityProfile city)
    {
        each.Only("code", "title", "department", "price", "free");
        var price = each.Code("price");
        if (price.Length > 0 && !(city.Rules.All.TryGetValue(price, out var table) && table is { Unit: Unit.Yen, Axis: Axis.Day }))
            each.Fault("price", $"「{price}」という、日ごとの円の表がありません。");
        return new(each.Code("code"), each.Text("title"), each.Department(city.Departments), price,
            [.. each.List("free").Select(Reduction)]);
    }

    static Reduction Reduction(Section each)
    {
        each.Only("code", "title", "source");
        return new(each.Code("code"), each.Word("title"), each.Word("source"));
    }
}
