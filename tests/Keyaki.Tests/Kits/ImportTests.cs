using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Kits;

/// <summary>Tables as people and their programs write them.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("2026-04-01"), InlineData("2026/4/1"), InlineData("2026.4.1"), InlineData("2026年4月1日"), InlineData("R8.4.1")]
    [InlineData("令和8年4月1日"), InlineData("Ｒ８．４．１"), InlineData("令和８年４月１日"), InlineData("2026/4/1 0:00"), InlineData("2026-04-01 00:00:00")]
    public void 日付は_システムが書く形でも人が書く形でも読め_同じ形で保たれる(string typed) =>
        Assert.Equal("2026-04-01", Column.Day("d", "日").Read(typed));

    [Theory]
    [InlineData("○"), InlineData("〇"), InlineData("◯"), InlineData("●")]
    public void 丸はどの丸でも丸である(string typed) => Assert.Equal("○", Column.Mark("m", "印").Read(typed));

    [Theory]
    [InlineData("×"), InlineData("✕"), InlineData("x"), InlineData("X"), InlineData("ｘ"), InlineData("☓")]
    public void ばつはどのばつでもばつである(string typed) => Assert.Equal("×", Column.Mark("m", "印").Read(typed));

    [Fact]
    public void 読めないものは打ったまま残り_何が違うかが言われる()
    {
        foreach (var (column, typed) in new[] { (Column.Day("d", "日"), "4月ごろ"), (Column.Mark("m", "印"), "△"),
            (Column.Day("d", "日"), "2026-02-30") })
        {
            Assert.Equal(typed, column.Read(typed));
            Assert.NotNull(column.Fault(column.Read(typed)));
        }
        var department = new Column("d", "課") { Choices = ["市民課", "DX推進課"] };
        Assert.Equal("DX推進課", department.Read("ＤＸ 推進課"));
        Assert.Equal("環境", department.Read("環境"));
    }

    [Fact]
    public void 表計算のUnicodeテキストも読める()
    {
        const string text = "番号\t名前\nA-1\t清瀬 花子\n";
        foreach (var encoding in new Encoding[] { new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Equal(text, CsvText.Decode([.. encoding.Preamble, .. encoding.GetBytes(text)]));
        Assert.Throws<Rule>(() => CsvText.Decode([0xFF, 0xFE, 0x00, 0xD8]));
    }

    [Theory]
    [InlineData("00123", "123"), InlineData("1-2", "1月2日"), InlineData("1-2", "2026/1/2"), InlineData("01-02", "2-Jan"),
    InlineData("1-2", "Jan-2")]
    [InlineData("００１", "1"), InlineData("P-1", "Ｐ－１")]
    public void 表計算が変えてしまう番号は_元の番号と同じ鍵になる(string code, string became) => Assert.Equal(Spoilt.Of(code), Spoilt.Of(became));

    [Fact]
    public void 違う番号の鍵は違う()
    {
        string[] codes = ["P-1", "P-2", "1-2", "2-1", "12", "120", "A", "6.1.1"];
        Assert.Equal(codes.Length, codes.Select(Spoilt.Of).Distinct().Count());
    }

    const string Heads = "番号,様式名,担当課,区分,押印が残る理由,押印をなくした日,備考";

    [Theory, BothDatabases]
    public async Task 先頭の0が消えた番号の行は_新しい行にならず同じ行として示され_一度に直して取り込める(string database)
    {
        await using var city = await City.Start(database);
        var desk = await city.Officer("kobayashi");
        await Bring(Heads + "\n0012,転入届,市民課,押印をなくせる,,,\n1-2,犬の届,環境課,押印をなくせる,,R8.4.1,\n");
        await desk.Press("2行を取り込む");
        await Bring(Heads + "\n12,転入の届,市民課,押印をなくせる,,,\n1月2日,犬の登録の届,環境課,押印をなくせる,,2026/4/1,\n");
        Assert.Contains("一覧の「0012」のことではありませんか", desk.Text, StringComparison.Ordinal);
        Assert.Contains("直すところのある行（2行）", desk.Text, StringComparison.Ordinal);
        await desk.Press("2行を、示された番号に直す");
        Assert.Contains("取り込める行（2行）", desk.Text, StringComparison.Ordinal);
        await desk.Press("2行を取り込む");
        Assert.Equal([("0012", "転入の届", null), ("1-2", "犬の登録の届", new DateOnly(2026, 4, 1))], await Forms());
        // Twice is once: the same table again changes nothing.
        await Bring(Heads + "\n0012,転入の届,市民課,押印をなくせる,,,\n1-2,犬の登録の届,環境課,押印をなくせる,,令和8年4月1日,\n");
        Assert.Contains("すでに同じ内容で入っています", desk.Text, StringComparison.Ordinal);
        await desk.Press("2行を取り込む");
        Assert.Equal([2L, 2L], await city.Read(db => db.Set<SealForm>().Select(f => f.Version).ToListAsync()));

        async Task Bring(string csv)
        {
            await desk.Open("/office/plan/forms/import");
            await desk.Fill("表計算から写した表", csv).Press("読み込んで確かめる");
        }

        async Task<IEnumerable<(string, string, DateOnly?)>> Forms() => (await city.Read(db => db.Set<SealForm>().OrderBy(f => f.Code)
            .Select(f => new { f.Code, f.Name, f.RemovedOn }).ToListAsync())).Select(f => (f.Code, f.Name, f.RemovedOn));
    }

    [Theory, BothDatabases]
    public async Task ほかの部屋の一覧は_この部屋の入口からは開かない(string database)
    {
        await using var city = await City.Start(database);
        var desk = await city.Officer("kobayashi");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await desk.Open("/office/plan/nothing/import")).Status);
    }
}
