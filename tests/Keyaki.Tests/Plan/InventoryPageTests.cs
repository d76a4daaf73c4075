using System.Net;
using System.Text;
using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Plan;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>The inventories as the secretariat keeps them: tables that come in, are mended and go out, robots, and the measures that
/// came with them.</summary>
public sealed class InventoryPageTests
{
    const string Heads = "番号,手続名,担当課,オンライン,窓口,郵送,年間件数,件数の年度,件数の出所,職員の分（今）,職員の分（オンライン）,来庁の回数（今）,来庁の回数（オンライン）,事業";

    static async Task Roll(City city)
    {
        await city.Services.GetRequiredService<Sealer>().Run();
        while (await city.Services.GetRequiredService<RollUp>().Step()) { }
    }

    static Task<Measurement?> Measured(City city, string code) =>
        city.Read(db => city.Services.GetRequiredService<Measured>().Find(db, code, default));

    static async Task<Visitor> Bring(City city, string sheet, string text, Encoding? encoding = null)
    {
        var kobayashi = await city.Officer("kobayashi");
        await kobayashi.Open($"/office/plan/{sheet}/import");
        await kobayashi.Attach("表のファイル", "list.csv", (encoding ?? Encoding.UTF8).GetBytes(text)).Press("読み込んで確かめる");
        return kobayashi;
    }

    [Theory, BothDatabases]
    public async Task 表の取込みは_良い行だけを入れ_悪い行は直せるように残す(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, "procedures", Heads + """

            P-1,転入届,市民課,×,○,×,1200,2025,市民課の統計,20,5,1,0,6.2.1
            P-2,犬の登録,わんわん課,×,○,×,,,,,,,,
            P-3,畑の届出,環境課,×,○,×,たくさん,2025,台帳,10,5,1,0,8.8.8
            P-4,空き家の届出,環境課,×,○,×,10,2025,台帳,10,5,1,0,9.9.9
            P-1,転入届（二つめ）,市民課,×,○,×,,,,,,,,
            P-2,犬の登録（二つめ）,環境課,×,○,×,,,,,,,,
            """, CodePagesEncodingProvider.Instance.GetEncoding(932));
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        foreach (var said in new[] { "取り込める行（1行）", "直すところのある行（5行）", "3行目", "「わんわん課」は選べません", "「たくさん」は数として読めません",
            "「8.8.8」という事業は、今の推進計画にありません", "「9.9.9」という事業は、今の推進計画にありません", "番号「P-2」は、この表の前の行にもあります", "この表の前の行にもあります" }) Assert.Contains(said,
            desk.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<CityProcedure>().CountAsync()));
        await desk.Press("1行を取り込む");
        Assert.Contains("1行を取り込みました", desk.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<CityProcedure>().CountAsync()));

        await desk.Follow("直す");
        Assert.Contains("わんわん課", desk.Page.QuerySelector("[name=department]")?.GetAttribute("value") ?? "", StringComparison.Ordinal);
        await desk.Fill("担当課", "にゃんにゃん課").Press("この行を直す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("「にゃんにゃん課」は選べません", desk.Text, StringComparison.Ordinal);
        await desk.Fill("担当課", "環境課").Press("この行を直す");
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("直すところのある行（4行）", desk.Text, StringComparison.Ordinal); // the second P-1 does not overwrite the first one
        using (var rest = await desk.Raw(desk.Path + "/rest.csv"))
            Assert.Contains("畑の届出", await rest.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await desk.Press("1行を取り込む");
        Assert.Equal(["P-1", "P-2"], await city.Read(db => db.Set<CityProcedure>().OrderBy(p => p.Code).Select(p => p.Code).ToListAsync()));
        Assert.Equal(["plan.import.mended", "plan.import.read", "plan.import.taken", "plan.import.taken"],
            await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code.StartsWith("plan.import")).Select(e => e.Code).OrderBy(c => c)
            .ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 表でないファイルや見出しの違う表は_言葉で断られ_貼り付けた文字は残る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await city.Officer("kobayashi");
        await desk.Open("/office/plan/forms/import");
        await desk.Attach("表のファイル", "list.xlsx", [0x50, 0x4B, 3, 4, 0, 0]).Press("読み込んで確かめる");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("CSVの表・Excelの表（.xlsx）を選んでください", desk.Text, StringComparison.Ordinal);
        await desk.Fill("表計算から写した表", "名前\n申込書").Press("読み込んで確かめる");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("「番号」「様式名」「担当課」「区分」という列がありません", desk.Text, StringComparison.Ordinal);
        Assert.Contains("申込書", desk.Page.QuerySelector("textarea[name=text]")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<Import>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 同じ番号の行は書き換わり_一覧は減る時間の順に並び_取った表はそのまま戻せる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, "procedures",
            Heads + "\nP-1,転入届,市民課,×,○,×,1200,2025,市民課の統計,20,5,1,0,6.2.1\nP-2,犬の登録,環境課,○,○,×,60,2025,台帳,10,5,2,0,\nP-3,分からない届出,環境課,×,×,○,,,,,,,,\n");
        await desk.Press("3行を取り込む");
        await desk.Open("/office/plan/procedures");
        Assert.Contains("305時間", desk.Text, StringComparison.Ordinal); // 1200 × 15分 + 60 × 5分
        Assert.Contains("1件は数字がそろわず", desk.Text, StringComparison.Ordinal);
        Assert.Equal(["転入届", "犬の登録", "分からない届出"], desk.Page.QuerySelectorAll("td.cell-head a[href^='/office/plan/procedures/']").Select(a => a.TextContent));
        await desk.Open("/office/plan/procedures?share=50&by=Visits");
        Assert.Contains("660回", desk.Text, StringComparison.Ordinal);
        using var file = await desk.Raw("/office/plan/procedures/export.csv");
        var csv = await file.Content.ReadAsStringAsync();
        desk = await Bring(city, "procedures", csv.Replace("犬の登録", "犬の登録と死亡の届出", StringComparison.Ordinal));
        Assert.Contains("取り込める行（3行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("今の内容を書き換えます", desk.Text, StringComparison.Ordinal);
        await desk.Press("3行を取り込む");
        Assert.Equal([(1L, "転入届"), (2L, "犬の登録と死亡の届出"), (1L, "分からない届出")],
            (await city.Read(db => db.Set<CityProcedure>().OrderBy(p => p.Code).Select(p => new { p.Version, p.Name }).ToListAsync()))
            .Select(p => (p.Version, p.Name)));
    }

    [Theory, BothDatabases]
    public async Task 二人が同じ手続を直すと_あとの人に今の内容が言われ_書いたものは残る(string database)
    {
        await using var city = await City.Start(database);
        var first = await Bring(city, "procedures", Heads + "\nP-1,転入届,市民課,×,○,×,,,,,,,,\n");
        await first.Press("1行を取り込む");
        var second = await city.Officer("kobayashi");
        foreach (var one in new[] { first, second }) await (await (await one.Open("/office/plan/procedures")).Follow("転入届")).Follow("直す");
        await first.Fill("手続名", "転入の届出").Fill("理由", "名前が変わった").Press("直した内容を保存する");
        Assert.Contains("「転入届」から「転入の届出」", first.Text, StringComparison.Ordinal);
        await second.Fill("手続名", "引越しの届出").Fill("理由", "分かりやすく").Press("直した内容を保存する");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("今の「手続名」は「転入の届出」です", second.Text, StringComparison.Ordinal);
        Assert.Equal("引越しの届出", second.Page.QuerySelector("[name=name]")?.GetAttribute("value"));
    }

    [Theory, BothDatabases]
    public async Task 様式の一覧は空から始まり_計画の合計との違いが言葉で言われる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await (await city.Officer("kobayashi")).Open("/office/plan/forms");
        foreach (var said in new[] { "一覧に入っているのは0件、計画の数は525件", "あと525件が一覧に入っていません", "353種類", "114種類", "58種類", "様式の一覧は載っていません" })
            Assert.Contains(said, desk.Text, StringComparison.Ordinal);
        desk = await Bring(city, "forms",
            "番号,様式名,担当課,区分,押印が残る理由\nF-1,申込書,市民課,押印をなくせる,\nF-2,請求書,会計課,押印が残る,支払いの証拠になるため\nF-3,契約書,会計課,押印が残る,\n");
        Assert.Contains("なぜ残るかを書いてください", desk.Text, StringComparison.Ordinal);
        await desk.Press("2行を取り込む");
        await desk.Open("/office/plan/forms?group=kept");
        Assert.Contains("一覧に入っているのは2件、計画の数は525件です。あと523件が一覧に入っていません", desk.Text, StringComparison.Ordinal);
        Assert.Contains("支払いの証拠になるため", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 取り込んだ実績は_別の職員の確認を待つ(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, "figures",
            "目標,時期,数字,出所\ncard-ownership,2025,80.5,市民課の台帳\nないもの,2025,1,台帳\nマイナンバーカードの保有率,2099,90,台帳\ncard-ownership,2024,720,台帳\n");
        Assert.Contains("割合は、0から100まで", desk.Text, StringComparison.Ordinal);
        Assert.Contains("「ないもの」という目標は、今の推進計画にありません", desk.Text, StringComparison.Ordinal);
        Assert.Contains("まだ来ていない時期", desk.Text, StringComparison.Ordinal);
        await desk.Press("1行を取り込む");
        Assert.Contains("80.5%", (await desk.Open("/office/plan")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("80.5", (await city.Visitor().Open("/plan/targets/card-ownership")).Text, StringComparison.Ordinal);
        desk = await Bring(city, "figures", "目標,時期,数字,出所\ncard-ownership,2025,80.5,市民課の台帳\n");
        Assert.Contains("すでに同じ内容で入っています", desk.Text, StringComparison.Ordinal);
        await desk.Press("1行を取り込む");
        Assert.Equal(1, await city.Read(db => db.Set<Entry>().CountAsync()));
    }

    static async Task<Visitor> Robot(City city)
    {
        var desk = await city.Officer("kobayashi");
        await desk.Open("/office/plan/robots/new");
        desk.Fill("名前", "伝票の入力").Choose("種類/RPA").Fill("担当課", "kaikei").Fill("業務", "伝票の作成").Fill("今までの1回の分", "12").Fill("ロボットの1回の分", "1.5")
            .Fill("分の根拠", "10月に3回計った").Choose("ほかの市に渡してよいですか/はい").Fill("手順", "1. 開く")
            .Attach("根拠のファイル", "計った表.pdf", "%PDF-1.7 ... %%EOF"u8.ToArray());
        await desk.Press("ロボットを入れる");
        return desk;
    }

    [Theory, BothDatabases]
    public async Task ロボットの実行を記録すると_計画の数字が計測に切り替わる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Robot(city);
        using (var evidence = await desk.Raw(desk.Path + "/files/file"))
            Assert.Equal("application/pdf", evidence.Content.Headers.ContentType?.MediaType);
        await (await desk.Follow("回数を記録する")).Fill("月", "2026-10").Fill("実行した回数", "40").Press("回数を記録する");
        Assert.Contains("7時間", desk.Text, StringComparison.Ordinal); // 40 × 10.5分
        await (await desk.Follow("回数を記録する")).Fill("月", "2026-10").Fill("実行した回数", "80").Press("回数を記録する");
        await (await desk.Follow("回数を記録する")).Fill("月", "2027-01").Fill("実行した回数", "1").Press("回数を記録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("まだ来ていない月", desk.Text, StringComparison.Ordinal);
        await Roll(city);
        Assert.Equal((14m, "rpa"), (await Measured(city, "robots.hours")) is { } m
            ? (m.Over(new(202610), new(202610)) ?? 0, m.Months[0].Parts.Keys.Single()) : default);
        var target = await city.Visitor().Open("/plan/targets/rpa-hours");
        foreach (var said in new[] { "ここから計測", "14時間", "自動計測", "1,300時間" }) Assert.Contains(said, target.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Services.GetRequiredService<Recount>().Run([], TextWriter.Null));
    }

    [Theory, BothDatabases]
    public async Task シナリオは_ほかの市のものとして一度だけ取り込まれ_出所が残る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Robot(city);
        using var file = await desk.Raw(desk.Path + "/scenario.json");
        var own = await file.Content.ReadAsStringAsync();
        await desk.Open("/office/plan/robots/import");
        await desk.Fill("シナリオの中身", own).Press("取り込む");
        Assert.Contains("この市が作ったシナリオ", desk.Text, StringComparison.Ordinal);
        var other = Encoding.UTF8.GetBytes(own.Replace("清瀬市", "ほかの市", StringComparison.Ordinal));
        await desk.Open("/office/plan/robots/import");
        await desk.Attach("シナリオのファイル", "robot.json", other).Press("取り込む");
        foreach (var said in new[] { "伝票の入力", "ほかの市", "まだ決まっていません" }) Assert.Contains(said, desk.Text, StringComparison.Ordinal);
        // Nobody has noted a run here: that is not zero.
        Assert.Contains("記録なし", Assert.Single((await desk.Open("/office/plan/robots")).Page.QuerySelectorAll("tbody tr"),
            row => row.TextContent.Contains("ほかの市から", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        await desk.Open("/office/plan/robots/import");
        await desk.Attach("シナリオのファイル", "robot.json", other).Press("取り込む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("すでに取り込んであります", desk.Text, StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<Robot>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 電子決裁率は_紙の決裁を分母に入れ_紙のことをだれも記録していない月は言わない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        await OfficeCases.Approve(city, id, "takahashi");
        var suzuki = await (await city.Officer("suzuki")).Open("/office/decisions/paper");
        await suzuki.Fill("件名", "物品の購入").Fill("件数", "1001").Press("紙の決裁を記録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Fill("件数", "3").Press("紙の決裁を記録する");
        Assert.Contains("物品の購入", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("物品の購入", (await (await city.Officer("tanaka")).Open("/office/decisions/paper")).Text,
            StringComparison.Ordinal);
        await Roll(city);
        Assert.Equal(25m, (await Measured(city, "approvals.electronic-ratio"))?.Over(new(202611), new(202611)));
        await suzuki.Press("この記録を取り消す");
        await Roll(city);
        Assert.Null((await Measured(city, "approvals.electronic-ratio"))?.Over(new(202611), new(202611)));
        var visitor = await city.Visitor().Open("/plan/targets/approvals-electronic");
        Assert.DoesNotContain("100%", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("なかったという記録（0件）もない期間は、割合を出しません", visitor.Text, StringComparison.Ordinal);
        await suzuki.Fill("件名", "紙の決裁なし").Fill("件数", "0").Press("紙の決裁を記録する");
        await Roll(city);
        Assert.Equal(100m, (await Measured(city, "approvals.electronic-ratio"))?.Over(new(202611), new(202611)));
        Assert.Contains("100%", (await city.Visitor().Open("/plan/targets/approvals-electronic")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task キャッシュレス比率は_窓口の現金を分母に入れる(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await (await city.Officer("tanaka")).Open("/office/payments/cash");
        await tanaka.Fill("件数", "4").Fill("金額の合計", "3").Fill("何の支払いか", "住民票の写し").Press("現金の収納を記録する");
        Assert.Contains("金額は、件数より小さくなりません", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Fill("金額の合計", "1,200").Press("現金の収納を記録する");
        Assert.Contains("1,200円", tanaka.Text, StringComparison.Ordinal);
        await city.Turns.Run((_, db, _) =>
        {
            Journal.Note(db, city.Clock, Actor.Program, new("payments.pay", "支払いを確認した"), "charge", city.Clock.NewId());
            return Task.FromResult(true);
        });
        await Roll(city);
        Assert.Equal(20m, (await Measured(city, "payments.cashless-ratio"))?.Over(new(202611), new(202611)));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("yamamoto")).Open("/office/payments/cash")).Status);
    }

    [Theory, BothDatabases]
    public async Task 印刷しなかった紙と手続ごとの件数は_申請と決裁と通知から数えられる(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await ApplyTests.Screening(guest);
        await guest.Press("この内容で申し込む");
        var id = await city.Composter();
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        await OfficeCases.Approve(city, id, "takahashi");
        await city.Settle();
        await Roll(city);
        var pages = (await Measured(city, "paper.pages-saved"))?.Months.Single().Parts ?? new Dictionary<string, long>();
        Assert.Equal((1, 1), (pages["applications"], pages["decisions"]));
        Assert.InRange(pages["notices"], 1, 5);
        var byProcedure = (await Measured(city, IProcedures.Measure))?.Months.Single().Parts;
        Assert.Equal(1, byProcedure?["cancer-screening"]);
        var desk = await (await city.Officer("kobayashi")).Open("/office/plan/procedures");
        Assert.Contains("けやきがオンラインで受けている手続", desk.Text, StringComparison.Ordinal);
        Assert.Contains("印刷しなかった紙", (await desk.Open("/office/plan/measures")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void どの計測も_合計が零なら割合は言えない()
    {
        var ratios = typeof(Keyaki.Approvals.ApprovalsModule).Assembly.GetTypes()
            .Concat(typeof(Keyaki.Payments.PaymentsModule).Assembly.GetTypes())
            .Where(t => t is { IsInterface: false } && typeof(IMeasure).IsAssignableFrom(t))
            .Select(t => Activator.CreateInstance(t, nonPublic: true) as IMeasure ?? throw new InvalidOperationException())
            .Where(m => m.Unit == "%").ToList();
        Assert.Equal(4, ratios.Count);
        Assert.All(ratios, m => Assert.Null(m.Value(new Dictionary<string, long>())));
        Assert.All(ratios, m => Assert.Null(m.Value(new Dictionary<string, long> { ["paper"] = 0, ["cash"] = 0 })));
        Assert.All(ratios, m => Assert.Null(m.Value(new Dictionary<string, long> { ["cashless"] = 5, ["electronic"] = 5 })));
    }
}
