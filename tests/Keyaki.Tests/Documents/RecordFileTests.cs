using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 簿冊と紙の原本
{
    [Theory, BothDatabases]
    public async Task 前の年度の簿冊からまとめて開き_二度開いても増えない(string database)
    {
        await using var city = await City.Start(database);
        await 満了した文書の廃棄.Records(city);
        await 文書の中の文字の検索.Put(city, "補助金の交付");
        await 文書の中の文字の検索.Put(city, "証明書の交付", department: "shimin", kept: "shimin-shomei");
        for (var i = 0; i < 2; i++)
        {
            var kobayashi = await (await city.Officer("kobayashi")).Open($"{ListFiles.Url}?year=2027");
            await kobayashi.Press("令和9年度の簿冊を、前の年度からまとめて開く");
            await city.Services.GetRequiredService<RunWorker>().RunAll(default);
            for (var n = 0; n < 200 && await city.Read(db => db.Set<Run>().AnyAsync(r => r.EndedAt == null)); n++) await Task.Delay(50);
            city.Clock.Pass(TimeSpan.FromMinutes(2));
        }
        var opened = await city.Read(db => db.Set<RecordFile>().Where(f => f.FiscalYear == 2027).ToListAsync());
        Assert.Equal(["環境に関する補助金の交付", "証明書の交付請求"], opened.Select(f => f.Title).Order(StringComparer.Ordinal));
        Assert.All(opened, f => Assert.NotNull(f.Before));
        var suzuki = await (await city.Officer("suzuki")).Open($"{ListFiles.Url}?year=2027");
        Assert.Contains("環境に関する補助金の交付", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("証明書の交付請求", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 簿冊を移すには理由がいり_年限と分類は変わらない(string database)
    {
        await using var city = await City.Start(database);
        var face = await 文書の中の文字の検索.Put(city, "補助金の交付");
        await 文書の中の文字の検索.Put(city, "粗大ごみ", kept: "kankyo-sodai");
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Document(face.Id));
        await (await suzuki.Follow("簿冊を移す")).Choose("移す先の簿冊/令和8年度　粗大ごみ収集の申込").Press("移す");
        Assert.Equal("簿冊を移す", suzuki.Heading);
        await suzuki.Fill("移す理由", "綴る先を間違えたため").Press("移す");
        Assert.Equal(face.Number, suzuki.Heading);
        Assert.Contains("粗大ごみ収集の申込", suzuki.Text, StringComparison.Ordinal);
        var after = await city.Read(db => db.Set<Document>().SingleAsync(d => d.Id == face.Id));
        Assert.Equal(("kankyo-hojo", 5), (after.RecordClass, after.RetentionYears));
        Assert.Equal("綴る先を間違えたため", await city.Read(db => db.Set<Move>().Select(m => m.Reason).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task 簿冊の画面から_その簿冊の文書だけの一覧へ行け_さがしても簿冊の中にとどまる(string database)
    {
        await using var city = await City.Start(database);
        var face = await 文書の中の文字の検索.Put(city, "補助金の交付");
        var other = await 文書の中の文字の検索.Put(city, "粗大ごみの補助", kept: "kankyo-sodai");
        var suzuki = await (await city.Officer("suzuki")).Open($"{ListFiles.Url}?year=2026");
        await (await suzuki.Follow("環境に関する補助金の交付")).Follow("件の文書を見る");
        Assert.Contains("簿冊「環境に関する補助金の交付」の文書だけ", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains(face.Number, suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Number, suzuki.Text, StringComparison.Ordinal);
        var kept = suzuki.Page.QuerySelector("form.find input[name=file]")?.GetAttribute("value");
        await suzuki.Open($"/office/documents?q=補助&file={kept}");
        Assert.DoesNotContain(other.Number, suzuki.Text, StringComparison.Ordinal);
        Assert.Contains(other.Number, (await suzuki.Open("/office/documents?q=補助")).Text, StringComparison.Ordinal);
        // The title of a folder of another department is not told.
        var tanaka = await (await city.Officer("tanaka")).Open($"/office/documents?file={kept}");
        Assert.DoesNotContain("環境に関する補助金", tanaka.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 紙の原本は棚に置いてから貸し出し_期限を過ぎると遅れていると出て_返すと済む(string database)
    {
        await using var city = await City.Start(database);
        var face = await 文書の中の文字の検索.Put(city, "契約書");
        var suzuki = await (await city.Officer("suzuki")).Open(KeepPaper.UrlOf(face.Id));
        await suzuki.Choose("何を記録しますか/置き場所").Fill("書庫と棚", "地下書庫 3-B").Press("記録する");
        Assert.Contains("地下書庫 3-B", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("何を記録しますか/貸出").Fill("だれに貸しますか", "監査委員事務局").Fill("いつまで貸しますか/年", "2026")
            .Fill("いつまで貸しますか/月", "12").Fill("いつまで貸しますか/日", "1").Press("記録する");
        Assert.Contains("貸出中", suzuki.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(8));
        suzuki = await (await city.Officer("suzuki")).Open(KeepPaper.UrlOf(face.Id));
        Assert.Contains("返却が遅れています", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("何を記録しますか/返却").Press("記録する");
        Assert.Contains("返却済み", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 締め切った簿冊には文書が入らず_開き直すのは総務課が理由を書いてだけ(string database)
    {
        await using var city = await City.Start(database);
        await 満了した文書の廃棄.Records(city);
        var face = await 文書の中の文字の検索.Put(city, "補助金の交付");
        await 文書の中の文字の検索.Put(city, "粗大ごみ", kept: "kankyo-sodai");
        Task<Guid> Into(DocumentFace of) =>
            city.Read(db => db.Set<Document>().Where(d => d.Id == of.Id).Select(d => d.RecordFile ?? Guid.Empty).SingleAsync());
        var file = await Into(face);
        var suzuki = await (await city.Officer("suzuki")).Open($"{ListFiles.Url}?year=2026");
        await suzuki.Follow("環境に関する補助金の交付");
        var twice = suzuki.Prepare("この簿冊を締め切る");
        await suzuki.Press("この簿冊を締め切る");
        Assert.Contains("締め切った（", suzuki.Text, StringComparison.Ordinal);
        using (var again = await suzuki.Send(twice)) Assert.False(again.IsSuccessStatusCode);
        Assert.DoesNotContain("開き直す", suzuki.Text, StringComparison.Ordinal);
        var token = suzuki.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        await suzuki.Post(CloseFile.UrlOf(file), ("reason", "自分で"), ("__RequestVerificationToken", token));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, suzuki.Status);
        Assert.NotNull(await city.Read(db => db.Set<RecordFile>().Where(f => f.Id == file).Select(f => f.ClosedAt).SingleAsync()));

        Assert.NotEqual(file, await Into(await 文書の中の文字の検索.Put(city, "次の補助金の交付")));
        var moved = await 文書の中の文字の検索.Put(city, "移したい文書", kept: "kankyo-sodai");
        Assert.DoesNotContain("環境に関する補助金の交付 ", (await suzuki.Open(MoveDocument.UrlOf(moved.Id))).Text + " ", StringComparison.Ordinal);

        var other = await (await city.Officer("ito")).Open(CloseFile.UrlOf(file));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, other.Status);
        var kobayashi = await (await city.Officer("kobayashi")).Open(CloseFile.UrlOf(file));
        await kobayashi.Fill("開き直す理由", "").Press("この簿冊を開き直す");
        Assert.NotEmpty(kobayashi.Errors);
        await kobayashi.Fill("開き直す理由", "綴り忘れがあったため").Press("この簿冊を開き直す");
        Assert.Contains("綴り忘れがあったため", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(file, await Into(await 文書の中の文字の検索.Put(city, "綴り忘れた文書")));
    }

    [Theory, BothDatabases]
    public async Task 期限を過ぎた貸出は_一覧の先頭と_保管する課の仕事に出て_返すと消える(string database)
    {
        await using var city = await City.Start(database);
        var (late, other) = (await 文書の中の文字の検索.Put(city, "契約書"), await 文書の中の文字の検索.Put(city, "図面", department: "shimin",
            kept: "shimin-shomei"));
        await city.Turns.Run((_, db, _) =>
        {
            foreach (var face in new[] { late, other })
                db.Add(new Lending
                {
                    Id = city.Clock.NewId(), DocumentId = face.Id, Borrower = "監査委員事務局", LentOn = city.Clock.Today(),
                    DueOn = city.Clock.Today().AddDays(3), By = city.Clock.NewId(),
                });
            return Task.FromResult(true);
        });
        var task = $"貸し出した紙の返却（{late.Number}）";
        var suzuki = await (await city.Officer("suzuki")).Open("/office");
        Assert.DoesNotContain(task, suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(ListLendings.Url);
        Assert.Contains("貸出中", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Number, suzuki.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(4));
        suzuki = await (await city.Officer("suzuki")).Open(ListLendings.Url);
        Assert.Contains("返却が遅れているものが1件あります", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Open("/office")).Follow(task);
        await suzuki.Choose("何を記録しますか/返却").Press("記録する");
        Assert.DoesNotContain(task, (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(late.Number, (await suzuki.Open(ListLendings.Url)).Text, StringComparison.Ordinal);
    }
}
