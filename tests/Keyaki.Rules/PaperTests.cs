using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class PaperTests
{
    static readonly PaperFonts Fonts = new();

    static readonly DecisionNotice Notice = new()
    {
        Number = "清環発第123号", Date = new(2026, 11, 22), Addressee = "清瀬　花子", SignerTitle = "清瀬市長", SignerName = "（氏名の例）",
        Title = "補助金交付決定通知書",
        Body = ["令和8年11月10日付けで申請のあった生ごみ処理機器購入費補助金について、下記のとおり交付することを決定しましたので通知します。"],
        Items = [("交付決定額", "19,900円")],
        Remedies = ["この決定に不服がある場合は、この決定があったことを知った日の翌日から起算して3か月以内に審査請求をすることができます。"],
    };

    static Certificate Sheet(params string[] names) => new()
    {
        Number = "第1号", Household = [("住所", "東京都清瀬市中里五丁目842番地"), ("世帯主", "清瀬　太郎")],
        Members = [.. names.Select(name => new Certificate.Member([("氏名", name), ("生年月日", "昭和55年5月3日"), ("続柄", "子")]))],
        Date = new(2026, 11, 22), SignerTitle = "清瀬市長", SignerName = "（氏名の例）",
    };

    [Fact]
    public void 通知書の文字を取り出せる()
    {
        var text = Read(Notice.Print(Fonts), "pdftotext", "-layout", "-");
        foreach (var part in new[] { "清環発第123号", "令和8年11月22日", "様", "清瀬市長", "（公印省略）", "補助金交付決定通知書", "記", "19,900円", "（教示）", "1/1" })
            Assert.Contains(part, text);
    }

    [Fact]
    public void 長い文は紙の幅で折り返す()
    {
        var lines = Read(Notice.Print(Fonts), "pdftotext", "-layout", "-").Split('\n').Select(line => line.Trim()).ToList();
        var first = lines.FindIndex(line => line.StartsWith("令和8年11月10日付け", StringComparison.Ordinal));
        Assert.InRange(lines[first].Length, 36, 46);
        Assert.StartsWith("令和8年11月10日付けで申請のあった生ごみ処理機器購入費補助金について、下記のとおり交付することを決定しましたので通知します。",
            string.Concat(lines.Skip(first).Where(line => line != "")));
    }

    [Fact]
    public void 吉野さんもグエンさんも正しい字で出る()
    {
        var names = new[] { "𠮷野", "𠮷田 Nguyễn Thị Ánh", "Đặng Hữu Phước", "龒﨑", "Łukasz Kowalčík", "鷗邉髙" };
        var file = Sheet(names).Print(Fonts);
        Assert.Empty(file.MissingCharacters);
        var text = Read(file, "pdftotext", "-layout", "-");
        Assert.All(names, name => Assert.Contains(name, text));
    }

    [Fact]
    public void 文書は構造を持ち_見出しも段落も表も読む順に読み上げられ_ページ番号は読まれない()
    {
        foreach (var (file, title, words) in new[] { (Notice.Print(Fonts), "補助金交付決定通知書", "交付決定額"),
            (Sheet("清瀬　花子").Print(Fonts), "住民票の写し", "生年月日") })
        {
            Assert.Matches("Tagged: +yes", Read(file, "pdfinfo"));
            var said = Read(file, "pdfinfo", "-struct-text");
            foreach (var kind in new[] { "Document", "H1", "P", "Table", "TR", "TH", "TD" })
                Assert.Matches(new Regex($@"^\s*{kind}\b", RegexOptions.Multiline), said);
            // In the order in which a person reads: number, title, table; and without the foot.
            Assert.True(At(said, title) < At(said, words), said);
            Assert.DoesNotContain("1/1", said);
            Assert.Contains("No syntax or stream encoding errors", Read(file, "qpdf", "--check"));
        }
        static int At(string said, string words) => said.Replace("\"", "").IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? at
            : throw new InvalidOperationException($"「{words}」がありません: {said}");
    }

    [Fact]
    public void ページをまたぐ表は_一つの表として読まれ_繰り返す見出しは一度だけ読まれる()
    {
        var paper = new Paper(Fonts, "表");
        paper.Table([.. Enumerable.Range(0, 60).Select(i => (IReadOnlyList<string>)(i == 0 ? ["番号", "名前"] : [$"{i}番", $"名前{i}"]))],
            [40, 60], headRow: true);
        var file = paper.Finish();
        Assert.True(file.Pages > 1);
        var said = Read(file, "pdfinfo", "-struct-text");
        Assert.Equal(1, Regex.Count(said, @"^\s*Table\b", RegexOptions.Multiline));
        Assert.Equal(60, Regex.Count(said, @"^\s*TR\b", RegexOptions.Multiline));
        Assert.Equal(1, Regex.Count(said, "番号"));
    }

    [Fact]
    public void 厳しい読み手も文書を誤りなく読み_大きな番号の字も写し取れる()
    {
        foreach (var file in new[] { Notice.Print(Fonts), Sheet("清瀬　𪚲子", "𠮷田　太郎", "葛󠄀西").Print(Fonts) })
            Assert.Contains("No syntax or stream encoding errors", Read(file, "qpdf", "--check"));
        Assert.Contains("𪚲子", Read(Sheet("清瀬　𪚲子").Print(Fonts), "pdftotext", "-layout", "-"));
    }

    [Fact]
    public void 分かれた濁点と向きの記号は紙に出ない()
    {
        var text = Read(Sheet("か\u3099く\u202E子").Print(Fonts), "pdftotext", "-layout", "-");
        Assert.Contains("がく子", text);
    }

    [Fact]
    public void フォントは使った字だけを埋め込む()
    {
        var file = Notice.Print(Fonts);
        var fonts = Read(file, "pdffonts").Split('\n').Skip(2).Where(line => line != "").ToList();
        Assert.Equal(2, fonts.Count);
        Assert.All(fonts, line => Assert.Matches(@"^[A-Z]{6}\+BIZ UD.*yes yes yes", line));
        Assert.InRange(file.Pdf.Length, 20_000, 250_000);
    }

    [Fact]
    public void どのフォントにもない字はげたで出して知らせる()
    {
        var file = Sheet("清瀬　\U0002B740子").Print(Fonts);
        Assert.Equal(["U+2B740 \U0002B740"], file.MissingCharacters);
        Assert.Contains("〓", Read(file, "pdftotext", "-layout", "-"));
        Assert.Empty(Sheet("清瀬　花子").Print(Fonts).MissingCharacters);
    }

    [Fact]
    public void 異体字の指定は形が出せないことを知らせる() =>
        Assert.Equal(["U+E0100 (異体字の指定)"], Sheet("葛\U000E0100西").Print(Fonts).MissingCharacters);

    /// <summary>27 MB that never change are compiled into nothing, and copied nowhere but beside the programs that print.</summary>
    [Fact]
    public void フォントはプログラムのそばのファイルで_組み立てるたびに写されない()
    {
        Assert.Equal(5, Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fonts"), "*.ttf").Length);
        Assert.InRange(new FileInfo(typeof(PaperFonts).Assembly.Location).Length, 1, 2_000_000);
    }

    [Fact]
    public void 予備のフォントの置き場が誤っていれば始められない()
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-fonts");
        try
        {
            Assert.Throws<DirectoryNotFoundException>(() => new PaperFonts(Path.Combine(folder.FullName, "none")));
            File.WriteAllBytes(Path.Combine(folder.FullName, "broken.ttf"), [0, 1, 0, 0, 0, 9, 0, 0]);
            Assert.Throws<InvalidDataException>(() => new PaperFonts(folder.FullName));
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public void 予備のフォントにある字は形になる()
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-fonts");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "rare.ttf"), WithRareCharacter(0x30EDE));
            Assert.Equal(["U+30EDE \U00030EDE"], Sheet("清瀬　\U00030EDE子").Print(Fonts).MissingCharacters);
            var file = Sheet("清瀬　\U00030EDE子").Print(new PaperFonts(folder.FullName));
            Assert.Empty(file.MissingCharacters);
            Assert.DoesNotContain("〓", Read(file, "pdftotext", "-layout", "-"));
            Assert.Contains("BIX UD", Read(file, "pdffonts"));
            Assert.DoesNotContain("BIX UD", Read(Sheet("清瀬　花子").Print(new PaperFonts(folder.FullName)), "pdffonts"));
        }
        finally { folder.Delete(recursive: true); }
    }

    /// <summary>The program's Mincho with its last character given to another one: a font as IPAmj明朝 is, without another font in the
    /// repository.</summary>
    static byte[] WithRareCharacter(int character)
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fonts", "BIZUDMincho_400Regular.ttf"));
        int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at, 2));
        int U32(int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at, 4));
        var cmap = U32(Enumerable.Range(0, U16(4)).Select(i => 12 + 16 * i).First(at => file.AsSpan(at, 4).SequenceEqual("cmap"u8)) + 8);
        var full = Enumerable.Range(0, U16(cmap + 2)).Select(i => cmap + U32(cmap + 4 + 8 * i + 4)).First(at => U16(at) == 12);
        var last = full + 16 + 12 * (U32(full + 12) - 1);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(last, 4), character);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(last + 4, 4), character);
        // Its own name, too: the PDF maker knows fonts by it.
        foreach (var name in (byte[][])[[.. "BIZ"u8], [0, (byte)'B', 0, (byte)'I', 0, (byte)'Z']])
            for (int at = 0, next; (next = file.AsSpan(at).IndexOf(name)) >= 0; at += next + name.Length)
                file[at + next + name.Length - 1] = (byte)'X';
        return file;
    }

    [Fact]
    public void 大きな世帯は次の紙に続く()
    {
        var file = Sheet([.. Enumerable.Range(1, 12).Select(i => $"清瀬　{i}子")]).Print(Fonts);
        var pages = Read(file, "pdftotext", "-layout", "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length >= 2);
        Assert.All(pages.Index(), one => Assert.Contains($"{one.Index + 1}/{pages.Length}", one.Item));
        Assert.Contains("相違ないことを証明する", pages[^1]);
        Assert.Contains("住民票の写し", Regex.Replace(pages[0], @"\s", ""));
    }

    [Fact]
    public void 表の頭は次の紙にも立ち_紙より高い行は次の紙に続く()
    {
        var paper = new Paper(Fonts, "表");
        paper.Table([["番号", "内容"], ["1", string.Concat(Enumerable.Repeat("長い内容が続きます。", 400)) + "終わり"], ["2", "短い内容"]],
            [20, Paper.Column - 20], headRow: true);
        var pages = Read(paper.Finish(), "pdftotext", "-layout", "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(pages.Length, 3, 6);
        Assert.All(pages, page => Assert.Contains("番号", page));
        Assert.Contains("終わり", string.Concat(pages));
        Assert.Contains("短い内容", pages[^1]);
    }

    [Fact]
    public void 色の分かれた文も_分かれていない文と同じところで折り返す()
    {
        var paper = new Paper(Fonts, "文");
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), cuts =>
        {
            const string text = "令和7年度から、標準準拠システム（20業務）を入れます。\nRPA and AI-OCR は、年200時間ずつ、使う仕事を広げます。\n\n終わり。";
            var at = cuts.Select(c => c % text.Length).Append(0).Append(text.Length).Distinct().Order().ToList();
            var inked = new Inked([.. at.Zip(at.Skip(1), (from, to) => new Piece(text[from..to], from % 2 == 0))]);
            return paper.Lines(inked, paper.Plain, 60).Select(l => l.Plain)
                .SequenceEqual(paper.Lines(text, paper.Plain, 60).Select(l => l.Plain))
                && paper.Lines(text, paper.Plain, 60).Select(l => l.Plain)
                    .SequenceEqual(Kinsoku.Wrap(text, 60, part => paper.Measure(part, paper.Plain), hanging: true));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void 段落の最後の一行だけが次の紙に残ることはない()
    {
        for (var start = 230.0; start < 275; start += 1)
        {
            var paper = new Paper(Fonts, "段落") { Y = start };
            paper.Text(string.Concat(Enumerable.Repeat("ひとつの段落の文です。", 14)));
            var pages = Read(paper.Finish(), "pdftotext", "-layout", "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(pages, page => Assert.NotEqual(1, page.Split('\n').Count(line => line.Contains("文", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void 同時に作っても壊れない()
    {
        var texts = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8)
            .Select(i => (i, Read(Sheet($"清瀬　{i}子").Print(Fonts), "pdftotext", "-layout", "-"))).ToList();
        Assert.All(texts, one => Assert.Contains($"{one.i}子", one.Item2));
    }

    static string Read(PaperFile file, string tool, params string[] options) => Read(file.Pdf, tool, options);

    /// <summary>What a PDF tool of the system (poppler-utils) says about the file.</summary>
    public static string Read(byte[] pdf, string tool, params string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, pdf);
            var before = options.Where(option => option != "-");
            var start = new ProcessStartInfo(tool, [.. before, path, .. options.Where(option => option == "-")])
            {
                RedirectStandardOutput =
                true, StandardOutputEncoding = System.Text.Encoding.UTF8
            };
            using var process = Process.Start(start) ?? throw new InvalidOperationException(tool);
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return said;
        }
        finally { File.Delete(path); }
    }
}
