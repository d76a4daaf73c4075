using System.Net;
using Keyaki.Contracts;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InDrafting;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>施行: mail, post, notice; the seal by a second person; each addressee with its proof; 完結.</summary>
public sealed class IssueTests
{
    static async Task<(Visitor Suzuki, string Url)> Decided(City city, Action<Visitor> more)
    {
        var (suzuki, url) = await DraftTests.Written(city, more: more);
        await DraftTests.Propose(suzuki, url);
        await DraftTests.Approve(city, "sato");
        return (suzuki, url);
    }

    [Theory, BothDatabases]
    public async Task 宛先ごとに施行の記録が残り_すべて済むと完結にできる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await DraftTests.Written(city, more: v => v.Choose("施行方法/メール").Fill("宛先 1/宛名", "東京都環境局長")
            .Fill("宛先 1/メールアドレス", "kankyo@metro.example").Press("宛先を追加する").GetAwaiter().GetResult()
            .Fill("宛先 2/宛名", "中里自治会").Fill("宛先 2/住所", "204-0003 清瀬市中里五丁目1"));
        await DraftTests.Propose(suzuki, url);
        await DraftTests.Approve(city, "sato");
        var issue = url + "/issue";
        Assert.Contains("すべて施行すると、完結にできます", (await suzuki.Open(issue)).Text, StringComparison.Ordinal);
        await city.Settle();
        await (await suzuki.Open(issue)).Follow("施行する（東京都環境局長）");
        await suzuki.Press("施行する");
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => string.Join(' ', m.Recipients).Contains("kankyo@metro.example",
            StringComparison.Ordinal));
        await (await suzuki.Open(issue)).Follow("施行する（中里自治会）");
        await suzuki.Choose("施行の方法/郵送").Press("施行する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Fill("発送の記録", "引受番号 123-45").Press("施行する");
        Assert.Contains("引受番号 123-45", suzuki.Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Equal("application/pdf", (await suzuki.Raw(url + "/labels.pdf")).Content.Headers.ContentType?.MediaType);
        await suzuki.Press("完結にする");
        Assert.Equal(Stage.Completed, await city.Read(db => db.Set<Draft>().Select(d => d.Stage).SingleAsync()));
        await TaskCheck.Agrees(city);
    }

    static readonly byte[] Paper = "%PDF-1.4\npaper\n%%EOF"u8.ToArray();

    /// <summary>Decided, with a file that goes to the addressee and one that is for the deciders only.</summary>
    static async Task<(Visitor Suzuki, string Send)> WithFiles(City city)
    {
        var (suzuki, url) = await Decided(city, v => v.Choose("施行方法/メール").Fill("宛先 1/宛名", "東京都環境局長")
            .Fill("宛先 1/メールアドレス", "kankyo@metro.example").Attach("添付 1/ファイル", "scan0001.pdf", Paper).Fill("添付 1/題名", "計画の案")
            .Choose("添付 1/はい").Press("添付を追加する").GetAwaiter().GetResult()
            .Attach("添付 2/ファイル", "内部の検討.pdf", [.. Paper, (byte)'\n']));
        var to = await city.Read(db => db.Set<Addressee>().Select(a => a.Id).SingleAsync());
        return (suzuki, $"{url}/send/{to}");
    }

    static Keyaki.Simulator.Mail? Arrived(City city) =>
        city.Simulator.Mails.Mails.FirstOrDefault(m => m.Recipients.Contains("kankyo@metro.example"));

    [Theory, BothDatabases]
    public async Task メールの施行には_施行文書と別紙が付き_決裁者だけの添付は付かない(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, send) = await WithFiles(city);
        await city.Settle();
        await (await suzuki.Open(send)).Press("施行する");
        await city.Settle();
        Assert.Equal([("application/pdf", true), ("application/pdf", false)],
            Arrived(city)?.Attachments.Select(a => (a.Type, a.Size > 500)));
        Assert.Equal("計画の案.pdf", Arrived(city)?.Attachments[1].Name);
        Assert.EndsWith("東京都環境局長.pdf", Arrived(city)?.Attachments[0].Name, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 届かなかったメールは起案した人に知らされ_ほかの方法で施行するまで完結しない(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Reject("kankyo@metro.example");
        var (suzuki, send) = await WithFiles(city);
        await city.Settle();
        await (await suzuki.Open(send)).Press("施行する");
        Assert.Contains("メールを送っています", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("完結にする");
        Assert.Contains("まだ出ていないメールがあります", suzuki.Text, StringComparison.Ordinal);
        await city.Settle();
        await suzuki.Open("/office/messages");
        await suzuki.Follow("施行のメールが届きませんでした：古い看板の取り外しについて");
        Assert.Contains("宛先「東京都環境局長」へのメール", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(send.Split("/send")[0] + "/issue");
        Assert.Contains("メールが届きませんでした", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Follow("施行する（東京都環境局長）")).Choose("施行の方法/郵送").Fill("発送の記録", "引受番号 9").Press("施行する");
        await suzuki.Press("完結にする");
        Assert.Equal(Stage.Completed, await city.Read(db => db.Set<Draft>().Select(d => d.Stage).SingleAsync()));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 職員が送信をやめたメールも届かなかったと知らされ_施行し直せる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Outage = true;
        var (suzuki, send) = await WithFiles(city);
        await city.Settle();
        await (await suzuki.Open(send)).Press("施行する");
        for (var i = 0; i < 60 && !await city.Read(db => db.Set<OutboxItem>().AnyAsync(o => o.DeadAt != null)); i++)
        {
            city.Clock.Pass(TimeSpan.FromHours(25));
            await city.Settle();
        }
        await (await (await city.Officer("kobayashi")).Open("/office/outbox")).Press("送信をやめる");
        suzuki = await city.Officer("suzuki");
        Assert.Contains("施行のメールが届きませんでした", (await suzuki.Open("/office/messages")).Text, StringComparison.Ordinal);
        await suzuki.Open(send.Split("/send")[0] + "/issue");
        Assert.Contains("メールが届きませんでした", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("施行する（東京都環境局長）");
        Assert.Equal("施行する", suzuki.Heading);
    }

    [Theory, BothDatabases]
    public async Task 長い本文の起案もメールで施行でき_本文は添付のPDFで読むと書かれる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Decided(city, v => v.Choose("施行方法/メール").Fill("宛先 1/宛名", "東京都環境局長")
            .Fill("宛先 1/メールアドレス", "kankyo@metro.example").Fill("本文", string.Concat(Enumerable.Repeat("とても長い本文です。\n", 700))));
        await city.Settle();
        await (await suzuki.Open($"{url}/send/{await city.Read(db => db.Set<Addressee>().Select(a => a.Id).SingleAsync())}")).Press("施行する");
        await city.Settle();
        Assert.Contains("添付のPDFをご覧ください", Arrived(city)?.Text, StringComparison.Ordinal);
        Assert.Single(Arrived(city)?.Attachments ?? []);
    }

    [Theory, BothDatabases]
    public async Task 検査を待つ別紙のあるメールは待ち_安全と分かると出る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, send) = await WithFiles(city);
        await city.Settle();
        await city.Turns.Run((_, db, _) => db.Set<StoredFile>().Where(f => f.Name == "scan0001.pdf")
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FileState.Held)));
        await (await suzuki.Open(send)).Press("施行する");
        await city.Settle();
        Assert.Null(Arrived(city));
        await city.Turns.Run((_, db, _) => db.Set<StoredFile>().Where(f => f.Name == "scan0001.pdf")
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FileState.Clean)));
        city.Clock.Pass(TimeSpan.FromMinutes(30));
        await city.Settle();
        Assert.Equal(2, Arrived(city)?.Attachments.Count);
    }

    [Theory, BothDatabases]
    public async Task 公印は管理者が確かめるまで使えず_使用簿に残る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Decided(city, v => v.Choose("施行方法/郵送").Choose("公印を押すか/はい").Fill("宛先 1/宛名", "中里自治会")
            .Fill("宛先 1/住所", "204-0003 清瀬市中里五丁目1"));
        var to = await city.Read(db => db.Set<Addressee>().Select(a => a.Id).SingleAsync());
        await suzuki.Open($"{url}/send/{to}");
        await suzuki.Choose("施行の方法/郵送").Fill("発送の記録", "引受番号 1").Press("施行する");
        Assert.Contains("公印の管理者が確かめてから", suzuki.Text, StringComparison.Ordinal);
        await (await (await suzuki.Open(url + "/issue")).Follow("公印の使用を申請する")).Choose("使う公印/市長印").Press("申請する");
        Assert.Contains("確認を待っています", suzuki.Text, StringComparison.Ordinal);
        var mori = await (await city.Officer("mori")).Open(SealBook.Url);
        await mori.Follow("古い看板の取り外しについて");
        await mori.Choose("はい").Press("確かめた結果を記録する");
        Assert.Contains("使用を認めた", mori.Text, StringComparison.Ordinal);
        await city.Settle();
        var paper = await (await suzuki.Raw($"{url}/letters/{to}")).Content.ReadAsByteArrayAsync();
        Assert.True(paper.AsSpan().IndexOf("/ByteRange"u8) > 0 && paper.AsSpan().IndexOf("adbe.pkcs7.detached"u8) > 0);
        var document = await city.Read(db => db.Set<Draft>().Select(d => d.Document).SingleAsync());
        Assert.Contains("中里自治会.pdf", (await suzuki.Open(Links.Document(document ?? default))).Text, StringComparison.Ordinal);
        Assert.Contains("市長印", await (await mori.Raw(SealBook.Url + "/book.csv")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await suzuki.Open($"{url}/send/{to}");
        await suzuki.Choose("施行の方法/郵送").Fill("発送の記録", "引受番号 1").Press("施行する");
        Assert.Contains("施行済み", suzuki.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 掲示する起案は掲示の一覧で待ち_掲示したと記録すると施行になる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, _) = await Decided(city, v => v.Choose("文書番号の種類/告示").Choose("施行方法/掲示・公告"));
        Assert.Equal("令和8年清瀬市告示第1号", await city.Read(db => db.Set<Draft>().Select(d => d.Number).SingleAsync()));
        await (await suzuki.Open(NoticeBoard.Url)).Follow("掲示したと記録する（古い看板の取り外しについて）");
        await suzuki.Fill("掲示した場所と期間", "市役所前の掲示場").Press("掲示したと記録する");
        Assert.Contains("市役所前の掲示場", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(Stage.Issued, await city.Read(db => db.Set<Draft>().Select(d => d.Stage).SingleAsync()));
    }
}
