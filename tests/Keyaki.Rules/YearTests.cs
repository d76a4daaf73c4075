using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Tests.Rules;

/// <summary>`keyaki year`: before 1 April one command says what the new fiscal year lacks.</summary>
public sealed class YearTests : IDisposable
{
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-year").FullName;

    public YearTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    async Task<(int Code, string Said)> Ask(params string[] args)
    {
        var said = new StringWriter();
        return (await YearCheck.Run(KiyoseTests.Load(copy), args, said), said.ToString());
    }

    [Fact]
    public async Task 足りない行とファイルが_書く所の名前と一緒に並び_書けば並ばなくなる()
    {
        var (code, said) = await Ask("2025");
        Assert.Equal(0, code);
        Assert.Contains("足りないものはありません", said, StringComparison.Ordinal);

        (code, said) = await Ask("2027");
        Assert.Equal(1, code);
        // The days of 2026 end in March, and those of 2027 follow in April.
        Assert.DoesNotContain("令和9年3月10日で終わり", said, StringComparison.Ordinal);
        Assert.Contains("slots/cancer-screening@2028-03-19.csv\t令和10年3月18日で終わり", said, StringComparison.Ordinal);
        Assert.DoesNotContain("compost-subsidy-budget.json\t令和10年3月31日で終わり", said, StringComparison.Ordinal);
        // What goes on is not lacking, and is to be compared.
        Assert.Contains("rules/tax-certificate-fee.json\t令和8年4月1日から", said, StringComparison.Ordinal);

        (code, said) = await Ask("2028");
        Assert.Equal(1, code);
        Assert.Contains("rules/compost-subsidy-budget.json\t令和10年3月31日で終わり", said, StringComparison.Ordinal);

        var budget = Path.Combine(copy, "rules", "compost-subsidy-budget.json");
        File.WriteAllText(budget, File.ReadAllText(budget).Replace("\"until\": 2027", "\"until\": 2029", StringComparison.Ordinal));
        var calendar = Path.Combine(copy, "calendar.json");
        File.WriteAllText(calendar, File.ReadAllText(calendar)
            .Replace("\"format\": 1,", "\"format\": 1, \"validUntil\": \"2028-12-31\",", StringComparison.Ordinal));
        (code, said) = await Ask("2028");
        Assert.Equal(1, code);
        Assert.DoesNotContain("compost-subsidy-budget.json\t令和10年3月31日で終わり", said, StringComparison.Ordinal);
        Assert.Contains("calendar@2029-01-01.json\t令和10年12月31日で終わり、開庁日の暦の次がありません", said, StringComparison.Ordinal);
        Assert.DoesNotContain("calendar", (await Ask("2027")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 年度でないものには_使い方を言う()
    {
        foreach (var args in new string[][] { [], ["令和9"], ["1999"], ["2027", "2028"] })
        {
            var (code, said) = await Ask(args);
            Assert.Equal(2, code);
            Assert.Contains("keyaki year 2027", said, StringComparison.Ordinal);
        }
    }
}
