using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Procedures;

namespace Keyaki.Tests.Rules;

/// <summary>Several versions of one thing side by side: which one counts on a day.</summary>
public sealed class EditionTests : IDisposable
{
    sealed record Version(string Code, DateOnly From, DateOnly? Until = null);

    static readonly DateOnly Spring = new(2027, 4, 1);
    readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("keyaki-city");

    public void Dispose() => copy.Delete(recursive: true);

    static Editions<Version> Of(params Version[] all) => new(all, v => v.Code, v => v.From, v => v.Until);

    static readonly Editions<Version> Two = Of(new("a", Spring), new("a", new(2026, 4, 1)), new("b", Spring));

    [Fact]
    public void 次の版の前の日までは今の版が数えられる() => Assert.Equal(new(2026, 4, 1), Two.On("a", Spring.AddDays(-1))?.From);

    [Fact]
    public void 次の版はその日から数えられる() => Assert.Equal(Spring, Two.On("a", Spring)?.From);

    [Fact]
    public void まだ始まっていないものはない()
    {
        Assert.Null(Two.On("b", Spring.AddDays(-1)));
        Assert.Equal(["a"], Two.On(Spring.AddDays(-1)).Select(v => v.Code));
        Assert.Equal(["a", "b"], Two.On(Spring).Select(v => v.Code));
    }

    [Fact]
    public void 終わりの日は数えられ_次の日からは前の版にも戻らない()
    {
        var ended = Of(new("a", new(2025, 4, 1)), new("a", new(2026, 4, 1), new DateOnly(2027, 3, 31)));
        Assert.Equal(new(2026, 4, 1), ended.On("a", new(2027, 3, 31))?.From);
        Assert.Null(ended.On("a", Spring));
        Assert.Equal(new(2026, 4, 1), ended.Known("a", Spring)?.From);
    }

    [Fact]
    public void 職員が知っているのは_数えられているもの_最後に数えられたもの_これから始まるもの()
    {
        Assert.Equal(Spring, Two.Known("b", new(2026, 1, 1))?.From);
        Assert.Null(Two.Known("c", Spring));
    }

    [Fact]
    public void どの日にも_数えられるのは始まった中で一番新しいものだけ() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<int, int?>[]>(), ArbMap.Default.ArbFor<int>(), (versions, day) =>
        {
            DateOnly On(int n) => Spring.AddDays(n % 50);
            var all = versions.DistinctBy(v => On(v.Item1)).Select(v => new Version("a", On(v.Item1), v.Item2 is { } last
                ? On(v.Item1).AddDays(Math.Abs(last % 50)) : null)).ToArray();
            var newest = all.Where(v => v.From <= On(day)).MaxBy(v => v.From);
            return Of(all).On("a", On(day)) == (newest is { Until: { } until } && until < On(day) ? null : newest);
        }));

    [Theory]
    [InlineData("bulky-waste@2027-04-01.json", "2027-04-01", null, "")]
    [InlineData("bulky-waste@2027-04-01.json", "2027-05-01", null, "validFrom")] // 名前の日と違う
    [InlineData("bulky@2027-04-01.json", "2027-04-01", null, "code")] // 名前の記号と違う
    [InlineData("bulky-waste@2026-04-01.json", "2026-04-01", null, "validFrom")] // 同じ日の版がもうある
    [InlineData("bulky-waste@2027-04-01.json", "2027-04-01", "2027-03-31", "validUntil")] // 始まる前に終わる
    public void 次の版のファイルは_名前と日を確かめて読む(string name, string from, string? until, string fault)
    {
        KiyoseTests.CopyTo(copy.FullName);
        var first = File.ReadAllText(Path.Combine(copy.FullName, "procedures", "bulky-waste.json"));
        var began = KiyoseTests.Procedure("bulky-waste").ValidFrom;
        File.WriteAllText(Path.Combine(copy.FullName, "procedures", name), first.Replace($"\"validFrom\": \"{began:yyyy-MM-dd}\"",
            $"\"validFrom\": \"{from}\"" + (until is null ? "" : $", \"validUntil\": \"{until}\""), StringComparison.Ordinal));
        if (fault.Length == 0)
        {
            Assert.Equal(3, KiyoseTests.Load(copy.FullName).Files<Definitions>().All.Count(v => v.Code == "bulky-waste"));
            return;
        }
        var broken = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy.FullName));
        Assert.Equal(($"procedures/{name}", fault), (Assert.Single(broken.Faults).File, broken.Faults[0].Path));
    }

    [Fact]
    public void 枠の表も_次の版の前の日までは今の表が数えられる()
    {
        KiyoseTests.CopyTo(copy.FullName);
        var slots = Path.Combine(copy.FullName, "slots");
        var change = new DateOnly(2027, 4, 5); // a Monday, as the day of the first town
        File.WriteAllText(Path.Combine(slots, $"bulky-waste@{change:yyyy-MM-dd}.csv"),
            File.ReadAllText(Path.Combine(slots, "bulky-waste.csv")).Replace(",30,", ",12,", StringComparison.Ordinal));
        var table = KiyoseTests.Load(copy.FullName).Files<SlotTables>().All["bulky-waste"];
        Assert.Equal([(change.AddDays(-7), 30), (change, 12)],
            table.Offered("下宿一丁目", change.AddDays(-8), change.AddDays(1), _ => true).Select(s => (s.Day, s.Places)));
    }

    [Theory]
    [InlineData("2027-04-01", null)]
    [InlineData("2027-04-02", "2027-03-10")]
    public void 枠の表は_年度のあいだか次の四月一日に次の版があれば_終わらない(string next, string? end)
    {
        KiyoseTests.CopyTo(copy.FullName);
        var slots = Path.Combine(copy.FullName, "slots");
        File.Move(Path.Combine(slots, "cancer-screening@2027-04-01.csv"), Path.Combine(slots, $"cancer-screening@{next}.csv"), true);
        Assert.Equal(end is null ? null : DateOnly.Parse(end, CultureInfo.InvariantCulture),
            KiyoseTests.Load(copy.FullName).Editions.First(e => e.File == "slots/cancer-screening.csv").Until);
    }

    [Fact]
    public void 枠の表の名前の日は_日付でなければならない()
    {
        KiyoseTests.CopyTo(copy.FullName);
        var slots = Path.Combine(copy.FullName, "slots");
        File.Copy(Path.Combine(slots, "bulky-waste.csv"), Path.Combine(slots, "bulky-waste@spring.csv"));
        Assert.Equal("slots/bulky-waste@spring.csv", Assert.Single(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy.FullName)).Faults).File);
    }

    [Fact]
    public void 部屋のファイルの誤りも_真ん中のファイルの誤りと一度に知らせる()
    {
        KiyoseTests.CopyTo(copy.FullName);
        string[] files = ["calendar.json", "documents/record-classes.json", "plan/targets.json", "procedures/compost-subsidy.json"];
        foreach (var file in files) File.AppendAllText(Path.Combine(copy.FullName, file), "}");
        var broken = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy.FullName));
        Assert.Equal(files, broken.Faults.Select(f => f.File).Distinct().Order(StringComparer.Ordinal));
    }
}
