using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;

namespace Keyaki.Tests.Plan;

/// <summary>The plan as a document of many pages.</summary>
public sealed partial class PlanPaperTests
{
    static readonly PlanContent Kiyose = PlanContent.Read(KiyoseTests.Plan(), [])
        ?? throw new InvalidOperationException();
    static readonly PaperFonts Fonts = new();
    static readonly Lazy<PaperFile> Whole = new(() => PlanPaper.Print(Fonts, Shelf(Kiyose)));

    static Shelf Shelf(PlanContent plan, int number = 1)
    {
        var version = Version(number);
        return new(version, plan, new(2026, 11, 26), [.. plan.Targets.Select(t => Series.Of(t, [], null))]);
    }

    static PlanVersion Version(int number)
    {
        var version = new PlanVersion
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(number)), Number = number,
            Name = number == 1 ? Kiyose.Book.Edition : $"第{number}版", OpenedAt = DateTimeOffset.UnixEpoch
        };
        version.Adopt(null, DateTimeOffset.UnixEpoch);
        return version;
    }

    static PaperFile Against(PlanContent changed, params PlanChange[] changes) =>
        PlanPaper.Print(Fonts, Shelf(changed, 2), new(Version(1), Kiyose, changes));

    [Fact]
    public void 冊子には_どの章も事業も数字もシステムも用語も食い違いもある()
    {
        var text = Raw(Whole.Value);
        IEnumerable<string> all =
        [
            .. Kiyose.Book.Chapters.SelectMany(c => c.Text), .. Kiyose.Book.Goals.SelectMany(g => g.Text), .. Kiyose.Book.Organisation.Text,
            .. Kiyose.Former.SelectMany(f => f.Figures.Append(f.Text)),
            .. Kiyose.Initiatives.SelectMany(i => (string[])[$"{i.Code}{i.Title}", .. i.Situation, .. i.Plan, .. i.After, .. i.Departments,
                .. i.Bars.Select(b => b.Label), .. i.Milestones.Select(m => m.Label), .. i.Figures.Select(f => f.Text)]),
            .. Kiyose.Targets.SelectMany(t => t.Points.Select(p => p.Text).Append(t.Title)),
            .. Kiyose.Systems.SelectMany(s => s.Phases.Select(p => p.Text ?? "").Append(s.Name)),
            .. Kiyose.Terms.SelectMany(t => (string[])[t.Name, t.Text]),
            .. Kiyose.Slips.SelectMany(s => (string[])[s.Where, s.What, s.Shown]), Kiyose.Book.Address, Kiyose.Book.Editor,
        ];
        Assert.DoesNotContain(all, one => !text.Contains(Plain(one), StringComparison.Ordinal));
        Assert.Empty(Whole.Value.MissingCharacters);
    }

    [Fact]
    public void 目次のページに_その見出しがある()
    {
        var pages = Pages(Whole.Value);
        var lines = Contents(pages);
        Assert.True(lines.Count > 45, $"{lines.Count}");
        Assert.DoesNotContain(lines, l => !Plain(pages[l.Page - 1]).Contains(Plain(l.Title), StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Title.StartsWith("6.3.1", StringComparison.Ordinal));
    }

    [Fact]
    public void しおりは_目次と同じ見出しとページを持つ()
    {
        var marks = Html(Whole.Value).Descendants("item")
            .Select(i => (Title: Plain(i.Value), Page: int.Parse(i.Attribute("page")?.Value ?? "", CultureInfo.InvariantCulture))).ToList();
        var lines = Contents(Pages(Whole.Value));
        Assert.Equal(lines.Select(l => l.Page), marks.Select(m => m.Page));
        Assert.All(lines.Zip(marks), both => Assert.Contains(Plain(both.First.Title), both.Second.Title, StringComparison.Ordinal));
    }

    [Fact]
    public void 見出しは_ページの終わりに一つだけ残らない()
    {
        var pages = Pages(Whole.Value);
        var titles = Contents(pages).Select(l => Plain(l.Title)).ToHashSet();
        Assert.DoesNotContain(pages.Skip(3).Select(p => p.Split('\n').Where(l => l.Trim() != "").ToList()), l => l.Count > 1
            && titles.Contains(Plain(l[^2])));
    }

    [Fact]
    public void 冊子の章は_ほとんど空のページを残さない()
    {
        var pages = Pages(Whole.Value);
        var first = Array.FindIndex(pages, p => p.TrimStart().StartsWith("計画のあらまし", StringComparison.Ordinal));
        Assert.DoesNotContain(pages[first..^1], p => p.Split('\n').Count(l => l.Trim() != "") < 10); // the imprint stands alone
    }

    [Fact]
    public void 文字は使った分だけ埋め込まれ_題名と言語がある()
    {
        var fonts = PaperTests.Read(Whole.Value.Pdf, "pdffonts").Split('\n').Skip(2).Where(line => line != "").ToList();
        Assert.InRange(fonts.Count, 2, 4);
        Assert.All(fonts, line => Assert.Matches(@"^[A-Z]{6}\+BIZ UD.*yes yes yes", line));
        Assert.InRange(Whole.Value.Pdf.Length, 200_000, 3_000_000);
        Assert.Contains(Kiyose.Book.Title, PaperTests.Read(Whole.Value.Pdf, "pdfinfo"), StringComparison.Ordinal);
        Assert.Contains("/Lang(ja)", Plain(System.Text.Encoding.Latin1.GetString(Whole.Value.Pdf)), StringComparison.Ordinal);
    }

    [Fact]
    public void 冊子は構造を持ち_章も目次も表も読む順に並び_図は言葉でも言う()
    {
        var pdf = Whole.Value.Pdf;
        Assert.Matches("Tagged: +yes", PaperTests.Read(pdf, "pdfinfo"));
        Assert.Contains("No syntax or stream encoding errors", PaperTests.Read(pdf, "qpdf", "--check"), StringComparison.Ordinal);
        var lines = PaperTests.Read(pdf, "pdfinfo", "-struct").Split('\n').Select(l => l.Trim()).ToList();
        int Count(string kind) => lines.Count(l => l == kind || l.StartsWith(kind + " ", StringComparison.Ordinal));
        Assert.True(Count("H1") > 5 && Count("H2") > 10 && Count("TOCI") > 20 && Count("Table") > 10
            && Count("Figure") > 50, string.Join('\n', lines.Take(60)));
        Assert.True(lines.FindIndex(l => l.StartsWith("TOC", StringComparison.Ordinal)) < lines.FindIndex(l =>
            l.StartsWith("H2", StringComparison.Ordinal)));
        var said = PaperTests.Read(pdf, "pdfinfo", "-struct-text");
        var (cover, contents) = (said.IndexOf(Kiyose.Book.Title, StringComparison.Ordinal), said.IndexOf("TOCI", StringComparison.Ordinal));
        Assert.True(cover >= 0 && cover < contents, said[..2000]);
        // Each picture has words that stand for it.
        Assert.Equal(Count("Figure"), System.Text.Encoding.Latin1.GetString(pdf).Split("/Alt<").Length - 1);
    }

    [Fact]
    public void 同じ内容と比べると_変わったところはない()
    {
        var text = Raw(Against(Kiyose));
        Assert.Contains("変わったところはありません", text, StringComparison.Ordinal);
        Assert.DoesNotContain("【変更】", text[text.IndexOf("計画のあらまし", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void 変わった文は赤い字と印で_消えた文は取り消し線で示され_理由が一覧にある()
    {
        var rpa = Kiyose.Initiatives.Single(i => i.Code == "6.1.4");
        var changed = Kiyose with
        {
            Initiatives = [.. Kiyose.Initiatives.Where(i => i.Code != "6.2.2")
                .Select(i => i.Code == "6.1.4"
                ? rpa with { Plan = [rpa.Plan[0].Replace("令和7年度", "令和9年度", StringComparison.Ordinal), .. rpa.Plan.Skip(1)] } : i)],
            Terms = [.. Kiyose.Terms, new Term("生成AI", "文や絵を新しく作るAIです。")],
        };
        var file = Against(changed, new PlanChange
        {
            Id = Guid.Empty, VersionId = Guid.Empty, Kind = "initiative", Code = "6.1.4",
            Reason = "国の期限が延びたため", By = Guid.Empty, At = default
        });
        var text = Raw(file);
        Assert.Contains("【変更】標準準拠システムが入る令和79年度", Regex.Replace(text, "令和7(年度)?令和9", "令和79")
            .Replace("令和7令和9", "令和79", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var said in new[] { "生成AI【追加】", "【削除】", "この事業は、この版でなくなりました。", "国の期限が延びたため", "変更の一覧" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        var red = Red(file);
        foreach (var said in new[] { "【変更】", "9", "生成AI", "文や絵を新しく作るAIです。" })
            Assert.Contains(red, r => r.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(red, r => r.Contains("オープンデータ伝道師", StringComparison.Ordinal));
        Assert.Empty(Red(Whole.Value));
    }

    [Fact]
    public void 動いた予定は_変更の前の位置とともに示される()
    {
        var one = Kiyose.Initiatives.Single(i => i.Code == "6.1.2");
        var changed = Kiyose with
        {
            Initiatives =
            [.. Kiyose.Initiatives.Select(i => i.Code == "6.1.2"
            ? one with { Milestones = [.. one.Milestones.Select(m => m.At == "2024-10" ? m with { At = "2025-04" } : m)] } : i)]
        };
        var text = Raw(Against(changed));
        Assert.Contains("次期内部情報システムの本稼働【変更】", text, StringComparison.Ordinal);
        Assert.Contains("変更の前令和6年10月", text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 推進計画の冊子は_だれでも読め_変わらないうちは送り直さない(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        using var first = await city.Visitor().Raw("/plan/plan.pdf");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        var pdf = await first.Content.ReadAsByteArrayAsync();
        Assert.Contains("標準準拠システム導入", Plain(PaperTests.Read(pdf, "pdftotext", "-raw", "-")), StringComparison.Ordinal);
        using var again = await city.Visitor().Raw("/plan/plan.pdf");
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(pdf, await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw("/plan/plan.pdf?version=99")).StatusCode);
        Assert.Contains("冊子", (await city.Visitor().Open("/plan")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 確定していない版の冊子は_計画を書く職員だけが読む(string database)
    {
        await using var city = await City.Start(database);
        await city.Turns.Run((_, db, _) =>
        {
            var version = new PlanVersion
            {
                Id = Guid.CreateVersion7(city.Clock.GetUtcNow()), Number = 2, Name = "次の版",
                OpenedAt = city.Clock.GetUtcNow()
            };
            db.Add(version);
            foreach (var item in Library.Items(Kiyose with { Terms = [.. Kiyose.Terms.Skip(1)] }, version.Id, city.Clock)) db.Append(item);
            return Task.FromResult(true);
        });
        foreach (var url in new[] { "/plan/plan.pdf?version=2", "/plan/plan.pdf?against=2" })
            Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw(url)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await (await city.Officer("suzuki")).Raw("/office/plan/plan.pdf?version=2")).StatusCode);
        using var seen = await (await city.Officer("kobayashi")).Raw("/office/plan/plan.pdf?version=2&against=1");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        var text = Plain(PaperTests.Read(await seen.Content.ReadAsByteArrayAsync(), "pdftotext", "-raw", "-"));
        Assert.Contains($"{Plain(Kiyose.Terms[0].Name)}【削除】", text, StringComparison.Ordinal);
        Assert.Contains("【案】", text, StringComparison.Ordinal);
    }

    // The lines of the contents: title and number, on the pages before the first chapter.
    static List<(string Title, int Page)> Contents(string[] pages)
    {
        var found = new List<(string, int)>();
        foreach (var line in pages.Skip(1).TakeWhile(p => !p.TrimStart().StartsWith("計画のあらまし", StringComparison.Ordinal))
            .SelectMany(p => p.Split('\n')).Where(l => !l.Contains('/')))
            if (Line().Match(line) is { Success: true } m)
                found.Add((m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));
        return found;
    }

    static string[] Pages(PaperFile file) =>
        PaperTests.Read(file.Pdf, "pdftotext", "-layout", "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
    static string Raw(PaperFile file) => Plain(Foot().Replace(PaperTests.Read(file.Pdf, "pdftotext", "-raw", "-"), ""));
    static XDocument Html(PaperFile file) =>
        XDocument.Parse(Doctype().Replace(PaperTests.Read(file.Pdf, "pdftohtml", "-xml", "-i", "-stdout", "-q"), ""));

    static List<string> Red(PaperFile file)
    {
        var html = Html(file);
        var fonts = html.Descendants("fontspec").Where(f => f.Attribute("color")?.Value is "#c80000" or "#c70000")
            .Select(f => f.Attribute("id")?.Value).ToHashSet();
        return [.. html.Descendants("text").Where(t => fonts.Contains(t.Attribute("font")?.Value)).Select(t => t.Value)];
    }

    // Blanks and the ends of lines do not count.
    static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^\s*(\S.*?)\s{2,}(\d{1,3})\s*$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^.*\n\d+/\d+$", RegexOptions.Multiline)]
    private static partial Regex Foot();

    [GeneratedRegex("<!DOCTYPE[^>]*>")]
    private static partial Regex Doctype();
}
