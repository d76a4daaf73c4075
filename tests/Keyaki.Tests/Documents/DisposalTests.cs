using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 満了した文書の廃棄
{
    /// <summary>The story has nobody in 総務課.</summary>
    internal static async Task Records(City city)
    {
        foreach (var (login, post) in new[] { ("kobayashi", "somu-shuji"), ("nakamura", "somu-kakaricho"), ("tanaka", "somu-kacho") })
        {
            var officer = await city.OfficerId(login);
            await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(new PostHolding
            {
                Id = city.Clock.NewId(), Officer = officer, Post = post, From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
            })));
        }
    }

    static Task<DocumentFace> Old(City city, string subject, Func<Filing, Filing>? more = null) => 文書の中の文字の検索.Put(city, subject, f =>
    {
        var old = f with { On = new(2020, 5, 1), CompletedOn = new DateOnly(2020, 5, 1), Body = subject + "の本文です。" };
        return more?.Invoke(old) ?? old;
    });

    static async Task<DocumentState> State(City city, DocumentFace face) =>
        await city.Read(db => db.Set<Document>().Where(d => d.Id == face.Id).Select(d => d.State).SingleAsync());

    /// <summary>Carries the destruction of these out, as if it had been reviewed and decided.</summary>
    internal static async Task Destroy(City city, params IReadOnlyList<Guid> documents)
    {
        var (list, by) = (city.Clock.NewId(), await city.OfficerId("suzuki"));
        await city.Turns.Run((services, db, ct) =>
        {
            db.Add(new DisposalList { Id = list, FiscalYear = 2025, Department = "kankyo", At = city.Clock.GetUtcNow() });
            foreach (var document in documents)
            {
                var item = new DisposalItem { Id = city.Clock.NewId(), ListId = list, DocumentId = document };
                item.Choose(Fate.Destroy, AtExpiry.Destroy, null, null, by);
                db.Add(item);
            }
            var work = services.GetServices<IRunWork>().First(w => w.Kind == "documents.disposal");
            return Runs.Order(db, work, list.ToString(), "{}", by, trial: false, city.Clock, ct);
        });
        await Finish(city);
    }

    static async Task Finish(City city)
    {
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        for (var i = 0; i < 200 && await city.Read(db => db.Set<Run>().AnyAsync(r => r.EndedAt == null)); i++) await Task.Delay(50);
        await city.Settle();
    }

    [Theory, BothDatabases]
    public async Task 満了した文書は_課が見直し_決裁されてから廃棄され_台帳と証明書が残り_止めた文書と守られた文書は残る(string database)
    {
        await using var city = await City.Start(database);
        await Records(city);
        var file = await 文書の中の文字の検索.Stored(city, Encoding.UTF8.GetBytes("添付の中の秘密の言葉"), "添付.txt", "text/plain");
        var gone = await Old(city, "古い補助金の交付", f => f with { Files = [file], Person = city.Clock.NewId() });
        await city.Turns.Run(async (_, db, ct) =>
            await db.Set<StoredFile>().Where(s => s.Id == file.File).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsedBy, gone.Id), ct));
        var (held, moved, longer) = (await Old(city, "訴訟中の文書"), await Old(city, "歴史の文書"), await Old(city, "延ばす文書"));
        var referred = await Old(city, "参照されている文書");
        await 文書の中の文字の検索.Put(city, "参照する文書", f => f with { Related = [referred.Id] });
        await city.Settle();

        var kobayashi = await (await city.Officer("kobayashi")).Open(AddHold.UrlOf(held.Id));
        await kobayashi.Choose("なぜ止めますか/訴訟").Fill("どの件ですか", "令和8年(ワ)第12号").Press("廃棄を止める");
        Assert.Contains("期限なし", kobayashi.Text, StringComparison.Ordinal);
        await (await kobayashi.Open(ListDisposals.Url)).Press("令和7年度末までに満了する文書の一覧を作る");
        await Finish(city);

        // 課の見直し
        var suzuki = await (await city.Officer("suzuki")).Open(ListDisposals.Url);
        await suzuki.Follow("令和7年度　環境課");
        foreach (var subject in new[] { "古い補助金の交付", "訴訟中の文書", "歴史の文書", "延ばす文書", "参照されている文書" })
            Assert.Contains(subject, suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("参照する文書", suzuki.Text, StringComparison.Ordinal);
        var list = suzuki.Path;
        async Task Choose(DocumentFace face, string fate, string? reason = null)
        {
            await suzuki.Open(list);
            await suzuki.Open(suzuki.Page.QuerySelectorAll("tr")
                .First(r => r.TextContent.Contains(face.Subject, StringComparison.Ordinal)).QuerySelectorAll("a")
                .First(a => a.TextContent == "決める").GetAttribute("href") ?? "");
            suzuki.Choose($"この文書をどうしますか/{fate}");
            if (reason is not null) suzuki.Fill("理由", reason);
            if (fate == "延長") suzuki.Fill("何年延ばしますか", "3");
            await suzuki.Press("決める");
        }
        await Choose(moved, "移管");
        Assert.Contains("理由を書いてください", suzuki.Text, StringComparison.Ordinal);
        await Choose(moved, "移管", "市の歴史に残す");
        await Choose(longer, "延長", "まだ使う");
        await (await suzuki.Open(list)).Press("見直しを終える");
        Assert.Contains("まだ決めていない文書が3件あります", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Open(list)).Press("残りは分類のとおりにする");
        await suzuki.Press("見直しを終える");
        Assert.Contains("歴史公文書の選別", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(DocumentState.Kept, await State(city, gone));

        // 決裁
        await (await kobayashi.Open(list)).Press("決裁に回す");
        Assert.Equal(HttpStatusCode.OK, kobayashi.Status);
        Assert.Contains("決裁中", kobayashi.Text, StringComparison.Ordinal);
        foreach (var login in new[] { "nakamura", "tanaka" })
            for (var i = 0; i < 2; i++)
            {
                var officer = await (await city.Officer(login)).Open("/office/decisions");
                if (officer.Page.QuerySelectorAll("a").FirstOrDefault(a => a.TextContent.Contains("満了する文書の廃棄等",
                    StringComparison.Ordinal)) is not { } link) break;
                await officer.Open(link.GetAttribute("href") ?? "");
                await officer.Press("承認する");
            }
        await Finish(city);

        Assert.Equal((DocumentState.Destroyed, DocumentState.Kept, DocumentState.Transferred),
            (await State(city, gone), await State(city, held), await State(city, moved)));
        Assert.Equal((DocumentState.Kept, DocumentState.Kept), (await State(city, longer), await State(city, referred)));
        Assert.Equal(new DateOnly(2029, 3, 31), await city.Read(db => db.Set<Document>().Where(d => d.Id == longer.Id)
            .Select(d => d.RetainedUntil).SingleAsync()));

        // 何も残らない: ファイルも、検索の文字も。台帳は残る。
        Assert.False(await city.Read(db => db.Set<TextPiece>().AnyAsync(p => p.Record == gone.Id)));
        Assert.False(await city.Read(db => db.Set<DocumentFile>().AnyAsync(f => f.DocumentId == gone.Id)));
        Assert.Contains("見つかりませんでした", (await suzuki.Open($"{FindDocuments.Url}?q=秘密の言葉")).Text, StringComparison.Ordinal);
        var files = city.Services.GetRequiredService<FileStore>();
        var stored = await city.Read(db => db.Set<StoredFile>().SingleAsync(s => s.Id == file.File));
        city.Clock.Pass(TimeSpan.FromHours(25));
        await files.Collect(city.Turns);
        Assert.ThrowsAny<Exception>(() => files.Open(stored));
        await (await city.Officer("suzuki")).Open(Links.Document(gone.Id));
        var stub = await (await city.Officer("suzuki")).Open(Links.Document(gone.Id));
        Assert.Contains("廃棄済み", stub.Text, StringComparison.Ordinal);
        Assert.Contains(gone.Number, stub.Text, StringComparison.Ordinal);
        Assert.Null(await city.Read(db => db.Set<Document>().Where(d => d.Id == gone.Id).Select(d => d.Person).SingleAsync()));

        // 証明書
        var done = await (await city.Officer("kobayashi")).Open(list);
        Assert.Contains("済み", done.Text, StringComparison.Ordinal);
        var certificate = await city.Read(db => db.Set<DisposalList>().Select(l => l.Certificate).SingleAsync());
        var paper = await (await city.Officer("kobayashi")).Open(Links.Document(certificate ?? default));
        Assert.Contains("廃棄の証明書", paper.Text, StringComparison.Ordinal);
        Assert.Contains(held.Number, (await (await city.Officer("kobayashi")).Open(done.Page.QuerySelectorAll("a")
            .First(a => a.TextContent == "一括処理のようす").GetAttribute("href") ?? "")).Text, StringComparison.Ordinal);
    }
}
