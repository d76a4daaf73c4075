using System.Net;
using Keyaki.Kernel;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

public sealed class CounterTests
{
    [Theory, BothDatabases]
    public async Task 窓口で本人を確かめると結び付き_解くと終わる(string database)
    {
        await using var city = await City.Start(database);
        var ichiro = await ResidentDoorTests.SignIn(city, "ichiro@example.jp");
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents");
        await tanaka.Fill("名前、フリガナ", "まつやま").Press("さがす");
        await tanaka.Follow("松山 一郎");
        await tanaka.Follow("アカウントを結び付ける");
        await tanaka.Fill("メールアドレス", "ichiro@example.jp").Press("本人確認へ進む");
        await tanaka.Press("結び付ける");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        await tanaka.Choose("運転免許証").Press("結び付ける");
        Assert.Contains("運転免許証", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("確認済み", (await ichiro.Open("/my/account")).Text, StringComparison.Ordinal);

        await ichiro.Open("/my/journal");
        Assert.Contains("市民課", ichiro.Text, StringComparison.Ordinal);
        Assert.Contains("窓口で本人を確かめ、アカウントと住民を結び付けた（窓口での本人確認のため）", ichiro.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("田中", ichiro.Text, StringComparison.Ordinal);

        await tanaka.Press("終わらせる");
        Assert.DoesNotContain("確認済み", (await ichiro.Open("/my/account")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 生年月日の違うアカウントは結び付けられない(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        var (person, account) = await city.Read(async db =>
            (await db.Set<Person>().SingleAsync(p => p.Name == "松山 陽子"), await db.Set<Account>().SingleAsync(a => a.Name == "松山 一郎")));
        await tanaka.Open($"/office/residents/{person.Id}/link/{account.Id}");
        await tanaka.Choose("運転免許証").Press("結び付ける");
        Assert.Contains("生年月日が違います", tanaka.Errors.Single(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支援措置のある方の住所は権限のある人にだけ見える(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents?q=野塩");
        Assert.Contains("表示できません", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("野塩四丁目", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Follow("野塩 美咲");
        Assert.DoesNotContain("野塩四丁目", tanaka.Text, StringComparison.Ordinal);
        var ito = await city.Officer("ito");
        await ito.Open("/office/residents?q=野塩");
        Assert.Contains("野塩四丁目", ito.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 検索で見た全員が1件の記録に残り_見つからなければ残らない(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents?q=清瀬");
        var entry = await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "residents.searched"));
        Assert.Equal(3, entry.Persons.Split(' ').Length);
        Assert.Equal("counter", entry.Purpose);
        await tanaka.Open("/office/residents?q=いません");
        Assert.Contains("見つかりませんでした", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "residents.searched")));
    }

    [Theory, BothDatabases]
    public async Task 生年月日でもさがせる(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents");
        await tanaka.Fill("生年月日/年", "1980").Fill("生年月日/月", "5").Fill("生年月日/日", "3").Press("さがす");
        Assert.Contains("清瀬 花子", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("清瀬 太郎", tanaka.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task なくした認証の手段を失効させるとすぐに出され_メールで決め直せる(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await ResidentDoorTests.SignIn(city, "hanako@example.jp");
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents?q=花子");
        await tanaka.Follow("清瀬 花子");
        await tanaka.Follow("なくした認証の手段を失効させる");
        await tanaka.Choose("マイナンバーカード").Press("失効させる");
        Assert.Equal("清瀬 花子", tanaka.Heading);
        Assert.Contains("認証の手段を失効させました", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal("サインイン", (await hanako.Open("/my/account")).Heading);

        await hanako.Open("/account/forgot");
        await hanako.Fill("メールアドレス", "hanako@example.jp").Press("確認コードを送る");
        await hanako.Fill("確認コード", await ResidentDoorTests.Mailed(city, "hanako@example.jp")).Fill("新しいパスワード", "kiyose-no-sora-1")
            .Fill("新しいパスワード（もう一度）", "kiyose-no-sora-1").Press("パスワードを決める");
        Assert.Contains("新しいパスワードに変わりました", hanako.Text, StringComparison.Ordinal);
        await hanako.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", "kiyose-no-sora-1").Press("次へ進む");
        await hanako.Fill("確認コード", await ResidentDoorTests.Mailed(city, "hanako@example.jp")).Press("サインインする");
        Assert.Equal(HttpStatusCode.OK, (await hanako.Open("/my/account")).Status);
    }

    [Theory, BothDatabases]
    public async Task 環境課の職員は住民をさがせない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await city.Officer("suzuki");
        Assert.Equal(HttpStatusCode.Forbidden, (await suzuki.Open("/office/residents")).Status);
    }
}
