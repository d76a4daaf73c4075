using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>A field that says something of a person: kobayashi keeps the register, nakamura has the power over that field, too.</summary>
public sealed class PersonalFieldTests
{
    const string List = "/office/assets/playgrounds", Neighbour = "清水 みどり";

    // What the library has laid out for such halls, on either database.
    static readonly Dictionary<string, MemoryCache> Ways = new[] { BothDatabases.Sqlite, BothDatabases.Postgres }
        .ToDictionary(d => d, _ => new MemoryCache(new MemoryCacheOptions { SizeLimit = 100_000 }));

    /// <summary>The model of a hall that has the tests' own register, too.</summary>
    sealed class Also(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            var map = new Playground.Map();
            modelBuilder.ApplyConfiguration<Playground>(map).ApplyConfiguration<RecordVersion<Playground>>(map);
        }
    }

    static Task<City> Start(string database) => City.Start(database,
        tables: o => o.UseMemoryCache(Ways[database]).ReplaceService<IModelCustomizer, Also>(),
        services: s => s.AddRegister<Playground, Playgrounds>().AlsoFound<Playground>(),
        map: app =>
        {
            using var db = app.Services.GetRequiredService<IDatabase>().OpenForMigration();
            var made = new MigrationBuilder(db.Database.ProviderName);
            made.CreateRegister("test_playgrounds", Playground.Fields);
            foreach (var command in db.GetService<IMigrationsSqlGenerator>().Generate(made.Operations))
                db.Database.ExecuteSqlRaw(command.CommandText);
            app.MapRegister<Playground>();
        });

    static async Task<Visitor> Enter(City city, string park, string neighbour, string way)
    {
        var desk = await (await city.Officer("nakamura")).Open(List + "/new");
        await desk.Fill("公園", park).Choose("種類/ぶらんこ").Fill("担当課", "dx").Choose("点検の結果/異常なし")
            .Fill("知らせた人", neighbour).Choose($"知らせ方/{way}").Press("遊具を入れる");
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        return desk;
    }

    static async Task<IReadOnlyList<string>> Listed(Visitor desk, string query) =>
        [.. (await desk.Open(List + query)).Page.QuerySelectorAll("table td.cell-head a").Select(a => a.TextContent)];

    static Task<int> Looks(City city) => city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "test.playgrounds.looked"
        || e.Code == "assets.import.looked"));

    [Theory, BothDatabases]
    public async Task 個人の項目は_権限がなければ_見えず_並ばず_しぼれず_探せず_出ない(string database)
    {
        await using var city = await Start(database);
        var here = (await Enter(city, "けやき公園", Neighbour, "電話")).Path;
        await Enter(city, "あおば公園", "大木 実", "窓口");
        var (with, without) = (await city.Officer("nakamura"), await city.Officer("kobayashi"));
        await with.Open(here + "/edit");
        await with.Fill("知らせた人", "清水 みどり（042-000-0000）").Fill("理由", "電話番号を聞いた").Press("直した内容を保存する");
        var day = $"{city.Clock.Today():yyyy-MM-dd}";

        // With the power all of it is there, and each look is one entry.
        foreach (var (path, words) in new[]
        {
            (List, Neighbour), ($"{List}?asof={day}", Neighbour), (here, Neighbour), ($"{here}?asof={day}", Neighbour),
            (here + "/edit", Neighbour), (here, "「清水 みどり」から「清水 みどり（042-000-0000）」"),
        })
        {
            var before = await Looks(city);
            Assert.Contains(words, (await with.Open(path)).Page.QuerySelector("main")?.InnerHtml ?? "", StringComparison.Ordinal);
            Assert.Equal(before + 1, await Looks(city));
        }
        Assert.Equal(["あおば公園", "けやき公園"], await Listed(with, "?by=neighbour"));
        Assert.Equal(["けやき公園"], await Listed(with, "?reported=phone"));
        Assert.Equal(["けやき公園"], await Listed(with, "?q=みどり"));
        var given = await Looks(city);
        Assert.Contains(Neighbour, await Text(with, List + "/export.csv"), StringComparison.Ordinal);
        Assert.Equal(given + 1, await Looks(city));

        // Without it nothing is, by no way, and nothing is written down, because nothing was shown.
        given = await Looks(city);
        foreach (var path in new[]
        {
            List, $"{List}?asof={day}", $"{List}?by=neighbour", $"{List}?q=けやき", List + "/new",
            here, $"{here}?asof={day}", here + "/edit", here + "/end", here + "/undo/2",
        })
        {
            var page = (await without.Open(path)).Page.DocumentElement.OuterHtml;
            Assert.Equal(HttpStatusCode.OK, without.Status);
            Assert.DoesNotContain("みどり", page, StringComparison.Ordinal);
            Assert.DoesNotContain("知らせた人", page, StringComparison.Ordinal);
            Assert.DoesNotContain("知らせ方", page, StringComparison.Ordinal);
            Assert.DoesNotContain("neighbour", page.Replace("by=neighbour", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Equal(["けやき公園", "あおば公園"], await Listed(without, "?by=neighbour"));
        Assert.Equal(2, (await Listed(without, "?reported=phone")).Count);
        Assert.Empty(await Listed(without, "?q=みどり"));
        var file = await Text(without, List + "/export.csv");
        Assert.Contains("けやき公園", file, StringComparison.Ordinal);
        Assert.DoesNotContain("みどり", file, StringComparison.Ordinal);
        Assert.DoesNotContain("知らせた人", file, StringComparison.Ordinal);
        Assert.Equal(given, await Looks(city));

        // Everybody's search knows nothing of it, for nobody.
        foreach (var desk in new[] { with, without })
        {
            Assert.DoesNotContain("けやき公園", (await desk.Open("/office/search?q=みどり")).Text, StringComparison.Ordinal);
            Assert.Contains("けやき公園", (await desk.Open("/office/search?q=けやき公園")).Text, StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task 個人の項目は_権限がなければ_直しても_取り消しても_表を取り込んでも_変わらない(string database)
    {
        await using var city = await Start(database);
        var here = (await Enter(city, "けやき公園", Neighbour, "電話")).Path;
        var (with, without) = (await city.Officer("nakamura"), await city.Officer("kobayashi"));
        Task<Playground> Now() => city.Read(db => db.Set<Playground>().SingleAsync());

        // Neither by a form, with the field posted by hand, ...
        await without.Open(here + "/edit");
        await without.Fill("作った会社", "練習遊具").Fill("理由", "銘板で確かめた").Press("直した内容を保存する");
        await without.Open(here + "/edit");
        var sent = without.Prepare("直した内容を保存する");
        sent.Content = new StringContent(await (sent.Content?.ReadAsStringAsync() ?? Task.FromResult("")) + "&neighbour=x&reported=desk",
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        await without.Late(sent);
        Assert.Equal((Neighbour, ReportedBy.Phone, "練習遊具"), await Told());

        // ... nor by an undoing, ...
        await with.Open(here + "/edit");
        await with.Fill("知らせた人", "大木 実").Fill("理由", "人を間違えた").Press("直した内容を保存する");
        await without.Open(here + "/undo/3");
        await without.Fill("理由", "戻す").Press("取り消す");
        Assert.Contains("あなたには見えない項目も変わります", without.Text, StringComparison.Ordinal);
        Assert.Equal("大木 実", (await Now()).Neighbour);
        await without.Open(here + "/undo/2");
        await without.Fill("理由", "戻す").Press("取り消す");
        Assert.Equal("大木 実", (await Now()).Neighbour);

        // ... nor by a table: who may not see a column takes no table in, and does not look into one that somebody else brought.
        await with.Open(List + "/import");
        await with.Fill("表計算から写した表", "番号,公園,種類,作った会社,担当課,設けた日,点検した日,点検の結果,知らせた人,知らせ方,備考\n"
            + "P-00001,けやき公園,ぶらんこ,練習遊具,DX推進課,,,異常なし,谷口 光,窓口,\n").Press("読み込んで確かめる");
        var table = with.Path;
        var looks = await Looks(city);
        Assert.Contains("谷口 光", (await with.Open(table + "/rows/2")).Page.QuerySelector("main")?.InnerHtml ?? "",
            StringComparison.Ordinal);
        Assert.Equal(looks + 1, await Looks(city));
        foreach (var path in new[] { List + "/import", table, table + "/rest.csv", table + "/rows/2" })
            Assert.Equal(HttpStatusCode.NotFound, (await without.Open(path)).Status);
        Assert.DoesNotContain("表を取り込む", (await without.Open(List)).Text, StringComparison.Ordinal);
        await with.Open(table);
        await with.Press("1行を取り込む");
        Assert.Equal(("谷口 光", ReportedBy.Desk, "練習遊具"), await Told());

        async Task<(string, ReportedBy?, string?)> Told() => (await Now()) is var p ? (p.Neighbour, p.Reported, p.Maker) : default;
    }

    static async Task<string> Text(Visitor desk, string path)
    {
        using var answer = await desk.Raw(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
