using System.Net;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

public sealed class SearchPageTests
{
    static string First(Visitor visitor) => visitor.Page.QuerySelector(".answer h2")?.TextContent.Trim() ?? "";

    [Theory, BothDatabases]
    public async Task 探す画面は_答えを先に出し_空では探さず_見つからなければ電話番号を出す(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        await visitor.Open("/search?q=ソファー");
        Assert.Equal("ソファー：500円から、粗大ごみ収集の申込", First(visitor));
        await visitor.Open("/search?q=sofa&lang=en");
        Assert.Equal("Sofa: from 500 yen, Bulky waste collection", First(visitor));
        await visitor.Open("/search?q=冷蔵庫&lang=ja");
        Assert.Contains("市では収集できません", First(visitor), StringComparison.Ordinal);
        Assert.Contains("環境課", visitor.Page.QuerySelector(".answer .contact")?.TextContent, StringComparison.Ordinal);
        await visitor.Open("/search?q=キャンセル");
        Assert.Equal("/my", visitor.Page.QuerySelector(".answer h2 a")?.GetAttribute("href"));
        await visitor.Open("/search?q=");
        Assert.DoesNotContain("見つかりませんでした", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("引越し", visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/search?q=マンモス");
        Assert.Contains("見つかりませんでした", visitor.Text, StringComparison.Ordinal);
        Assert.NotNull(visitor.Page.QuerySelector("a[href='tel:0424925111']"));
        Assert.NotNull(visitor.Page.QuerySelector("a.near"));
        Assert.NotNull(visitor.Page.QuerySelector("a[href='/life/moving']"));
    }

    [Theory, BothDatabases]
    public async Task 見つからなかった言葉は_三つの回線から来るまで読めず_九十日で消える(string database)
    {
        await using var city = await City.Start(database);
        var unfound = city.Services.GetRequiredService<Unfound>();
        Task Type(string word, string line) =>
            unfound.Note(word, new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(line) } }, default);
        foreach (var line in (string[])["203.0.113.1", "203.0.113.1", "203.0.113.2"]) await Type("ドローン", line);
        await Type("清瀬花子", "203.0.113.3");
        await Type("090-0000-0000", "203.0.113.1");
        var suzuki = await city.Officer("suzuki");
        Assert.DoesNotContain("どろーん", (await suzuki.Open(ListUnfound.Path)).Text, StringComparison.Ordinal);
        Assert.All(await city.Read(db => db.Set<UnfoundWord>().ToListAsync()), row => Assert.Null(row.Word));
        Assert.Equal(3, await city.Read(db => db.Set<UnfoundWord>().CountAsync()));
        await Type("ﾄﾞﾛｰﾝ", "203.0.113.3");
        await suzuki.Open(ListUnfound.Path);
        Assert.Contains("どろーん", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("清瀬花子", suzuki.Text, StringComparison.Ordinal);
        await city.Turns.Run(async (_, db, ct) =>
            { await new SweepUnfound().Do(db, Due.At(city.Clock.GetUtcNow().AddDays(91)), ct); return true; });
        Assert.Equal(0, await city.Read(db => db.Set<UnfoundWord>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task アカウントのない人も_トップとサインインの画面から申し込んだ手続に戻れる(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        await visitor.Open("/");
        await visitor.Follow("申し込んだ手続を見る");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        await visitor.Follow("メールアドレスで続ける");
        Assert.Equal("申し込んだ手続を見る", visitor.Heading);
        await visitor.Open("/sign-in");
        Assert.Contains("申し込んだ手続を見る", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("あなたの手続のページです", visitor.Text, StringComparison.Ordinal);
        var id = await city.Composter();
        await visitor.Open($"/my/applications/{id}");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        Assert.Contains("あなたの手続のページです", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("ほかの人に見られないように", visitor.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task どの画面の足もとにも問い合わせ先があり_市が確かめていない文はそう書いてある(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        await visitor.Open("/");
        foreach (var (code, title) in new[] { ("contact", "お問い合わせ"), ("privacy", "個人情報の取扱い"), ("terms", "利用の決まり"),
            ("accessibility", "アクセシビリティについて"), ("help", "使い方・困ったときは") })
        {
            Assert.NotNull(visitor.Page.QuerySelector($".foot a[href='/about/{code}']"));
            await visitor.Open($"/about/{code}");
            Assert.Equal(title, visitor.Heading);
            Assert.Contains("市が確かめていない文です", visitor.Text, StringComparison.Ordinal);
            Assert.Contains("042-492-5111", visitor.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/about/nothing")).Status);
        await visitor.Open("/life/birth");
        Assert.Contains("母子健康手帳", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("健康推進課", visitor.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
        await visitor.Open("/procedures/bulky-waste");
        Assert.Contains("環境課", visitor.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open($"/my/applications/{await city.Composter()}");
        Assert.Contains("環境課", hanako.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
    }
}
