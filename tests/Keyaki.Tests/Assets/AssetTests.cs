using System.Net;
using Keyaki.Assets;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Assets;

/// <summary>備品と機器: entered, labelled, lent, counted by phone, transferred and given up by a decision.</summary>
public sealed class AssetTests
{
    const string At = "/office/assets";

    static async Task<Visitor> Enter(City city, string name, string login = "kobayashi", string department = "dx")
    {
        var desk = await (await city.Officer(login)).Open($"{At}/equipment/new");
        await desk.Fill("品名", name).Fill("分類", "electric").Fill("担当課", department).Fill("場所", "2階").Choose("状態/使用中")
            .Press("備品を入れる");
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        return desk;
    }

    static Task<Equipment> Only(City city, string name) => city.Read(db => db.Set<Equipment>().SingleAsync(x => x.Name == name));

    static async Task Approve(City city, params string[] logins)
    {
        foreach (var login in logins)
            await (await (await (await city.Officer(login)).Open(Keyaki.Approvals.Pile.Url)).Follow("の所管替え")).Press("承認する");
    }

    [Theory, BothDatabases]
    public async Task 備品は番号が付いて入り_ラベルのコードから開き_貸して返してもらえる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Enter(city, "プロジェクター");
        var thing = await Only(city, "プロジェクター");
        Assert.Equal("B-00001", thing.Code);
        using (var label = await desk.Raw($"{desk.Path}/label.pdf"))
            Assert.Equal("application/pdf", label.Content.Headers.ContentType?.MediaType);
        using (var sheet = await desk.Raw($"{At}/equipment/labels.pdf")) Assert.True(sheet.IsSuccessStatusCode);
        Assert.Equal($"{At}/equipment/{thing.Id}", (await desk.Open($"{At}/q/B-00001")).Path);

        Assert.Contains($"/equipment/{thing.Id}", (await desk.Open("/office/search?q=プロジェクター"))
            .Page.QuerySelector("main")?.InnerHtml ?? "",
            StringComparison.Ordinal);
        await desk.Follow("プロジェクター");
        await desk.Follow("貸す");
        desk.Choose("だれに貸しますか/中村");
        await desk.Fill("いつまで/年", "2026").Fill("いつまで/月", "12").Fill("いつまで/日", "10").Press("貸し出す");
        Assert.Contains("に貸しています", desk.Text, StringComparison.Ordinal);
        Assert.Contains("プロジェクター", (await desk.Open($"{At}/loans")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open($"{At}/equipment/{thing.Id}")).Status);
        await desk.Open($"{At}/equipment/{thing.Id}");
        await desk.Press("返してもらった");
        Assert.DoesNotContain("に貸しています", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 棚卸しは_コードを読んで一つずつ記録し_見つからないものが仕事に残る(string database)
    {
        await using var city = await City.Start(database);
        await Enter(city, "ノートパソコン");
        await Enter(city, "脚立");
        await Enter(city, "よその課の机", "suzuki", "kankyo");
        var desk = await (await city.Officer("kobayashi")).Open($"{At}/stock");
        await desk.Press("DX推進課の棚卸しを始める");
        var here = desk.Path;
        Assert.Contains("2点のうち、0点がありました", desk.Text, StringComparison.Ordinal);
        var (laptop, ladder) = (await Only(city, "ノートパソコン"), await Only(city, "脚立"));
        await desk.Open($"{At}/q/{laptop.Code}");
        await desk.Fill("台帳と違う所", "3階").Press("ここにあります");
        Assert.Contains("記録しました", desk.Text, StringComparison.Ordinal);
        Assert.Contains("「B-99999」という番号は、台帳にありません", (await desk.Open($"{here}?q=B-99999")).Text, StringComparison.Ordinal);
        Assert.Contains("2点のうち、1点がありました", desk.Text, StringComparison.Ordinal);
        Assert.Contains("3階", desk.Text, StringComparison.Ordinal);
        await desk.Open(here);
        await desk.Press("終わりにする");
        Assert.Contains("見つからなかったもの", desk.Text, StringComparison.Ordinal);
        Assert.Contains($"棚卸しで見つからなかった：脚立（{ladder.Code}）",
            await city.Read(db => db.Set<OfficeTask>().Where(t => t.ClosedAt == null).Select(t => t.Title).ToListAsync()));
        await desk.Press("見つかった");
        Assert.DoesNotContain(await city.Read(db => db.Set<OfficeTask>().Where(t => t.ClosedAt == null).Select(t => t.Title).ToListAsync()),
            t => t.Contains("脚立", StringComparison.Ordinal));
        await desk.Open($"{At}/q/{laptop.Code}");
        Assert.Equal($"{At}/equipment/{laptop.Id}", desk.Path);
    }

    static byte[] Photo(byte of) => [0xFF, 0xD8, 0xFF, 0xDB, 0, 4, 1, of, 0xFF, 0xDA, 0, 3, 0, 1, 2, 3, 0xFF, 0xD9];

    static async Task<byte[]> Shown(Visitor desk)
    {
        var picture = desk.Page.QuerySelector("img.photo");
        Assert.Equal("ホワイトボードの写真", picture?.GetAttribute("alt"));
        using var sent = await desk.Raw(picture?.GetAttribute("src") ?? "");
        Assert.Equal("image/jpeg", sent.Content.Headers.ContentType?.MediaType);
        return await sent.Content.ReadAsByteArrayAsync();
    }

    [Theory, BothDatabases]
    public async Task 写真は_電話のカメラで台帳に入り_棚卸しで撮ると新しくなり_写真でないものは入らない(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Enter(city, "ホワイトボード");
        var here = desk.Path;
        await desk.Follow("直す");
        Assert.Equal("environment", desk.Page.QuerySelector("input[type=file]")?.GetAttribute("capture"));
        await desk.Attach("写真", "board.jpg", [.. "<script>alert(1)</script>"u8]).Fill("理由", "写真を入れる")
            .Press("直した内容を保存する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        await desk.Attach("写真", "board.jpg", Photo(1)).Press("直した内容を保存する");
        Assert.Equal(Photo(1), await Shown(await desk.Open(here)));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(here + "/files/photo")).Status);

        var first = city.Clock.Today();
        city.Clock.Pass(TimeSpan.FromDays(1));
        desk = await (await city.Officer("kobayashi")).Open($"{At}/stock");
        await desk.Press("DX推進課の棚卸しを始める");
        var thing = await Only(city, "ホワイトボード");
        await desk.Open($"{At}/q/{thing.Code}");
        Assert.Equal("environment", desk.Page.QuerySelector("input[type=file]")?.GetAttribute("capture"));
        await desk.Attach("今の様子の写真", "now.jpg", Photo(2)).Press("ここにあります");
        Assert.Contains("記録しました", desk.Text, StringComparison.Ordinal);
        Assert.Equal(Photo(2), await Shown(await desk.Open(here)));
        Assert.Contains("棚卸しで撮った写真", desk.Text, StringComparison.Ordinal);
        // The one before is in the history, as of its day, and comes back with it.
        Assert.Equal(Photo(1), await Shown(await desk.Open($"{here}?asof={first:yyyy-MM-dd}")));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Open($"{here}/files/photo?of={Guid.Empty:N}")).Status);
        await desk.Open(here + "/undo/3");
        await desk.Fill("理由", "ぼけていた").Press("取り消す");
        Assert.Equal(Photo(1), await Shown(desk));
    }

    [Theory, BothDatabases]
    public async Task 契約書は_見られる文書から選ばれ_見られない職員には題も出ない(string database)
    {
        const string title = "端末の賃貸借の契約書";
        await using var city = await City.Start(database);
        var documents = city.Services.GetRequiredService<IDocuments>();
        DocumentFace? theirs = null, paper = null;
        await city.Turns.Run(async (_, db, ct) =>
        {
            async Task<DocumentFace> File(string subject, string department, string kept) => await documents.File(db,
                new Filing("test.paper", city.Clock.NewId(), subject, department, kept, city.Clock.Today(), city.Clock.Today(), null,
                    subject), ct);
            (paper, theirs) = (await File(title, "dx", "dx-unyo"), await File("よその課の契約書", "kankyo", "kankyo-sodai"));
            return true;
        });
        var desk = await (await city.Officer("kobayashi")).Open($"{At}/agreements/new");
        await desk.Fill("件名", "端末のリース").Choose("種類/リース").Fill("相手方", "練習リース株式会社").Fill("担当課", "dx")
            .Fill("始まり/年", "2026").Fill("始まり/月", "4").Fill("始まり/日", "1").Fill("終わり/年", "2031").Fill("終わり/月", "3")
            .Fill("終わり/日", "31").Press("契約を入れる");
        var here = desk.Path;
        Assert.Contains("契約書なし", desk.Text, StringComparison.Ordinal);
        await desk.Open($"{here}/document?q=契約書");
        Assert.DoesNotContain("よその課", desk.Text, StringComparison.Ordinal);
        await desk.Press("契約書にする");
        Assert.Equal(here, desk.Path);
        Assert.Contains(title, desk.Text, StringComparison.Ordinal);
        await desk.Follow(title);
        Assert.Equal(HttpStatusCode.OK, desk.Status);

        // Neither is one chosen that the officer may not see, nor is the title of one shown.
        await desk.Open($"{here}/document?q=契約書");
        var other = desk.Prepare("契約書にする");
        other.RequestUri = new($"{here}/document/{theirs?.Id}", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Late(other)).Status);
        Assert.Equal(paper?.Id, await city.Read(db => db.Set<Agreement>().Select(a => a.Document).SingleAsync()));
        Assert.Contains($"契約書：なしから「{title}（{paper?.Number}）」", (await desk.Open(here)).Text, StringComparison.Ordinal);
        var register = city.Services.GetRequiredService<AgreementRegister>();
        await city.Turns.Run(async (_, db, ct) =>
        {
            var agreement = await db.Set<Agreement>().AsTracking().SingleAsync(ct);
            agreement.Document = theirs?.Id;
            register.Changed(db, agreement, null, "別の課の文書");
            return true;
        });
        await desk.Open(here);
        Assert.Contains("その内容を見られません", desk.Text, StringComparison.Ordinal);
        Assert.Contains($"契約書：「{title}（{paper?.Number}）」から「登録してあります」", desk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("よその課", desk.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await desk.Follow("契約書を選ぶ");
        await desk.Press("今の契約書とのつながりをなくす");
        Assert.Contains("契約書なし", desk.Text, StringComparison.Ordinal);
        // What was undone of it stands again.
        await desk.Open(here + "/undo/4");
        await desk.Fill("理由", "間違えた").Press("取り消す");
        Assert.Equal(theirs?.Id, await city.Read(db => db.Set<Agreement>().Select(a => a.Document).SingleAsync()));
    }

    static Task<int> Journaled(City city, string code) => city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == code));

    [Theory, BothDatabases]
    public async Task 貸す_返す_数える_移すは_続けて押しても戻って押しても_一度だけである(string database)
    {
        await using var city = await City.Start(database);
        var thing = (await Enter(city, "三脚")).Path;
        async Task Once(string page, string button, string code, Func<Visitor, Visitor>? fill = null)
        {
            var three = await Twice.Three(city, "kobayashi", page, fill);
            await Twice.Attacked(three[0], three[1], three[2], button, () => Journaled(city, code));
        }

        await Once($"{thing}/lend", "貸し出す", "assets.lent", v => v.Choose("だれに貸しますか/中村")
            .Fill("いつまで/年", "2026").Fill("いつまで/月", "12").Fill("いつまで/日", "10"));
        await Once(thing, "返してもらった", "assets.returned");
        await Once($"{At}/stock", "DX推進課の棚卸しを始める", "assets.stock.begun");
        var round = $"{At}/stock/{await city.Read(db => db.Set<Stock>().Select(s => s.Id).SingleAsync())}";
        await Once(round, "終わりにする", "assets.stock.closed");
        await Once(round, "見つかった", "assets.stock.found");
        await (await (await city.Officer("kobayashi")).Open($"{At}/stock")).Press("DX推進課の棚卸しを始める");
        byte photo = 0;
        await Once($"{At}/q/B-00001", "ここにあります", "assets.stock.ticked", v => v.Fill("台帳と違う所", "3階")
            .Attach("今の様子の写真", "now.jpg", Photo(++photo)));
        Assert.Equal(2, await city.Read(db => db.Set<RecordVersion<Equipment>>().CountAsync()));
        await Once($"{thing}/move", "決裁に回す", "assets.move-proposed", v => v.Choose("何をしますか/ほかの課に移す")
            .Fill("移す先の課", "kankyo").Fill("理由", "使わなくなった"));
    }

    [Theory, BothDatabases]
    public async Task 契約書を選ぶのも_なくすのも_続けて押しても戻って押しても_履歴は1つ増えるだけである(string database)
    {
        await using var city = await City.Start(database);
        var documents = city.Services.GetRequiredService<IDocuments>();
        var register = city.Services.GetRequiredService<AgreementRegister>();
        var id = city.Clock.NewId();
        await city.Turns.Run(async (_, db, ct) =>
        {
            await documents.File(db, new Filing("test.paper", city.Clock.NewId(), "保守の契約書", "dx", "dx-unyo", city.Clock.Today(),
                city.Clock.Today(), null, "保守の契約書"), ct);
            var day = city.Clock.Today();
            register.Begin(db, new()
            {
                Id = id, Code = "C-00001", Name = "保守", Party = "練習", Department = "dx", BeginsOn = day,
                EndsOn = day.AddYears(1)
            }, day, null);
            return true;
        });
        var versions = 1;
        foreach (var button in new[] { "契約書にする", "今の契約書とのつながりをなくす" })
        {
            var (before, three) = (versions++, await Twice.Three(city, "kobayashi", $"{register.Url(id)}/document?q=契約書"));
            await Twice.Attacked(three[0], three[1], three[2], button, () => city.Read(async db =>
                await db.Set<RecordVersion<Agreement>>().CountAsync() - before));
        }
        Assert.Equal(2, await Journaled(city, "assets.agreements.linked"));

        // Who saw another paper there than there is now is told.
        var (one, other) = (await city.Officer("kobayashi"), await city.Officer("kobayashi"));
        await one.Open($"{register.Url(id)}/document?q=契約書");
        await other.Open(register.Url(id) + "/edit");
        await other.Fill("相手方", "練習2").Fill("理由", "名前").Press("直した内容を保存する");
        await one.Press("契約書にする");
        Assert.Contains("ほかの人が、この契約を直しました", one.Text, StringComparison.Ordinal);
        Assert.Null(await city.Read(db => db.Set<Agreement>().Select(a => a.Document).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task 所管替えは_決裁されたときに台帳が変わり_それまでと表では変わらない(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Enter(city, "シュレッダー");
        var here = desk.Path;
        Assert.DoesNotContain("担当課", (await desk.Open(here + "/edit")).Page.QuerySelector("form.form")?.TextContent ?? "",
            StringComparison.Ordinal);
        await desk.Open(here + "/move");
        await desk.Choose("何をしますか/ほかの課に移す").Fill("移す先の課", "kankyo").Fill("理由", "使わなくなった").Press("決裁に回す");
        Assert.Contains("所管替えの決裁を待っています", desk.Text, StringComparison.Ordinal);
        Assert.Equal("dx", (await Only(city, "シュレッダー")).Department);
        await desk.Open(here + "/lend");
        await desk.Choose("だれに貸しますか/中村").Fill("いつまで/年", "2026").Fill("いつまで/月", "12").Fill("いつまで/日", "10")
            .Press("貸し出す");
        Assert.Contains("決裁を待っています。決まるまで貸せません", desk.Text, StringComparison.Ordinal);
        await Approve(city, "nakamura", "kato");
        Assert.Equal("kankyo", (await Only(city, "シュレッダー")).Department);
        Assert.Equal([1L, 2L], await city.Read(db => db.Set<RecordVersion<Equipment>>().OrderBy(v => v.Number).Select(v => v.Number)
            .ToListAsync()));
        // What two decided, one does not take back.
        var suzuki = await (await city.Officer("suzuki")).Open(here + "/undo/2");
        await suzuki.Fill("理由", "うちではない").Press("取り消す");
        Assert.Contains("決裁などで決まったことです", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("kankyo", (await Only(city, "シュレッダー")).Department);
    }

    [Theory, BothDatabases]
    public async Task 契約とサポートの終わりは_その前から仕事になり_計画の更新時期に載る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await (await city.Officer("kobayashi")).Open($"{At}/agreements/new");
        await desk.Fill("件名", "端末のリース").Choose("種類/リース").Fill("相手方", "練習リース株式会社").Fill("担当課", "dx")
            .Fill("始まり/年", "2022").Fill("始まり/月", "1").Fill("始まり/日", "1").Fill("終わり/年", "2026").Fill("終わり/月", "12")
                .Fill("終わり/日", "31")
            .Fill("システムの番号", "999").Press("契約を入れる");
        Assert.Contains("「999」番のシステムは、今の推進計画にありません", desk.Text, StringComparison.Ordinal);
        await desk.Fill("システムの番号", "1").Press("契約を入れる");
        Assert.Contains("契約が終わる：端末のリース（C-00001）",
            await city.Read(db => db.Set<OfficeTask>().Where(t => t.ClosedAt == null).Select(t => t.Title).ToListAsync()));
        var calendar = await city.Visitor().Open("/plan/systems");
        Assert.Contains("リース・レンタルの終わり（契約の台帳）", calendar.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("練習リース", calendar.Text, StringComparison.Ordinal);
    }
}
