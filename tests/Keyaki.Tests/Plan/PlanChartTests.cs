using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Keyaki.Tests.Plan;

/// <summary>Schedules and charts as they are drawn: where things stand, and that words can be read.</summary>
public sealed partial class PlanChartTests
{
    static readonly PlanContent Kiyose = PlanContent.Read(KiyoseTests.Plan(), [])
        ?? throw new InvalidOperationException();
    static readonly DateOnly Today = new(2026, 11, 26);

    [Fact]
    public async Task どの予定も_同じ幅の表で_一つのまっすぐな時間の目盛りに並ぶ()
    {
        var axis = TimeAxis.Of(Kiyose);
        Assert.Single(Enumerable.Range(0, 1500).Select(n => axis.From.Begins.AddDays(n))
            .Select(d => decimal.Round(axis.At(d.AddDays(1)) - axis.At(d), 12)).Distinct());
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var (grids, visitor) = (new HashSet<string>(), city.Visitor());
        foreach (var url in new[] { "/plan/schedule", "/plan/initiatives/6.1.1", "/plan/systems" })
        {
            await visitor.Open(url);
            foreach (var line in visitor.Page.QuerySelectorAll(".gantt .gantt-line"))
                grids.Add(string.Join(' ', line.QuerySelectorAll(".grid").Select(g => g.GetAttribute("x1"))));
            Assert.DoesNotContain(visitor.Page.QuerySelectorAll("th"), th => string.IsNullOrWhiteSpace(th.TextContent));
        }
        Assert.Single(grids);
        // A bar of the current half year ends where the next begins, and a milestone stands on its day.
        var row = $"{GanttLine.Draw(axis, new GanttRow("x") { Marks = [new Milestone { Label = "x", At = "2025-12-22" }] }.Over(new(2025, false), new(2025, false)), Today)}";
        Assert.Contains($"x=\"{axis.At(new(2025, 12, 22)) * 100:0.###}%\"", row, StringComparison.Ordinal);
        Assert.Contains($"x=\"{axis.At(new(2025, 4, 1)) * 100:0.###}%\" width=\"{(axis.At(new(2025, 10, 1)) - axis.At(new(2025, 4, 1))) * 100:0.###}%\"", row, StringComparison.Ordinal);
    }

    [Fact]
    public void 冊子の節目は_どのページでも言葉の下地に塗りつぶされない()
    {
        var version = new PlanVersion { Id = Guid.Empty, Number = 1, Name = "x", OpenedAt = default };
        version.Adopt(null, default);
        var file = PlanPaper.Print(new PaperFonts(), new(version, Kiyose, Today, [.. Kiyose.Targets.Select(t => Series.Of(t, [], null))]));
        using var document = PdfReader.Open(new MemoryStream(file.Pdf), PdfDocumentOpenMode.Import);
        var (marks, hidden) = (0, new List<string>());
        for (var page = 0; page < document.PageCount; page++)
        {
            var (filled, corners, shapes, areas) =
                ("", new List<(double X, double Y)>(), new List<(double X, double Y)>(), new List<(double, double, double, double)>());
            foreach (var op in Operator().Matches(string.Join('\n', Streams(document.Pages[page])))
                .Select(m => m.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                if (op[^1] == "rg") filled = string.Join(' ', op[..^1]);
                else if (op[^1] == "m") corners = [(Number(op[0]), Number(op[1]))];
                else if (op[^1] == "l") corners.Add((Number(op[0]), Number(op[1])));
                else if (op[^1] is "B" or "B*" && corners.Count == 3) shapes.Add((corners.Average(c => c.X), corners.Average(c => c.Y)));
                else if (op[^1] == "re" && filled == "1 1 1")
                    foreach (var (x, y) in shapes.Where(s => Inside(s.X, Number(op[0]), Number(op[2]))
                        && Inside(s.Y, Number(op[1]), Number(op[3])))) hidden.Add($"{page + 1}: {x} {y}");
            }
            marks += shapes.Count;
        }
        Assert.True(marks > 60, $"{marks}");
        Assert.Empty(hidden);

        static bool Inside(double at, double from, double span) => at > Math.Min(from, from + span) && at < Math.Max(from, from + span);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(14)]
    public void 図の言葉は_線とも互いとも重ならず_絵からはみ出さない(int months)
    {
        var told = 0;
        foreach (var target in Kiyose.Targets)
        {
            var counted = months == 0 ? null : new Measurement(new Nothing(), Standing.Current, null, null, null,
                [.. Enumerable.Range(0, months).Select(n => Month.Of(new DateOnly(2026, 11, 1).AddMonths(n + 1 - months)))
                    .Select((m, n) => new MonthValue(m, 12345 + n * 40, new Dictionary<string, long>()))]);
            var series = Series.Of(target, [], counted);
            var drawn = $"{LineChart.Draw(series, Kiyose.Book.From, Kiyose.Book.To)}";
            if (drawn.Length > 0) told += Read(target.Code, drawn, LineChart.Size);
            if (counted is not null) Read(target.Code, $"{MonthChart.Draw(series, MonthRow.Of(series, Today))}", MonthChart.Size);
        }
        Assert.True(told > 60, $"{told}");
        Read("costs", $"{CostBars.Draw([new Sum("令和8年度", new Yen(1_234_567_890), null), new Sum("令和9年度", new Yen(234_567_890), new Yen(1_134_567_890))])}", CostBars.Size);
    }

    [Fact]
    public void 見込みは_12か月そろった年度が二つになるまで_まだ早いと言う()
    {
        Series Ratio(int months) => Series.Of(new Target { Code = "x", Title = "割合", Unit = "%", Points = [] }, [],
            new Measurement(new Nothing(), Standing.Current, null, null, null,
            [.. Enumerable.Range(0, months)
                .Select(n => new MonthValue(Month.Of(new DateOnly(2025, 4, 1).AddMonths(n)), 40 + n, new Dictionary<string, long>()))]));
        Assert.True(Ratio(14).TooEarly(2030)); // one whole year, and two months of the next
        Assert.Null(Ratio(14).Forecast(2030));
        Assert.NotNull(Ratio(24).Forecast(2030));
        Assert.False(Ratio(24).TooEarly(2030));
        Assert.False(Series.Of(new Target { Code = "x", Title = "割合", Unit = "%", Points = [] }, [], null).TooEarly(2030));
    }

    [Fact]
    public void 見込みには_幅と_出し方の一文がある()
    {
        var three = Forecast.Of([(2023, 100m), (2024, 110m), (2025, 140m)], 2026, ratio: false);
        Assert.Equal((157m, 150m, 170m), (three?.Value, three?.Low, three?.High));
        Assert.Contains("一番小さかった年と、一番大きかった年", three?.Words, StringComparison.Ordinal);
        var two = Forecast.Of([(2024, 100m), (2025, 110m)], 2027, ratio: false);
        Assert.Equal((130m, 120m, 140m), (two?.Value, two?.Low, two?.High));
        Assert.Contains("半分のときと1.5倍", two?.Words, StringComparison.Ordinal);
        var target = new Target { Code = "x", Title = "件数", Unit = "件", Points = [Actual("2024", 100), Actual("2025", 110)] };
        Assert.Contains("class=\"band\"", $"{LineChart.Draw(Series.Of(target, [], null), 2022, 2027)}", StringComparison.Ordinal);

        static Point Actual(string period, decimal value) =>
            new() { Kind = "actual", Period = period, Value = value, Text = "", Source = "" };
    }

    /// <summary>How many words a drawing has, each of which is held against its lines, points and other words.</summary>
    static int Read(string of, string svg, double size)
    {
        var drawing = XElement.Parse(svg);
        var frame = (drawing.Attribute("viewBox")?.Value ?? "").Split(' ').Select(Number).ToList();
        var words = drawing.Descendants("text").Select(t => (Says: t.Value, Box: BoxOf(t, size))).ToList();
        Assert.All(words, w => Assert.True(w.Box.Left >= 0 && w.Box.Right <= frame[2] && w.Box.Top >= 0
            && w.Box.Bottom <= frame[3], $"{of} {w.Says}: {w.Box}"));
        foreach (var (i, one) in words.Index())
        {
            foreach (var other in words.Skip(i + 1))
                Assert.False(one.Box.Left < other.Box.Right && other.Box.Left < one.Box.Right && one.Box.Top < other.Box.Bottom
                && other.Box.Top < one.Box.Bottom, $"{of}: {one.Says} / {other.Says}");
            foreach (var line in Traced(drawing))
                Assert.False(line.Zip(line.Skip(1))
                .Any(l => Between(l.First, l.Second).Any(p => p.X > one.Box.Left && p.X < one.Box.Right && p.Y > one.Box.Top
                && p.Y < one.Box.Bottom)), $"{of}: {one.Says} crosses a line");
        }
        return words.Count;
    }

    // Letters stand on their line: 0.8 of the size above it, 0.1 below.
    static (double Left, double Top, double Right, double Bottom) BoxOf(XElement text, double size)
    {
        var (x, y, wide) = (Number(text.Attribute("x")?.Value), Number(text.Attribute("y")?.Value), text.Value.EnumerateRunes()
            .Sum(r => r.Value < 0x2000 ? 0.6 : 1) * size);
        var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - wide / 2, "end" => x - wide, _ => x };
        return (left, y - size * 0.8, left + wide, y + size * 0.1);
    }

    static IEnumerable<List<(double X, double Y)>> Traced(XElement drawing) =>
        drawing.Descendants("polyline").Select(l => (l.Attribute("points")?.Value ?? "").Split(' ').Select(p => p.Split(','))
            .Select(p => (Number(p[0]), Number(p[1]))).ToList())
            .Concat(drawing.Descendants("line").Where(l => l.Attribute("class")?.Value == "seam")
                .Select(l => new List<(double, double)> { (Number(l.Attribute("x1")?.Value), Number(l.Attribute("y1")?.Value)),
                (Number(l.Attribute("x2")?.Value), Number(l.Attribute("y2")?.Value)) }));

    static IEnumerable<(double X, double Y)> Between((double X, double Y) from, (double X, double Y) to) =>
        Enumerable.Range(0, 201).Select(n => n / 200.0).Select(t => (from.X + (to.X - from.X) * t, from.Y + (to.Y - from.Y) * t));

    static IEnumerable<string> Streams(PdfPage page) => Enumerable.Range(0, page.Contents.Elements.Count)
        .Select(n => Encoding.Latin1.GetString(page.Contents.Elements.GetDictionary(n)?.Stream?.UnfilteredValue ?? []));

    static double Number(string? text) => double.Parse(text ?? "", CultureInfo.InvariantCulture);

    // The operators that set a filling and draw paths; numbers, then the letters.
    [GeneratedRegex(@"(?<![\w.-])(?:-?[\d.]+ +){2}[ml](?!\w)|(?<![\w.-])(?:-?[\d.]+ +){3}rg(?!\w)|(?<![\w.-])(?:-?[\d.]+ +){4}re(?!\w)|(?<=\s)B\*?(?!\w)")]
    private static partial Regex Operator();

    sealed class Nothing : IMeasure
    {
        public string Code => "nothing";
        public string Label => "計測";
        public string Unit => "件";
        public string Explained => "";
        public IReadOnlyCollection<string> Reads => [];
        public IEnumerable<Mark> Count(Happened entry) => [];
    }
}
