using System.Net;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InProcedures;

/// <summary>The resident's side, from the search to the receipt, on both databases.</summary>
public sealed class ApplyTests
{
    internal static async Task<Visitor> Guest(City city, string mail = "guest@example.jp")
    {
        var id = city.Clock.NewId();
        var token = await city.Turns.Run((services, db, _) =>
        {
            var key = (MasterKey)services.GetService(typeof(MasterKey))!;
            var (session, t) = Doors.Open(city.Clock, ActorKind.Guest, id, Mails.Seal(mail, key));
            db.Add(session);
            return Task.FromResult(t);
        });
        return new Visitor(city).With(Doors.ResidentCookie, token, "/");
    }

    internal static Task<Application> Latest(City city, string procedure) =>
        city.Read(db => db.Set<Application>().Where(a => a.Procedure == procedure).OrderByDescending(a => a.StartedAt).FirstAsync());

    internal static async Task<Visitor> Screening(Visitor v, string name = "清瀬 花子", string day = "12月5日")
    {
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        v.Fill("氏名", name).Fill("フリガナ", "キヨセ ハナコ").Fill("生年月日/年", "1980").Fill("生年月日/月", "5").Fill("生年月日/日", "3").Choose("性別/女");
        v.Fill("町名", "中里五丁目").Fill("番地", "900番地1").Fill("電話番号", "042-000-0001").Fill("メールアドレス", "guest@example.jp");
        await v.Press("次へ");
        v.Choose("受けたい検診/肺がん").Choose("同じ検診を前に受けた時期/受けたことがない");
        await v.Press("次へ");
        foreach (var question in new[] { "気になる症状", "治療中または経過観察中", "妊娠中", "ペースメーカー", "手術を受けた" }) v.Choose($"{question}/いいえ");
        v.Choose("たばこ/吸ったことがない");
        await v.Press("次へ");
        v.Choose("会場/健康センター");
        if (v.Page.QuerySelector("[name=wishDate]") is null) await v.Press("次へ");
        v.Choose($"受けたい日/{day}");
        return await v.Press("確認画面へ進む");
    }

    [Theory, BothDatabases]
    public async Task 言葉でさがして手続の説明を読める(string database)
    {
        await using var city = await City.Start(database);
        var v = city.Visitor();
        await v.Open("/");
        v.Fill("何をしたいですか", "ソダイゴミを捨てたい");
        await v.Press("さがす");
        await v.Follow("粗大ごみ収集の申込");
        Assert.Equal("粗大ごみ収集の申込", v.Heading);
        Assert.Contains("「例」が含まれています", v.Text, StringComparison.Ordinal);
        await v.Follow("English");
        Assert.Equal("Bulky waste collection", v.Heading);
        await v.Open("/search?q=ｺﾝﾎﾟｽﾄ&lang=ja");
        Assert.Contains("生ごみ処理機器", v.Text, StringComparison.Ordinal);
        await v.Open("/search?q=zzz");
        Assert.Contains("見つかりませんでした", v.Text, StringComparison.Ordinal);
        await v.Open("/life/moving");
        Assert.Contains("住民票の写し", v.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task オンラインの手続がまだない出来事も_トップから開け_市がしていることと担当の課が分かる(string database)
    {
        await using var city = await City.Start(database);
        var v = await city.Visitor().Open("/");
        var events = v.Page.QuerySelectorAll("a[href^='/life/']").Select(a => a.GetAttribute("href") ?? "").ToList();
        foreach (var code in new[] { "child", "old-age", "bereavement" }) Assert.Contains($"/life/{code}", events);
        foreach (var url in events)
        {
            await v.Open(url);
            Assert.NotEmpty(v.Page.QuerySelectorAll(".contact"));
            Assert.Contains("例です", v.Text, StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task がん検診は空きがあればその場で決まり取り下げると空きが戻る(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await Screening(v);
        Assert.Contains("内容を確かめてください", v.Heading, StringComparison.Ordinal);
        await v.Press("この内容で申し込む");
        var found = await Latest(city, "cancer-screening");
        Assert.Equal(ApplicationState.Granted, found.State);
        Assert.Contains(found.Number?.ToString() ?? "-", v.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == found.Id)));
        await city.Settle();
        Assert.Equal(ApplicationState.Granted, (await Latest(city, "cancer-screening")).State);
        await v.Follow("この申し込みを取り下げる");
        Assert.Contains("予約がなくなります", v.Text, StringComparison.Ordinal);
        await v.Press("取り下げる");
        Assert.Contains("取り下げました", v.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == found.Id)));
    }

    [Theory, BothDatabases]
    public async Task 下書きは間違いも残したまま翌日に続けられる(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        v.Fill("氏名", "清瀬 花子").Fill("フリガナ", "漢字").Fill("生年月日/月", "13");
        await v.Press("次へ");
        Assert.Equal(422, (int)v.Status);
        Assert.NotEmpty(v.Errors);
        await v.Press("保存して中断する");
        Assert.Contains("保存しました", v.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var again = await Guest(city);
        await again.Open("/my");
        await again.Follow("がん検診の申込");
        Assert.Equal("漢字", (again.Page.QuerySelector("[name=kana]") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
        Assert.Equal("13", (again.Page.QuerySelector("[name='birth.month']") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
    }

    [Theory, BothDatabases]
    public async Task 期限の過ぎた下書きは続け方を言う(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        var draft = v.Path;
        city.Clock.Pass(TimeSpan.FromDays(31));
        var again = await Guest(city);
        await again.Open(draft);
        Assert.Equal(410, (int)again.Status);
        await again.Follow("はじめから入力する");
        Assert.Equal("がん検診の申込", again.Heading);
        var other = await Guest(city, "someone@example.jp");
        await other.Open(draft);
        Assert.Equal(404, (int)other.Status);
    }

    [Theory, BothDatabases]
    public async Task 送信を二度押しても申請は一つ(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await Screening(v);
        var (one, two) = (v.Prepare("この内容で申し込む"), v.Prepare("この内容で申し込む"));
        var answers = await Task.WhenAll(v.Send(one), v.Send(two));
        Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode, a.StatusCode.ToString()));
        Assert.Equal(1, await city.Read(db => db.Set<Application>()
            .CountAsync(a => a.Procedure == "cancer-screening" && a.Name == "清瀬 花子")));
        Assert.Equal(answers[0].RequestMessage?.RequestUri, answers[1].RequestMessage?.RequestUri);
    }

    [Theory, BothDatabases]
    public async Task 最後の一つは一人だけのものになる(string database)
    {
        await using var city = await City.Start(database);
        var (a, b) = (await Guest(city, "a@example.jp"), await Guest(city, "b@example.jp"));
        await Screening(a, "甲 太郎");
        await Screening(b, "乙 次郎");
        await city.Turns.Run((_, db, _) =>
        {
            for (var seat = 1; seat < 40; seat++)
                db.Add(new Place
                {
                    Id = city.Clock.NewId(), Pool = "lung-kenko-center", Day = new DateOnly(2026, 12, 5), Seat = seat,
                    ApplicationId = city.Clock.NewId()
                });
            return Task.FromResult(true);
        });
        await Task.WhenAll(a.Press("この内容で申し込む"), b.Press("この内容で申し込む"));
        var (won, lost) = (int)a.Status == 200 ? (a, b) : (b, a);
        Assert.Equal(200, (int)won.Status);
        Assert.Equal(422, (int)lost.Status);
        Assert.Contains("まだ受け付けていません", lost.Text, StringComparison.Ordinal);
        Assert.Matches("別の日を選んで|ほかのものを選んで|もう一度送信", lost.Text);
        Assert.Equal(1, await city.Read(db => db.Set<Application>()
            .CountAsync(x => x.State == ApplicationState.Granted && (x.Name == "甲 太郎" || x.Name == "乙 次郎"))));
        Assert.Equal(40, await city.Read(db => db.Set<Place>()
            .CountAsync(p => p.Pool == "lung-kenko-center" && p.Day == new DateOnly(2026, 12, 5))));
    }

    internal static async Task<Visitor> Bulky(Visitor v)
    {
        await v.Open("/procedures/bulky-waste/apply");
        await v.Press("入力を始める");
        v.Fill("氏名", "清瀬 花子").Fill("フリガナ", "キヨセ ハナコ").Fill("電話番号", "042-000-0001").Fill("メールアドレス", "guest@example.jp");
        await v.Press("次へ");
        v.Fill("町名", "中里五丁目").Fill("番地", "900番地1").Choose("建物の種類/一戸建て").Choose("手伝いの相談/いいえ");
        await v.Press("次へ");
        Assert.Contains("質問が増えました", v.Text, StringComparison.Ordinal);
        v.Choose("置く場所/玄関先");
        await v.Press("次へ");
        v.Choose("品物 1/いす：300円").Fill("品物 1/数", "2");
        await v.Press("品物を追加する");
        v.Choose("品物 2/ソファー（1人用）").Fill("品物 2/数", "1");
        if (v.Page.QuerySelectorAll("[name=household]").Length > 0)
            v.Page.QuerySelectorAll("[name=household]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>().First().IsChecked = true;
        await v.Press("次へ");
        v.Page.QuerySelectorAll("[name=wishDate]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>()
            .First(i => !i.IsDisabled).IsChecked = true;
        return await v.Press("確認画面へ進む");
    }

    [Theory, BothDatabases]
    public async Task 粗大ごみは支払いが済むと受け付けられ二度目の知らせは何も変えない(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await Bulky(v);
        Assert.Contains("1,100円", v.Text, StringComparison.Ordinal);
        await v.Press("支払いへ進む");
        var frozen = await Latest(city, "bulky-waste");
        Assert.Equal((ApplicationState.AwaitingPayment, new Yen(1100)), (frozen.State, frozen.Fee));
        Assert.Null(frozen.Number);
        var charge = city.Clock.NewId();
        Task<string?> Pay(Guid id, long yen) => city.Turns.Run(async (services, db, ct) =>
        {
            var paid = new ChargePaid(Application.Kind, frozen.Id, id, new Yen(yen), city.Clock.GetUtcNow(), false);
            foreach (var ear in (IEnumerable<IHear<ChargePaid>>)services.GetService(
                typeof(IEnumerable<IHear<ChargePaid>>))!) await ear.Hear(paid, db, ct);
            return paid.RefundReason;
        });
        Assert.Equal("wrong-amount", await Pay(city.Clock.NewId(), 500));
        var reasons = await Task.WhenAll(Pay(charge, 1100), Pay(city.Clock.NewId(), 1100));
        Assert.Equal([null, "already-paid"], reasons.Order());
        await v.Open($"/my/applications/{frozen.Id}");
        Assert.Contains("受付番号", v.Text, StringComparison.Ordinal);
        Assert.Equal(ApplicationState.Granted, (await Latest(city, "bulky-waste")).State);
        await v.Open($"/my/drafts/{frozen.Id}/check");
        Assert.Equal($"/my/applications/{frozen.Id}", v.Path);
    }

    [Theory, BothDatabases]
    public async Task 送信した下書きには答えが残らず_その住所は申請を開き_期限のあとに消える(string database)
    {
        await using var city = await City.Start(database);
        var draft = (await city.ComposterDrafts("清瀬 花子", ["KC-1"], city.Clock)).Single();
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open($"/my/drafts/{draft}/check")).Press("この内容で申し込む");
        var sent = await Latest(city, "compost-subsidy");
        Assert.Equal($"/my/applications/{sent.Id}/done", hanako.Path);
        var left = await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.Id == draft));
        Assert.Equal((sent.Id, "{}", "", ""), (left.SentAs ?? default, left.Answers, left.Name, left.Kana));
        Assert.Equal(2, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.UsedBy == sent.Id)));
        foreach (var page in new[] { "1", "check" })
            Assert.Equal($"/my/applications/{sent.Id}", (await hanako.Open($"/my/drafts/{draft}/{page}")).Path);
        Assert.DoesNotContain($"{draft}", (await hanako.Open("/my")).Page.Body?.InnerHtml ?? "", StringComparison.Ordinal);
        var ichiro = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await ichiro.Open($"/my/drafts/{draft}/check")).Status);

        // One whose checkout had begun before it cost nothing any more: draft and application have the same id, and the file is the
        // application's.
        var same = (await city.ComposterDrafts("松山 一郎", ["KC-2"], city.Clock)).Single();
        await city.Turns.Run((_, db, ct) => db.Set<DraftApplication>().Where(d => d.Id == same)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.SentAs, same), ct));
        city.Clock.Pass(TimeSpan.FromDays(40));
        await city.Sweep();
        Assert.Equal(0, await city.Read(db => db.Set<DraftApplication>().CountAsync(d => d.Id == draft || d.Id == same)));
        Assert.Equal(4, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.UsedBy == sent.Id || f.UsedBy == same)));
    }

    [Theory, BothDatabases]
    public async Task 遅れて届いた支払いは枠があれば受け付け埋まっていれば返す(string database)
    {
        await using var city = await City.Start(database);
        var v = await Guest(city);
        await Bulky(v);
        await v.Press("支払いへ進む");
        var frozen = await Latest(city, "bulky-waste");
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        await city.Turns.Run(async (_, db, ct) =>
        {
            // Somebody else takes every place of that day once the hold is over.
            var own = await db.Set<Place>().AsTracking().FirstAsync(p => p.ApplicationId == frozen.Id, ct);
            (own.ApplicationId, own.HeldUntil) = (city.Clock.NewId(), null);
            for (var seat = 1; seat <= 30; seat++)
                if (seat != own.Seat) db.Add(new Place
                {
                    Id = city.Clock.NewId(), Pool = own.Pool, Day = own.Day, Seat = seat,
                    ApplicationId = city.Clock.NewId()
                });
            return true;
        });
        var reason = await city.Turns.Run(async (services, db, ct) =>
        {
            var paid = new ChargePaid(Application.Kind, frozen.Id, city.Clock.NewId(), frozen.Fee, city.Clock.GetUtcNow(), true);
            foreach (var ear in (IEnumerable<IHear<ChargePaid>>)services.GetService(
                typeof(IEnumerable<IHear<ChargePaid>>))!) await ear.Hear(paid, db, ct);
            return paid.RefundReason;
        });
        Assert.Equal("place-taken", reason);
        await v.Open("/my");
        Assert.Contains("入力の途中", v.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 住民票の写しは住民票と結び付いた人だけが始められる(string database)
    {
        await using var city = await City.Start(database);
        var guest = await Guest(city);
        await guest.Open("/procedures/resident-record/apply");
        Assert.StartsWith("/sign-in", guest.Path, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident,
            await city.Read(db => db.Set<Keyaki.Residents.Account>().Where(a => a.Name == "清瀬 花子").Select(a => a.Id).FirstAsync()));
        await hanako.Open("/procedures/resident-record/apply");
        await hanako.Press("入力を始める");
        Assert.Equal(200, (int)hanako.Status);
        Assert.StartsWith("/my/drafts/", hanako.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 壊れたファイルはその欄で断りほかの入力は残る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident,
            await city.Read(db => db.Set<Keyaki.Residents.Account>().Where(a => a.Name == "清瀬 花子").Select(a => a.Id).FirstAsync()));
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        Assert.Equal("清瀬 花子", (hanako.Page.QuerySelector("[name=name]") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
        await hanako.Press("次へ");
        hanako.Choose("機器の種類/電動").Fill("メーカー名", "けやき電機").Attach("領収書", "ryoshu.pdf", "これはPDFではありません"u8.ToArray());
        await hanako.Press("次へ");
        Assert.Equal(422, (int)hanako.Status);
        Assert.Contains("開けません", hanako.Text, StringComparison.Ordinal);
        Assert.Equal("けやき電機", (hanako.Page.QuerySelector("[name=maker]") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
        hanako.Attach("領収書", "ryoshu.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray());
        await hanako.Press("次へ");
        Assert.Contains("ryoshu.pdf", hanako.Text, StringComparison.Ordinal);
        var link = hanako.Page.QuerySelector("a[href^='/files/']")?.GetAttribute("href") ?? "";
        using var file = await hanako.Raw(link);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        using var foreign = await (await Guest(city)).Raw(link);
        Assert.Equal(404, (int)foreign.StatusCode);
    }
}
