using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 開示用の写し
{
    const string Two = "BT /F 24 Tf 100 700 Td (Second page) Tj ET";

    static async Task<(DocumentFace Document, FiledFile File)> Filed(City city, byte[] bytes, string type = FileBytes.Pdf,
        string department = "kankyo", string kept = "kankyo-hojo", Func<Filing, Filing>? more = null)
    {
        var file = await 文書の中の文字の検索.Stored(city, bytes, "もとのファイル名.pdf", type);
        var document = await 文書の中の文字の検索.Put(city, "秘密の件名", f => (more?.Invoke(f) ?? f) with { Files = [file] }, department, kept);
        await city.Turns.Run(async (_, db, ct) => await db.Set<StoredFile>().Where(s => s.Id == file.File)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.UsedBy, document.Id), ct));
        return (document, file);
    }

    static Task<(DocumentFace Document, FiledFile File)> Letter(City city) =>
        Filed(city, BlackeningTests.Pdf(BlackeningTests.A4, BlackeningTests.Hello, Two), more: f => f with { Person = city.Clock.NewId() });

    static async Task<Visitor> Begin(City city, DocumentFace document, string login = "suzuki")
    {
        var officer = await (await city.Officer(login)).Open(Links.Document(document.Id));
        await officer.Follow("開示用の写しを作る（もとのファイル名.pdf）");
        await officer.Fill("どの開示請求のためですか", "令和8年度第12号").Press("隠すところを選ぶ");
        Assert.True(officer.Heading == "開示用の写し", officer.Path + officer.Text);
        return officer;
    }

    static async Task<Visitor> Cover(Visitor officer, string word)
    {
        await officer.Choose("何を隠しますか/ファイル全体で、ある言葉をすべて").Fill("すべて隠す言葉", word)
            .Choose("隠す理由/情報公開条例第7条第2号（個人に関する情報）").Press("隠す");
        return officer;
    }

    static async Task<string> Submitted(City city, Visitor officer)
    {
        await officer.Press("写しを作って確認に回す");
        await city.Settle();
        return (await officer.Open(officer.Path)).Path;
    }

    /// <summary>What somebody sends who presses a button that their page does not have.</summary>
    static async Task<Visitor> Push(Visitor officer, string url, params (string Name, string Value)[] fields)
    {
        await officer.Open("/office");
        var token = officer.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        return await officer.Post(url, [("__RequestVerificationToken", token), .. fields]);
    }

    static async Task<byte[]> Bytes(Visitor officer, string url)
    {
        var answer = await officer.Raw(url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    [Theory, BothDatabases]
    public async Task 写しは_隠すところと理由を選び_ほかの人がページごとに確かめて完成し_隠した文字はどこにも残らない(string database)
    {
        await using var city = await City.Start(database);
        var (document, file) = await Letter(city);
        var suzuki = await Begin(city, document);
        var copy = suzuki.Path;
        Assert.Contains("隠すところ0か所", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("写しを作って確認に回す");
        Assert.Contains("隠すところがまだありません", suzuki.Text, StringComparison.Ordinal);

        await (await suzuki.Open(copy)).Follow("1ページ");
        await Cover(suzuki, "ＳＥＣＲＥＴ");
        Assert.Contains("1か所 Secret情報公開条例第7条第2号（個人に関する情報）", suzuki.Text, StringComparison.Ordinal);
        await Cover(suzuki, "ここにない言葉");
        Assert.Contains("見つかりませんでした", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open($"{copy}/pages/2");
        await suzuki.Choose("何を隠しますか/このページの行や言葉").Choose("行や言葉/└ Second").Choose("隠す理由/情報公開条例第7条第6号（事務または事業に支障がある情報）")
            .Press("隠す");
        await suzuki.Choose("何を隠しますか/このページの四角い枠の中").Fill("左の端から", "90").Fill("上の端から", "90").Fill("枠の幅", "50")
            .Fill("枠の高さ", "50").Choose("隠す理由/情報公開条例第7条第1号（法令などで公にできない情報）").Press("隠す");
        await suzuki.Choose("何を隠しますか/このページ全部").Choose("隠す理由/情報公開条例第7条第1号（法令などで公にできない情報）").Press("隠す");
        await suzuki.Press("取り消す（このページ全部 ）");
        Assert.Equal(3, await city.Read(db => db.Set<CopyMark>().CountAsync()));

        var sato = await city.Officer("sato");
        Assert.Equal(HttpStatusCode.NotFound, (await sato.Open($"{copy}/result/1")).Status);
        await Submitted(city, await suzuki.Open(copy));
        Assert.Contains("確認待ち", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{copy}/file")).Status); // nothing leaves before the second person
        Assert.DoesNotContain("隠すところを加える", (await suzuki.Open($"{copy}/pages/1")).Text, StringComparison.Ordinal);

        await (await sato.Open(copy)).Follow("写しを確かめる");
        Assert.Contains("2 / 2 ページ", sato.Text, StringComparison.Ordinal);
        var shown = await Bytes(sato, $"{copy}/result/2");
        Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(shown, 0, 4));
        await sato.Choose("隠すべきところがすべて黒く、ほかは読めますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("完成", sato.Text, StringComparison.Ordinal);

        var made = await Bytes(suzuki, $"{copy}/file");
        Assert.Equal("", await BlackeningTests.TextOf(made));
        foreach (var word in new[] { "Secret", "Hello", "Second", "/Title", "/Metadata", "/Font" })
            Assert.DoesNotContain(word, Encoding.Latin1.GetString(made), StringComparison.Ordinal);
        var marks = await city.Read(db => db.Set<CopyMark>().ToListAsync());
        foreach (var m in marks)
            Assert.InRange((await BlackeningTests.Drawn(made, m.Page)).Dark(m.Left, m.Top, m.Right, m.Bottom), 0.9, 1);
        var name = (await suzuki.Raw($"{copy}/file")).Content.Headers.ContentDisposition?.FileNameStar;
        Assert.Equal($"開示用の写し（{document.Number}）.pdf", name);
        Assert.Contains(await city.Read(db => db.Set<StoredFile>().Where(s => s.Id == file.File).Select(s => s.Hash).SingleAsync()),
            (await suzuki.Open(copy)).Text, StringComparison.Ordinal);

        await suzuki.Follow("不開示部分の一覧（印刷できます）");
        Assert.Contains("1ページ 1か所 2 情報公開条例第7条第2号（個人に関する情報）", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("令和8年度第12号", (await suzuki.Open(Links.Document(document.Id))).Text, StringComparison.Ordinal);
        var codes = await city.Read(db => db.Set<JournalEntry>().Where(e => e.RecordId == document.Id).Select(e => e.Code).Distinct()
            .ToListAsync());
        foreach (var code in new[] { "copy", "copy-begun", "copy-marked", "copy-unmarked", "copy-submitted", "copy-made", "copy-checked",
            "copy-file" })
            Assert.Contains($"documents.{code}", codes);
    }

    [Theory, BothDatabases]
    public async Task 自分では確かめられず_認められなければ理由を読んで直せ_確認から戻せば古い写しは使われない(string database)
    {
        await using var city = await City.Start(database);
        var (document, _) = await Letter(city);
        var suzuki = await Begin(city, document);
        var copy = suzuki.Path;
        await Cover(await suzuki.Follow("1ページ"), "secret");
        await Submitted(city, await suzuki.Open(copy));
        var check = $"/office/copy-checks/{await city.Read(db => db.Set<CopyCheck>().Select(c => c.Id).SingleAsync())}";
        Assert.Contains("自分が作った写しは、ほかの人が確認します", (await suzuki.Open(check)).Text, StringComparison.Ordinal);
        await Push(suzuki, check, ("agreed", "yes"));
        Assert.Contains("ほかの人が確認します", suzuki.Text, StringComparison.Ordinal);

        var sato = await (await city.Officer("sato")).Open(check);
        await sato.Choose("隠すべきところがすべて黒く、ほかは読めますか/いいえ").Fill("認めない理由", "2ページも隠してください").Press("確かめた結果を記録する");
        Assert.Contains("2ページも隠してください", (await suzuki.Open(copy)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{copy}/file")).Status);
        await Cover(await suzuki.Open($"{copy}/pages/2"), "second");
        await Submitted(city, await suzuki.Open(copy));
        await suzuki.Press("確認に回すのをやめて直す");
        Assert.Contains("作成中", suzuki.Text, StringComparison.Ordinal);
        await Cover(await suzuki.Open($"{copy}/pages/2"), "page");
        await Submitted(city, await suzuki.Open(copy));
        // Of three that were made only the last is still used.
        Assert.Equal(1, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.Name.StartsWith("開示用の写し") && f.UsedBy != null)));
        var last = await city.Read(db => db.Set<CopyCheck>().Where(c => c.Agreed == null).Select(c => c.Id).SingleAsync());
        await (await sato.Open($"/office/copy-checks/{last}")).Choose("隠すべきところがすべて黒く、ほかは読めますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("完成", sato.Text, StringComparison.Ordinal);
        await Push(suzuki, $"{copy}/submit");
        Assert.Contains("作成中ではないため", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ほかの課の写しも_守られた方の文書の写しも_ないページも見られず_別の写しの印は取り消せない(string database)
    {
        await using var city = await City.Start(database);
        var (document, file) = await Letter(city);
        var suzuki = await Begin(city, document);
        var copy = suzuki.Path;
        await Cover(await suzuki.Follow("1ページ"), "secret");
        var batch = await city.Read(db => db.Set<CopyMark>().Select(m => m.Batch).SingleAsync());
        await Begin(city, document);
        var other = (await city.Read(db => db.Set<DisclosedCopy>().Select(c => c.Id).ToListAsync()))
            .Single(c => copy != $"/office/copies/{c}");
        Assert.Equal(HttpStatusCode.NotFound, (await Push(suzuki, $"/office/copies/{other}/pages/1/undo/{batch}")).Status);
        Assert.Equal(1, await city.Read(db => db.Set<CopyMark>().CountAsync()));
        foreach (var page in new[] { "0", "3", "99999" })
            Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{copy}/pages/{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{copy}/pages/3/picture")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{Links.Document(document.Id)}/files/{city.Clock.NewId()}/copy")).Status);

        var yamamoto = await city.Officer("yamamoto"); // 健康推進課
        foreach (var url in new[]
            { copy, $"{copy}/covered", $"{copy}/pages/1", $"{copy}/pages/1/picture", BeginCopy.UrlOf(document.Id, file.File) })
            Assert.Equal(HttpStatusCode.NotFound, (await yamamoto.Open(url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Push(yamamoto, $"{copy}/submit")).Status);

        var shielded = (await city.Person("野塩 美咲")).Person;
        var (secret, hers) = await Filed(city, BlackeningTests.Pdf(BlackeningTests.A4, Two), more: f => f with { Person = shielded });
        Assert.DoesNotContain("開示用の写し", (await suzuki.Open(Links.Document(secret.Id))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(BeginCopy.UrlOf(secret.Id, hers.File))).Status);
        await Begin(city, secret, "takahashi"); // who may see the address
    }

    [Theory, BothDatabases]
    public async Task 確認中のファイルやパスワードの付いたPDFからは作れず_もとが変わると続けられない(string database)
    {
        await using var city = await City.Start(database);
        var (locked, _) = await Filed(city, BlackeningTests.Locked());
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Document(locked.Id));
        await suzuki.Follow("開示用の写しを作る（もとのファイル名.pdf）");
        await suzuki.Fill("どの開示請求のためですか", "令和8年度第12号").Press("隠すところを選ぶ");
        Assert.Contains("パスワードが付いているか、壊れているか", suzuki.Text, StringComparison.Ordinal);

        var (document, file) = await Letter(city);
        suzuki = await Begin(city, document);
        var copy = suzuki.Path;
        await Cover(await suzuki.Follow("1ページ"), "secret");
        await city.Turns.Run(async (_, db, ct) => await db.Set<StoredFile>().Where(s => s.Id == file.File)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, FileState.Held), ct));
        await suzuki.Open(BeginCopy.UrlOf(document.Id, file.File));
        Assert.Contains("安全かを確認中です。確かめ終わるまで、写しは作れません", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("もとのファイルが変わったか", (await suzuki.Open(copy)).Text, StringComparison.Ordinal);
        await Push(suzuki, $"{copy}/submit");
        await city.Settle();
        Assert.Contains("終わり", (await suzuki.Open(copy)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<CopyMark>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 文書を廃棄すると写しもなくなり_開示請求のために止めた文書の写しは残る(string database)
    {
        await using var city = await City.Start(database);
        static Filing Old(Filing f) => f with { On = new(2020, 5, 1), CompletedOn = new DateOnly(2020, 5, 1) };
        var bytes = BlackeningTests.Pdf(BlackeningTests.A4, BlackeningTests.Hello, Two);
        var (gone, _) = await Filed(city, bytes, more: Old);
        var (held, _) = await Filed(city, bytes, more: Old);
        foreach (var document in new[] { gone, held })
        {
            var suzuki = await Begin(city, document);
            var copy = suzuki.Path;
            await Cover(await suzuki.Follow("1ページ"), "secret");
            await Submitted(city, await suzuki.Open(copy));
        }
        await 満了した文書の廃棄.Records(city);
        var kobayashi = await (await city.Officer("kobayashi")).Open(AddHold.UrlOf(held.Id));
        await kobayashi.Choose("なぜ止めますか/開示請求").Fill("どの件ですか", "令和8年度第12号").Press("廃棄を止める");
        await 満了した文書の廃棄.Destroy(city, gone.Id, held.Id);

        var copies = await city.Read(db => db.Set<DisclosedCopy>().ToListAsync());
        var (of, still) = (copies.Single(c => c.DocumentId == gone.Id), copies.Single(c => c.DocumentId == held.Id));
        Assert.Equal(("文書を廃棄しました。", null), (of.EndedWhy, of.Request));
        Assert.Null(still.EndedAt);
        Assert.Equal([still.Id], await city.Read(db => db.Set<CopyMark>().Select(m => m.CopyId).Distinct().ToListAsync()));
        Assert.Equal([still.Id], await city.Read(db => db.Set<StoredFile>().Where(f => f.Name.StartsWith("開示用の写し") && f.UsedBy != null)
            .Select(f => f.UsedBy ?? default).ToListAsync()));
        Assert.Contains("開示請求のため、この文書の廃棄は止めてあります", (await (await city.Officer("suzuki")).Open($"/office/copies/{still.Id}")).Text,
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一つの写しで隠せるのは二千か所までで_二度押しても一度だけ加わる(string database)
    {
        await using var city = await City.Start(database);
        var line = string.Concat(Enumerable.Repeat("ab ", 34));
        var many = string.Concat(Enumerable.Range(0, 60).Select(i => $"BT /F 4 Tf 20 {20 + i * 12} Td ({line}) Tj ET\n"));
        var (document, _) = await Filed(city, BlackeningTests.Pdf(BlackeningTests.A4, many));
        var suzuki = await Begin(city, document);
        await Cover(await suzuki.Follow("1ページ"), "ab");
        Assert.Contains("2,000か所まで", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<CopyMark>().CountAsync()));

        suzuki.Choose("何を隠しますか/このページ全部").Choose("隠す理由/情報公開条例第7条第1号（法令などで公にできない情報）");
        var (first, second) = (suzuki.Prepare("隠す"), suzuki.Prepare("隠す"));
        await suzuki.Send(first);
        await suzuki.Send(second);
        Assert.Equal(1, await city.Read(db => db.Set<CopyMark>().CountAsync()));
    }
}
