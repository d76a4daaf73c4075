using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 文書の中の文字の検索
{
    internal static Task<DocumentFace> Put(City city, string subject, Func<Filing, Filing>? more = null, string department = "kankyo",
        string kept = "kankyo-hojo") => city.Turns.Run((services, db, ct) =>
    {
        var filing = new Filing("test", city.Clock.NewId(), subject, department, kept, city.Clock.Today(), city.Clock.Today(), null, "");
        return services.GetRequiredService<IDocuments>().File(db, more?.Invoke(filing) ?? filing, ct);
    });

    internal static async Task<FiledFile> Stored(City city, byte[] bytes, string name, string type)
    {
        var stored = await city.Services.GetRequiredService<FileStore>().Put(bytes, name, type, default);
        await city.Turns.Run((_, db, _) => { db.Add(stored); stored.UsedBy = stored.Id; return Task.FromResult(true); });
        return new(stored.Id, name, FileRole.Attachment);
    }

    [Theory, BothDatabases]
    public async Task 長い本文のずっと後ろにある言葉も_かなの種類や幅が違っても見つかり_まわりの文が出る(string database)
    {
        await using var city = await City.Start(database);
        var far = string.Concat(Enumerable.Repeat("清瀬市の環境について述べる。", 8_600)) + "最後にコンポスト容器の試験導入を提案する。";
        Assert.True(far.Length > 120_000);
        var found = await Put(city, "ごみの減量", f => f with { Body = far });
        await Put(city, "別の文書", f => f with { Body = "関係のない文" });
        var suzuki = await city.Officer("suzuki");
        foreach (var words in new[] { "試験導入", "ｺﾝﾎﾟｽﾄ", "こんぽすと容器", "コンポスト　提案" })
        {
            await suzuki.Open($"{FindDocuments.Url}?q={Uri.EscapeDataString(words)}");
            Assert.Contains("1件あります。", suzuki.Text, StringComparison.Ordinal);
            Assert.Contains("コンポスト容器の試験導入", suzuki.Text, StringComparison.Ordinal);
            Assert.Contains(found.Number, suzuki.Text, StringComparison.Ordinal);
        }
        Assert.Contains("見つかりませんでした", (await suzuki.Open($"{FindDocuments.Url}?q=入導験試")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 境目をまたぐ言葉も見つかる(string database)
    {
        await using var city = await City.Start(database);
        var body = string.Concat(Enumerable.Range(1000, 3000).Select(n => $"第{n}号"));
        await Put(city, "境目", f => f with { Body = body });
        var first = await city.Read(db => db.Set<TextPiece>().OrderBy(p => p.Row).Select(p => p.Text).FirstAsync());
        Assert.Equal(FullText.Longest, first.Length);
        var at = body.IndexOf(first[^20..], StringComparison.Ordinal) + 12;
        var over = body[at..(at + 16)]; // half of it before the border
        Assert.Contains("1件あります。", (await (await city.Officer("suzuki")).Open($"{FindDocuments.Url}?q={over}")).Text,
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 添付の中の文字も読み取ってから見つかり_ほかの課の職員には数にも出ない(string database)
    {
        await using var city = await City.Start(database);
        var file = await Stored(city, Encoding.UTF8.GetBytes("調査報告\n湧水の水質を測定した。"), "報告.txt", "text/plain");
        await Put(city, "湧き水の調査", f => f with { Files = [file] });
        await Put(city, "市民課の文書", f => f with { Body = "水質の苦情" }, "shimin", "shimin-shomei");
        await city.Settle();
        Assert.Null(await city.Read(db => db.Set<DocumentFile>().Select(f => f.Unread).SingleAsync()));
        var suzuki = await (await city.Officer("suzuki")).Open($"{FindDocuments.Url}?q=水質");
        Assert.Contains("1件あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("報告.txt（1ページ）", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("市民課の文書", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 住所を守られた方の文書は_本文の言葉では数にも出ず_権限のある職員にだけ数えられる(string database)
    {
        await using var city = await City.Start(database);
        var person = (await city.Person("野塩 美咲")).Person;
        for (var i = 0; i < 52; i++) await Put(city, $"調査の記録 {i}", f => f with { Body = "水質の苦情" });
        for (var i = 0; i < 3; i++) await Put(city, $"相談の記録 {i}", f => f with { Body = "水質の相談", Person = person });
        await Put(city, "水質の証明", f => f with { Body = "証明", Person = person }); // found by its title
        async Task Says(string login, string count) => Assert.Contains(count,
            (await (await city.Officer(login)).Open($"{FindDocuments.Url}?q=水質")).Text, StringComparison.Ordinal);
        await Says("suzuki", " 53件あります。");
        await Says("takahashi", " 56件あります。");
    }

    [Theory, BothDatabases]
    public async Task 作成日と種別で絞り込め_続きの行き先もその条件を持つ(string database)
    {
        await using var city = await City.Start(database);
        await Put(city, "古い起案", f => f with { Direction = Direction.Drafted, On = new(2025, 5, 1) });
        await Put(city, "新しい起案", f => f with { Direction = Direction.Drafted });
        await Put(city, "新しい受信", f => f with { Body = "受けた" });
        var suzuki = await (await city.Officer("suzuki")).Open(FindDocuments.Url);
        await suzuki.Fill("種別", "Drafted").Fill("作成日（この日から）", "2026-04-01").Press("さがす");
        Assert.Contains("1件あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("新しい起案", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("作成日（この日から）", "").Fill("作成日（この日まで）", "2025-05-01").Press("さがす");
        Assert.Contains("古い起案", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("新しい", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 起案した人や担当者の名前で絞り込め_ほかの課の文書は同じ人のものでも出ない(string database)
    {
        await using var city = await City.Start(database);
        var (mine, tanaka) = (await city.OfficerId("suzuki"), await city.OfficerId("tanaka"));
        var one = await Put(city, "鈴木が書いた文書", f => f with { Body = "水質の調査", Officer = mine });
        var sato = await city.OfficerId("sato");
        await Put(city, "係長が書いた文書", f => f with { Body = "水質の調査", Officer = sato });
        await Put(city, "市民課で書いた文書", f => f with { Body = "水質の調査", Officer = mine }, "shimin", "shimin-shomei");
        var suzuki = await (await city.Officer("suzuki")).Open(FindDocuments.Url);
        await suzuki.Fill("起案者・担当者", $"{mine}").Press("さがす");
        Assert.Contains(" 1件あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains(one.Number, suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("さがす言葉", "水質").Press("さがす");
        Assert.Contains(" 1件あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal($"{mine}", suzuki.Page.QuerySelector("#officer option[selected]")?.GetAttribute("value"));
        Assert.DoesNotContain(suzuki.Page.QuerySelectorAll("#officer option"), o => o.GetAttribute("value") == $"{tanaka}");
        await (await suzuki.Open(Links.Document(one.Id))).Follow("鈴木 亮");
        Assert.Contains(" 1件あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("見つかりませんでした", (await suzuki.Open($"{FindDocuments.Url}?officer={tanaka}")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 千件より多ければ千件以上と言い_続きは重ならない(string database)
    {
        await using var city = await City.Start(database);
        for (var i = 0; i < 11; i++)
        {
            var from = i * 100;
            await city.Turns.Run(async (services, db, ct) =>
            {
                var documents = services.GetRequiredService<IDocuments>();
                for (var n = 0; n < 100; n++)
                    await documents.File(db, new("test", city.Clock.NewId(), $"一斉の通知 その{from + n}", "kankyo", "kankyo-hojo",
                        city.Clock.Today(), city.Clock.Today(), null, ""), ct);
                return true;
            });
        }
        var suzuki = await (await city.Officer("suzuki")).Open($"{FindDocuments.Url}?q=一斉の通知");
        Assert.Contains("1,000件以上あります。", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("その1099", suzuki.Text, StringComparison.Ordinal);
        List<string> Numbers() => [.. suzuki.Page.QuerySelectorAll("td a").Select(a => a.TextContent).Distinct()];
        var first = Numbers();
        await suzuki.Follow("次のページ");
        Assert.Equal(100, first.Concat(Numbers()).Distinct().Count());
    }

    [Theory, BothDatabases]
    public async Task 添付が30ある文書も問い合わせは5つまで(string database)
    {
        await using var city = await City.Start(database);
        var files = new List<FiledFile>();
        for (var i = 0; i < 30; i++) files.Add(await Stored(city, Encoding.UTF8.GetBytes($"添付 {i}"), $"添付{i}.txt", "text/plain"));
        var face = await Put(city, "添付の多い文書", f => f with { Files = files });
        await city.Settle();
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open("/office/plan");
        await suzuki.Open(Links.Document(face.Id));
        Assert.Contains("添付29.txt", suzuki.Text, StringComparison.Ordinal);
        // Those of the shell tell it from others: the visit, the posts, the menu.
        var own = city.Queries.Last.Sql.Where(sql => sql.Contains("documents_", StringComparison.Ordinal)).ToList();
        Assert.True(own.Count <= 5, string.Join('\n', city.Queries.Last.Sql));
    }
}
