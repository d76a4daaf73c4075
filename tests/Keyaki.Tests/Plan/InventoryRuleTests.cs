using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Keyaki.Tests.Plan;

/// <summary>The rules of the inventories: one formula, tables as they are typed, and scenarios that travel.</summary>
public sealed class InventoryRuleTests
{
    static readonly Gen<decimal> Minutes = from tenths in Gen.Choose(0, 100_000) select tenths / 10m;

    [Fact]
    public void 減らした時間は_前と後の差に回数を掛けたもので_回数を分けて足しても同じになる() =>
        Prop.ForAll((from b in Minutes from a in Minutes from n in Gen.Choose(0, 10_000) from m in Gen.Choose(0, 10_000) select (b, a, n,
            m)).ToArbitrary(), x =>
            Saving.Of(x.b, x.a, x.n + x.m) == Saving.Of(x.b, x.a, x.n) + Saving.Of(x.b, x.a, x.m)
                && Saving.Of(x.b, x.a, x.n) == -Saving.Of(x.a, x.b, x.n) && Saving.Of(x.b, x.b, x.n) == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void 分からない数があれば_減らした時間も分からない()
    {
        Assert.Equal(5m, Saving.Hours(20, 5, 20));
        Assert.Null(Saving.Hours(null, 5, 20));
        Assert.Null(Saving.Hours(20, null, 20));
        Assert.Null(Saving.Hours(20, 5, null));
    }

    static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932) ?? throw new InvalidOperationException();
    static readonly Column[] Two = [new("code", "番号") { Required = true }, Column.Number("count", "件数")];

    static IReadOnlyList<TableRow> Read(string text) => Read(Encoding.UTF8.GetBytes(text));
    static IReadOnlyList<TableRow> Read(byte[] bytes) => [.. Tables.Read("text", new MemoryStream(bytes), FileBytes.Csv, Two)];

    [Fact]
    public void 表は_UTF8でもシフトJISでもタブ区切りでも読め_行の番号はファイルの行である()
    {
        const string text = "件数,番号,メモ\r\n\"1,200\",A-1,\"二行\nの文\"\r\n\r\n,B-2,\r\n";
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            ShiftJis.GetBytes(text) })
            Assert.Equal([(2, "A-1", "1,200"), (5, "B-2", "")], Read(bytes)
                .Select(r => (r.Line, r.Cells["code"], r.Cells["count"])));
        Assert.Equal("A-1", Read("番号\t件数\nA-1\t3\n")[0].Cells["code"]);
        Assert.Equal("-5", Read("番号,件数\nA-1,'-5\n")[0].Cells["count"]);
    }

    [Theory]
    [InlineData("=1+1"), InlineData("-5"), InlineData("@A"), InlineData("二行\nの文"), InlineData("\"引用\""), InlineData("a,b")]
    public void 出した表は_式に見える欄も_そのまま読み戻せる(string cell) =>
        Assert.Equal(cell, Read(
        ((FileContentHttpResult)Spreadsheet.File("t.csv", [["番号", "件数"], [cell, "1"]])).FileContents.ToArray())[0].Cells["code"]);

    [Theory]
    [InlineData("件数\n1\n", "「番号」という列がありません"), InlineData("番号,件数\n", "見出しのほかに行がありません"), InlineData("番号,番号\n1,2\n", "「番号」という列が2つ")]
    public void 読めない表は_どこを直すかが言われる(string text, string said) =>
        Assert.Contains(said, Assert.Throws<Rule>(() => Read(text)).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("１,２００", null), InlineData("たくさん", "数として読めません"), InlineData("-1", "0から"), InlineData("1.5", "整数")]
    public void 数の欄は_全角でもカンマがあっても読め_数でないものは言葉で断られる(string cell, string? said)
    {
        var fault = Two[1].Fault(cell);
        if (said is null) Assert.Null(fault);
        else Assert.Contains(said, fault ?? "", StringComparison.Ordinal);
    }

    static SealForm Form(SealGroup group, string? reason = null, DateOnly? removed = null) =>
        new()
        {
            Id = Guid.Empty, Code = "1", Name = "様式", Department = "shimin", Group = group, Reason = reason, RemovedOn = removed,
            Version = 1
        };

    [Fact]
    public void 押印が残る様式には理由が要り_なくした日はなくせる様式にだけ書ける()
    {
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal(["reason"], SealForm.Wrongs(Form(SealGroup.Kept), today).Select(w => w.Column));
        Assert.Empty(SealForm.Wrongs(Form(SealGroup.Kept, "契約書のため"), today));
        Assert.Equal(["removedOn"], SealForm.Wrongs(Form(SealGroup.Other, removed: today), today).Select(w => w.Column));
        Assert.Equal(["removedOn"], SealForm.Wrongs(Form(SealGroup.Removable, removed: today.AddDays(1)), today).Select(w => w.Column));
        Assert.Empty(SealForm.Wrongs(Form(SealGroup.Removable, removed: today), today));
    }

    static readonly Scenario Given = new(Scenario.Now, "ほかの市", Guid.Parse("0198c0de-0000-7000-8000-000000000001"), "振替の入力", "rpa",
        "口座振替の入力", "1. 開く\n2. 写す", 12.5m, 1.5m, "計った");

    [Fact]
    public void シナリオは_書いて読めば同じものになる() =>
        Prop.ForAll((from b in Minutes from a in Minutes from kind in Gen.Elements("rpa",
            "ai-ocr") from steps in Gen.Elements<string?>(null, "手順\n\"引用\"", "=1+1") select Given
            with
            { Before = b, After = a, Kind = kind, Steps = steps }).ToArbitrary(),
            s => Scenario.Read("text", s.Write()) == s).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("{", "読めません"), InlineData("[]", "読めません"), InlineData("\"before\": 12.5|\"before\": -1", "0から100000まで"),
        InlineData("keyaki-robot-1|keyaki-robot-9", "扱えません"), InlineData("\"kind\": \"rpa\"|\"kind\": \"robot\"", "rpa か ai-ocr"),
        InlineData("\"name\"|\"nmae\"", "読めません")]
    public void 壊れたシナリオは_言葉で断られる(string change, string said)
    {
        var json = change.Split('|') is [var from, var to] ? Given.Write().Replace(from, to, StringComparison.Ordinal) : change;
        Assert.Contains(said, Assert.Throws<Rule>(() => Scenario.Read("text", json)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ロボットの時間は_動いた月に入り_直したときは差だけが足される()
    {
        var (measure, sums) = (new RobotHours(), new Sums());
        Happened Noted(string on, long seconds) => new(RobotHours.Noted.Code, new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), ActorKind.Officer,
            "office", "dx", new Dictionary<string, string> { ["kind"] = "rpa", ["on"] = on, ["times"] = "1", ["seconds"] = $"{seconds}" });
        foreach (var entry in new[] { Noted("2026-03-01", 7200), Noted("2026-10-01", 3600), Noted("2026-10-01", -1800) })
            sums.Count(measure, entry);
        Assert.Equal([("2026-03", 7200L), ("2026-10", 1800L)], sums.Values.OrderBy(v => v.Key.Month)
            .Select(v => (v.Key.Month.ToString(), v.Value)));
        Assert.Equal(2.5m, measure.Value(new Dictionary<string, long> { ["rpa"] = 9000 }));
    }

    [Fact]
    public void 実行の秒は_分の式と合う() =>
        Prop.ForAll((from b in Minutes from a in Minutes from n in Gen.Choose(0, 10_000) select (b, a, n)).ToArbitrary(), x =>
        {
            var run = new RobotRun
            {
                Id = Guid.Empty, RobotId = Guid.Empty, Month = 202610, Times = x.n, Before = x.b, After = x.a,
                By = Guid.Empty, At = default
            };
            return run.Seconds == Saving.Of(x.b, x.a, x.n) * 60;
        }).QuickCheckThrowOnFailure();
}
