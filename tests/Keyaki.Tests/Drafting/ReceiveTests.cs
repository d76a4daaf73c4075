using System.Net;
using System.Text;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InDrafting;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>収受: by hand, from a folder of mails, from scanned papers; and what cannot be opened is held.</summary>
public sealed class ReceiveTests
{
    static readonly byte[] Pdf = "%PDF-1.4\npaper\n%%EOF"u8.ToArray();

    internal static string Mail(string subject, string text, string? attached = null, byte[]? bytes = null) => $"""
        From: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("東京都環境局"))}?= <kankyo@metro.example>
        To: uketsuke@kiyose.example.jp
        Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=
        Date: Mon, 23 Nov 2026 09:00:00 +0900
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}
        {(attached is null ? "" : Part(attached, bytes ?? Pdf))}
        --b--
        """;

    static string Part(string name, byte[] bytes) => $"--b\nContent-Type: application/pdf\nContent-Disposition: attachment; "
        + $"filename*=utf-8''{Uri.EscapeDataString(name)}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(bytes)}";

    internal static (string Mails, string Scans, Dictionary<string, string?> Settings) Folders()
    {
        var root = Directory.CreateTempSubdirectory("keyaki-watch-").FullName;
        var (mails, scans) = (Directory.CreateDirectory(Path.Combine(root, "mails")).FullName,
            Directory.CreateDirectory(Path.Combine(root, "scans")).FullName);
        return (mails, scans, new()
        { [WatchFolders.Mails] = mails, [WatchFolders.Scans] = scans, [WatchFolders.Settling] = "-100000000" });
    }

    internal static Task Watch(City city) => city.Services.GetRequiredService<WatchFolders>().Round(default);

    internal static async Task<Visitor> Stamp(Visitor officer, string department = "環境課") =>
        await officer.Fill("担当する課", department).Fill("文書分類", "庶務一般").Press("収受する");

    [Theory, BothDatabases]
    public async Task 窓口で収受すると番号と日付が付き_担当を決めると本人の仕事になり_起案できる(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open(ReceiveByHand.Url);
        await suzuki.Fill("件名", "廃棄物の調査について").Fill("差出人", "東京都環境局").Fill("先方の文書番号", "8環資第12号")
            .Attach("ファイル 1/ファイル", "調査票.pdf", Pdf).Fill("文書分類", "粗大ごみ収集の申込").Press("収受する");
        Assert.Equal("廃棄物の調査について", suzuki.Heading);
        var url = suzuki.Path;
        var received = await city.Read(db => db.Set<Received>().SingleAsync());
        Assert.Contains(received.Number, suzuki.Page.QuerySelector(".stamp")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("yamamoto")).Open(url)).Status);
        // 供覧 opens it to whom it was shown, in any department, to read and for nothing else.
        await (await suzuki.Open(CirculateReceived.Url(received.Id) + "?of=kenko")).Choose("だれに見てもらうか/山本 彩（健康推進課 主事）").Press("供覧する");
        var yamamoto = await (await city.Officer("yamamoto")).Open(url);
        Assert.Equal((HttpStatusCode.OK, received.Subject), (yamamoto.Status, yamamoto.Heading));
        Assert.DoesNotContain("処理済みにする", yamamoto.Text, StringComparison.Ordinal);
        foreach (var closed in new[] { "/assign", "/circulate" })
            Assert.NotEqual(HttpStatusCode.OK, (await yamamoto.Open(url + closed)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(url)).Status);
        await (await suzuki.Open(CirculateReceived.Url(received.Id) + "?of=shimin")).Choose("だれに見てもらうか/市民課の全員").Press("供覧する");
        Assert.Equal(HttpStatusCode.OK, (await (await city.Officer("tanaka")).Open(url)).Status);
        await (await suzuki.Open(url)).Follow("担当を決める");
        await suzuki.Choose("担当する職員/佐藤 美紀（環境課 係長）").Press("担当を決める");
        var sato = await (await city.Officer("sato")).Open("/office");
        Assert.Contains("廃棄物の調査について", sato.Text, StringComparison.Ordinal);
        // 担当者 is who has it now, and not who received it.
        foreach (var (login, count) in new[] { ("sato", " 1件あります。"), ("suzuki", " 0件あります。") })
            Assert.Contains(count, (await sato.Open($"{FindDocuments.Url}?officer={await city.OfficerId(login)}")).Text,
                StringComparison.Ordinal);
        await (await (await sato.Open(url)).Follow("この文書から起案する")).Choose("雛形/通知・照会・回答").Press("書き始める");
        Assert.Equal("廃棄物の調査について", sato.Page.QuerySelector("input[name=subject]")?.GetAttribute("value"));
        await (await (await sato.Open(url)).Follow("処理済みにする")).Fill("どう処理したか", "電話で回答しました").Press("処理済みにする");
        Assert.Contains("電話で回答しました", sato.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task フォルダーに届いたメールは一度だけ並び_収受すると本文と添付が文書になる(string database)
    {
        var (mails, _, settings) = Folders();
        await using var city = await City.Start(database, settings);
        await File.WriteAllTextAsync(Path.Combine(mails, "one.eml"), Mail("減量計画の照会", "11月30日までに回答してください。", "照会.pdf"));
        await Watch(city);
        await File.WriteAllTextAsync(Path.Combine(mails, "again.eml"), Mail("減量計画の照会", "11月30日までに回答してください。", "照会.pdf"));
        await Watch(city);
        Assert.Empty(Directory.GetFiles(mails));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(mails, "done")).Length);
        var ishii = await (await city.Officer("ishii")).Open(ReceivedDesk.Url);
        await ishii.Follow("減量計画の照会");
        Assert.Contains("11月30日までに回答してください。", ishii.Text, StringComparison.Ordinal);
        Assert.Contains("照会.pdf", ishii.Text, StringComparison.Ordinal);
        await Stamp(ishii);
        Assert.Equal("減量計画の照会", ishii.Heading);
        Assert.Contains("減量計画の照会", (await (await city.Officer("suzuki")).Open("/office")).Text, StringComparison.Ordinal);
        var document = await city.Read(db => db.Set<Keyaki.Documents.Document>().SingleAsync(d => d.Subject == "減量計画の照会"));
        Assert.Equal([("one.eml", FileRole.Mail), ("照会.pdf", FileRole.Attachment)], (await city.Read(db =>
            db.Set<Keyaki.Documents.DocumentFile>().Where(f => f.DocumentId == document.Id).ToListAsync()))
            .Select(f => (f.Title, f.Role)).OrderBy(f => f.Title, StringComparer.Ordinal));
        Assert.Equal(1, await city.Read(db => db.Set<Arrival>().CountAsync()));
        Assert.Equal(1, await city.Read(db => db.Set<Keyaki.Documents.Document>().CountAsync(d => d.Subject == "減量計画の照会")));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 偽りのファイルや重なりすぎたメールは_理由を付けて保留され_次のものは受け取られる(string database)
    {
        var (mails, scans, settings) = Folders();
        await using var city = await City.Start(database, settings);
        var deep = new StringBuilder("text");
        for (var n = 0; n < 100; n++) deep = new($"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n{deep}\n--b{n}--\n");
        await File.WriteAllTextAsync(Path.Combine(mails, "1-deep.eml"), $"From: a@example.jp\nSubject: deep\nMIME-Version: 1.0\n{deep}");
        await File.WriteAllBytesAsync(Path.Combine(mails, "2-program.exe"), [0x4D, 0x5A, 0x90, 0]);
        await File.WriteAllTextAsync(Path.Combine(mails, "3-lies.eml"), Mail("偽りの添付", "本文", "請求書.pdf", [0x4D, 0x5A, 0x90, 0]));
        await File.WriteAllTextAsync(Path.Combine(scans, "broken.pdf"), "%PDF-1.4 no end");
        await File.WriteAllBytesAsync(Path.Combine(scans, "届出書.pdf"), Pdf);
        await Watch(city);
        Assert.Equal(["broken.pdf", "1-deep.eml", "2-program.exe"], (await city.Read(db => db.Set<Arrival>().Where(a => a.Held)
            .OrderByDescending(a => a.Way).ThenBy(a => a.Name).Select(a => a.Name).ToListAsync())));
        var ishii = await (await city.Officer("ishii")).Open(ReceivedDesk.Url);
        await ishii.Follow("1-deep.eml");
        Assert.Contains("段より深く重なっています", ishii.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("文書分類", ishii.Text, StringComparison.Ordinal);
        await ishii.Fill("収受しない理由", "開けないので送り直してもらう").Press("理由を残して、収受しない");
        Assert.DoesNotContain("1-deep.eml", ishii.Text, StringComparison.Ordinal);
        await ishii.Follow("偽りの添付");
        Assert.Contains("受け取らなかった添付があります", ishii.Text, StringComparison.Ordinal);
        await (await ishii.Open(ReceivedDesk.Url)).Follow("届出書");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("tanaka")).Open(ishii.Path)).Status);
        ishii.Fill("差出人", "市民");
        await Stamp(ishii);
        Assert.Equal("届出書", ishii.Heading);
    }

    [Fact]
    public async Task 読み取った紙の文字は_絵から読み取られて_収受する人に見える()
    {
        var (_, scans, settings) = Folders();
        await using var city = await City.Start(BothDatabases.Sqlite, settings);
        var paper = new DecisionNotice
        {
            Number = "第1号", Date = new(2026, 11, 22), Addressee = "清瀬市長", SignerTitle = "自治会長", SignerName = "松山　一郎",
            Title = "防犯灯の設置について", Body = ["中里五丁目の防犯灯を増やしてください。"],
        }.Print(new()).Pdf;
        await File.WriteAllBytesAsync(Path.Combine(scans, "届出書.pdf"), paper);
        await Watch(city);
        var text = await city.Read(db => db.Set<Arrival>().Select(a => a.Text).SingleAsync()) ?? "";
        Assert.Contains("防犯灯", string.Concat(text.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
    }
}
