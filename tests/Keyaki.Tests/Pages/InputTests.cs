using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>Inputs that went wrong elsewhere, through the pages, on both databases.</summary>
public sealed class InputTests
{
    [Theory, BothDatabases]
    public async Task 写し取りで混じったNULや向きの記号があっても_書いたものは失われない(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        v.Fill("氏名", "\u202E清瀬\0か\u3099く𠮷子\uFEFF").Fill("フリガナ", "キヨセ\u200B ガクコ").Fill("電話番号", "\u202A042-000-0001\0")
            .Fill("番地", "\u2067900番地1");
        if (v.Page.QuerySelector("input[name=_key]") is AngleSharp.Html.Dom.IHtmlInputElement key) key.Value = "\0" + key.Value;
        await v.Press("保存して中断する");
        Assert.True((int)v.Status < 400, $"{v.Status}");
        var kept = AnswersJson.Read(await city.Read(db => db.Set<DraftApplication>().OrderByDescending(d => d.StartedAt)
            .Select(d => d.Answers).FirstAsync()));
        Assert.Equal(["清瀬がく𠮷子", "キヨセ ガクコ", "042-000-0001", "900番地1"],
            new[] { "name", "kana", "phone", "address.street" }.Select(name => kept[name]));
    }

    [Theory, BothDatabases]
    public async Task 検索や鍵に混じったNULで倒れない(string database)
    {
        await using var city = await City.Start(database);
        foreach (var (login, path) in new[] { ("tanaka", "/office/residents?q=%00%E8%8A%B1"), ("suzuki", "/office/cases?q=a%00b%ED%A0%80"),
            ("suzuki", "/office/payments?q=%00%27"), ("suzuki", "/office/documents?words=%00") })
        {
            using var answer = await (await city.Officer(login)).Raw(path);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        }
        var v = city.Visitor();
        await v.Open("/search?q=%00%E3%81%94%E3%81%BF");
        Assert.True((int)v.Status < 500);
    }

    [Theory, BothDatabases]
    public async Task 登録された字形で長くなった名前も_倒れずに断るか受け取る(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        v.Fill("氏名", string.Concat(Enumerable.Repeat("葛\U000E0100", 60)));
        await v.Press("次へ");
        Assert.True((int)v.Status is 200 or 422, $"{v.Status}");
        // A column counts characters, a person letters: what does not fit is said, never lost.
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/my/account/edit");
        var long90 = string.Concat(Enumerable.Repeat("葛\U000E0100", 90));
        hanako.Fill("お名前", long90);
        await hanako.Press("変える");
        Assert.True((int)hanako.Status < 500, $"{hanako.Status}");
        if (database == BothDatabases.Postgres) Assert.Contains("長すぎる項目があります", hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ローマ字の記号や異体字を省いて探しても見つかる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<Search>().Index(db, Application.Kind, id, "Nguyễn Thị Ánh 鷗外 龍馬");
            return true;
        });
        var suzuki = await city.Officer("suzuki");
        foreach (var words in new[] { "nguyen", "NGUYỄN thi", "鴎", "鴎外", "竜馬", "anh" })
        {
            await suzuki.Open($"/office/cases?waits=all&q={Uri.EscapeDataString(words)}");
            Assert.Contains(Links.Case(id), suzuki.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }
        await suzuki.Open($"/office/cases?waits=all&q={Uri.EscapeDataString("nguyem")}");
        Assert.DoesNotContain(Links.Case(id), suzuki.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 決まりが作った文書に出せない字があれば_職員が確かめるまで渡らない(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v, "清瀬 \U00030EDE子");
        await v.Press("この内容で申し込む");
        await city.Settle();
        var found = await ApplyTests.Latest(city, "cancer-screening");
        Assert.Equal((ApplicationState.Granted, WaitsFor.Delivery), (found.State, found.WaitsFor));
        var file = await city.Read(db => db.Set<StoredFile>().Where(f => f.Name.Contains("字の確認")).Select(f => f.Id).SingleAsync());
        await v.Open(Links.Application(found.Id));
        Assert.DoesNotContain("ダウンロードする", v.Text, StringComparison.Ordinal);
        using (var refused = await v.Raw($"/my/applications/{found.Id}/result/{file}"))
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        var officer = await city.Officer("yamamoto");
        await officer.Open("/office/cases?waits=delivery");
        Assert.Contains(Links.Case(found.Id), officer.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await officer.Open(Links.Case(found.Id));
        Assert.Contains("フォントにない字が〓で入っています", officer.Text, StringComparison.Ordinal);
        await officer.Follow("交付を記録する");
        await officer.Choose("渡した方法/郵送した").Press("記録");
        found = await city.Case(found.Id);
        Assert.Equal((ApplicationState.Granted, WaitsFor.Nobody), (found.State, found.WaitsFor));
        using (var still = await v.Raw($"/my/applications/{found.Id}/result/{file}"))
            Assert.Equal(HttpStatusCode.NotFound, still.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task 交付する額が0円の申請は認められない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter(price: 150);
        Assert.Equal(new Yen(0), (await city.Case(id)).Grant);
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await suzuki.Follow("決裁に回す");
        Assert.Contains("計算した額が0円", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Post(suzuki.Path, [.. suzuki.Page.QuerySelectorAll("form[method=post] input[type=hidden]")
            .OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Select(i => (i.Name ?? "", i.Value)), ("outcome", "Granted")]);
        Assert.Equal(422, (int)suzuki.Status);
        Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task 壊れた写真を付けても_文で断られ_書いたものは残る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        await hanako.Press("次へ");
        byte[] broken = [0xFF, 0xD8, 0xFF, 0xE1, 0, 26, .. "Exif\0\0MM\0*"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFF, 0xFF, 0xFF, 0xFF];
        hanako.Choose("機器の種類/電動").Fill("メーカー名", "けやき電機").Attach("領収書", "\u202Egpj.jpg", broken);
        await hanako.Press("次へ");
        Assert.Equal(422, (int)hanako.Status);
        Assert.Contains("壊れています", hanako.Text, StringComparison.Ordinal);
        Assert.Equal("けやき電機", (hanako.Page.QuerySelector("[name=maker]") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
    }
}
