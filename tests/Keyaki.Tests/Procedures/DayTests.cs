using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>Days of bookings in the office: who is come to on which day, and what happens when places are changed or a day is
/// closed.</summary>
public sealed class DayTests
{
    static readonly DateOnly Day = new(2026, 12, 1), Later = new(2026, 12, 8);
    const string Url = "/office/days/bulky-waste/2026-12-01";

    [Theory, BothDatabases]
    public async Task その日の一覧は_場所ごとに町の順に並び_仕事に要ることだけがCSVにも出る(string database)
    {
        await using var city = await City.Start(database);
        var far = await city.Bulky(Day, "旭 健二", "中里六丁目", kana: "アサヒ ケンジ");
        var near = await city.Bulky(Day, town: "中里一丁目");
        await city.Bulky(Later);
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open("/office/days")).Follow("令和8年12月1日(火)");
        var (first, second) = (await city.Case(near), await city.Case(far));
        var text = suzuki.Text;
        Assert.True(text.IndexOf($"{first.Number}", StringComparison.Ordinal) is > 0 and var at
            && at < text.IndexOf($"{second.Number}", StringComparison.Ordinal), text);
        foreach (var word in new[] { "中里一丁目", "900番地1", "ソファ", "玄関先", "042-000-0001", "中里（2件）" })
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hanako@example.jp", text, StringComparison.Ordinal);
        using var file = await suzuki.Raw(Url + "/csv");
        var lines = Encoding.UTF8.GetString(await file.Content.ReadAsByteArrayAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFF場所,受付番号,氏名,フリガナ,収集場所の住所", lines[0], StringComparison.Ordinal);
        Assert.Contains($"中里,{first.Number},清瀬 花子", string.Join('\n', lines), StringComparison.Ordinal);
        var looks = await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "office.day.look" || e.Code == "office.day.export")
            .OrderBy(e => e.At).Select(e => e.Persons).ToListAsync());
        Assert.Equal(2, looks.Count);
        Assert.All(looks, l => Assert.Contains($"{first.Account:N}", l, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(Url)).Status);
    }

    [Theory, BothDatabases]
    public async Task その日の一覧から枠を変える画面へ行け_そこから一覧に戻れる(string database)
    {
        await using var city = await City.Start(database);
        await city.Bulky(Day);
        var suzuki = await (await city.Officer("suzuki")).Open(Url);
        await suzuki.Follow("中里の枠を変える");
        Assert.Equal(Url + "/places/area-b", suzuki.Path);
        await suzuki.Follow("令和8年12月1日(火)");
        Assert.Equal(Url, suzuki.Path);
        // A day on which nobody comes has places, too.
        await suzuki.Open("/office/days/bulky-waste/2026-12-15");
        await suzuki.Follow("中里の枠を変える");
        Assert.Equal("/office/days/bulky-waste/2026-12-15/places/area-b", suzuki.Path);
    }

    [Theory, BothDatabases]
    public async Task 暦の端の日をたずねても_誤りにならない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await city.Officer("suzuki");
        foreach (var day in new[] { "9999-12-31", "0001-01-01" })
        {
            Assert.Equal(HttpStatusCode.OK, (await suzuki.Open($"/office/days?from={day}")).Status);
            Assert.True((int)(await suzuki.Open($"/office/days/bulky-waste/{day}")).Status < 500, day);
            Assert.True((int)(await suzuki.Open($"/office/days/bulky-waste/{day}/places/area-a")).Status < 500, day);
        }
    }

    [Theory, BothDatabases]
    public async Task その日の一覧では_同じ見出しの質問は一つの欄になる(string database)
    {
        await using var city = await City.Start(database);
        await city.Bulky(Day);
        using var file = await (await city.Officer("suzuki")).Raw(Url + "/csv");
        var lines = Encoding.UTF8.GetString(await file.Content.ReadAsByteArrayAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var titles = lines[0].Trim().Split(',');
        Assert.Equal(titles.Distinct(), titles);
        Assert.Contains("玄関先", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 予約の日がなくなった申し込みは_マイページのすることに出て_古い日の控えを渡さない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Bulky(Day);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        Assert.Contains("印刷用の控えを開く", (await hanako.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        var suzuki = await (await city.Officer("suzuki")).Open(Url + "/places/area-b");
        await suzuki.Fill("この日の枠の数", "0").Fill("理由", "大雪のため").Press("枠を変える");

        await hanako.Open("/my");
        Assert.Contains("日を選び直してください", hanako.Text, StringComparison.Ordinal);
        foreach (var word in new[] { "今、していただくことはありません", "終わったもの" })
            Assert.DoesNotContain(word, hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("印刷用の控えを開く", (await hanako.Follow("粗大ごみ")).Text, StringComparison.Ordinal);
        await (await hanako.Follow("別の日を選ぶ")).Choose("令和8年12月8日").Press("この日にする");
        Assert.Contains("印刷用の控えを開く", hanako.Text, StringComparison.Ordinal);
        Assert.Contains("今、していただくことはありません", (await hanako.Open("/my")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 日が変わった申し込みには_前の受付書が使えなくなり_新しい受付書が作られて_本人に知らせが届く(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await (await ApplyTests.Screening(guest)).Press("この内容で申し込む");
        var found = await ApplyTests.Latest(city, "cancer-screening");
        await city.Settle();
        async Task<string> Paper()
        {
            await guest.Open(Links.Application(found.Id));
            return guest.Page.QuerySelectorAll("main a[href*='/result/']").Select(a => a.GetAttribute("href")).Single() ?? "";
        }
        async Task<string> Says(string url) =>
            PaperTests.Read(await (await guest.Raw(url)).Content.ReadAsByteArrayAsync(), "pdftotext", "-layout", "-");
        Task<List<Documents.Document>> Filed() => city.Read(db => db.Set<Documents.Document>().Where(d => d.SubjectId == found.Id)
            .OrderBy(d => d.Serial).ToListAsync());
        int Told() => city.Simulator.Mails.Mails.Count(m => m.Subject.StartsWith("新しい文書ができました", StringComparison.Ordinal));
        var old = await Paper();
        Assert.Contains("12月5日", await Says(old), StringComparison.Ordinal);

        // First by the officer, then by the person, whose day was closed.
        var yamamoto = await city.Officer("yamamoto");
        await (await yamamoto.Open(Links.Case(found.Id))).Follow("予約の日を変える");
        var day = yamamoto.Page.QuerySelector("input[name=day]")?.GetAttribute("value") ?? "";
        await yamamoto.Choose(EraDate.Of(DateOnly.ParseExact(day, "yyyy-MM-dd")).Long[..^3]).Fill("理由", "医師の都合のため").Press("日を変えて知らせる");
        await city.Settle();
        var moved = await Paper();
        Assert.NotEqual(old, moved);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Raw(old)).StatusCode);
        Assert.Contains(EraDate.Of((await city.Case(found.Id)).Day ?? default).ToString(), await Says(moved), StringComparison.Ordinal);
        Assert.Contains("前の文書は使えません", guest.Text, StringComparison.Ordinal);
        Assert.Equal(1, Told());
        Assert.Equal([false, true], (await Filed()).Select(d => d.VoidedAt is null));

        await yamamoto.Open($"/office/days/cancer-screening/{day}/places/{(await city.Case(found.Id)).Pool}");
        await yamamoto.Fill("この日の枠の数", "0").Fill("理由", "大雪のため").Press("枠を変える");
        await guest.Open(Links.Application(found.Id));
        Assert.Empty(guest.Page.QuerySelectorAll("main a[href*='/result/']"));
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Raw(moved)).StatusCode);
        await guest.Follow("別の日を選ぶ");
        var label = guest.Page.QuerySelectorAll("label").First(l => l.TextContent.Contains('月', StringComparison.Ordinal));
        await guest.Choose(label.TextContent.Trim()[..^3]).Press("この日にする");
        await city.Settle();
        var last = await Says(await Paper());
        Assert.Contains(EraDate.Of((await city.Case(found.Id)).Day ?? default).ToString(), last, StringComparison.Ordinal);
        Assert.Equal(2, Told());
        Assert.Equal([false, false, true], (await Filed()).Select(d => d.VoidedAt is null));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task その日の一覧でも_支援措置のある方の住む所は権限のない職員に見えない(string database)
    {
        await using var city = await City.Start(database);
        await city.Bulky(Day, "松山 一郎", kana: "マツヤマ イチロウ");
        var shielded = await city.Bulky(Day);
        var person = (await city.Person("清瀬 花子")).Person ?? throw new InvalidOperationException();
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(Residents.ProtectionOrder.Begin(person, default, city.Clock.Today(), city.Clock.Today()
                .AddMonths(6), [], city.Clock.Today(), null, city.Clock.NewId(), city.Clock.GetUtcNow()));
            return Task.FromResult(true);
        });
        var suzuki = await (await city.Officer("suzuki")).Open(Url);
        Assert.Contains($"{(await city.Case(shielded)).Number}", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(1, suzuki.Text.Split("900番地1").Length - 1); // only 一郎's
        Assert.Contains("支援措置のため表示しません", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await (await city.Officer("takahashi")).Open(Url)).Text.Split("900番地1").Length - 1);
    }

    [Theory, BothDatabases]
    public async Task 枠は増やせて減らせて_決まった数より少なくはできない(string database)
    {
        await using var city = await City.Start(database);
        await city.Bulky(Day);
        await city.Bulky(Day, "松山 一郎");
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Url + "/places/area-b");
        await suzuki.Fill("この日の枠の数", "1").Fill("理由", "車が1台です").Press("枠を変える");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Contains("2件が決まっているか、支払いの途中です", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("この日の枠の数", "2").Press("枠を変える");
        Assert.Equal("日ごとの予約", suzuki.Heading);
        // What was offered before is refused in the turn as well: no third place there.
        var slot = new Slot("area-b", Day, 30, false);
        Task<bool> Third() => city.Turns.Run(async (_, db, ct) =>
        {
            await city.Services.GetRequiredService<ISlots>().Take(db, city.Clock.NewId(), slot, null, "wishDate", ct);
            return true;
        });
        await Assert.ThrowsAsync<Rule>(Third);
        await suzuki.Open(Url + "/places/area-b");
        await suzuki.Fill("この日の枠の数", "31").Fill("理由", "車を1台増やしました").Press("枠を変える");
        Assert.True(await Third());
        Assert.Contains("車を1台増やしました", (await suzuki.Open(Url + "/places/area-b")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 日を閉じると_予約していた人に知らせが届き_支払いはそのままで別の日を選べる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Bulky(Day);
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Url + "/places/area-b");
        Assert.Contains("閉じると、1件の予約の日がなくなります", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("この日の枠の数", "0").Fill("理由", "大雪のため").Press("枠を変える");
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Subject.Contains("日を選び直してください", StringComparison.Ordinal));
        Assert.True((await city.Case(id)).LostDay);

        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open(Links.Application(id));
        await hanako.Follow("別の日を選ぶ");
        Assert.Contains("大雪のため", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("令和8年12月1日", hanako.Text, StringComparison.Ordinal);
        var other = await (await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account)).Open(ChooseDay.Url(id));
        await hanako.Choose("令和8年12月8日").Press("この日にする");
        var moved = await city.Case(id);
        Assert.Equal((Later, ApplicationState.Granted, "2026-12-08"),
            (moved.Day, moved.State, AnswersJson.Read(moved.Answers)["wishDate"]));
        Assert.Equal(1, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == id && p.Day == Later)));
        Assert.Contains("予約の日を令和8年12月8日に変更", (await suzuki.Open(Links.Case(id))).Text.Replace("(火)", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        // Chosen once: the page leads to the application, and so does the old page of a second window, which changes nothing.
        Assert.Equal(Links.Application(id), (await hanako.Open(ChooseDay.Url(id))).Path);
        await other.Choose("令和8年12月15日").Press("この日にする");
        Assert.Equal((Links.Application(id), HttpStatusCode.OK, Later), (other.Path, other.Status, (await city.Case(id)).Day));
    }

    [Theory, BothDatabases]
    public async Task 一人で閉じられる数を超える予約の日は_別の職員が認めてはじめて閉じる(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:Procedures:CloseAlone"] = "1" });
        var (id, second) = (await city.Bulky(Day), await city.Bulky(Day, "松山 一郎"));
        var suzuki = await (await city.Officer("suzuki")).Open(Url + "/places/area-b");
        Assert.Contains("別の職員が確かめてから閉じます", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("この日の枠の数", "0").Fill("理由", "大雪のため").Press("枠を変える");
        Assert.Contains("別の職員の確認を待っています", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal((Day, Day), ((await city.Case(id)).Day, (await city.Case(second)).Day));
        var closing = await city.Read(db => db.Set<DayClosing>().SingleAsync());
        Assert.Contains("ほかの人が確認します", (await suzuki.Open(closing.Url)).Text, StringComparison.Ordinal);

        var sato = await (await city.Officer("sato")).Open("/office");
        await sato.Follow("閉じる確認を待っている日");
        foreach (var word in new[] { "2件", "大雪のため", "鈴木" }) Assert.Contains(word, sato.Text, StringComparison.Ordinal);
        await sato.Choose("この日を閉じますか/いいえ").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status); // without a reason
        await sato.Fill("閉じない理由", "午後は晴れます").Press("確かめた結果を記録する");
        Assert.Contains("日を閉じる申し出が認められませんでした", (await suzuki.Open("/office/messages")).Text, StringComparison.Ordinal);
        Assert.Equal(Day, (await city.Case(id)).Day);

        await (await suzuki.Open(Url + "/places/area-b")).Fill("この日の枠の数", "0").Fill("理由", "大雪のため").Press("枠を変える");
        await (await sato.Open("/office")).Follow("閉じる確認を待っている日");
        await sato.Choose("この日を閉じますか/はい").Press("確かめた結果を記録する");
        Assert.True((await city.Case(id)).LostDay && (await city.Case(second)).LostDay);
        await city.Settle();
        Assert.Equal(2, city.Simulator.Mails.Mails.Count(m => m.Subject.Contains("日を選び直してください", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(closing.Url)).Status);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 表にない日も枠とともに加えられ_申し込む人も変える人もその日を選べる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Bulky(Day);
        var suzuki = await (await city.Officer("suzuki")).Open("/office/days");
        await suzuki.Follow("日を加える");
        void Say(string day) => suzuki.Fill("加える日/西暦・元号", "令和").Fill("加える日/年", "8").Fill("加える日/月", "12").Fill("加える日/日", day).Choose("中里")
            .Fill("この日の枠の数", "2").Fill("理由", "年末の臨時収集");
        Say("1");
        await suzuki.Press("この日を加える");
        Assert.Contains("もうあります", suzuki.Text, StringComparison.Ordinal);
        Say("12"); // a Saturday
        await suzuki.Press("この日を加える");
        Assert.Contains("令和8年12月12日", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open($"{Links.Case(id)}/day");
        await suzuki.Choose("令和8年12月12日").Fill("理由", "頼まれました").Press("日を変えて知らせる");
        Assert.Equal(new DateOnly(2026, 12, 12), (await city.Case(id)).Day);
        Assert.Contains("清瀬 花子", (await suzuki.Open("/office/days/bulky-waste/2026-12-12")).Text, StringComparison.Ordinal);
        var offered = await city.Read(async db =>
        {
            var services = city.Services;
            var version = services.GetRequiredService<Catalogue>()
                .Offered("bulky-waste", city.Clock.Today()) ?? throw new InvalidOperationException();
            var form = await CaseForm.Of(db, await db.Set<Application>().SingleAsync(a => a.Id == id),
                services.GetRequiredService<Catalogue>(), hidden: false, default);
            return await services.GetRequiredService<ISlots>().Offered(db, version.Definition, form.Facts, city.Clock.Today(), default);
        });
        Assert.Equal(new Slot("area-b", new(2026, 12, 12), 2, true), Assert.Single(offered, s => s.Day == new DateOnly(2026, 12, 12)));
    }

    [Theory, BothDatabases]
    public async Task 職員は本人に代わって理由とともに日を変え_取りやめられ_本人に知らせてお金を返す(string database)
    {
        await using var city = await City.Start(database);
        var (id, other) = (await city.Bulky(Day), await city.Bulky(Day, "松山 一郎"));
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Follow("予約の日を変える");
        await suzuki.Choose("令和8年12月8日").Press("日を変えて知らせる");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status); // without a reason
        await suzuki.Fill("理由", "電話で本人から頼まれました").Press("日を変えて知らせる");
        Assert.Equal(Later, (await city.Case(id)).Day);
        Assert.Contains("電話で本人から頼まれました", suzuki.Text, StringComparison.Ordinal);

        await (await suzuki.Open(Links.Case(other))).Follow("本人に代わって取りやめる");
        await suzuki.Fill("理由", "電話で頼まれました").Press("取りやめて知らせる");
        await city.Settle();
        var ended = await city.Case(other);
        Assert.Equal(ApplicationState.Withdrawn, ended.State);
        Assert.Equal(0, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == other)));
        Assert.Contains("電話で頼まれました", (await suzuki.Open(Links.Case(other))).Text, StringComparison.Ordinal);
        var subjects = city.Simulator.Mails.Mails.Select(m => m.Subject).ToList();
        Assert.Contains(subjects, s => s.StartsWith("日が変わりました", StringComparison.Ordinal));
        Assert.Contains(subjects, s => s.StartsWith("市が取りやめました", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open($"{Links.Case(id)}/day")).Status);
    }
}
