using System.Net;
using AngleSharp.Html.Dom;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>The pages of a form in the hands of people who go back, open two windows, and make mistakes, on both databases.</summary>
public sealed class FormPageTests
{
    static string Value(Visitor v, string name) => (v.Page.QuerySelector($"[name='{name}']") as IHtmlInputElement)?.Value ?? "";
    static IEnumerable<(string, string, string)> Rows(Visitor v, string selector) =>
        v.Page.QuerySelectorAll(selector)
            .Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent.Trim(), r.Children[2].TextContent.Trim()));

    static async Task<Visitor> Begin(City city, string procedure = "cancer-screening")
    {
        var v = await ApplyTests.Guest(city);
        await v.Open($"/procedures/{procedure}/apply");
        return await v.Press("入力を始める");
    }

    [Theory, BothDatabases]
    public async Task 画面の問い合わせの数には_訪問と下書きの行を見ることも入る(string database)
    {
        await using var city = await City.Start(database);
        await (await Begin(city)).Open("/my");
        Assert.Contains("row Session", city.Queries.Last.Sql);
        var v = await Begin(city);
        await v.Open(v.Path);
        Assert.Contains("row DraftApplication", city.Queries.Last.Sql);
        Assert.Equal(city.Queries.Last.Sql.Count, city.Queries.Last.Count);
    }

    [Theory, BothDatabases]
    public async Task 戻るボタンで戻った古い画面から変えて送り直しても_変えた内容が保存される(string database)
    {
        await using var city = await City.Start(database);
        var v = await Begin(city);
        var page = v.Path;
        v.Fill("氏名", "清瀬 花子").Fill("電話番号", "042-000-0001");
        using (await v.Send(v.Prepare("次へ"))) { }
        // The very same page once more, as the browser kept it, with the same key; one answer is taken back to what it was at first.
        v.Fill("氏名", "清瀬 桜子").Fill("電話番号", "");
        var again = v.Prepare("次へ");
        await v.Late(again);
        Assert.DoesNotContain("送信されています", v.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("別の画面", v.Text, StringComparison.Ordinal);
        await v.Open(page);
        Assert.Equal(("清瀬 桜子", ""), (Value(v, "name"), Value(v, "phone")));
    }

    [Theory, BothDatabases]
    public async Task 二つの画面で別々の質問に答えると両方が残り_同じ質問が食い違えば尋ねてから保存する(string database)
    {
        await using var city = await City.Start(database);
        var v = await Begin(city);
        var page = v.Path;
        v.Fill("氏名", "清瀬 花子").Fill("電話番号", "042-000-0001");
        var other = v.Prepare("次へ");
        await v.Open(page);
        v.Fill("フリガナ", "キヨセ ハナコ").Fill("電話番号", "042-000-0002");
        await v.Press("次へ");
        await v.Late(other);
        Assert.Equal(422, (int)v.Status);
        Assert.Contains(v.Errors, e => e.Contains("別の画面では「042-000-0002」", StringComparison.Ordinal));
        Assert.Equal(("清瀬 花子", "キヨセ ハナコ", "042-000-0001"), (Value(v, "name"), Value(v, "kana"), Value(v, "phone")));
        async Task<string> Stored() =>
            (await city.Read(db => db.Set<DraftApplication>().OrderByDescending(d => d.StartedAt).FirstAsync())).Answers;
        Assert.Contains("042-000-0002", await Stored(), StringComparison.Ordinal);
        await v.Press("次へ");
        Assert.DoesNotContain("別の画面", v.Text, StringComparison.Ordinal);
        Assert.Contains("042-000-0001", await Stored(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task コードの画面でも_送ったあとに変えた内容は失われず_もう一度押すと送られる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var v = await city.Officer("suzuki");
        await v.Open($"{Contracts.Links.Case(id)}/note");
        v.Fill("メモ", "電話をかけた");
        using (await v.Send(v.Prepare("メモを残す"))) { }
        // The page comes back as it was sent; another word is added and it is sent again.
        v.Fill("メモ", "電話をかけた。留守だった");
        await v.Late(v.Prepare("メモを残す"));
        Assert.Equal(422, (int)v.Status);
        Assert.Equal("電話をかけた。留守だった", (v.Page.QuerySelector("textarea") as IHtmlTextAreaElement)?.Value);
        await v.Press("メモを残す");
        Assert.Equal(HttpStatusCode.OK, v.Status);
        Assert.Contains("電話をかけた。留守だった",
            await city.Read(db => db.Set<Note>().Where(n => n.ApplicationId == id).Select(n => n.Text).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 確認画面を開いたまま別の画面で答えを変えると_送られずに違いが示される(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        var check = v.Path;
        var old = v.Prepare("この内容で申し込む");
        await v.Open(check.Replace("/check", "/1", StringComparison.Ordinal));
        v.Fill("電話番号", "042-000-0099");
        await v.Press("次へ");
        await v.Late(old);
        Assert.Equal(HttpStatusCode.Conflict, v.Status);
        Assert.StartsWith("エラー：", v.Page.Title, StringComparison.Ordinal);
        Assert.Equal([("電話番号", "042-000-0001", "042-000-0099")], Rows(v, "[role=alert] tbody tr"));
        Assert.Contains("042-000-0099", v.Page.QuerySelector(".readback .changed")?.TextContent, StringComparison.Ordinal);
        Assert.Single(v.Page.QuerySelectorAll(".readback .changed"));
        Assert.Equal(0, await city.Read(db => db.Set<Application>()
            .CountAsync(a => a.Name == "清瀬 花子" && a.Procedure == "cancer-screening")));
        await v.Press("この内容で申し込む");
        Assert.Contains("042-000-0099", (await ApplyTests.Latest(city, "cancer-screening")).Answers, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 確認画面を開いたあとに品物が変わると_見ていた品物と金額が今のものと並んで示される(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Bulky(v);
        var old = v.Prepare("支払いへ進む");
        await v.Open(v.Path.Replace("/check", "/3", StringComparison.Ordinal));
        v.Fill("品物 1/数", "3");
        await v.Press("次へ");
        await v.Late(old);
        Assert.Equal(HttpStatusCode.Conflict, v.Status);
        var rows = Rows(v, "[role=alert] tbody tr").ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.NotEqual(r.Item2, r.Item3));
        Assert.Equal("支払う金額", rows[1].Item1);
        Assert.All(rows, r => Assert.NotEqual("", r.Item2));
    }

    [Theory, BothDatabases]
    public async Task 送ったあとに_戻るで開いた入力の画面で変えたものは_古い画面だと知らされて残る(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        var check = v.Path;
        await v.Open(check.Replace("/check", "/1", StringComparison.Ordinal));
        var same = v.Prepare("次へ");
        v.Fill("電話番号", "042-000-0099");
        var old = v.Prepare("次へ");
        await (await v.Open(check)).Press("この内容で申し込む");
        var sent = await ApplyTests.Latest(city, "cancer-screening");
        await v.Late(old);
        Assert.Equal((HttpStatusCode.Conflict, "この画面は古いものでした"), (v.Status, v.Heading));
        Assert.Contains("今の状態は「申し込み済み」です。", v.Text, StringComparison.Ordinal);
        Assert.Equal([("電話番号", "042-000-0099", "042-000-0001")], Rows(v, "main tbody tr"));
        Assert.Equal(sent.Answers, (await ApplyTests.Latest(city, "cancer-screening")).Answers);
        // Nothing was changed on it: it leads to what became of it.
        await v.Late(same);
        Assert.Equal((HttpStatusCode.OK, Contracts.Links.Application(sent.Id)), (v.Status, v.Path));
    }

    [Theory, BothDatabases]
    public async Task 別の窓で変えて送ったあとに_前の確認画面から送ると_送ったものとの違いが示される(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        var check = v.Path;
        var old = v.Prepare("この内容で申し込む");
        await v.Open(check.Replace("/check", "/1", StringComparison.Ordinal));
        await v.Fill("電話番号", "042-000-0099").Press("次へ");
        await v.Open(check);
        var (sent, again) = (v.Prepare("この内容で申し込む"), v.Prepare("この内容で申し込む"));
        await v.Late(sent);
        Assert.Equal("申し込みが終わりました", v.Heading);
        await v.Late(old);
        Assert.Equal((HttpStatusCode.Conflict, "この画面は古いものでした"), (v.Status, v.Heading));
        Assert.Equal([("電話番号", "042-000-0001", "042-000-0099")], Rows(v, "main tbody tr"));
        await v.Late(again);
        Assert.Equal("申し込みが終わりました", v.Heading);
    }

    static Task Expire(City city) => city.Turns.Run(async (_, db, ct) => await db.Set<DraftApplication>()
        .ExecuteUpdateAsync(d => d.SetProperty(x => x.ExpiresAt, city.Clock.GetUtcNow()), ct));

    static void Lost(Visitor v, string heading, string label, string words)
    {
        Assert.Equal((HttpStatusCode.Gone, heading), (v.Status, v.Heading));
        Assert.Contains((label, words), v.Page.QuerySelectorAll("main tbody tr")
            .Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent.Trim())));
        Assert.Contains("はじめから入力する", v.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 下書きが消えたあとに古い画面から送ったものは_失われずに見え_することが分かる(string database)
    {
        await using var city = await City.Start(database);
        foreach (var discarded in new[] { true, false })
        {
            var v = await ApplyTests.Guest(city, $"{discarded}@example.jp");
            await ApplyTests.Screening(v);
            var check = v.Path.Split('?')[0];
            var sending = v.Prepare("この内容で申し込む");
            await v.Open(check.Replace("/check", "/1", StringComparison.Ordinal));
            var page = v.Fill("電話番号", "042-000-0099").Prepare("次へ");
            if (discarded) await (await v.Open(check.Replace("/check", "/discard", StringComparison.Ordinal))).Press("下書きを消す");
            else await Expire(city);
            var heading = discarded ? "この下書きは消されています" : "下書きの期限が過ぎました";
            Lost(await v.Late(page), heading, "電話番号", "042-000-0099");
            Lost(await v.Late(sending), heading, "電話番号", "042-000-0001");
        }
    }

    [Theory, BothDatabases]
    public async Task 預かっているあいだに下書きの期限が過ぎても_預かったものは見える(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var v = await (await city.SignedIn(ActorKind.Resident, hanako)).Open("/procedures/compost-subsidy/apply");
        await v.Press("入力を始める");
        var page = v.Fill("氏名", "清瀬 はなこ").Prepare("次へ");
        page.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        await city.Turns.Run(async (_, db, ct) =>
        {
            await OwnAccessRoutes.EndAll(db, hanako, city.Clock, ct);
            return true;
        });
        await v.Late(page);
        await Expire(city);
        var asked = v.Path[v.Path.IndexOf('?', StringComparison.Ordinal)..];
        var back = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(asked)["back"];
        var again = await (await city.SignedIn(ActorKind.Resident, hanako)).Open(back.ToString());
        Lost(again, "下書きの期限が過ぎました", "氏名", "清瀬 はなこ");
    }

    [Theory, BothDatabases]
    public async Task 確認画面を開いたあと同じ内容を保存し直しただけなら_そのまま送れる(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        var old = v.Prepare("この内容で申し込む");
        await v.Open(v.Path.Replace("/check", "/1", StringComparison.Ordinal));
        await v.Press("次へ");
        await v.Late(old);
        Assert.Equal(HttpStatusCode.OK, v.Status);
        Assert.Equal(ApplicationState.Granted, (await ApplyTests.Latest(city, "cancer-screening")).State);
    }

    [Theory, BothDatabases]
    public async Task 下書きの画面でも_誤りがあれば題名に出て_間違えた部分だけが示され_そこへ飛べる(string database)
    {
        await using var city = await City.Start(database);
        var v = await Begin(city);
        var page = v.Path;
        v.Fill("氏名", "清瀬 花子").Fill("フリガナ", "キヨセ ハナコ").Fill("生年月日/年", "1980").Fill("生年月日/月", "13").Fill("生年月日/日", "3").Choose("性別/女");
        v.Fill("町名", "中里五丁目").Fill("電話番号", "042-000-0001").Fill("メールアドレス", "guest@example.jp");
        await v.Press("保存して中断する");
        await v.Open(page + "?check=1");
        Assert.Equal(HttpStatusCode.OK, v.Status);
        Assert.StartsWith("エラー：", v.Page.Title, StringComparison.Ordinal);
        Assert.Equal(["#birth.month", "#address.street"], v.Page.QuerySelectorAll("#errors a").Select(a => a.GetAttribute("href")));
        var wrong = v.Page.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id).ToList();
        Assert.Equal(["birth.month", "address.street"], wrong);
        foreach (var id in wrong)
            Assert.NotNull(v.Page.GetElementById(v.Page.GetElementById(id ?? "")?.GetAttribute("aria-describedby") ?? "-"));
    }

    [Theory, BothDatabases]
    public async Task 断られたファイルのそばでも_頁のすべての誤りが一度に示される(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(Keyaki.Kernel.ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        await hanako.Press("次へ");
        hanako.Choose("機器の種類/電動").Fill("購入日/月", "13").Attach("領収書", "ryoshu.pdf", "これはPDFではありません"u8.ToArray());
        await hanako.Press("次へ");
        Assert.Equal(422, (int)hanako.Status);
        foreach (var words in new[] { "開けません", "メーカー名", "年を入力", "日を入力" })
            Assert.Contains(hanako.Errors, e => e.Contains(words, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 確認画面の変更から直すと_確認画面に戻る(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        await v.Follow("変更：電話番号");
        Assert.Equal("#phone", v.Fragment);
        v.Fill("電話番号", "");
        await v.Press("保存して確認画面へ戻る");
        Assert.Equal(422, (int)v.Status);
        v.Fill("電話番号", "042-000-0077");
        await v.Press("保存して確認画面へ戻る");
        Assert.Equal("内容を確かめてください", v.Heading);
        Assert.Contains("042-000-0077", v.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 質問が増えると_増えた最初の質問に戻り_確認画面へ進むと書かれたボタンは同じ頁に戻らない(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        await v.Open(v.Path.Replace("/check", "/4", StringComparison.Ordinal));
        Assert.NotNull(v.Page.QuerySelector("[name=wishDate]"));
        var fresh = await Begin(city);
        var last = fresh.Path[..(fresh.Path.LastIndexOf('/') + 1)] + "4";
        await fresh.Open(last);
        Assert.Null(fresh.Page.QuerySelector("[name=wishDate]"));
        Assert.DoesNotContain("確認画面へ進む", fresh.Text, StringComparison.Ordinal);
        var bulky = await Begin(city, "bulky-waste");
        await bulky.Open(bulky.Path[..(bulky.Path.LastIndexOf('/') + 1)] + "2");
        bulky.Choose("建物の種類/一戸建て");
        await bulky.Press("次へ");
        // What was asked before is told its faults, what is new is only asked.
        Assert.Equal(422, (int)bulky.Status);
        Assert.DoesNotContain(bulky.Errors, e => e.Contains("置く場所", StringComparison.Ordinal));
        Assert.NotEmpty(bulky.Page.QuerySelectorAll("[name=placeHouse]"));
        var other = await Begin(city, "bulky-waste");
        await other.Open(other.Path[..(other.Path.LastIndexOf('/') + 1)] + "2");
        other.Fill("町名", "中里五丁目").Fill("番地", "900番地1").Choose("建物の種類/一戸建て").Choose("手伝いの相談/いいえ");
        await other.Press("次へ");
        Assert.Contains("質問が増えました", other.Text, StringComparison.Ordinal);
        Assert.Equal("#placeHouse-0", other.Fragment);
    }

    [Theory, BothDatabases]
    public async Task 行を足すと足した行に_消すと消した行のところに留まる(string database)
    {
        await using var city = await City.Start(database);
        var v = await Begin(city, "bulky-waste");
        await v.Open(v.Path[..(v.Path.LastIndexOf('/') + 1)] + "3");
        await v.Press("品物を追加する");
        Assert.Equal("#items.1.item", v.Fragment);
        await v.Press("品物を追加する");
        Assert.Equal("#items.2.item", v.Fragment);
        await v.Press("品物 1 を取り消す");
        Assert.Equal("#items.0.item", v.Fragment);
    }

    [Theory, BothDatabases]
    public async Task 支払わずに確保できる枠は一人に少しだけで_時間が過ぎればまた申し込める(string database)
    {
        await using var city = await City.Start(database);
        async Task<Visitor> Try()
        {
            var v = await ApplyTests.Guest(city);
            await ApplyTests.Bulky(v);
            return await v.Press("支払いへ進む");
        }
        for (var i = 0; i < 2; i++) Assert.StartsWith("/payments/", (await Try()).Path, StringComparison.Ordinal);
        var refused = await Try();
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("お支払いの終わっていない申し込みが2件", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<Place>().CountAsync(p => p.HeldUntil != null)));
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        await refused.Press("支払いへ進む");
        Assert.StartsWith("/payments/", refused.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支払い前の申込みは_三十分だけ一人一件で年度の予算に数える(string database)
    {
        await using var city = await City.Start(database);
        var (now, owner) = (city.Clock.GetUtcNow(), city.Clock.NewId());
        var version = city.Services.GetRequiredService<Catalogue>()
            .Offered("compost-subsidy", city.Clock.Today()) ?? throw new InvalidOperationException();
        var budget = version.Definition.Budget ?? throw new InvalidOperationException();
        var definition = version.Definition
            with
        {
            Fee = new(new Keyaki.Kernel.Text("手数料"),
            Keyaki.Kernel.Expression.Parse(System.Text.Json.JsonSerializer.SerializeToElement(100), "", Keyaki.Kernel.Names.None, new(""))
            ?? throw new InvalidOperationException())
        };
        await city.Turns.Run((_, db, _) =>
        {
            foreach (var (account, grant) in new[] { (owner, 20_000), (owner, 15_000), (city.Clock.NewId(), 10_000) })
            {
                var held = new Application
                {
                    Id = city.Clock.NewId(), Procedure = definition.Code, Definition = version.Hash,
                    Department = "kankyo", Decision = DecisionKind.Route, ApplicantKind = Keyaki.Kernel.ActorKind.Guest, Account = account,
                    Channel = "online", StartedAt = now
                };
                db.Add(held.Freeze(new("甲", "コウ", "{}", "", new(100), new(grant), null, null), now).AwaitPayment(now));
            }
            return Task.FromResult(true);
        });
        async Task<long> Asked(DateTimeOffset at) =>
            (await city.Read(db => YearBudget.Of(db, definition, budget, at, Guid.Empty, default))).Asked.Amount;
        var before = await Asked(now.AddMinutes(31));
        Assert.Equal(30_000, await Asked(now) - before);
    }

    [Theory, BothDatabases]
    public async Task 一つの質問に送られたファイルは一つだけ受け取り_頁にないファイルは受け取らない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(Keyaki.Kernel.ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        await hanako.Press("次へ");
        var before = await city.Read(db => db.Set<Keyaki.Kernel.StoredFile>().CountAsync());
        var request = hanako.Prepare("次へ");
        var body = (MultipartFormDataContent)(request.Content ?? throw new InvalidOperationException());
        for (var i = 0; i < 20; i++)
            body.Add(new ByteArrayContent([.. "%PDF-1.4\n"u8, .. System.Text.Encoding.ASCII.GetBytes($"{i}"), .. "\n%%EOF\n"u8]),
            "receipt.upload", $"{i}.pdf");
        body.Add(new ByteArrayContent([.. "%PDF-1.4\n%%EOF\n"u8]), "taxCertificate.upload", "tax.pdf");
        await hanako.Late(request);
        Assert.Contains(hanako.Errors, e => e.Contains("付けられるファイルは1つです", StringComparison.Ordinal));
        Assert.Equal(before + 1, await city.Read(db => db.Set<Keyaki.Kernel.StoredFile>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 受けられないときは_誤りではなく_理由と次にできることの頁が出る(string database)
    {
        await using var city = await City.Start(database);
        var v = await ApplyTests.Guest(city);
        await ApplyTests.Screening(v);
        var draft = v.Path[..(v.Path.LastIndexOf('/') + 1)];
        await v.Open(draft + "2");
        v.Choose("受けたい検診/乳がん").Choose("前に受けた時期/日付が分かる");
        await v.Press("次へ");
        // What was asked of another screening goes, and that is asked first.
        Assert.Contains("この答えにすると、次の答えは消えます", v.Text, StringComparison.Ordinal);
        await v.Fill("前回受けた日/年", "2026").Fill("前回受けた日/月", "5").Fill("前回受けた日/日", "1").Press("この答えにして、消す");
        Assert.Equal(HttpStatusCode.OK, v.Status);
        Assert.Equal("この検診は、今年度はまだ受けられません", v.Heading);
        Assert.Contains("令和10年4月1日", v.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("エラー", v.Page.Title, StringComparison.Ordinal);
        Assert.Empty(v.Errors);
        // The check page leads there, too, and the answer can be mended.
        await v.Open(draft + "check");
        Assert.Equal("この検診は、今年度はまだ受けられません", v.Heading);
        await v.Follow("答えを直す");
        Assert.Equal("#lastDate.year", v.Fragment);
        Assert.Equal("2026", Value(v, "lastDate.year"));
    }

    [Theory, BothDatabases]
    public async Task 補助を受けられない答えは_誤りではなく_理由と次にできることの頁になる(string database)
    {
        await using var city = await City.Start(database);
        var v = await city.SignedIn(Keyaki.Kernel.ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await v.Open("/procedures/compost-subsidy/apply");
        await v.Press("入力を始める");
        var draft = v.Path[..(v.Path.LastIndexOf('/') + 1)];
        async Task Instead(string title, params string[] steps)
        {
            await v.Press("次へ");
            Assert.Equal((HttpStatusCode.OK, title), (v.Status, v.Heading));
            Assert.DoesNotContain("エラー", v.Page.Title, StringComparison.Ordinal);
            Assert.Empty(v.Errors);
            foreach (var step in steps) Assert.Contains(step, v.Text, StringComparison.Ordinal);
            Assert.Contains("環境課", v.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
            await v.Follow("答えを直す");
        }
        v.Fill("町名", "市の外に住んでいます").Fill("電話番号", "042-000-0001").Fill("氏名", "清瀬 花子").Fill("フリガナ", "キヨセ ハナコ")
            .Fill("メールアドレス", "hanako@example.jp");
        await Instead("清瀬市の外に住んでいる方は、この補助を受けられません", "お住まいの市区町村");
        Assert.Equal("-", (v.Page.QuerySelector("[name='address.town']") as IHtmlSelectElement)?.Value);
        await v.Fill("町名", "中里五丁目").Fill("番地", "900番地1").Press("次へ");
        v.Choose("機器の種類/電動").Fill("メーカー名", "けやき").Fill("型番", "KC-1").Fill("販売店", "清瀬電器").Fill("購入日/年", "2025").Fill("購入日/月", "5")
            .Fill("購入日/日", "1").Fill("購入金額", "30000");
        v.Attach("領収書", "r.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray())
            .Attach("設置した機器の写真", "p.png",
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="));
        await Instead("この機器は、今年度の補助の対象になりません", "今年度（4月1日から翌年3月31日まで）に買った別の機器");
        await v.Fill("購入日/年", "2026").Fill("購入日/月", "10").Press("次へ");
        await v.Choose("受けたことがありますか/はい").Press("次へ");
        v.Fill("前に補助を受けた日/年", "2023").Fill("前に補助を受けた日/月", "5").Fill("前に補助を受けた日/日", "1");
        await Instead("今年度は、まだこの補助を受けられません", "令和10年4月1日");
        await v.Choose("受けたことがありますか/いいえ").Press("次へ");
        await v.Press("この答えにして、消す");
        await v.Open(draft + "5");
        v.Choose("同意しますか/はい").Choose("誓いますか/いいえ");
        await Instead("誓約がないと、補助を受けられません", "買った年度のうちに");
    }

    [Theory, BothDatabases]
    public async Task 粗大ごみは分類から絵を見て選び_途中の合計と_確認画面の表と合計が見える(string database)
    {
        await using var city = await City.Start(database);
        var v = await Begin(city, "bulky-waste");
        await v.Open(v.Path[..(v.Path.LastIndexOf('/') + 1)] + "3");
        var group = v.Page.QuerySelectorAll("details.catalogue-group").First(g => g.QuerySelector("summary")?.TextContent == "いす・ソファー");
        Assert.Equal(5, group.QuerySelectorAll("img.picture").Length);
        Assert.Contains("見つからないとき", v.Text, StringComparison.Ordinal);
        Assert.Contains("ここまでの手数料：0円", v.Text, StringComparison.Ordinal);
        var picture = group.QuerySelector("img")?.GetAttribute("src") ?? "";
        using (var drawn = await v.Raw(picture))
            Assert.Contains($"<view id=\"{picture.Split('#')[1]}\"", await drawn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        v.Choose("品物 1/いす：300円").Fill("品物 1/数", "2");
        await v.Press("品物を追加する");
        Assert.Contains("ここまでの手数料：600円", v.Text, StringComparison.Ordinal);

        var check = await ApplyTests.Bulky(await ApplyTests.Guest(city));
        var table = check.Page.QuerySelector("table.row-table") ?? throw new InvalidOperationException(check.Text);
        Assert.Equal(["いす：300円 2 600円", "ソファー（1人用）：500円 1 500円", "合計 1,100円"],
            table.QuerySelectorAll("tbody tr, tfoot tr").Select(row => string.Join(' ', row.Children.Select(c => c.TextContent.Trim()))));
    }
}
