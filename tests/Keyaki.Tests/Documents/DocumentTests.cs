using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 文書の登録と検索
{
    static Task<DocumentFace> File(City city, string department, string subject, string text = "", Guid? person = null) =>
        city.Turns.Run((services, db, ct) =>
        services.GetRequiredService<IDocuments>()
            .File(db, new("test", city.Clock.NewId(), subject, department, department == "kankyo" ? "kankyo-hojo" : "shimin-shomei", new(2026, 11, 24),
            new(2026, 11, 24), person, text), ct));

    static async Task<T> Patient<T>(Func<Task<T>> work)
    {
        for (var i = 0; ; i++)
            try { return await work(); }
            catch (PleaseWait) when (i < 50) { await Task.Delay(20); }
    }

    [Theory, BothDatabases]
    public async Task 同時に登録しても番号は一からの続き番号になる(string database)
    {
        await using var city = await City.Start(database);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Patient(() => File(city, "kankyo", $"補助金の交付 {i}"))));
        await Assert.ThrowsAsync<NotHere>(() => city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<IDocuments>()
                .File(db, new("test", city.Clock.NewId(), "やめた登録", "kankyo", "kankyo-hojo", new(2026, 11, 24), new(2026, 11, 24),
                    null, ""), ct);
            return await Task.FromException<bool>(new NotHere());
        }));
        Assert.Equal("令和8年度 清環収第31号", (await File(city, "kankyo", "やめた登録の次")).Number);
        Assert.Equal("令和8年度 清市民収第1号", (await File(city, "shimin", "ほかの課")).Number);
        Assert.Equal(Enumerable.Range(1, 31).Select(n => (long)n),
            (await city.Read(db => db.Set<Document>().Where(d => d.Department == "kankyo").Select(d => d.Serial).ToListAsync())).Order());
    }

    [Theory, BothDatabases]
    public async Task 同じ形の番号は_系列の名前を言っても言わなくても一つの続きで_二つできない(string database)
    {
        await using var city = await City.Start(database);
        var first = await File(city, "kankyo", "課の番号");
        var second = await city.Turns.Run((services, db, ct) => services.GetRequiredService<IDocuments>()
            .File(db, new("test", city.Clock.NewId(), "収受の番号", "kankyo", "kankyo-hojo", new(2026, 11, 24), new(2026, 11, 24), null, "")
            { Series = "shushin" }, ct));
        Assert.Equal(["令和8年度 清環収第1号", "令和8年度 清環収第2号", "令和8年度 清環収第3号"],
            [first.Number, second.Number, (await File(city, "kankyo", "また課の番号")).Number]);
    }

    [Theory, BothDatabases]
    public async Task 告示の番号は_三十二人が二つの課から同時に取っても_市全体で一からの続き番号になる(string database)
    {
        await using var city = await City.Start(database);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Patient(() => city.Turns.Run((services, db, ct) =>
            services.GetRequiredService<IDocuments>().File(db, new Filing("test", city.Clock.NewId(), $"告示 {i}",
                i % 2 == 0 ? "kankyo" : "shimin", i % 2 == 0 ? "kankyo-hojo" : "shimin-shomei", new(2026, 11, 24), new(2026, 11, 24),
                null, "")
            { Series = "kokuji" }, ct)))));
        var numbers = await city.Read(db => db.Set<Document>().Where(d => d.Series == "kokuji").OrderBy(d => d.Serial).Select(d => d.Number)
            .ToListAsync());
        Assert.Equal(Enumerable.Range(1, 32).Select(n => $"令和8年清瀬市告示第{n}号"), numbers);
    }

    [Theory, BothDatabases]
    public async Task 二文字の言葉で見つかり_ほかの課の文書は見つからない(string database)
    {
        await using var city = await City.Start(database);
        var person = city.Clock.NewId();
        var found = await File(city, "kankyo", "生ごみ処理機器購入費補助金の交付", "清瀬花子", person);
        await File(city, "kankyo", "別の文書");
        await File(city, "shimin", "証明書の交付", "清瀬花子");
        var suzuki = await (await city.Officer("suzuki")).Open(FindDocuments.Url);
        await suzuki.Fill("さがす言葉", "花子").Press("さがす");
        Assert.Contains("1件あります。", suzuki.Text);
        await suzuki.Follow(found.Number);
        Assert.Contains("令和14年3月31日", suzuki.Text);
        Assert.Equal(["documents.list", "documents.list", "documents.look"],
            await city.Read(db => (from p in db.Set<JournalPerson>() join e in db.Set<JournalEntry>(
            ) on p.EntryId equals e.Id where p.PersonId == person && e.ActorKind == ActorKind.Officer orderby e.Code select e.Code)
            .ToListAsync()));

        var tanaka = await city.Officer("tanaka");
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open(Links.Document(found.Id))).Status);
        Assert.Contains("証明書の交付", (await tanaka.Open($"{FindDocuments.Url}?q=花子")).Text);
        Assert.Contains("見つかりませんでした", (await tanaka.Open($"{FindDocuments.Url}?q=補助金")).Text);
    }

    [Theory, BothDatabases]
    public async Task 施行文書は一度だけ付けられ_開いて読める(string database)
    {
        await using var city = await City.Start(database);
        var document = await File(city, "kankyo", "交付決定");
        var files = city.Services.GetRequiredService<FileStore>();
        async Task<Guid> Put(string text)
        {
            var stored = await files.Put(System.Text.Encoding.UTF8.GetBytes("%PDF-1.7 " + text), "決定通知書.pdf", "application/pdf", default);
            return await city.Turns.Run((_, db, _) => { stored.UsedBy = document.Id; db.Add(stored); return Task.FromResult(stored.Id); });
        }
        Task<bool> Attach(Guid file) =>
            city.Turns.Run(async (services, db, ct) =>
            {
                await services.GetRequiredService<IDocuments>().Attach(db, document.Id, file, ct);
                return true;
            });
        var first = await Put("一つめ");
        await Attach(first);
        var other = await Put("二つめ");
        await Assert.ThrowsAsync<Rule>(() => Attach(other));
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Document(document.Id));
        Assert.Contains("決定通知書.pdf", suzuki.Text);
        Assert.Contains("一つめ", await (await suzuki.Raw($"{Links.Document(document.Id)}/files/{first}")).Content.ReadAsStringAsync());
    }

    [Theory, BothDatabases]
    public async Task 文書は分類の三段と開いている簿冊に入り_完結から数える分類は完結するまで満了日がない(string database)
    {
        await using var city = await City.Start(database);
        Task<DocumentFace> Put(string title, Func<Filing, Filing>? more = null) => city.Turns.Run((services, db, ct) =>
        {
            var plain = new Filing("test", city.Clock.NewId(), title, "somu", "somu-sosho", new(2026, 11, 24), new(2026, 11, 24), null, "");
            return services.GetRequiredService<IDocuments>().File(db, more?.Invoke(plain) ?? plain, ct);
        });
        var first = await Put("損害賠償請求事件");
        var second = await Put("答弁書", f => f with { Related = [first.Id], Direction = Direction.Issued, Counterparty = "東京地方裁判所" });
        Assert.Equal((10, null, "10年保存（完結してから数えます）"), (first.RetentionYears, first.RetainedUntil, first.Kept));
        Assert.Single(await city.Read(db => db.Set<Document>().Select(d => d.RecordFile).Distinct().ToListAsync()));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<IDocuments>().Complete(db, first.Id, new(2028, 2, 29), ct);
            return true;
        });
        var abe = await (await city.Officer("suzuki")).Open(Links.Document(second.Id));
        Assert.Equal(HttpStatusCode.NotFound, abe.Status);
        Assert.Equal(new DateOnly(2038, 3, 31), await city.Read(db => db.Set<Document>().Where(d => d.Id == first.Id)
            .Select(d => d.RetainedUntil).SingleAsync()));
        var faces = await city.Read(db => city.Services.CreateScope().ServiceProvider.GetRequiredService<IDocuments>()
            .RecordFiles(db, new(2026), ["somu"], default));
        Assert.Equal("訴訟と不服申立て", Assert.Single(faces).Title);
        Assert.Equal("総務 ＞ 法務 ＞ 訴訟と不服申立て", await city.Read(db => db.Set<Document>().Select(d => d.ClassPath).FirstAsync()));
    }
}
