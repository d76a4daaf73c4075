using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>What an officer types in for somebody who wrote on paper, called or stood at the counter.</summary>
public sealed class EntryTests
{
    const string Chosen = "/office/cases/enter", Subsidy = Chosen + "/compost-subsidy/paper", Bulky = Chosen + "/bulky-waste/counter";

    static Visitor Filled(Visitor suzuki) =>
        suzuki.Fill("氏名", "竹丘 四郎").Fill("フリガナ", "タケオカ シロウ").Fill("町名", "竹丘一丁目").Fill("番地", "100番地2").Fill("電話番号", "042-000-0009")
            .Choose("機器の種類/コンポスト").Fill("メーカー名", "けやき").Fill("型番", "KC-1").Fill("販売店", "清瀬電器")
            .Fill("購入日/年", "2026").Fill("購入日/月", "10").Fill("購入日/日", "1").Fill("購入金額", "12000").Choose("この補助を受けたことがありますか/いいえ")
            .Fill("金融機関", "けやき銀行").Fill("支店", "清瀬").Fill("預金の種類", "普通").Fill("口座番号", "1234567").Fill("口座名義", "タケオカ シロウ")
            .Choose("市が確認することに同意しますか/はい").Choose("転売しないことを誓いますか/はい");

    static async Task<Visitor> Written(City city, string url = Subsidy, Func<Visitor, Visitor>? attach = null)
    {
        var suzuki = Filled(await (await city.Officer("suzuki")).Open(url));
        attach?.Invoke(suzuki);
        await suzuki.Press("受け付ける");
        // 個数 is asked only of this kind of device.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Equal("竹丘 四郎", suzuki.Page.QuerySelector("[name=name]")?.GetAttribute("value"));
        return await suzuki.Fill("個数", "1").Press("受け付ける");
    }

    [Theory, BothDatabases]
    public async Task 紙の申し込みを同じ質問で入力でき_添付とメールがなくても受け付けられ_届いた日から数える(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open("/office/cases");
        await (await suzuki.Follow("紙や電話の申し込みを入力する")).Open(Chosen + "?day=2026-11-20");
        await suzuki.Follow("紙の申し込みを入力");
        Assert.Contains("令和8年11月20日", suzuki.Text, StringComparison.Ordinal);
        suzuki = await Written(city, Subsidy + "?day=2026-11-20");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Equal(Links.Case(found.Id), suzuki.Path);
        Assert.Contains("紙、令和8年11月20日到達", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal((ApplicationState.Submitted, "paper", new DateOnly(2026, 11, 20), new Yen(3000)),
            (found.State, found.Channel, found.ArrivedOn, found.Grant));
        Assert.Equal(await city.OfficerId("suzuki"), found.EnteredBy);
        var (calendar, days) = (city.Services.GetRequiredService<CityProfile>().Calendar, 10);
        Assert.Equal(calendar.Add(new(2026, 11, 20), days), found.Due);
        var noted = await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "office.case.enter"));
        Assert.Contains("\"channel\":\"paper\"", noted.Facts, StringComparison.Ordinal);
        Assert.Empty(city.Simulator.Mails.Mails);
        // The plan counts what came on paper apart from what came online.
        var counted = city.Services.GetServices<IMeasure>().Single(m => m.Code == "applications.online");
        Assert.Contains(noted.Code, counted.Reads);
        Assert.Equal(["paper"], counted.Count(new(noted.Code, noted.At, noted.ActorKind, noted.Channel, noted.Department,
            new Dictionary<string, string> { ["channel"] = "paper" })).Select(m => m.Part));
    }

    [Theory, BothDatabases]
    public async Task 増える質問を画面が尋ねるだけでは_すべて正しく書いてあっても受け付けない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open(Subsidy);
        Filled(suzuki).Choose("機器の種類/電動");
        var asks = suzuki.Prepare("受け付ける");
        (asks.Content as MultipartFormDataContent)?.Add(new StringContent("look"), "_then");
        await suzuki.Late(asks);
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
        Assert.Equal(0, await city.Read(db => db.Set<Application>().CountAsync(a => a.Name == "竹丘 四郎")));
    }

    [Theory, BothDatabases]
    public async Task 聞き取った補正を入力でき_前の答えが残り_オンラインの申し込みには入力できない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Written(city);
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/型番").Press("補正をお願いする");
        await suzuki.Fill("「型番・品名」を直していただく理由", "保証書の型番と違います。").Press("補正をお願いする");
        await suzuki.Follow("聞き取った補正を入力する");
        Assert.Contains("保証書の型番と違います。", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("型番", "KC-2").Press("直した内容にする");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Equal(ApplicationState.Resubmitted, found.State);
        Assert.Contains("補正の前：KC-1", suzuki.Text, StringComparison.Ordinal);
        var sent = await city.Composter();
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{Links.Case(sent)}/retype")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open($"{Links.Case(found.Id)}/retype")).Status);
    }

    [Theory, BothDatabases]
    public async Task 聞き取った補正で消える答えがあるときは_先に尋ね_同意したときだけ消す(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Written(city);
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/機器の種類").Press("補正をお願いする");
        await suzuki.Fill("「機器の種類」を直していただく理由", "領収書と違います。").Press("補正をお願いする");
        await suzuki.Follow("聞き取った補正を入力する");
        await suzuki.Choose("機器の種類/電動").Press("直した内容にする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Contains("この答えにすると、次の答えは消えます", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("個数", suzuki.Page.QuerySelector("main dl dt")?.TextContent);
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Equal((ApplicationState.CorrectionRequested, "1"), (found.State, AnswersJson.Read(found.Answers)["units"]));
        await suzuki.Press("この答えにして、消す");
        found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Id == found.Id));
        Assert.Equal((ApplicationState.Resubmitted, false), (found.State, AnswersJson.Read(found.Answers).ContainsKey("units")));
    }

    [Theory, BothDatabases]
    public async Task 預かった紙を写して付けられ_ほかの欄の誤りを直す間も残り_補正でも付け直せる(string database)
    {
        await using var city = await City.Start(database);
        var pdf = "%PDF-1.4\npaper\n%%EOF"u8.ToArray();
        var suzuki = await Written(city, attach: v => v.Attach("領収書", "ryoshu.pdf", pdf));
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Contains("ryoshu.pdf", suzuki.Text, StringComparison.Ordinal);
        Task<string> Kept() => city.Read(db => db.Set<StoredFile>().Where(f => f.UsedBy == found.Id).Select(f => f.Name).SingleAsync());
        Assert.Equal("ryoshu.pdf", await Kept());
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/領収書").Press("補正をお願いする");
        await suzuki.Fill("「領収書」を直していただく理由", "日付が読めません。").Press("補正をお願いする");
        await suzuki.Follow("聞き取った補正を入力する");
        await suzuki.Attach("領収書", "again.pdf", "%PDF-1.4\nagain\n%%EOF"u8.ToArray()).Press("直した内容にする");
        Assert.Contains("again.pdf", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("again.pdf", await Kept());
    }

    [Theory, BothDatabases]
    public async Task 手数料は額を見て受け取ってから受け付けられ_電話では受け付けられない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Chair(await (await city.Officer("suzuki")).Open(Bulky));
        await suzuki.Press("受け付ける");
        Assert.Contains("手数料は300円です", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("手数料 300円を受け取りました").Press("受け付ける");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Equal((ApplicationState.Granted, "counter", null, new Yen(300)), (found.State, found.Channel, found.Charge, found.Fee));
        Assert.NotNull(found.PaidAt);
        Assert.Contains("300円（窓口で受け取りました。", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == found.Id && p.HeldUntil == null)));

        await Chair(await suzuki.Open(Chosen + "/bulky-waste/phone"));
        await suzuki.Press("受け付ける");
        Assert.Contains("電話では受け付けられません", suzuki.Text, StringComparison.Ordinal);
    }

    static async Task<Visitor> Chair(Visitor v)
    {
        v.Fill("氏名", "竹丘 四郎").Fill("フリガナ", "タケオカ シロウ").Fill("電話番号", "042-000-0009").Fill("町名", "中里五丁目").Fill("番地", "900番地1")
            .Choose("建物の種類/一戸建て").Choose("手伝いの相談/いいえ").Choose("品物 1/いす：300円").Fill("品物 1/数", "1");
        await v.Press("受け付ける");
        v.Choose("置く場所/玄関先");
        if (v.Page.QuerySelector("[name=household]") is AngleSharp.Html.Dom.IHtmlInputElement first) first.IsChecked = true;
        v.Page.QuerySelectorAll("[name=wishDate]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>()
            .First(i => !i.IsDisabled).IsChecked = true;
        return v;
    }

    [Theory, BothDatabases]
    public async Task ほかの課の手続とほかの役所の手続は入力できず_住民票を使う手続は人をさがさずには入力できない(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        foreach (var url in new[] { Subsidy, Bulky, Chosen + "/resident-record/counter", Chosen + "/none/paper",
            Chosen + "/passport/counter" })
            Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open(url)).Status);
        // Nor what somebody else answers: nobody applies for it here.
        Assert.DoesNotContain("パスポート", (await tanaka.Open(Chosen)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(Chosen + "/compost-subsidy/fax")).Status);
        Assert.Contains(DateOnly.FromDateTime(TestClock.StoryDay.DateTime).ToString("yyyy-MM-dd"),
            (await tanaka.Open(Chosen + "?day=2030-01-01")).Page.QuerySelector("[name=day]")?.GetAttribute("value") ?? "",
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 途中まで入力したものは残り_同じ課の職員が続けられ_受け付けると消え_ほかの課には見えない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open(Subsidy);
        await suzuki.Fill("氏名", "竹丘 四郎").Fill("購入金額", "千円").Press("途中まで保存する");
        Assert.Equal(Chosen, suzuki.Path);
        Assert.Contains("入力の途中", suzuki.Text, StringComparison.Ordinal);
        var kept = await city.Read(db => db.Set<DraftApplication>().SingleAsync());
        var tanaka = await (await city.Officer("tanaka")).Open(Chosen);
        Assert.DoesNotContain("入力の途中", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Subsidy}?kept={kept.Id}")).Status);
        var sato = await (await city.Officer("sato")).Open($"{Subsidy}?kept={kept.Id}");
        Assert.Equal("竹丘 四郎", sato.Page.QuerySelector("[name=name]")?.GetAttribute("value"));
        Assert.Equal("千円", sato.Page.QuerySelector("[name=price]")?.GetAttribute("value"));
        await Written(city, $"{Subsidy}?kept={kept.Id}");
        Assert.Empty(await city.Read(db => db.Set<DraftApplication>().ToListAsync()));
        Assert.Single(await city.Read(db => db.Set<Application>().ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 途中まで入力したものの続きは_保存したときの届いた日と方法で開き_方法は直せる(string database)
    {
        await using var city = await City.Start(database);
        var came = city.Clock.Today().AddDays(-4);
        var suzuki = await (await city.Officer("suzuki")).Open($"{Chosen}/compost-subsidy/counter?day={came:yyyy-MM-dd}");
        await suzuki.Fill("氏名", "竹丘 四郎").Press("途中まで保存する");
        await suzuki.Open(suzuki.Page.QuerySelector("a[href*='kept=']")?.GetAttribute("href") ?? "");
        Assert.Contains("（窓口）", suzuki.Heading, StringComparison.Ordinal);
        Assert.Contains($"{EraDate.Of(came)}に届いた", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(suzuki.Page.QuerySelector("a[href*='/paper?']")?.GetAttribute("href") ?? "");
        Assert.Contains("（紙）", suzuki.Heading, StringComparison.Ordinal);
        Assert.Equal("竹丘 四郎", suzuki.Page.QuerySelector("[name=name]")?.GetAttribute("value"));
        await suzuki.Press("途中まで保存する");
        var kept = await city.Read(db => db.Set<DraftApplication>().SingleAsync());
        Assert.Equal((Channels.Paper, came), (kept.Channel, kept.ArrivedOn));
    }

    [Theory, BothDatabases]
    public async Task 入力した申し込みは本人の言葉で取り下げられる(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Written(city);
        await suzuki.Follow("本人からの取下げを記録する");
        await suzuki.Fill("理由", "11月29日に電話で本人から取下げの申し出").Press("取りやめて知らせる");
        Assert.Equal(ApplicationState.Withdrawn, (await city.Read(db => db.Set<Application>().SingleAsync())).State);
        Assert.Contains("電話で本人から", suzuki.Text, StringComparison.Ordinal);
    }

    const string Record = Chosen + "/resident-record/counter";

    [Theory, BothDatabases]
    public async Task 住民票を使う手続は住民記録で人をさがして入力でき_世帯が選べ_さがしたことも見たことも記録に残る(string database)
    {
        await using var city = await City.Start(database);
        var (account, person) = await city.Person("グエン ティ リン");
        var tanaka = await (await city.Officer("tanaka")).Open(Chosen);
        Assert.Contains("住民票の写し", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Open(Record + "/person");
        await tanaka.Press("さがして入力へ進む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        var birth = await city.Read(db => db.Set<Keyaki.Residents.Person>().Where(p => p.Id == person).Select(p => p.Birth).SingleAsync());
        tanaka.Fill("氏名", "グエン ティ リン").Fill("生年月日/年", $"{birth.Year}")
            .Fill("生年月日/月", $"{birth.Month}").Fill("生年月日/日", $"{birth.Day}");
        await tanaka.Press("さがして入力へ進む");
        Assert.Contains("グエン ティ リンさんの住民記録を使って", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Choose("どなたの住民票/世帯の一部").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ")
            .Fill("通数", "1").Choose("使う目的/勤務先").Choose("受け取り方/市民課の窓口")
            .Fill("電話番号", "090-0000-0003").Press("受け付ける");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        await tanaka.Choose("必要な方/グエン ヴァン ミン").Choose("を受け取りました").Press("受け付ける");
        var found = await city.Read(db => db.Set<Application>().SingleAsync());
        Assert.Equal(Links.Case(found.Id), tanaka.Path);
        Assert.Equal(("グエン ティ リン", person, "counter"), (found.Name, found.Person, found.Channel));
        Assert.NotEqual(account, found.Account);
        foreach (var code in new[] { "office.case.enter-person", "office.case.enter-look", "office.case.enter" })
            Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == code)), code);
        // the fee stands in the day's cash, and leaves it when it is handed back
        var cash = await city.Read(db => db.Set<Keyaki.Payments.CashReceipt>().SingleAsync());
        Assert.Equal(("shimin", 1, found.Fee, found.Id), (cash.Department, cash.Count, cash.Sum, cash.SubjectId ?? default));
        Assert.Contains($"{found.Number}", (await tanaka.Open("/office/payments/cash")).Text, StringComparison.Ordinal);
        await (await tanaka.Open(Links.Case(found.Id))).Follow("本人からの取下げを記録する");
        await tanaka.Fill("理由", "窓口で本人から取下げの申し出").Press("取りやめて知らせる");
        Assert.NotNull((await city.Read(db => db.Set<Keyaki.Payments.CashReceipt>().SingleAsync())).CancelledAt);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "payments.cash-cancelled")));
    }

    [Theory, BothDatabases]
    public async Task 住民記録にいない代理人は_委任状を見て名前と住所と関係を書けば入力でき_ほかの答えは選べない(string database)
    {
        await using var city = await City.Start(database);
        // The story has nobody in 課税課.
        var suzuki = await city.OfficerId("suzuki");
        await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(new Keyaki.Staff.PostHolding
        {
            Id = city.Clock.NewId(), Officer = suzuki, Post = "kazei-shuji", From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
        })));
        var desk = await (await city.Officer("suzuki")).Open(Chosen + "/tax-certificate/counter/person");
        await desk.Follow("住民記録にいない代理人として入力する");
        Assert.DoesNotContain("自分のこと（本人）", desk.Text, StringComparison.Ordinal);
        await desk.Fill("本人の氏名", "清瀬 花子").Fill("本人のフリガナ", "キヨセ ハナコ").Fill("本人の生年月日/年", "1986")
            .Fill("本人の生年月日/月", "5").Fill("本人の生年月日/日", "3").Choose("証明書の種類/課税").Fill("証明する年度", "2026")
            .Fill("通数", "1").Choose("受け取り方/窓口").Fill("電話番号", "03-0000-0001").Press("受け付ける");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        foreach (var asked in new[] { "代理人の氏名", "代理人のフリガナ", "代理人の住所", "本人との関係", "委任状" })
            Assert.Contains(desk.Errors, e => e.Contains(asked, StringComparison.Ordinal));
        // Kept half written it is gone on with as it was.
        await desk.Fill("代理人の氏名", "東 京子").Fill("代理人のフリガナ", "アズマ キョウコ").Press("途中まで保存する");
        await desk.Follow("課税・非課税証明書");
        await desk.Fill("代理人の住所", "東京都練馬区豊玉北6丁目12番1号").Fill("本人との関係", "別に住む子")
            .Choose("委任状/見て確かめ").Choose("を受け取りました").Press("受け付ける");
        var found = await city.Read(db => db.Set<Application>().SingleAsync());
        Assert.Equal(("東 京子", "アズマ　キョウコ", (Guid?)null, Links.Case(found.Id)), (found.Name, found.Kana, found.Person, desk.Path));
        foreach (var said in new[] { "住民記録にいない方", "豊玉北6丁目", "別に住む子", "見て確かめ、返した", "清瀬 花子" })
            Assert.Contains(said, desk.Text, StringComparison.Ordinal);

        // Who is in the register is no outsider, and an outsider nobody else.
        var person = (await city.Person("清瀬 花子")).Person;
        await desk.Open($"{Chosen}/tax-certificate/counter?person={person}");
        Assert.DoesNotContain("住民記録にいない方", desk.Text, StringComparison.Ordinal);
        await desk.Open($"{Chosen}/resident-record/counter?outsider=1");
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
    }

    [Theory, BothDatabases]
    public async Task 権限のない職員は人をさがせず_支援措置のある方の住民記録は見る権限のある職員だけが使える(string database)
    {
        await using var city = await City.Start(database);
        var person = (await city.Person("清瀬 花子")).Person;
        await Keyaki.Tests.InResidents.ProtectionTests.Protect(city, "清瀬 花子");
        var suzuki = await city.Officer("suzuki");
        Assert.NotEqual(HttpStatusCode.OK, (await suzuki.Open(Record + "/person")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await suzuki.Open($"{Record}?person={person}")).Status);
        var tanaka = await (await city.Officer("tanaka")).Open($"{Record}?person={person}");
        Assert.Contains("この画面では入力できません", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("花子", tanaka.Text, StringComparison.Ordinal);
        var ito = await (await city.Officer("ito")).Open($"{Record}?person={person}");
        Assert.Contains("清瀬 花子さんの住民記録を使って", ito.Text, StringComparison.Ordinal);
    }

    static HttpRequestMessage Asks(Visitor visitor)
    {
        var asks = visitor.Prepare("受け付ける");
        (asks.Content as MultipartFormDataContent)?.Add(new StringContent("look"), "_then");
        if (asks.Content is not MultipartFormDataContent and { } plain)
            asks.Content = new StringContent(plain.ReadAsStringAsync().GetAwaiter().GetResult() + "&_then=look", null,
                "application/x-www-form-urlencoded");
        return asks;
    }

    [Theory, BothDatabases]
    public async Task 答えが何を増やすかを画面が何度尋ねても_住民記録を見た記録は一つで_別の方なら別に残る(string database)
    {
        await using var city = await City.Start(database);
        var (linh, hanako) = ((await city.Person("グエン ティ リン")).Person, (await city.Person("清瀬 花子")).Person);
        Task<List<Guid?>> Looks() => city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "office.case.enter-look")
            .OrderBy(e => e.Id).Select(e => e.RecordId).ToListAsync());
        var tanaka = await (await city.Officer("tanaka")).Open($"{Record}?person={linh}");
        for (var change = 0; change < 3; change++) await tanaka.Late(Asks(tanaka.Choose("どなたの住民票/世帯の一部")));
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        Assert.Contains("グエン ヴァン ミン", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Press("受け付ける");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        Assert.Equal([linh], await Looks());
        // Whom no page was opened for is not looked at in secret.
        var other = Asks(tanaka);
        other.RequestUri = new($"{Record}?person={hanako}", UriKind.Relative);
        await tanaka.Late(other);
        Assert.Contains("清瀬 花子さんの住民記録を使って", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal([linh, hanako], await Looks());
        // Another officer's look is another look.
        await (await city.Officer("ito")).Open($"{Record}?person={linh}");
        Assert.Equal(3, (await Looks()).Count);
    }

    [Theory, BothDatabases]
    public async Task 住民記録を使う入力も途中まで保存でき_続きは同じ方のことだけになる(string database)
    {
        await using var city = await City.Start(database);
        var (linh, hanako) = ((await city.Person("グエン ティ リン")).Person, (await city.Person("清瀬 花子")).Person);
        var tanaka = await (await city.Officer("tanaka")).Open($"{Record}?person={linh}");
        await tanaka.Choose("どなたの住民票/世帯の一部").Fill("通数", "に").Fill("電話番号", "").Press("途中まで保存する");
        Assert.Equal(Chosen, tanaka.Path);
        var kept = await city.Read(db => db.Set<DraftApplication>().SingleAsync());
        Assert.Equal(linh, kept.Person);
        await tanaka.Follow("住民票の写し");
        Assert.Equal("に", tanaka.Page.QuerySelector("[name=copies]")?.GetAttribute("value"));
        Assert.Contains("グエン ティ リンさんの住民記録を使って", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("グエン ヴァン ミン", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Record}?kept={kept.Id}&person={hanako}")).Status);
        // Without the power to find a person nobody goes on with it.
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await city.Officer("suzuki")).Open($"{Record}?kept={kept.Id}&person={linh}")).Status);
        await tanaka.Open($"{Record}?kept={kept.Id}&person={linh}");
        await tanaka.Choose("必要な方/グエン ヴァン ミン").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ")
            .Fill("通数", "1").Choose("使う目的/勤務先").Choose("受け取り方/市民課の窓口").Fill("電話番号", "090-0000-0003")
            .Press("受け付ける");
        await tanaka.Choose("を受け取りました").Press("受け付ける");
        Assert.Equal(linh, (await city.Read(db => db.Set<Application>().SingleAsync())).Person);
        Assert.Empty(await city.Read(db => db.Set<DraftApplication>().ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 窓口で受け取った手数料は_認めないときに返すと言われ_返したと記録すると現金から一度だけ外れる(string database)
    {
        await using var city = await City.Start(database);
        var linh = (await city.Person("グエン ティ リン")).Person;
        var tanaka = await (await city.Officer("tanaka")).Open($"{Record}?person={linh}");
        await tanaka.Choose("どなたの住民票/本人のみ").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ")
            .Fill("通数", "1").Choose("使う目的/勤務先").Choose("受け取り方/市民課の窓口").Fill("電話番号", "090-0000-0003")
            .Press("受け付ける");
        await tanaka.Choose("を受け取りました").Press("受け付ける");
        var found = await city.Read(db => db.Set<Application>().SingleAsync());
        await tanaka.Press("審査を始める");
        await tanaka.Follow("決定する（専決）");
        Assert.Contains("認めないときは、窓口で返します", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Choose("決定/認めない").Fill("理由", "請求の理由が確かめられません。").Press("この内容で決定する");
        Assert.Contains("認めなかったので、窓口で返します", tanaka.Text, StringComparison.Ordinal);
        var twice = tanaka.Prepare("手数料を返しました");
        await tanaka.Press("手数料を返しました");
        Assert.Contains("認めなかったので窓口で返しました", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("手数料を返しました", tanaka.Page.QuerySelector("main")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.NotNull((await city.Read(db => db.Set<Keyaki.Payments.CashReceipt>().SingleAsync())).CancelledAt);
        await tanaka.Late(twice);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "payments.cash-cancelled")));
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "office.case.hand-back"
            && e.RecordId == found.Id)));
    }
}
