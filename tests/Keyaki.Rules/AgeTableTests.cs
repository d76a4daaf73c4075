using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>Every rule of a shipped definition that counts an age, with the days around its limit.</summary>
public sealed class AgeTableTests
{
    static readonly DateOnly Today = new(2026, 11, 28);

    // Age in law at the end of the fiscal year (2027-03-31): who was born on 1 April completes the year on that very day (年齢計算ニ関する法律,
    // 民法143条).
    [Theory]
    [InlineData("cervix", "female", "2007-03-31", true)]
    [InlineData("cervix", "female", "2007-04-01", true)]
    [InlineData("cervix", "female", "2007-04-02", false)]
    [InlineData("breast", "female", "1987-03-31", true)]
    [InlineData("breast", "female", "1987-04-01", true)]
    [InlineData("breast", "female", "1987-04-02", false)]
    [InlineData("lung", "male", "1987-03-31", true)]
    [InlineData("lung", "male", "1987-04-01", true)]
    [InlineData("lung", "male", "1987-04-02", false)]
    [InlineData("colon", "male", "1987-04-01", true)]
    [InlineData("colon", "male", "1987-04-02", false)]
    [InlineData("stomach", "male", "1977-03-31", true)]
    [InlineData("stomach", "male", "1977-04-01", true)]
    [InlineData("stomach", "male", "1977-04-02", false)]
    [InlineData("stomach", "male", "1976-02-29", true)]
    public void 検診は法律の年齢で選べる(string kind, string sex, string birth, bool offered)
    {
        var option = Screening.Find("kind")?.Options.Single(o => o.Code == kind) ?? throw new InvalidOperationException(kind);
        Assert.Equal(offered, option.When?.Holds(Person(birth, sex)));
    }

    [Theory]
    [InlineData("female", "2007-04-01", true)]
    [InlineData("female", "2007-04-02", false)]
    [InlineData("male", "1987-04-01", true)]
    [InlineData("male", "1987-04-02", false)]
    public void 申し込めるかどうかも法律の年齢で決まる(string sex, string birth, bool may) =>
        Assert.Equal(may, Screening.Checks.Where(c => c.About == "birth").All(c => c.Rule.Holds(Person(birth, sex))));

    // 40 and 65 are reached on the day before the birthday (介護保険法9条、年齢計算ニ関スル法律).
    [Theory]
    [InlineData("1986-11-29", true)]
    [InlineData("1986-11-30", false)]
    public void 介護保険は四十歳になった日から申し込める(string birth, bool may) =>
        Assert.All(Care.Where(d => d.Checks.Any(c => c.About == "insuredBirth")), d =>
            Assert.Equal(may, d.Checks.Single(c => c.About == "insuredBirth").Rule.Holds(Insured(birth))));

    [Theory]
    [InlineData("1961-11-29", true)]
    [InlineData("1961-11-30", false)]
    public void 特定疾病でなければ_介護の認定は六十五歳になった日から申し込める(string birth, bool may) =>
        Assert.Equal(may, KiyoseTests.Procedure("care-certification").Definition.Checks.Single(c => c.About == "disease").Rule
            .Holds(Insured(birth)));

    static IEnumerable<Definition> Care => KiyoseTests.Load().Files<Definitions>().All.Select(v => v.Definition)
        .Where(d => d.Department == "kaigo");

    static Known Insured(string birth) => new(new()
    {
        ["insuredBirth"] = Value.Of(DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ["disease"] = Value.Of(false), ["today"] = Value.Of(Today),
    });

    [Fact]
    public void 年齢を数える決まりはすべて_どの年齢かを言い_この表にある()
    {
        var found = KiyoseTests.Load().Files<Definitions>().All.SelectMany(p => Ages(JsonDocument.Parse(p.Version.Json).RootElement)
            .Select(age => $"{p.Code} {age}")).Distinct().Order();
        // Of care insurance each procedure has the same one, from the part that they share.
        Assert.Equal(["cancer-screening age-in-law 20", "cancer-screening age-in-law 40", "cancer-screening age-in-law 50"],
            found.Where(age => !age.StartsWith("care-", StringComparison.Ordinal)));
        Assert.Equal(["40", "65"], found.Where(age => age.StartsWith("care-", StringComparison.Ordinal)).Select(age => age.Split(' ')[^1])
            .Distinct().Order());
    }

    static IEnumerable<string> Ages(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Object) return json.EnumerateObject().SelectMany(p => Ages(p.Value));
        if (json.ValueKind is not JsonValueKind.Array) return [];
        var items = json.EnumerateArray().ToList();
        var own = items is [_, { ValueKind: JsonValueKind.Array } age, { ValueKind: JsonValueKind.Number } limit]
            && age.GetArrayLength() > 0 && age[0] is { ValueKind: JsonValueKind.String } word
            && word.GetString() is { } name && name.StartsWith("age", StringComparison.Ordinal) ? [$"{name} {limit.GetInt32()}"]
                : Array.Empty<string>();
        return own.Concat(items.SelectMany(Ages));
    }

    static Definition Screening { get; } = KiyoseTests.Procedure("cancer-screening").Definition;

    static Known Person(string birth, string sex) => new(new()
    {
        ["birth"] = Value.Of(DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture)), ["sex"] = Value.Of(sex),
        ["today"] = Value.Of(Today),
    });

    sealed class Known(Dictionary<string, Value> values) : IFacts
    {
        public Value Answer(string name) => values.GetValueOrDefault(name);
        public Value Data(string name, string key) => Value.Missing;
        public Value Context(string name) => values.GetValueOrDefault(name);
    }
}
