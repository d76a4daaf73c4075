using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

public sealed class 専決規程の規則
{
    static readonly CityProfile City = KiyoseTests.Load();
    static readonly IDelegation Table = City.Files<IDelegation>();
    static readonly DateOnly Day = new(2026, 11, 24);

    static string Said(Matter matter) => Table.Route(matter, Day) is var route
        ? $"{route.Class} {string.Join(' ', route.Steps.Select(s => $"{s.Kind}:{s.Post}"))}" : "";

    [Theory]
    [InlineData("contract", 499_999, "課長専決 Review:kankyo-kakaricho Decide:kankyo-kacho")]
    [InlineData("contract", 500_000, "部長専決 Review:kankyo-kakaricho Review:kankyo-kacho Concur:zaisei-kacho Decide:kankyo-bucho")]
    [InlineData("contract", 9_999_999, "部長専決 Review:kankyo-kakaricho Review:kankyo-kacho Concur:zaisei-kacho Decide:kankyo-bucho")]
    [InlineData("slip", 999_999, "係長専決 Decide:kankyo-kakaricho")]
    [InlineData("slip", 1_000_000, "課長専決 Review:kankyo-kakaricho Vet:kaikei-kakaricho Decide:kankyo-kacho")]
    public void 決裁区分と経路は行為の種類と金額で決まる(string act, long sum, string route) =>
        Assert.Equal(route, Said(new(act, "kankyo", new Yen(sum))));

    [Fact]
    public void 同じ行がどの課にもその課の職で効く() => Assert.Equal("dx-kacho", Table.Route(new("permission", "dx"), Day).Decider);

    [Fact]
    public void 重要なものは一つ上の区分が決裁し_そのための行があればその行に従う()
    {
        Assert.Equal("部長専決", Table.Route(new("permission", "kankyo") { Important = true }, Day).Class);
        Assert.Equal("副市長専決", Table.Route(new("guideline", "kankyo") { Disputed = true }, Day).Class);
        Assert.Equal("市長決裁", Table.Route(new("policy", "kankyo") { Precedent = true }, Day).Class);
        Assert.Equal("市長決裁", Table.Route(new("ordinance", "kankyo") { Unusual = true }, Day).Class);
    }

    [Fact]
    public void 合議が調わないときは課の上の職まで上がる() =>
        Assert.Equal([new(StepKind.Decide, "fuku-shicho")],
            Table.Route(new("contract", "kankyo", new Yen(600_000)), Day).Superior);

    [Fact]
    public void 表にない種類と_金額の要る種類の金額のない案件は断る()
    {
        Assert.Contains("専決規程の表にありません", Assert.Throws<Rule>(() => Table.Route(new("moon", "kankyo"), Day)).Sentence);
        Assert.Contains("金額を入れてください", Assert.Throws<Rule>(() => Table.Route(new("contract", "kankyo"), Day)).Sentence);
    }

    [Theory]
    [InlineData("{ \"act\": \"permission\", \"class\": \"kacho\", \"article\": \"別表第1の2（例）\" },", "", "acts[1]", "行が rows にありません")]
    [InlineData("\"atLeast\": 500000, \"below\": 3000000", "\"atLeast\": 600000, \"below\": 3000000",
        "acts[2]", "500,000円からの行が rows にありません")]
    [InlineData("\"vet\": [\"somu-kakaricho\"], \"article\": \"別表第1の9", "\"vet\": [\"somu-kakarichou\"], \"article\": \"別表第1の9",
        "rows[11].vet[0]", "この市の設定にありません")]
    [InlineData("\"decides\": \"*-bucho\"", "\"decides\": \"*-bocho\"", "classes[3].decides", "この市の設定にありません")]
    [InlineData("{ \"act\": \"plain\", \"class\": \"kakaricho\"", "{ \"act\": \"plain\", \"below\": 5, \"class\": \"kakaricho\"",
        "rows[6].act", "金額で分けません")]
    public void 表の誤りは開く前に場所とともに言われる(string right, string wrong, string path, string message)
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-table-").FullName;
        try
        {
            KiyoseTests.CopyTo(folder);
            var file = Path.Combine(folder, "approvals", "delegation.json");
            var text = File.ReadAllText(file);
            Assert.Contains(right, text, StringComparison.Ordinal);
            File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));
            var faults = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(folder)).Faults;
            Assert.Contains(faults, f => f.File == "approvals/delegation.json" && f.Path == path
                && f.Message.Contains(message, StringComparison.Ordinal));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void 決裁する権限のない職が専決規程にあると_開く前に言われる()
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-table-").FullName;
        try
        {
            KiyoseTests.CopyTo(folder);
            var file = Path.Combine(folder, "powers.json");
            var (text, right) = (File.ReadAllText(file), "回ってきた起案を決裁する\", \"posts\": [\"*-shuji\", ");
            Assert.Contains(right, text, StringComparison.Ordinal);
            var without = right.Replace("\"*-shuji\", ", "", StringComparison.Ordinal);
            File.WriteAllText(file, text.Replace(right, without, StringComparison.Ordinal));
            var faults = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(folder)).Faults;
            Assert.Equal(["classes[0].decides", "proxies[3].second", "proxies[4].first"],
                faults.Where(f => f.Message.Contains("決裁する権限", StringComparison.Ordinal)).Select(f => f.Path));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
