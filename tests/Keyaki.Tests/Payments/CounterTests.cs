using System.Net;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Simulator;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InPayments;

/// <summary>窓口の会計: paid in cash and at a terminal, given back, receipted, and the drawer closed by two.</summary>
public sealed class CounterTests
{
    static async Task<Visitor> Sell(City city, int count = 2, string login = "tanaka", string drawer = "shimin-1")
    {
        var desk = await (await city.Officer(login)).Open($"/office/counter/{drawer}/sell");
        await desk.Fill("住民票の写し", $"{count}").Press("金額を出す");
        Assert.Contains("合計", desk.Text, StringComparison.Ordinal);
        return desk;
    }

    static async Task<Visitor> Paid(City city, string given = "1000")
    {
        var desk = await Sell(city);
        return await desk.Fill("お預かり", given).Press("現金で受け取る");
    }

    static async Task<Visitor> Until(Visitor desk, string words)
    {
        for (var tries = 0; !desk.Text.Contains(words, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, $"「{words}」にならない: {desk.Text}");
            await Task.Delay(50);
            await desk.Open(desk.Path);
        }
        return desk;
    }

    [Theory, BothDatabases]
    public async Task 現金で払うとお釣りが出て_領収書は二枚目から再発行になる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Paid(city);
        Assert.Contains("お釣り 400円", desk.Text, StringComparison.Ordinal);
        Assert.Contains("shimin-1-20261124-0001", desk.Text, StringComparison.Ordinal);
        await desk.Follow("領収書を作る");
        await desk.Fill("宛名", "清瀬 花子").Press("領収書を作る");
        using (var pdf = await desk.Raw(Link(desk, "領収書を開く")))
            Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        await desk.Press("もう一度作る");
        Assert.Contains("再発行した領収書を開く（2枚目", desk.Text, StringComparison.Ordinal);
        var kept = await city.Read(db => db.Set<SaleReceipt>().ToListAsync());
        Assert.DoesNotContain(kept, r => r.SealedName?.Contains("花子", StringComparison.Ordinal) is true);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("kobayashi")).Open(desk.Path)).Status);
    }

    static string Link(Visitor desk, string words) => desk.Page.QuerySelectorAll("a[href]")
        .First(a => a.TextContent.Contains(words, StringComparison.Ordinal)).GetAttribute("href") ?? "";

    [Theory, BothDatabases]
    public async Task カードで払い_同じ日に端末で返す(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Sell(city);
        await Until(await desk.Press("クレジットカード"), "支払い済み");
        Assert.Contains("承認番号", desk.Text, StringComparison.Ordinal);
        await desk.Follow("返金する");
        await desk.Fill("返す金額", "300").Fill("返金の理由", "一通は要らなかった").Press("返金する");
        await Until(desk, "返金しました");
        Assert.Equal([("pay", 600), ("reverse", 300)], city.Simulator.Terminal.Books.Select(b => (b.Kind, b.Yen)));
    }

    [Theory, BothDatabases]
    public async Task 断られたらお金は動かず_ほかの払い方を選べる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Decline;
        var desk = await Sell(city);
        await Until(await desk.Press("電子マネー"), "残高が足りません");
        await desk.Fill("お預かり", "600").Press("現金で受け取る");
        Assert.Contains("お釣り 0円", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 返事が失われたら_二度払わせずに尋ねて_承認を見つける(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Lose;
        var desk = await Sell(city);
        await Until(await desk.Press("コード決済"), "端末の返事が届いていません");
        Assert.DoesNotContain("現金で受け取る", desk.Text, StringComparison.Ordinal);
        await Until(await desk.Press("今、端末に結果を尋ねる"), "支払い済み");
        Assert.Single(city.Simulator.Terminal.Books);
    }

    [Theory, BothDatabases]
    public async Task ケーブルが抜けていたら_何も届かなかったことが分かるまで待つ(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Unplug;
        var desk = await Sell(city);
        await Until(await desk.Press("クレジットカード"), "端末の返事が届いていません");
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Approve;
        await Until(await desk.Press("今、端末に結果を尋ねる"), "端末で払えませんでした");
        Assert.Empty(city.Simulator.Terminal.Books);
        await Until(await desk.Press("クレジットカード"), "支払い済み");
    }

    [Theory, BothDatabases]
    public async Task 二度押しても_端末に伝わるのは一度だけ(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Sell(city);
        using (var again = desk.Prepare("クレジットカード"))
        {
            await desk.Press("クレジットカード");
            using var second = await desk.Send(again);
        }
        await Until(desk, "支払い済み");
        Assert.Single(city.Simulator.Terminal.Books);
        Assert.Equal(1, await city.Read(db => db.Set<Sale>().CountAsync(s => s.State == SaleState.Paid)));
    }

    [Theory, BothDatabases]
    public async Task ない払い方の番号を送っても_端末には何も伝わらない(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Sell(city);
        var request = desk.Prepare("クレジットカード");
        request.RequestUri = new(desk.Path.Split('?')[0] + "/tell/9", UriKind.Relative);
        await desk.Late(request);
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
        Assert.Empty(await city.Read(db => db.Set<TerminalCall>().ToListAsync()));
    }

    static async Task<Visitor> Count(Visitor desk, string drawer, int thousands, string? why = null)
    {
        await desk.Open($"/office/counter/{drawer}/close");
        desk.Fill("1,000円", $"{thousands}");
        if (why is not null) desk.Fill("違いがあったときの理由", why);
        return await desk.Press("数えた額で締める");
    }

    [Theory, BothDatabases]
    public async Task 端末があとから取り消した支払いは_日締めで見つかり_払い直しになる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.TakeBack;
        var desk = await Sell(city);
        await Until(await desk.Press("クレジットカード"), "支払い済み");
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Approve;
        var sale = desk.Path;
        await Count(desk, "shimin-1", 30);
        await desk.Open(sale);
        Assert.Contains("端末が、この支払いをあとから取り消しました", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 過不足には理由が要り_二人目が署名すると_その日の会計はできない(string database)
    {
        await using var city = await City.Start(database);
        await Paid(city);
        var desk = await Count(await city.Officer("tanaka"), "shimin-1", 30);
        Assert.Contains(desk.Errors, e => e.Contains("現金が600円足りません", StringComparison.Ordinal));
        await Count(desk, "shimin-1", 30, "お釣りを渡し間違えたと思われる");
        Assert.Contains("署名を待っています", desk.Text, StringComparison.Ordinal);
        await desk.Follow("日締めを見る");
        Assert.Contains("ほかの人が確認します", desk.Text, StringComparison.Ordinal);
        var second = await (await city.Officer("ito")).Open(desk.Path);
        Assert.Contains("お釣りを渡し間違えた", second.Text, StringComparison.Ordinal);
        await second.Choose("はい").Press("確かめた結果を記録する");
        Assert.Contains("今日の分は締めました", second.Text, StringComparison.Ordinal);
        await desk.Open("/office/counter/shimin-1/sell");
        await desk.Fill("住民票の写し", "1").Press("金額を出す");
        Assert.Contains(desk.Errors, e => e.Contains("今日の分を締めました", StringComparison.Ordinal));
        Assert.Contains("-600円", (await second.Open(ListClosings.Url)).Text, StringComparison.Ordinal);
        // What is missing stands in the books, with its explanation and both sides.
        var posted = await city.Read(db => db.Postings().Include(p => p.Entries).SingleAsync(p => p.Kind == PostingKind.Differ));
        Assert.Equal(("お釣りを渡し間違えたと思われる", -600, 600), (posted.Reason, posted.Entries.Single(e => e.Account == Account.Cash)
            .Figure,
            posted.Entries.Single(e => e.Account == Account.CashDifference).Figure));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Theory, BothDatabases]
    public async Task ほかの課の納付書も窓口で番号から受けられ_一部でも一緒でも払え_返すとまた未納になる(string database)
    {
        await using var city = await City.Start(database);
        var claim = await IncomingTests.Owed(city, "秋津 太郎", 10_000, new(2026, 12, 25));
        await IncomingTests.Slip(city, claim);
        var slip = await IncomingTests.Issued(city, claim);
        var desk = await (await city.Officer("tanaka")).Open("/office/counter");
        await desk.Follow("納付書などの支払いを受ける");
        Assert.Contains("納めるものは見つかりません", (await desk.Open(FindDue.Url("shimin-1") + "?q=秋津")).Text,
            StringComparison.Ordinal);
        await desk.Open($"{FindDue.Url("shimin-1")}?q={slip.Key[..4]}-{slip.Key[4..]}");
        await desk.Follow("市都民税");
        await desk.Fill("受け取る額", "10001").Press("金額を出す");
        Assert.Contains(desk.Errors, e => e.Contains("1円から10,000円まで", StringComparison.Ordinal));
        await desk.Fill("受け取る額", "4000").Press("金額を出す");
        await desk.Fill("お預かり", "5000").Press("現金で受け取る");
        Assert.Contains("お釣り 1,000円", desk.Text, StringComparison.Ordinal);
        Assert.Equal((4_000, 6_000), await Stands(city, claim));

        // The rest by card; the terminal sends it back, and it is owed again.
        await desk.Open(TakeDue.Url("shimin-1", claim.Id));
        await desk.Press("金額を出す");
        await Until(await desk.Press("クレジットカード"), "支払い済み");
        Assert.Equal((10_000, 0), await Stands(city, claim));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(TakeDue.Url("shimin-1", claim.Id))).Status);
        await desk.Follow("返金する");
        await desk.Fill("返す金額", "300").Fill("返金の理由", "別の人の納付書だった").Press("返金する");
        Assert.Contains(desk.Errors, e => e.Contains("全額", StringComparison.Ordinal));
        await desk.Fill("返す金額", "6000").Press("返金する");
        var ito = await (await city.Officer("ito")).Open(desk.Path);
        if (ito.Text.Contains("返金を確かめる", StringComparison.Ordinal))
            await (await ito.Follow("返金を確かめる")).Choose("はい").Press("確かめた結果を記録する");
        await Until(desk, "返金しました");
        Assert.Equal((4_000, 6_000), await Stands(city, claim));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    static Task<(long, long)> Stands(City city, Claim claim) => city.Read(async db =>
        (await db.BalancesOf([claim.Id], default))[claim.Id] is var b ? (b.Paid.Amount, b.OwedFigure) : default);

    [Theory, BothDatabases]
    public async Task 端末があとから取り消した納付書の支払いは_また未納になり_返金を端末が断れば納めたまま残る(string database)
    {
        await using var city = await City.Start(database);
        var claim = await IncomingTests.Owed(city, "秋津 太郎", 3_000, new(2026, 12, 25));
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.TakeBack;
        var desk = await (await city.Officer("tanaka")).Open(TakeDue.Url("shimin-1", claim.Id));
        await desk.Press("金額を出す");
        var sale = desk.Path;
        await Until(await desk.Press("クレジットカード"), "支払い済み");
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Approve;
        await Count(desk, "shimin-1", 30);
        Assert.Equal((0, 3_000), await Stands(city, claim));
        // The drawer is closed for the day: it is paid again on the next one.
        city.Clock.Pass(TimeSpan.FromDays(1));
        desk = await (await city.Officer("tanaka")).Open(sale);
        await Until(await desk.Press("クレジットカード"), "支払い済み");
        Assert.Equal((3_000, 0), await Stands(city, claim));
        city.Simulator.Terminal.Behaviour = TerminalBehaviour.Decline;
        await desk.Follow("返金する");
        await desk.Fill("返金の理由", "別の人の納付書だった").Press("返金する");
        await Until(desk, "端末で返金できませんでした");
        Assert.Equal((3_000, 0), await Stands(city, claim));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Theory, BothDatabases]
    public async Task 同じ窓口の領収番号は_同時に受けても_抜けも重なりもない(string database)
    {
        await using var city = await City.Start(database);
        var desks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Sell(city)));
        await Task.WhenAll(desks.Select(async d =>
        {
            // Who is asked to wait presses again, as a person does.
            for (var tries = 0; tries < 10; tries++)
            {
                using var sent = await d.Fill("お預かり", "600").Send(d.Prepare("現金で受け取る"));
                if (sent.StatusCode is not HttpStatusCode.ServiceUnavailable) return;
            }
        }));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (int?)n),
            await city.Read(db => db.Set<Sale>().Where(s => s.Number != null).OrderBy(s => s.Number).Select(s => s.Number).ToListAsync()));
    }

    static Task<Dictionary<Account, long>> Ledger(City city) => city.Read(db => db.Set<PostedEntry>()
        .Where(e => db.Set<Claim>().Any(c => c.Id == e.Claim && c.SubjectKind == "payments.sale")).GroupBy(e => e.Account)
        .Select(g => new { g.Key, Sum = g.Sum(e => e.Figure) }).ToDictionaryAsync(g => g.Key, g => g.Sum));

    [Theory, BothDatabases]
    public async Task 窓口で受けたお金は元帳に入り_返した分は出て_端末が取り消した分は払い直すまで未納になる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Paid(city);
        Assert.Equal((600, 0, -600), Sums(await Ledger(city)));
        await desk.Follow("返金する");
        await desk.Fill("返す金額", "200").Fill("返金の理由", "一通は要らなかった").Press("返金する");
        Assert.Equal((400, 0, -400), Sums(await Ledger(city)));

        city.Simulator.Terminal.Behaviour = TerminalBehaviour.TakeBack;
        await Until(await (await Sell(city, 1)).Press("電子マネー"), "支払い済み");
        Assert.Equal((700, 0, -700), Sums(await Ledger(city)));
        await Count(desk, "shimin-1", 30, "昼に両替した");
        Assert.Equal((400, 300, -700), Sums(await Ledger(city)));
        Assert.Equal(0, (await Ledger(city)).Values.Sum());
    }

    static (long Cash, long Owed, long Revenue) Sums(Dictionary<Account, long> of) =>
        (of.GetValueOrDefault(Account.Cash), of.GetValueOrDefault(Account.Receivable), of.GetValueOrDefault(Account.Revenue));

    [Theory, BothDatabases]
    public async Task 課ごとの割合に_件数と金額が出る(string database)
    {
        await using var city = await City.Start(database);
        await Paid(city);
        await Until(await (await Sell(city, 1)).Press("クレジットカード"), "支払い済み");
        var desk = await (await city.Officer("tanaka")).Open(CashlessByDepartment.Url);
        Assert.Contains("件数で50%、金額で33.3%", desk.Text, StringComparison.Ordinal);
    }
}
