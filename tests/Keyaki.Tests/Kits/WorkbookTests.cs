using System.IO.Compression;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Kits;

/// <summary>Excel files as people bring them, and as nobody should.</summary>
public sealed class WorkbookTests
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Heads = """<row r="1"><c r="A1" t="inlineStr"><is><t>番号</t></is></c><c r="B1" t="inlineStr"><is><t>値</t></is></c></row>""";

    static readonly Column[] Two = [new("code", "番号") { Required = true }, new("value", "値")];

    /// <summary>A workbook as Excel writes it, as far as somebody reads it.</summary>
    static byte[] Book(string rows, string shared = "", string styles = "", string book = "", string heads = Heads,
        params (string Name, string Text)[] more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in new[]
            {
                ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\">{(book.Length > 0 ? book
                    : "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets>")}</workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + Related(1, "worksheet", "worksheets/sheet1.xml") + Related(2, "sharedStrings", "sharedStrings.xml")
                    + Related(3, "styles", "styles.xml") + Related(9, "worksheet", "http://example.jp/other.xlsx\" TargetMode=\"External")
                    + "</Relationships>"),
                ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{heads}{rows}</sheetData></worksheet>"),
                ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{shared}</sst>"),
                ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{styles}</styleSheet>"),
            }.Concat(more))
            {
                using var part = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                part.Write(text);
            }
        return bytes.ToArray();
    }

    static string Related(int id, string kind, string target) =>
        $"<Relationship Id=\"rId{id}\" Type=\"{Relations}/{kind}\" Target=\"{target}\"/>";

    static List<TableRow> Read(byte[] book) => [.. Tables.Read("file", new MemoryStream(book), FileBytes.Xlsx, Two)];

    static string Refused(byte[] book) => Assert.Throws<Rule>(() => Read(book)).Sentence;

    /// <summary>What the program reads in a cell.</summary>
    static string Cell(string cell, string shared = "", string styles = "", string book = "") =>
        Read(Book($"""<row r="2"><c r="A2"><v>1</v></c>{cell}</row>""", shared, styles, book))[0].Cells["value"];

    [Theory]
    [InlineData("<c r=\"B2\"><v>12</v></c>", "12"), InlineData("<c r=\"B2\"><v>1200000000000</v></c>", "1200000000000")]
    [InlineData("<c r=\"B2\"><v>0.30000000000000004</v></c>", "0.3"), InlineData("<c r=\"B2\"><v>-1.5E-3</v></c>", "-0.0015")]
    [InlineData("<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>番号x</v></c>", "番号x"), InlineData("<c r=\"B2\"><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r=\"B2\"><f>1+1</f></c>", ""), InlineData("<c r=\"B2\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>00012</t></is></c>", "00012")]
    [InlineData("<c r=\"B2\" t=\"d\"><v>2026-04-01T00:00:00</v></c>", "2026-04-01 00:00:00")]
    [InlineData("<c t=\"inlineStr\"><is><t>場所なし</t></is></c>", "場所なし"), InlineData("<c r=\"C2\"><v>7</v></c>", "")]
    public void エクセルの欄は_数は小数点の余りなしに_文字はそのまま_式は保存された値で読まれる(string cell, string read) => Assert.Equal(read, Cell(cell));

    [Theory]
    [InlineData("<si><t>清瀬</t><rPh sb=\"0\" eb=\"2\"><t>キヨセ</t></rPh></si>", "清瀬")]
    [InlineData("<si><r><t>清瀬</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 花子</t></r><rPh><t>キヨセ</t></rPh></si>", "清瀬 花子")]
    [InlineData("<si><t>一行目_x000D_\n二行目</t></si>", "一行目\n二行目"), InlineData("<si><t/></si>", "")]
    public void 文字の書式とふりがなは_文字に混ざらない(string shared, string read) =>
        Assert.Equal(read, Cell("<c r=\"B2\" t=\"s\"><v>0</v></c>", shared));

    [Theory]
    [InlineData(14, null, "46113", "2026-04-01"), InlineData(57, null, "46113", "2026-04-01")]
    [InlineData(176, "[$-411]ggge\"年\"m\"月\"d\"日\"", "46113", "2026-04-01")]
    [InlineData(176, "m/d;@", "46024", "2026-01-02"), InlineData(22, null, "46113.5", "2026-04-01 12:00:00")]
    [InlineData(176, "[h]:mm", "0.5", "12:00")]
    [InlineData(176, "0000", "12", "0012"), InlineData(176, "#,##0\"年\"", "12", "12"), InlineData(176, "0.00E+00", "12", "12")]
    [InlineData(176, "[Red]#,##0", "12", "12")]
    [InlineData(14, null, "1", "1900-01-01"), InlineData(14, null, "59", "1900-02-28"), InlineData(14, null, "61", "1900-03-01")]
    [InlineData(0, "General", "46113", "46113")]
    public void 日付の書式の数は_和暦の書式でも日付として_ゼロの書式の数は見えるとおりに読まれる(int format, string? code, string value, string read) =>
        Assert.Equal(read, Cell($"<c r=\"B2\" s=\"1\"><v>{value}</v></c>", "",
            (code is null ? "" : $"<numFmts><numFmt numFmtId=\"{format}\" formatCode=\"{code.Replace("\"", "&quot;",
                StringComparison.Ordinal)}\"/></numFmts>")
            + $"<cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"{format}\"/></cellXfs>"));

    [Fact]
    public void 先頭の見えるシートが読まれ_1904年から数えるブックの日付も合い_行の番号はシートの行である()
    {
        const string styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        Assert.Equal("2026-04-01", Cell("<c r=\"B2\" s=\"1\"><v>44651</v></c>", "", styles,
            "<workbookPr date1904=\"1\"/><sheets><sheet name=\"隠\" sheetId=\"2\" state=\"hidden\" r:id=\"rId7\"/>"
            + "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"));
        Assert.Equal([5, 9], Read(Book("<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"6\"/>"
            + "<row r=\"9\"><c r=\"A9\"><v>2</v></c></row>")).Select(r => r.Line));
    }

    [Fact]
    public void 壊れたブック_マクロ_外を指すシート_文書型の宣言は_言葉で断られる()
    {
        Assert.Contains("マクロを含むブックは取り込めません", Refused(Book("", more: ("xl/vbaProject.bin", "x"))), StringComparison.Ordinal);
        var whole = Book("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>");
        foreach (var broken in new[] { whole[..(whole.Length / 2)], Book("<row r=\"2\"><c r=\"A2\"><v>1</v></c>"),
            Book("", book: "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId9\"/></sheets>"), Book("", book: "<sheets/>") })
            Assert.Contains("壊れているか、読めない形", Refused(broken), StringComparison.Ordinal);
        Assert.Contains("見出しのほかに行がありません", Refused(Book("")), StringComparison.Ordinal);
        Assert.Contains("壊れているか", Refused(Book("", shared: "</sst><!DOCTYPE x [<!ENTITY a \"b\">]><sst>")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32_767, false), InlineData(32_768, true)]
    public void 一つの欄は32767字までで_それより長い欄のブックは開かれない(int letters, bool refused)
    {
        var book = Book($"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{new string('a', letters)}</t></is></c></row>");
        if (refused) Assert.Contains("開くと大きすぎます", Refused(book), StringComparison.Ordinal);
        else Assert.Equal(letters, Read(book)[0].Cells["code"].Length);
    }

    [Fact]
    public void 小さく見えて開くと大きいブックは_開ききらずに断られる()
    {
        // Texts of 80 MB that pack to some hundred KB.
        var texts = new StringBuilder().Insert(0, $"<si><t>{new string('a', 1000)}</t></si>", 80_000).ToString();
        var bomb = Book("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>", shared: texts);
        Assert.True(bomb.Length < 1_000_000);
        Assert.Contains("開くと大きすぎます", Refused(bomb), StringComparison.Ordinal);
        var many = Book("", more: [.. Enumerable.Range(0, 1_001).Select(n => ($"x{n}", ""))]);
        Assert.Contains("開くと大きすぎます", Refused(many), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task エクセルのファイルは中身で見分けられ_CSVと同じように取り込まれ_パスワードの付いたものは言葉で断られる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await (await city.Officer("kobayashi")).Open("/office/plan/forms/import");
        await desk.Attach("表のファイル", "様式.csv", Sheet()).Press("読み込んで確かめる");
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        await desk.Press("1行を取り込む");
        Assert.Equal(("0012", new DateOnly(2026, 4, 1)), await city.Read(async db =>
            await db.Set<SealForm>().SingleAsync() is var form ? (form.Code, form.RemovedOn ?? default) : default));
        await desk.Open("/office/plan/forms/import");
        await desk.Attach("表のファイル", "様式.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]).Press("読み込んで確かめる");
        Assert.Contains("パスワードが付いているか、古い形式（.xls）です", desk.Text, StringComparison.Ordinal);
        await desk.Open("/office/plan/forms/import");
        await desk.Attach("表のファイル", "様式.xlsx", [0x50, 0x4B, 3, 4, 0, 0]).Press("読み込んで確かめる");
        Assert.Contains("CSVの表・Excelの表（.xlsx）を選んでください", desk.Text, StringComparison.Ordinal);
    }

    static byte[] Sheet()
    {
        static string Line(int row, params string[] cells) => $"<row r=\"{row}\">{string.Concat(cells)}</row>";
        static string Words(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";
        return Book(Line(3, Words("0012"), Words("転入届"), Words("市民課"), Words("押印をなくせる"), "<c r=\"F3\" s=\"1\"><v>46113</v></c>"),
            styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"57\"/></cellXfs>",
            heads: Line(1, [.. new[] { "番号", "様式名", "担当課", "区分", "押印が残る理由", "押印をなくした日", "備考" }.Select(Words)]));
    }
}
