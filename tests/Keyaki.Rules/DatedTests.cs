using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>Dated figures: which row counts, what is a fault in a file, and that nothing stands in for a row that is missing.</summary>
public sealed class DatedTests : IDisposable
{
    static readonly DateOnly Begin = new(2026, 4, 1);
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-city").FullName;

    public void Dispose() => Directory.Delete(copy, recursive: true);

    sealed record Row(string From, string? Until, int Value);

    static string Written(string axis, IEnumerable<Row> rows, string unit = "yen", string source = "条例1条") => JsonSerializer.Serialize(new
    {
        format = 1, code = "fee", title = new { ja = "手数料", easy = "お金", en = "Fee" }, axis, unit,
        rows = rows.Select(r => new Dictionary<string, object?>
        {
            ["from"] = At(r.From), ["until"] = At(r.Until), ["value"] = r.Value, ["source"] = source, ["confidence"] = "confirmed",
        }),
    });

    static object? At(string? word) => int.TryParse(word, out var year) ? year : word;

    static (Figure? Figure, IReadOnlyList<Fault> Faults) Read(string json)
    {
        var file = new CityFile("rules/fee.json", json, new("rules/fee.json"));
        return (RuleTables.Read([file]).All.GetValueOrDefault("fee"), file.Faults.All);
    }

    static Figure Good(string axis, params Row[] rows)
    {
        var (figure, faults) = Read(Written(axis, rows));
        Assert.Empty(faults);
        return figure ?? throw new InvalidOperationException();
    }

    [Fact]
    public void 日の表は_次の行の前の日まで数え_最後の行は終わりを言うまで続く()
    {
        var fee = Good("day", new("2026-04-01", null, 300), new("2027-04-01", null, 400));
        Assert.Equal(300, fee.On(new(2027, 3, 31)).Value);
        Assert.Equal(400, fee.On(new(2027, 4, 1)).Value);
        Assert.Equal(400, fee.On(new(2099, 1, 1)).Value);
    }

    [Fact]
    public void 年の表の行は_その年だけのもの()
    {
        var rate = Good("fiscal-year", new("2025", null, 1), new("2026", "2027", 2));
        Assert.Equal((1, 2, 2),
            (rate.In(new FiscalYear(2025)).Value, rate.In(new FiscalYear(2026)).Value, rate.In(new FiscalYear(2027)).Value));
        Assert.Equal(3, Good("income-year", new Row("2026", null, 3)).In(new IncomeYear(2026)).Value);
    }

    [Fact]
    public void ない年を聞かれたら_表と年を言い_最後の行を使わない()
    {
        var missing = Assert.Throws<MissingRule>(() => Good("fiscal-year", new Row("2026", null, 1)).In(new FiscalYear(2027)));
        Assert.Equal("「手数料」の表（fee）に、令和9年度の行がありません。", missing.Message);
        var income = Assert.Throws<MissingRule>(() => Good("income-year", new Row("2025", null, 1)).In(new IncomeYear(2026)));
        Assert.Contains("令和8年分", income.Message, StringComparison.Ordinal);
        var day = Good("day", new Row("2026-04-01", "2027-03-31", 1));
        Assert.Contains("令和9年4月1日", Assert.Throws<MissingRule>(() => day.On(new(2027, 4, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<MissingRule>(() => day.On(new(2026, 3, 31)));
    }

    [Fact]
    public void 軸の違う聞き方はできない() =>
        Assert.Throws<InvalidOperationException>(() => Good("fiscal-year", new Row("2026", null, 1)).On(Begin));

    [Theory]
    [InlineData("2027", null, "rows[1].from")] // すき間
    [InlineData("2025", null, "rows[1].from")] // 重なり
    [InlineData("2026", "2025", "rows[1].until")]
    public void すき間と重なりは_読むときの誤り(string from, string? until, string path) =>
        Assert.Equal(path, Assert.Single(Read(Written("fiscal-year", [new("2025", null, 1), new(from, until, 2)])).Faults).Path);

    [Fact]
    public void 出所がない行と_知らない単位は_読むときの誤り()
    {
        Assert.Equal("rows[0].source", Assert.Single(Read(Written("day", [new("2026-04-01", null, 1)], source: "")).Faults).Path);
        Assert.Equal("unit", Assert.Single(Read(Written("day", [new("2026-04-01", null, 1)], unit: "yeen")).Faults).Path);
        Assert.Equal("rows", Assert.Single(Read(Written("day", [])).Faults).Path);
    }

    /// <summary>Rows by their lengths: how long each lasts, and how long nothing is said before it.</summary>
    static (List<Row> Rows, List<(int From, int Until)> Spans) Laid((int Gap, int Length)[] plan, bool days)
    {
        var (rows, spans, at) = (new List<Row>(), new List<(int, int)>(), days ? Begin.DayNumber : 2026);
        string Say(int n) => days ? $"{DateOnly.FromDayNumber(n):yyyy-MM-dd}" : $"{n}";
        foreach (var (gap, length) in plan)
        {
            var (from, until) = (at + Math.Abs(gap % 3), at + Math.Abs(gap % 3) + Math.Abs(length % 4));
            rows.Add(new(Say(from), Say(until), rows.Count));
            spans.Add((from, until));
            at = until + 1;
        }
        return (rows, spans);
    }

    [Theory, InlineData("day"), InlineData("fiscal-year")]
    public void どの日と年にも_その行があるか_ないと言うかのどちらか(string axis) => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<Tuple<int, int>>>(), ArbMap.Default.ArbFor<int>(), (plan, asked) =>
        {
            var days = axis == "day";
            // Only the first may have a gap before it: inside, a gap is a fault.
            var (rows, spans) = Laid([.. plan.Get.Select((p, i) => (i == 0 ? p.Item1 : 0, p.Item2))], days);
            var (figure, at) = (Good(axis, [.. rows]), (days ? Begin.DayNumber : 2026) - 2 + Math.Abs(asked % 40));
            var expected = spans.FindIndex(s => s.From <= at && at <= s.Until);
            try { return expected == (days ? figure.On(DateOnly.FromDayNumber(at)) : figure.In(new FiscalYear(at))).Value; }
            catch (MissingRule) { return expected < 0; }
        }));

    [Theory, InlineData("day"), InlineData("fiscal-year")]
    public void 表が読めるのは_間にすき間がないときだけ(string axis) => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<Tuple<int, int>>>(), plan =>
        {
            var (rows, _) = Laid([.. plan.Get.Select(p => (p.Item1, p.Item2))], axis == "day");
            return Read(Written(axis, rows)).Faults.Count == plan.Get.Skip(1).Count(p => p.Item1 % 3 != 0);
        }));

    [Fact]
    public void 市と国の表が同じ記号を持てず_知らない表を読む手続は断られる()
    {
        KiyoseTests.CopyTo(copy);
        var fee = Path.Combine(copy, "rules", "resident-record-fee.json");
        File.WriteAllText(Path.Combine(copy, "rules", "letter-postage.json"),
            File.ReadAllText(fee).Replace("resident-record-fee", "letter-postage", StringComparison.Ordinal));
        File.Delete(fee);
        var faults = Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults;
        Assert.Contains(faults, f => (f.File, f.Path) == ("rules/letter-postage.json", "code"));
        Assert.Contains(faults, f => (f.File, f.Path) == ("procedures/resident-record.json", "cost"));
        Assert.Contains(faults, f => f.File == "procedures/resident-record.json" && f.Path == "fee.parts[0].yen[2][1]");
    }

    static (RuleTables Tables, IReadOnlyList<Fault> Faults) Named(string rows)
    {
        var file = new CityFile("rules/fee.json", $$"""
            { "format": 1, "code": "fee", "title": { "ja": "手数料", "easy": "お金", "en": "Fee" }, "axis": "day", "unit": "yen",
              "rows": [{{rows}}] }
            """, new("rules/fee.json"));
        return (RuleTables.Read([file]), file.Faults.All);
    }

    static string Amounts(string from, string values) =>
        $$"""{ "from": "{{from}}", "source": "条例1条", "confidence": "unconfirmed", {{values}} }""";

    [Fact]
    public void 名前の付いた額の表は_名前ごとに日で答え_次の行にない名前はそこで終わる()
    {
        var (tables, faults) = Named(Amounts("2026-04-01", """ "values": { "sofa": 500, "desk": 800 } """) + ","
            + Amounts("2027-04-01", """ "values": { "sofa": 600, "bed": 900 } """));
        Assert.Empty(faults);
        Assert.Equal((500, 600), (tables["fee/sofa"].On(new(2027, 3, 31)).Value, tables["fee/sofa"].On(new(2027, 4, 1)).Value));
        Assert.Equal(800, tables["fee/desk"].On(new(2027, 3, 31)).Value);
        Assert.Throws<MissingRule>(() => tables["fee/desk"].On(new(2027, 4, 1)));
        Assert.Throws<MissingRule>(() => tables["fee/bed"].On(new(2027, 3, 31)));
        Assert.Equal("600円です", tables.Fill(new("{fee/sofa}です"), new(2027, 4, 1)).Ja);
        Assert.Equal((new DateOnly(2026, 4, 1), new(2027, 4, 1)), (tables.Since(new(2027, 3, 31)), tables.Since(new(2027, 4, 1))));
    }

    [Theory]
    [InlineData(""" "values": { "sofa": 500 }, "value": 1 """, "rows[0].value")]
    [InlineData(""" "values": { "sofa": "500" } """, "rows[0].values.sofa")]
    [InlineData(""" "values": {} """, "rows[0].values")]
    [InlineData(""" "source2": "" """, "rows[0].source2")]
    public void 名前の付いた額の表の誤りは_場所とともに言われる(string values, string path) =>
        Assert.Contains(Named(Amounts("2026-04-01", values)).Faults, f => f.Path == path);

    [Fact]
    public void 一つの額と名前の付いた額は_一つの表に混ぜられない() => Assert.Equal("rows", Assert.Single(Named(
        Amounts("2026-04-01", "\"value\": 1") + "," + Amounts("2027-04-01", """ "values": { "sofa": 500 } """)).Faults).Path);

    [Fact]
    public void 粗大ごみの手数料は_日付のある表から取り_その日の額が品目の名前に付き_確かめていないと一度だけ言う()
    {
        KiyoseTests.CopyTo(copy);
        var fee = Path.Combine(copy, "rules", "bulky-waste-fee.json");
        var text = File.ReadAllText(fee);
        var next = text[text.LastIndexOf("{ \"from\"", StringComparison.Ordinal)..text.LastIndexOf(']')].TrimEnd();
        File.WriteAllText(fee, text.Insert(text.LastIndexOf(']'), "," + next.Replace("2026-04-01", "2027-04-01", StringComparison.Ordinal)
            .Replace("\"sofa1\": 500", "\"sofa1\": 700", StringComparison.Ordinal)));
        var definition = KiyoseTests.Load(copy).Files<Keyaki.Procedures.Definitions>().All.OrderBy(v => v.ValidFrom)
            .Last(v => v.Code == "bulky-waste").Definition;
        Keyaki.Procedures.Option Sofa(DateOnly day) => definition.On(day).Questions.SelectMany(q => q.Questions).SelectMany(q => q.Options)
            .Single(o => o.Code == "sofa1");
        Assert.Equal(("ソファー（1人用）：500円", 500m), (Sofa(new(2027, 3, 31)).Label.Ja, Sofa(new(2027, 3, 31)).Data["fee"].Number));
        Assert.Equal(("Sofa, one seat: 700 yen", 700m), (Sofa(new(2027, 4, 1)).Label.En, Sofa(new(2027, 4, 1)).Data["fee"].Number));
        Assert.Same(definition.On(new(2027, 4, 1)), definition.On(new(2027, 9, 30)));
        Assert.Equal("1点300円から2,000円（例）", definition.CostOn(new(2027, 3, 31)).Ja);
        Assert.Single(definition.ExamplesOn(new(2027, 4, 1)), t => t.Ja.StartsWith("粗大ごみ処理手数料の額は例です", StringComparison.Ordinal));
        Assert.Throws<MissingRule>(() => definition.On(new(2025, 3, 31)));
    }

    [Theory]
    [InlineData("[\"row\", \"bulky-waste-fee/sofa9\"]")]
    [InlineData("[\"row\", 5]")]
    [InlineData("[\"sum\", \"bulky-waste-fee/sofa1\"]")]
    public void 品目の額の書き方の誤りは_始めるときに場所とともに言われる(string wrong)
    {
        KiyoseTests.CopyTo(copy);
        var file = Path.Combine(copy, "procedures", "bulky-waste.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"fee\": [\"row\", \"bulky-waste-fee/sofa1\"]", $"\"fee\": {wrong}",
            StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults,
            f => f.File == "procedures/bulky-waste.json" && f.Path.EndsWith("options[0].fee", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-table")] // 知らない表
    [InlineData("resident-record-fee")] // 日ごとの表
    public void 年度の予算は_年度ごとの表でなければ_始めるときに言われる(string table)
    {
        KiyoseTests.CopyTo(copy);
        var file = Path.Combine(copy, "procedures", "compost-subsidy.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"compost-subsidy-budget\"", $"\"{table}\"", StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults,
            f => (f.File, f.Path) == ("procedures/compost-subsidy.json", "budget.table"));
    }

    [Fact]
    public void 住民票の手数料と送料は_日付のある表から取り_確かめていないと言う()
    {
        var definition = KiyoseTests.Procedure("resident-record").Definition;
        Assert.Equal(["letter-postage", "resident-record-fee"], definition.Figures.Select(f => f.Code));
        var day = definition.ValidFrom;
        Assert.Equal("1通300円。郵送は送料110円（例）", definition.CostOn(day).Ja);
        Assert.Equal("300 yen a copy, 110 yen for posting (example)", definition.CostOn(day).En);
        Assert.Contains(definition.ExamplesOn(day), t => t.Ja.StartsWith("住民票の写しの交付手数料の300円は例です", StringComparison.Ordinal));
        Assert.Contains(definition.ExamplesOn(day), t => t.Ja.StartsWith("定形郵便物の郵便料金の110円は、一般に知られている数字です", StringComparison.Ordinal));
    }
}
