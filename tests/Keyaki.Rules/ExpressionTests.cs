using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class ExpressionTests
{
    private static readonly Names Known = new(
        new Dictionary<string, AnswerType>
        {
            ["birth"] = new(ValueKind.Date),
            ["sex"] = new(ValueKind.Text) { Options = ["female", "male"] },
            ["price"] = new(ValueKind.Number),
            ["other"] = new(ValueKind.Number),
            ["agreed"] = new(ValueKind.Flag),
            ["include"] = new(ValueKind.Many) { Options = ["relation", "origin"] },
            ["device"] = new(ValueKind.Text)
            {
                Options = ["bin", "dryer"],
                Data = new Dictionary<string, ValueKind> { ["limit"] = ValueKind.Number }
            },
            ["items"] = new(ValueKind.Rows)
            {
                Row = new Dictionary<string, AnswerType>
                {
                    ["item"] = new(ValueKind.Text)
                    {
                        Options = ["chair"],
                        Data = new Dictionary<string, ValueKind> { ["fee"] = ValueKind.Number }
                    },
                    ["count"] = new(ValueKind.Number),
                },
            },
        },
        new Dictionary<string, ValueKind> { ["today"] = ValueKind.Date });

    private static readonly Facts Nothing = new(new Dictionary<string, Value> { ["@today"] = Value.Of(new DateOnly(2026, 11, 23)) });

    [Theory]
    [InlineData("""[">=", ["age-by-birthday","$birth",["fiscal-year-end"]], 40]""", "1987-03-31", true)]
    [InlineData("""[">=", ["age-by-birthday","$birth",["fiscal-year-end"]], 40]""", "1987-04-01", false)]
    [InlineData("""[">=", ["age-in-law","$birth",["fiscal-year-end"]], 40]""", "1987-04-01", true)]
    [InlineData("""[">=", ["age-in-law","$birth",["fiscal-year-end"]], 40]""", "1987-04-02", false)]
    [InlineData("""["=", ["age-by-birthday","$birth","2026-11-23"], 42]""", "1984-02-29", true)]
    [InlineData("""["=", ["age-in-law","$birth","2027-02-28"], 43]""", "1984-02-29", true)]
    [InlineData("""["=", ["age-by-birthday","$birth","2027-02-28"], 42]""", "1984-02-29", true)]
    [InlineData("""["<", ["age-in-law","$birth","2026-11-23"], 0]""", "2026-11-24", true)]
    [InlineData("""["=", ["days-between","$birth","2026-11-23"], 1]""", "2026-11-22", true)]
    [InlineData("""["=", ["year-of",["fiscal-year-end","$birth"]], 2027]""", "2026-04-01", true)]
    [InlineData("""["in", "$birth", "2026-04-01", "2026-04-02"]""", "2026-04-02", true)]
    public void 生年月日から条件を判定する(string json, string birth, bool holds)
    {
        var facts = Nothing.With("birth", Value.Of(DateOnly.Parse(birth, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(holds, Read(json).Holds(facts));
    }

    [Fact]
    public void 補助金は百円未満を切り捨てて限度額まで()
    {
        var subsidy = Read("""["min", ["floor-to", ["*", "$price", 0.5], 100], "$device:limit"]""");
        var facts = Nothing.With("device:limit", Value.Of(20_000m));
        Assert.Equal(12_300m, subsidy.Evaluate(facts.With("price", Value.Of(24_799m))).Number);
        Assert.Equal(20_000m, subsidy.Evaluate(facts.With("price", Value.Of(98_000m))).Number);
        Assert.Equal(["device", "price"], subsidy.Reads);
    }

    [Fact]
    public void 繰り返しの行を合計し書きかけの行は数えない()
    {
        var fee = Read("""["sum", "$items", ["*", "$.item:fee", "$.count"]]""");
        IFacts chairs = new Facts(new Dictionary<string, Value> { ["item:fee"] = Value.Of(500m), ["count"] = Value.Of(3m) });
        IFacts halfWritten = new Facts(new Dictionary<string, Value> { ["item:fee"] = Value.Of(800m) });
        Assert.Equal(1_500m, fee.Evaluate(Nothing.With("items", Value.Of([chairs, halfWritten]))).Number);
        Assert.Equal(0m, fee.Evaluate(Nothing).Number);
        Assert.Equal(2m, Read("""["count","$items"]""").Evaluate(Nothing.With("items", Value.Of([chairs, halfWritten]))).Number);
    }

    [Fact]
    public void 答えがなければ比較は偽で空は真()
    {
        Assert.False(Read("""["=", "$sex", "female"]""").Holds(Nothing));
        Assert.False(Read("""["!=", "$sex", "female"]""").Holds(Nothing));
        Assert.False(Read("""["<", "$price", 100]""").Holds(Nothing));
        Assert.False(Read("""[">=", "$price", 100]""").Holds(Nothing));
        Assert.True(Read("""["empty", "$sex"]""").Holds(Nothing));
        Assert.True(Read("""["+", "$price", 1]""").Evaluate(Nothing).IsMissing);
        Assert.Equal(7m, Read("""["max", "$price", 7]""").Evaluate(Nothing).Number);
    }

    [Fact]
    public void 分からない答えは結論が決まるときだけ結論になる()
    {
        var facts = Nothing.With("sex", Value.Unknown);
        Assert.True(Read("""["=", "$sex", "female"]""").Evaluate(facts).IsUnknown);
        Assert.Equal(Value.Of(false), Read("""["and", ["=", "$sex", "female"], ["=", "$price", 1]]""").Evaluate(facts));
        Assert.Equal(Value.Of(true), Read("""["or", ["=", "$sex", "female"], ["empty", "$price"]]""").Evaluate(facts));
        Assert.True(Read("""["not", ["=", "$sex", "female"]]""").Evaluate(facts).IsUnknown);
    }

    [Fact]
    public void いくつも選ぶ答えは含むかどうかを調べる()
    {
        var facts = Nothing.With("include", Value.Of(["relation"]));
        Assert.True(Read("""["in", "$include", "relation"]""").Holds(facts));
        Assert.False(Read("""["in", "$include", "origin"]""").Holds(facts));
    }

    [Fact]
    public void 数えきれない金額は落ちずに無しになる() =>
        Assert.True(Read("""["*", "$price", "$price"]""").Evaluate(Nothing.With("price", Value.Of(decimal.MaxValue))).IsMissing);

    [Theory]
    [InlineData("""["exceeds", 1, 2]""", "pages[2].when[0]", "演算はありません")]
    [InlineData("""["not", true, false]""", "pages[2].when", "2個です")]
    [InlineData("""["and", ["=", "$nobody", 1]]""", "pages[2].when[1][1]", "質問はありません")]
    [InlineData("""["=", "@weather", 1]""", "pages[2].when[1]", "値はありません")]
    [InlineData("""["=", "$device:colour", 1]""", "pages[2].when[1]", "「colour」はありません")]
    [InlineData("""["=", "$sex", "femail"]""", "pages[2].when[2]", "選択肢はありません")]
    [InlineData("""["in", "$include", "relation", "number"]""", "pages[2].when[3]", "選択肢はありません")]
    [InlineData("""[">", "$birth", 40]""", "pages[2].when", "日付と数は比べられません")]
    [InlineData("""["and", "$price"]""", "pages[2].when[1]", "条件が要ります")]
    [InlineData("""[">", ["sum", "$items", "$.item"], 0]""", "pages[2].when[1][2]", "数が要ります")]
    [InlineData("""["=", "$.count", 1]""", "pages[2].when[1]", "sum の中")]
    [InlineData("""["+", 1, 2]""", "pages[2].when", "条件")]
    [InlineData("""{"op":"and"}""", "pages[2].when", "書きます")]
    [InlineData("""[]""", "pages[2].when[0]", "演算はありません")]
    public void 間違った式は場所を添えて断る(string json, string path, string message)
    {
        var faults = new Faults("procedures/test.json");
        Assert.Null(Expression.ParseCondition(Json(json), "pages[2].when", Known, faults));
        var fault = Assert.Single(faults.All);
        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void 間違いは一つずつでなくすべて知らせる()
    {
        var faults = new Faults("procedures/test.json");
        Assert.Null(Expression.ParseCondition(Json("""["or", ["=", "$a", 1], ["=", "$b", 1]]"""), "when", Known, faults));
        Assert.Equal(["when[1][1]", "when[2][1]"], faults.All.Select(f => f.Path));
    }

    [Fact]
    public void ドモルガンの法則が成り立つ() => Prop.ForAll(Conditions().ToArbitrary(), Answers().ToArbitrary(), (pair, facts) =>
    {
        var (a, b) = pair;
        return Read($"""["not", ["and", {a}, {b}]]""").Evaluate(facts) == Read($"""["or", ["not", {a}], ["not", {b}]]""").Evaluate(facts)
            && Read($"""["not", ["or", {a}, {b}]]""").Evaluate(facts) == Read($"""["and", ["not", {a}], ["not", {b}]]""").Evaluate(facts);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 比較はちょうど一つだけ成り立ち答えがなければどれも成り立たない() => Prop.ForAll(Answers().ToArbitrary(), facts =>
    {
        var holding = new[] { "<", "=", ">" }.Count(op => Read($"""["{op}", "$price", "$other"]""").Holds(facts));
        var missing = facts.Answer("price").IsMissing || facts.Answer("other").IsMissing;
        var unknown = facts.Answer("price").IsUnknown || facts.Answer("other").IsUnknown;
        return holding == (missing || unknown ? 0 : 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 同じ答えなら何度評価しても同じ() => Prop.ForAll(Conditions().ToArbitrary(), Answers().ToArbitrary(), (pair, facts) =>
        Read(pair.Item1).Evaluate(facts) == Read(pair.Item1).Evaluate(facts)).QuickCheckThrowOnFailure();

    [Fact]
    public void 言葉がなければ日本語に戻りそう知らせる()
    {
        var text = new Text("申請する", "もうしこむ");
        Assert.Equal(new Text.Said("もうしこむ", "ja", false), text.In("easy"));
        Assert.Equal(new Text.Said("申請する", "ja", true), text.In("en"));
        Assert.Equal(new Text.Said("申請する", "ja", false), text.In("ja"));
    }

    private static Gen<(string, string)> Conditions()
    {
        var leaf = Gen.Elements("true", "false", "\"$agreed\"", """["empty","$price"]""", """["<","$price","$other"]""",
            """["=","$sex","female"]""", """["!=","$sex","male"]""");
        Gen<string> Grow(int size) => size <= 0 ? leaf : Gen.OneOf(
            leaf,
            from op in Gen.Elements("and", "or") from a in Grow(size / 2) from b in Grow(size / 2) select $"""["{op}", {a}, {b}]""",
            from a in Grow(size - 1) select $"""["not", {a}]""");
        var one = Gen.Sized(size => Grow(Math.Min(size, 12)));
        return from a in one from b in one select (a, b);
    }

    private static Gen<Facts> Answers()
    {
        var number = Gen.OneOf(Gen.Constant(Value.Missing), Gen.Constant(Value.Unknown), Gen.Choose(-2, 2)
            .Select(n => Value.Of((decimal)n)));
        var flag = Gen.Elements(Value.Missing, Value.Unknown, Value.Of(true), Value.Of(false));
        var sex = Gen.Elements(Value.Missing, Value.Unknown, Value.Of("female"), Value.Of("male"));
        return from price in number from other in number from agreed in flag from s in sex
               select Nothing.With("price", price).With("other", other).With("agreed", agreed).With("sex", s);
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static Expression Read(string json)
    {
        var faults = new Faults("test.json");
        var expression = Expression.Parse(Json(json), "", Known, faults);
        Assert.Empty(faults.All);
        return Assert.IsType<Expression>(expression, exactMatch: false);
    }

    /// <summary>Answers by name; `@name` for the surroundings, `name:key` for the data of options.</summary>
    public sealed record Facts(IReadOnlyDictionary<string, Value> Values) : IFacts
    {
        public Value Answer(string name) => Values.GetValueOrDefault(name);
        public Value Context(string name) => Values.GetValueOrDefault("@" + name);
        public Value Data(string name, string key) => Values.GetValueOrDefault($"{name}:{key}");
        public Facts With(string name, Value value) => new(new Dictionary<string, Value>(Values) { [name] = value });
        public override string ToString() => string.Join(", ", Values.Select(v => $"{v.Key}={v.Value}"));
    }
}
