using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Tests.Rules;

namespace Keyaki.Tests.Plan;

/// <summary>The rules of the plan: what it may hold, how figures become series, and where a line goes on.</summary>
public sealed class PlanRuleTests
{
    static readonly PlanContent Kiyose = Read();

    static PlanContent Read()
    {
        var faults = new List<Fault>();
        var content = PlanContent.Read(KiyoseTests.Plan(), faults);
        Assert.Empty(faults);
        return content ?? throw new InvalidOperationException();
    }

    static IEnumerable<string> Broken(Initiative i) => PlanRules.Broken(i, Kiyose.Book, Kiyose.Initiatives.Select(x => x.Code)
        .ToHashSet(), Kiyose.Book.Goals.Select(g => g.Code).ToHashSet()).Select(b => b.Sentence);
    static IEnumerable<string> Broken(Target t) => PlanRules.Broken(t, Kiyose.Initiatives.Select(x => x.Code)
        .ToHashSet(), Kiyose.Book.Goals.Select(g => g.Code).ToHashSet()).Select(b => b.Sentence);

    static Initiative One => Kiyose.Initiatives[0];

    [Fact]
    public void 実際の計画には_19の事業と_33のシステムと_前の計画の21の結果がある() =>
        Assert.Equal((19, 33, 21, 4), (Kiyose.Initiatives.Count, Kiyose.Systems.Count, Kiyose.Former.Count, Kiyose.Book.Goals.Count));

    [Fact]
    public void 計画の期間の外の線は置けない() =>
        Assert.Contains(Broken(One with { Bars = [new Bar { Label = "早すぎる線", From = new(2021, false), To = new(2022, false) }] }),
            s => s.Contains("計画の期間", StringComparison.Ordinal));

    [Fact]
    public void 始まりが終わりより後の線は置けない() =>
        Assert.Contains(Broken(One with { Bars = [new Bar { Label = "逆の線", From = new(2025, true), To = new(2024, false) }] }),
            s => s.Contains("終わりより後", StringComparison.Ordinal));

    [Fact]
    public void 同じ節目は2つ置けない() =>
        Assert.Contains(Broken(One with
        {
            Milestones = [new Milestone { Label = "稼働", At = "2025-12" },
            new Milestone { Label = "稼働", At = "2025-12" }]
        }), s => s.Contains("2つあります", StringComparison.Ordinal));

    [Fact]
    public void 単位のない目標は作れない() =>
        Assert.Contains(Broken(Kiyose.Targets[0] with { Unit = "" }), s => s.Contains("単位", StringComparison.Ordinal));

    [Fact]
    public void 知らない事業の目標は作れない() =>
        Assert.Contains(Broken(Kiyose.Targets[0] with { Initiative = "9.9.9" }), s => s.Contains("9.9.9", StringComparison.Ordinal));

    [Fact]
    public void 綴りの間違いは_場所とともに言われる()
    {
        var files = KiyoseTests.Plan();
        files["plan/targets.json"] = files["plan/targets.json"].Replace("\"unit\"", "\"unitt\"", StringComparison.Ordinal);
        var faults = new List<Fault>();
        Assert.Null(PlanContent.Read(files, faults));
        Assert.Contains(faults, f => f.File == "plan/targets.json" && f.Message.Length > 0);
    }

    [Theory]
    [InlineData(new[] { 2017, 3139, 2020, 6165 }, 2026, 12217)] // 3年で3,026件増えたので、6年でその2倍
    [InlineData(new[] { 2020, 100, 2021, 50 }, 2026, 0)] // 0より下には行かない
    public void 見込みは_知られた年度を直線で延ばす(int[] known, int to, int value) =>
        Assert.Equal(value, Forecast.Of([.. known.Chunk(2).Select(k => (k[0], (decimal)k[1]))], to, ratio: false)?.Value);

    [Fact]
    public void 割合の見込みは100を超えない() =>
        Assert.Equal(100, Forecast.Of([(2023, 50m), (2024, 90m)], 2026, ratio: true)?.Value);

    [Fact]
    public void 一つの年度だけでは_見込みを言わない() =>
        Assert.Null(Forecast.Of([(2020, 6165m)], 2026, ratio: false));

    [Fact]
    public void 計測が始まると_入力した数字に代わり_境目が見える()
    {
        var target = new Target
        {
            Code = "x", Title = "件数", Unit = "件",
            Points = [new Point { Kind = "actual", Period = "2024", Value = 10, Text = "10件", Source = "4.1" }]
        };
        var entry = Checked("2026-04", 7);
        var series = Series.Of(target, [entry, Checked("2026-05", 8)],
            new Measurement(new Tens(), Standing.Current, null, null, null,
            [new(new(202605), 9, new Dictionary<string, long>()), new(new(202606), null, new Dictionary<string, long>())]));
        Assert.Equal([("2024", 10m, Origin.Plan), ("2026-04", 7m, Origin.Entered), ("2026-05", 9m, Origin.Measured)],
            series.Reached.Select(r => (r.Period, r.Value, r.Origin)));
        Assert.Equal("2026-05", series.Seam);
    }

    [Fact]
    public void 月ごとの図は_手入力と計測の境目と_分からない月を見せる()
    {
        var target = new Target { Code = "x", Title = "件数", Unit = "件", Points = [] };
        var series = Series.Of(target, [Checked("2026-04", 7)],
            new Measurement(new Tens(), Standing.Current, null, null, null,
            [new(new(202605), 9, new Dictionary<string, long>()), new(new(202607), 0, new Dictionary<string, long>())]));
        var months = MonthRow.Of(series, new(2026, 7, 10));
        Assert.Equal((24, "2025-04", "2027-03", 13),
            (months.Months.Count, $"{months.Months[0].Month}", $"{months.Months[^1].Month}", months.Seam(series)));
        Assert.Equal(["2026-04", "2026-05", "2026-07"], months.Months.Where(m => m.Reached is not null).Select(m => $"{m.Month}"));
        Assert.Equal("2026-07", $"{Assert.Single(months.Months, m => m.Runs).Month}");
        var drawn = $"{MonthChart.Draw(series, months)}";
        Assert.Contains("← 手入力　ここから自動計測", drawn, StringComparison.Ordinal);
        var measured = Series.Of(target, [],
            new Measurement(new Tens(), Standing.Current, null, null, null, [new(new(202605), 9, new Dictionary<string, long>())]));
        Assert.DoesNotContain("手入力", $"{MonthChart.Draw(measured, MonthRow.Of(measured, new(2026, 7, 10)))}", StringComparison.Ordinal);
        Assert.Equal(3, drawn.Split("url(#by-hand)").Length - 1);
        Assert.Contains("令和8年7月（途中）は0件。", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("令和8年6月", drawn, StringComparison.Ordinal);
        Assert.Equal([("令和8年度（3か月分）", 16m, "計測（自動計測と手入力）")], series.Measured());
        Assert.True(MonthRow.Of(Series.Of(target, [], null), new(2026, 7, 10)).IsEmpty);
    }

    [Fact]
    public void 終わっていない年度は_線でつながず_見込みの元にもしない()
    {
        var target = new Target
        {
            Code = "x", Title = "件数", Unit = "件",
            Points = [new Point { Kind = "actual", Period = "2023", Value = 100, Text = "", Source = "" },
            new Point { Kind = "actual", Period = "2024", Value = 110, Text = "", Source = "" }]
        };
        var plot = Plot.Of(Series.Of(target, [Checked("2025-04", 3)], null), 2022, 2026);
        Assert.Equal([2023, 2024], plot?.Whole.Select(y => y.Year.Year) ?? []);
        Assert.Equal((3, 130m), (plot?.Count, plot?.Forecast?.Value));
    }

    [Fact]
    public void 確認されていない数字は_数えない()
    {
        var entry = new Entry
        {
            Id = Guid.Empty, Target = "x", Period = "2026-04", Value = 7, Source = "台帳", By = Guid.Empty,
            At = default
        };
        Assert.Empty(Series.Of(new Target { Code = "x", Title = "件数", Unit = "件", Points = [] }, [entry], null).Reached);
    }

    [Fact]
    public void 自分が入れた数字は_自分では確認できない()
    {
        var me = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        var entry = new Entry { Id = Guid.Empty, Target = "x", Period = "2026-04", Value = 7, Source = "台帳", By = me, At = default };
        Assert.Throws<Rule>(() => entry.Check(me, true, null, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void 契約の終わりが18か月以内で_検討の予定がないシステムは_知らされる()
    {
        var system = Kiyose.Systems.Single(s => s.Number == 13); // 令和9年9月まで
        Assert.Null(system.Warning(new(2026, 3, 1)));
        Assert.Contains("検討", system.Warning(new(2026, 11, 26)) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void 契約の終わりを知らせるのは_暦でちょうど18か月前の日からである()
    {
        var system = Kiyose.Systems.Single(s => s.Number == 13); // 令和9年9月30日まで
        Assert.Equal(new(2027, 9, 30), system.ContractEnd);
        Assert.Null(system.Warning(new(2026, 3, 29)));
        Assert.Contains("18か月", system.Warning(new(2026, 3, 30)) ?? "", StringComparison.Ordinal);
    }

    sealed class Tens : IMeasure
    {
        public string Code => "tens";
        public string Label => "計測";
        public string Unit => "件";
        public string Explained => "";
        public IReadOnlyCollection<string> Reads => [];
        public IEnumerable<Mark> Count(Happened entry) => [];
    }

    static Entry Checked(string period, decimal value)
    {
        var entry = new Entry
        {
            Id = Guid.Empty, Target = "x", Period = period, Value = value, Source = "台帳", By = Guid.Empty,
            At = default
        };
        entry.Check(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), true, null, DateTimeOffset.UnixEpoch);
        return entry;
    }
}
