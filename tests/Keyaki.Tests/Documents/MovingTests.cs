using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Operation;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InDocuments;

using Run = Keyaki.Kits.Run;
using Visitor = Keyaki.Tests.Pages.Visitor;

public sealed partial class 文書の移し替え
{
    const string Heads = "文書番号,件名,課,文書分類,作成日,完結日,公開区分,保存年限,ファイル\n";

    static string Row(string number, string subject = "古い契約", string department = "環境課", string kept = "kankyo-hojo", string files = "") =>
        $"{number},{subject},{department},{kept},2019-06-01,2019-07-01,公開,5,\"{files}\"\n";

    /// <summary>A city with people in the records section, and folders for what comes and leaves.</summary>
    static async Task<City> Start(string database, Action<IServiceCollection>? services = null)
    {
        var site = await City.Furnish(database);
        var city = await City.Open(site, new Dictionary<string, string?>
        {
            ["Keyaki:Documents:Incoming"] = Directory.CreateDirectory(Path.Combine(site.Folder, "in")).FullName,
            ["Keyaki:Documents:Outgoing"] = Directory.CreateDirectory(Path.Combine(site.Folder, "out")).FullName,
        }, services: services);
        await 満了した文書の廃棄.Records(city);
        return city;
    }

    static string In(City city, string name) => Path.Combine(city.Folder, "in", name);

    static string Lay(City city, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(city, name)) ?? "");
        File.WriteAllText(In(city, name), text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static async Task Finish(City city)
    {
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Task<bool> Goes() => city.Read(db => db.Set<Run>().AnyAsync(r => r.EndedAt == null && (!r.NeedsSecond || r.Agreed == true)));
        for (var i = 0; i < 600 && await Goes(); i++) await Task.Delay(50);
    }

    static async Task<Visitor> Bring(City city, string table, string sheet = "documents", byte[]? bytes = null)
    {
        var desk = await (await city.Officer("kobayashi")).Open($"{MoveDocuments.Url}/{sheet}/import");
        await desk.Attach("ファイル", "old.csv", bytes ?? Encoding.UTF8.GetBytes(table)).Press("読み込んで確かめる");
        await Finish(city);
        return await desk.Open(desk.Path);
    }

    static async Task<Visitor> Taken(City city, Visitor desk, int rows)
    {
        await desk.Press($"{rows:#,0}行を取り込む");
        await Finish(city);
        return await desk.Open(desk.Path);
    }

    static Task<List<Document>> Came(City city) => city.Read(db => db.Set<Document>().AsNoTracking()
        .Where(d => d.Series == Document.Brought).OrderBy(d => d.Number).ToListAsync());

    [Theory, BothDatabases]
    public async Task 古い台帳は番号も日も保存年限もそのまま入り_中の文字で見つかり_二度取り込んでも変わらず_市の次の番号とは重ならない(string database)
    {
        await using var city = await Start(database);
        var face = await 文書の中の文字の検索.Put(city, "市がいま付けた番号");
        var next = face.Number[..(face.Number.IndexOf('第', StringComparison.Ordinal) + 1)] + "2号";
        Assert.EndsWith("第1号", face.Number, StringComparison.Ordinal);
        var hash = Lay(city, "a/本文.txt", "コンポスト容器の仕様を定める。");
        var table = Heads.Replace("ファイル", "保存満了日,簿冊,ファイル", StringComparison.Ordinal)
            + $"平成31環第7号,\"=契約,\"\"別紙\"\"\n二行目〓😀\",環境課,kankyo-hojo,2019-06-01,2019-07-01,公開,10,2031-03-31,"
            + $"古い綴り,\"本文|a/本文.txt|{hash}|仕様.txt|仕様書\"\n"
            + $"{next},重なる番号,kankyo,kankyo-hojo,2026-05-01,,非公開,永年,,,\n";
        var desk = await Bring(city, table);
        Assert.Contains("取り込める行（2行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("2行を取り込みました", (await Taken(city, desk, 2)).Text, StringComparison.Ordinal);
        var old = (await Came(city)).Single(d => d.Number == "平成31環第7号");
        Assert.Equal(("=契約,\"別紙\"\n二行目〓😀", "kankyo", 10), (old.Subject, old.Department, old.RetentionYears));
        Assert.Equal((new DateOnly(2019, 7, 1), new DateOnly(2020, 4, 1), new DateOnly(2031, 3, 31), DocumentState.Kept),
            (old.CompletedOn, old.RetainedFrom, old.RetainedUntil, old.State));
        await city.Settle();
        var suzuki = await (await city.Officer("suzuki")).Open($"{FindDocuments.Url}?q=コンポスト");
        Assert.Contains("平成31環第7号", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(Links.Document(old.Id));
        Assert.Contains("仕様.txt", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("古い綴り", suzuki.Text, StringComparison.Ordinal);

        Assert.Contains("取り込める行（2行）", (await Bring(city, table)).Text, StringComparison.Ordinal);
        await Taken(city, await Bring(city, table), 2);
        Assert.Equal(2, (await Came(city)).Count);
        Assert.Equal(1, await city.Read(db => db.Set<DocumentFile>().CountAsync(f => f.DocumentId == old.Id)));
        // The city counts on behind it.
        Assert.EndsWith("第3号", (await 文書の中の文字の検索.Put(city, "次の文書")).Number, StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "documents.came")));
    }

    [Theory, BothDatabases]
    public async Task 締め切った簿冊には_締切りより前の文書だけが入る(string database)
    {
        await using var city = await Start(database);
        await Taken(city, await Bring(city, Heads + Row("旧1")), 1);
        await city.Turns.Run(async (_, db, ct) =>
        {
            var old = await db.Set<Document>().SingleAsync(d => d.Number == "旧1", ct);
            (await db.Set<RecordFile>().AsTracking().SingleAsync(f => f.Id == old.RecordFile, ct))
                .Close(await city.OfficerId("suzuki"), old.CreatedOn.AddDays(30).Midnight());
            return true;
        });
        var desk = await Bring(city, Heads + Row("旧2") + Row("旧3").Replace("2019-06-01", "2019-09-01", StringComparison.Ordinal));
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("この文書より前に締め切られています", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 違うファイルもないファイルも場所の外も_行の結果になって入らず_なかった課や知らない分類は直せる(string database)
    {
        await using var city = await Start(database);
        Lay(city, "a.txt", "本物");
        File.WriteAllText(Path.Combine(city.Folder, "secret.txt"), "秘密");
        File.CreateSymbolicLink(In(city, "link.txt"), Path.Combine(city.Folder, "secret.txt"));
        Directory.CreateSymbolicLink(In(city, "out"), city.Folder);
        var bad = new[] { $"本文|a.txt|{new string('0', 64)}", "本文|b.txt", "本文|../secret.txt", $"本文|{city.Folder}/secret.txt", "本文|link.txt",
            "本文|out/secret.txt", @"本文|..\secret.txt", "秘書|a.txt" };
        var desk = await Bring(city, Heads + string.Concat(bad.Select((b, i) => Row($"旧{i}", files: b)))
            + Row("旧20", department: "なかった課") + Row("旧21", kept: "ない分類") + Row("旧22", files: "本文|a.txt"));
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("違うファイルです", desk.Text, StringComparison.Ordinal);
        Assert.Contains("「b.txt」というファイルが、受入れの場所にありません", desk.Text, StringComparison.Ordinal);
        foreach (var outside in new[] { "../secret.txt", "link.txt", "out/secret.txt", @"..\secret.txt", $"{city.Folder}/secret.txt" })
            Assert.Contains($"「{outside}」というファイルが、受入れの場所にありません", desk.Text, StringComparison.Ordinal);
        Assert.Contains("「なかった課」という課は", desk.Text, StringComparison.Ordinal);
        var here = desk.Path;
        await desk.Open($"{here}/rows/11");
        await desk.Fill("文書分類", "kankyo-sodai").Press("この行を直す");
        Assert.Contains("取り込める行（2行）", desk.Text, StringComparison.Ordinal);
        // A file that goes after it was looked at is a result of its row, too.
        File.Delete(In(city, "a.txt"));
        await Taken(city, desk, 2);
        Assert.Equal(["旧21"], (await Came(city)).Select(d => d.Number));
        Assert.Contains("「a.txt」というファイルが、受入れの場所にありません", (await desk.Open(here)).Text, StringComparison.Ordinal);
    }

    sealed class Scanner(Func<FileState> says) : IFileCheck
    {
        public Task<FileState> Check(string path, CancellationToken ct) =>
            Task.FromResult(File.ReadAllText(path) is var text && text.Contains("EICAR", StringComparison.Ordinal) ? FileState.Infected
                : text.StartsWith("文書番号", StringComparison.Ordinal) ? FileState.Clean : says());
    }

    [Theory, BothDatabases]
    public async Task ウイルスのあるファイルの行は入らず_確かめ終わらないファイルは見えない(string database)
    {
        await using var city = await Start(database, s => s.AddSingleton<IFileCheck>(new Scanner(() => FileState.Held)));
        Lay(city, "bad.txt", "EICAR");
        Lay(city, "held.txt", "まだ確かめていない言葉");
        var desk = await Bring(city, Heads + Row("旧1", files: "本文|bad.txt") + Row("旧2", files: "本文|held.txt"));
        await Taken(city, desk, 2);
        Assert.Contains("ウイルスが見つかったため", (await desk.Open(desk.Path)).Text, StringComparison.Ordinal);
        var held = Assert.Single(await Came(city));
        await city.Settle();
        var file = await city.Read(db => db.Set<DocumentFile>().SingleAsync(f => f.DocumentId == held.Id));
        var suzuki = await (await city.Officer("suzuki")).Open($"/office/documents/{held.Id}/files/{file.File}");
        Assert.Equal(HttpStatusCode.NotFound, suzuki.Status);
        Assert.DoesNotContain("旧2", (await suzuki.Open($"{FindDocuments.Url}?q=確かめていない")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task シフトJISの台帳も読め_総務課でない職員には扉もない(string database)
    {
        await using var city = await Start(database);
        var table = CodePagesEncodingProvider.Instance.GetEncoding(932)?.GetBytes(Heads + Row("旧第①号", "髙橋の件")) ?? [];
        await Taken(city, await Bring(city, "", bytes: table), 1);
        Assert.Equal("髙橋の件", Assert.Single(await Came(city)).Subject);
        var suzuki = await (await city.Officer("suzuki")).Open(MoveDocuments.Url);
        Assert.Equal(HttpStatusCode.Forbidden, suzuki.Status);
        Assert.DoesNotContain("文書の移し替え", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        using var empty = await (await city.Officer("kobayashi")).Raw($"{MoveDocuments.Url}/documents/export.csv");
        Assert.Single((await empty.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    static async Task<Run> WriteOut(City city)
    {
        var kobayashi = await (await city.Officer("kobayashi")).Open(MoveDocuments.Url);
        var again = kobayashi.Prepare("すべての文書を書き出す");
        await kobayashi.Press("すべての文書を書き出す");
        using (var second = await kobayashi.Send(again)) Assert.True(second.IsSuccessStatusCode);
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Assert.Empty(Directory.GetDirectories(Path.Combine(city.Folder, "out")));
        var run = await city.Read(db => db.Set<Run>().SingleAsync(r => r.Kind == "documents.write-out"));
        Assert.True(run.IsWaiting);
        Assert.Contains("ほかの人が確認", (await kobayashi.Open(ShowRun.Url(run.Id) + "/release")).Text, StringComparison.Ordinal);
        var nakamura = await (await city.Officer("nakamura")).Open(ShowRun.Url(run.Id) + "/release");
        await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
        await Finish(city);
        Assert.Empty(await city.Read(db => db.Set<RunItem>().Where(i => i.Outcome == ItemOutcome.Failed).ToListAsync()));
        // The hall's own worker may be at the same run: it throws away what it wrote beside, once it sees that it came second.
        for (var n = 0; n < 200 && Beside().Length > 0; n++) await Task.Delay(100);
        Assert.Empty(Beside());
        string[] Beside() => Directory.GetDirectories(Out(city), ".*");
        return await city.Read(db => db.Set<Run>().SingleAsync(r => r.Id == run.Id));
    }

    static Dictionary<string, string> Written(City city)
    {
        var folder = Directory.GetDirectories(Path.Combine(city.Folder, "out")).Single();
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))));
    }

    [Theory, BothDatabases]
    public async Task 書き出したものを空の市に取り込み_もう一度書き出すと_同じバイトになる(string database)
    {
        await using var first = await Start(database);
        var file = await 文書の中の文字の検索.Stored(first, Encoding.UTF8.GetBytes("添付の中身"), "別紙|1「〓」.txt", "text/plain");
        var empty = await 文書の中の文字の検索.Stored(first, [0, 1, 2, 3], "古い文書.jtd", "application/octet-stream");
        var odd = new[] { "=HYPERLINK(\"x\")", "カンマ,と\"引用\"", "二行\nの件名", "〓と😀👨‍👩‍👧",
            new string('長', 300), "'そのまま", "＠全角", "-5" };
        var faces = new List<DocumentFace>();
        foreach (var (i, subject) in odd.Index())
            faces.Add(await 文書の中の文字の検索.Put(first, subject, f => f with
            {
                Files = i == 0 ? [file, empty] : [],
                Person = i == 1 ? first.Clock.NewId() : null,
                Counterparty = i == 2 ? "+81,相手" : null,
                CompletedOn = i == 3 ? new DateOnly(2026, 11, 1) : null,
                Related = i > 4 ? [faces[0].Id] : [],
                // What a machine read on scanned paper stands in the index alone, however long it is.
                Body = i == 0 ? "\f 読み取った文字\r\n" + string.Concat(Enumerable.Repeat("コンポスト容器を置く。", 2_000)) : null,
            }));
        await 文書の中の文字の検索.Put(first, "市民課の文書", department: "shimin", kept: "shimin-shomei");
        await first.Turns.Run(async (_, db, ct) =>
        {
            var (by, now) = (first.Clock.NewId(), first.Clock.GetUtcNow());
            Task<Document> Found(int of) => db.Set<Document>().AsTracking().FirstAsync(d => d.Id == faces[of].Id, ct);
            (await Found(1)).Void("間違い", by, now);
            (await Found(3)).Extend(3);
            (await Found(7)).End(DocumentState.Destroyed, now);
            var hold = new Hold
            {
                Id = first.Clock.NewId(), DocumentId = faces[0].Id, Kind = HoldKind.Lawsuit, Case = "令和8年(ワ)第12号", By = by, At = now,
            };
            hold.End(new(2026, 11, 2), by);
            db.Add(hold);
            db.Add(new Lending
            {
                Id = first.Clock.NewId(), DocumentId = faces[2].Id, Borrower = "監査", LentOn = new(2026, 11, 1), DueOn = new(2026, 12, 1),
                By = by,
            });
            var closed = await db.Set<RecordFile>().AsTracking().FirstAsync(f => f.RecordClass == "shimin-shomei", ct);
            closed.Close(by, now);
            db.Add(closed.Next(first.Clock.NewId(), by, now));
            return true;
        });
        await Lived(first, faces, file);
        Assert.Equal(0, (await WriteOut(first)).Refused);
        var left = Written(first);
        Assert.Equal(["copies-1.csv", "copy-checks-1.csv", "copy-marks-1.csv", "deeds-1.csv", "disposal-items-1.csv",
            "disposal-lists-1.csv", "documents-1.csv", "holds-1.csv", "lendings-1.csv", "moves-1.csv", "record-files-1.csv",
            "relations-1.csv", "reopenings-1.csv", "texts-1.csv"],
            left.Keys.Where(k => k.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var folder = Out(first);
        foreach (var line in File.ReadAllLines(Path.Combine(folder, "SHA256SUMS"))) Assert.Equal(line[..64], left[line[66..]]);
        Assert.Equal(left.Count - 1, File.ReadAllLines(Path.Combine(folder, "SHA256SUMS")).Distinct().Count());

        var (command, rest) = Keyaki.Web.Commands.Find(["documents", "export", Path.Combine(first.Folder, "by-hand")]);
        Assert.Equal(0, await (command?.Run(first.Services, rest, new StringWriter()) ?? Task.FromResult(9)));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "SHA256SUMS")),
            File.ReadAllText(Path.Combine(first.Folder, "by-hand", "SHA256SUMS")));

        await using var second = await Start(database);
        await second.Turns.Run(async (_, db, ct) =>
        {
            await db.Set<Document>().ExecuteDeleteAsync(ct);
            await db.Set<DocumentFile>().ExecuteDeleteAsync(ct);
            await db.Set<RecordFile>().ExecuteDeleteAsync(ct);
            return true;
        });
        foreach (var path in left.Keys.Where(k => k.StartsWith("files/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(second, path)) ?? "");
            File.Copy(Path.Combine(folder, path), In(second, path));
        }
        async Task Take(string sheet, bool again = false)
        {
            var desk = await Bring(second, "", sheet, File.ReadAllBytes(Path.Combine(folder, sheet + "-1.csv")));
            Assert.False(desk.Text.Contains("直すところのある行", StringComparison.Ordinal), desk.Text);
            if (again) Assert.Contains("すでに同じ内容で入っています", desk.Text, StringComparison.Ordinal);
            await desk.Press(desk.Page.QuerySelectorAll("button").Select(b => b.TextContent.Trim())
                .First(t => t.EndsWith("行を取り込む", StringComparison.Ordinal)));
            await Finish(second);
        }
        var sheets = second.Services.GetServices<Listing>().Where(l => l.At == MoveDocuments.Url).Select(s => s.Code).ToList();
        foreach (var sheet in sheets) await Take(sheet);
        // Brought once more, nothing is there twice.
        foreach (var sheet in sheets) await Take(sheet, again: true);
        await WriteOut(second);
        // That it came is the one thing that this city has done to a record.
        string[] Rows(City city, string name) => [.. File.ReadAllText(Path.Combine(Out(city), name)).Split("\r\n")
            .Where(l => !l.Contains("documents.came", StringComparison.Ordinal))];
        var back = Written(second);
        Assert.Equal(left.Keys.Order(StringComparer.Ordinal), back.Keys.Order(StringComparer.Ordinal));
        foreach (var path in left.Keys.Where(k => k != "SHA256SUMS"))
            if (path.EndsWith(".csv", StringComparison.Ordinal)) Assert.Equal(Rows(first, path), Rows(second, path));
            else Assert.Equal(left[path], back[path]);
        // What was under way goes on: what waited for a decision is put to one here.
        Assert.Equal([DisposalStage.Review, DisposalStage.Selection, DisposalStage.Decision, DisposalStage.Decided, DisposalStage.Done],
            (await second.Read(db => db.Set<DisposalList>().ToListAsync())).Select(l => l.Stage).Order());
        var adrift = await second.Read(db => db.Set<DisposalList>().SingleAsync(l => l.ProposedAt != null && l.DecidedAt == null));
        var desk = await (await second.Officer("kobayashi")).Open(ShowDisposal.UrlOf(adrift.Id));
        await desk.Press("決裁に回す");
        Assert.DoesNotContain("もう一度、決裁に回してください", (await desk.Open(desk.Path)).Text, StringComparison.Ordinal);
        Assert.True(await second.Read(db => db.Set<CopyCheck>().AnyAsync(c => c.Agreed == null && c.File != null)));
        // The stub proves itself: the list that it was destroyed by leads to the certificate.
        var stub = await second.Read(db => db.Set<Document>().SingleAsync(d => d.State == DocumentState.Destroyed));
        var list = await second.Read(db => (from i in db.Set<DisposalItem>() where i.DocumentId == stub.Id
                                            join l in db.Set<DisposalList>() on i.ListId equals l.Id select l).SingleAsync());
        Assert.NotNull(await second.Read(db => db.Set<Document>().SingleOrDefaultAsync(d => d.Id == list.Certificate)));
    }

    static string Out(City city) => Directory.GetDirectories(Path.Combine(city.Folder, "out")).Single();

    /// <summary>What becomes of records in the course of years: moved, reopened, destroyed with a certificate, copied for a
    /// disclosure.</summary>
    static async Task Lived(City city, List<DocumentFace> faces, FiledFile file)
    {
        var black = (await 文書の中の文字の検索.Stored(city, Encoding.UTF8.GetBytes("黒く塗った写し"), "写し.pdf", "application/pdf")).File;
        await city.Turns.Run(async (_, db, ct) =>
        {
            var (by, now) = (city.Clock.NewId(), city.Clock.GetUtcNow());
            var binders = await db.Set<RecordFile>().OrderBy(f => f.Title).Select(f => f.Id).ToListAsync(ct);
            db.Add(new Move
            {
                Id = city.Clock.NewId(), DocumentId = faces[0].Id, From = binders[0], To = binders[1], Reason = "誤り", By = by, At = now,
            });
            db.Add(new Reopening { Id = city.Clock.NewId(), RecordFile = binders[0], Reason = "綴り\nもれ", By = by, At = now });
            var list = new DisposalList { Id = city.Clock.NewId(), FiscalYear = 2025, Department = "kankyo", At = now };
            list.Review(0, by, now);
            list.Propose(by, now);
            list.Decide("総務課長", now);
            list.Finish(faces[2].Id, now);
            db.Add(list);
            var item = new DisposalItem { Id = city.Clock.NewId(), ListId = list.Id, DocumentId = faces[7].Id };
            item.Choose(Fate.Destroy, AtExpiry.Destroy, null, null, by);
            item.Carry(now);
            db.Add(item);
            // Others are under way: one is looked through, one is selected from, one waits for its decision, one for its year to end.
            foreach (var stage in new[] { 0, 1, 2, 3 })
            {
                var open = new DisposalList { Id = city.Clock.NewId(), FiscalYear = 2026, Department = "kankyo", At = now };
                if (stage > 0) open.Review(0, by, now);
                if (stage > 1) open.Propose(by, now);
                if (stage > 2) open.Decide("総務課長", now);
                db.Add(open);
                var waits = new DisposalItem { Id = city.Clock.NewId(), ListId = open.Id, DocumentId = faces[3 + stage].Id };
                if (stage > 0) waits.Choose(Fate.Extend, AtExpiry.Destroy, 3, "係争の\nおそれ", by);
                db.Add(waits);
            }
            var hash = await db.Set<StoredFile>().Where(f => f.Id == file.File).Select(f => f.Hash).FirstAsync(ct);
            var copy = new DisclosedCopy
            {
                Id = city.Clock.NewId(), DocumentId = faces[0].Id, Source = file.File, SourceHash = hash, Pages = 1, Request = "開示請求 第3号",
                By = by, At = now,
            };
            copy.Submit();
            db.Add(copy);
            db.Add(new CopyMark
            {
                Id = city.Clock.NewId(), CopyId = copy.Id, Batch = by, Page = 1, Left = 1, Top = 2, Right = 3, Bottom = 4, Number = "1",
                Reason = "個人の情報", By = by, At = now,
            });
            var check = new CopyCheck
            { Id = city.Clock.NewId(), CopyId = copy.Id, DocumentId = faces[0].Id, Department = "kankyo", By = by, At = now };
            check.Made(black);
            check.Check(city.Clock.NewId(), agreed: true, "よい", now);
            db.Add(check);
            // A second one waits before the second person.
            var other = new DisclosedCopy
            {
                Id = city.Clock.NewId(), DocumentId = faces[0].Id, Source = file.File, SourceHash = hash, Pages = 1, Request = "開示請求 第4号",
                By = by, At = now,
            };
            db.Add(other);
            var waiting = new CopyCheck
            { Id = city.Clock.NewId(), CopyId = other.Id, DocumentId = faces[0].Id, Department = "kankyo", By = by, At = now };
            waiting.Made(black);
            db.Add(waiting);
            (await db.Set<StoredFile>().AsTracking().FirstAsync(f => f.Id == black, ct)).UsedBy = copy.Id;
            return true;
        });
    }

    [Theory, BothDatabases]
    public async Task 中身が変わったファイルは書き出さず_大きな声で言い_どれかが表に残る(string database)
    {
        await using var city = await Start(database);
        var (good, bad) = (await 文書の中の文字の検索.Stored(city, Encoding.UTF8.GetBytes("よい"), "a.txt", "text/plain"),
            await 文書の中の文字の検索.Stored(city, Encoding.UTF8.GetBytes("変わる"), "b.txt", "text/plain"));
        var face = await 文書の中の文字の検索.Put(city, "壊れた文書", f => f with { Files = [good, bad] });
        var stored = await city.Read(db => db.Set<StoredFile>().SingleAsync(f => f.Id == bad.File));
        await File.AppendAllTextAsync(city.Services.GetRequiredService<FileStore>().Place(stored), "!");
        var run = await WriteOut(city);
        Assert.Equal(2, run.Refused);
        var nakamura = await (await city.Officer("nakamura")).Open(ShowRun.Url(run.Id));
        Assert.Contains("中身が保存したときと違います", nakamura.Text, StringComparison.Ordinal);
        var folder = Directory.GetDirectories(Path.Combine(city.Folder, "out")).Single();
        Assert.Contains(face.Number, File.ReadAllText(Path.Combine(folder, "missing.csv")), StringComparison.Ordinal);
        // Whoever looks after the program has a task of it, with just that file.
        var task = await city.Read(db => db.Set<OfficeTask>().SingleAsync(t => t.ClosedAt == null && t.Power == "operate.files"
            && t.Title.Contains("バックアップの写しを戻す")));
        Assert.Contains("（1件）", task.Title, StringComparison.Ordinal);
        var proof = await city.Read(db => db.Set<Run>().SingleAsync(r => r.Kind == "files.prove"));
        Assert.Equal((1, 1), (proof.Count, proof.Refused));
        Assert.DoesNotContain(Written(city).Keys, k => k.Contains(stored.Hash, StringComparison.Ordinal));
    }

    [GeneratedRegex("：([0-9,]+)／([0-9,]+)行")] private static partial Regex Progress();

    /// <summary>Waits until some of it is done, and not all.</summary>
    static async Task Halfway(Visitor desk)
    {
        for (var i = 0; i < 2_000; i++, await desk.Open(desk.Path))
        {
            var at = Progress().Match(desk.Text);
            if (at.Success && at.Groups[1].Value != "0" && at.Groups[1].Value != at.Groups[2].Value) return;
            await Task.Delay(10);
        }
        Assert.Fail("it was over before anybody could stop it: " + desk.Text);
    }

    // That runs of an import go on is shown on both databases by their kit (ImportRunTests).
    [Theory, InlineData(BothDatabases.Sqlite)]
    public async Task 取り込みの途中で強制終了しても続きから進み_どの文書もファイルもちょうど一度入る(string database)
    {
        const int rows = 4_000;
        var site = await City.Furnish(database);
        await using var simulator = await City.Simulate(TimeProvider.System);
        var tokens = new Dictionary<string, string>();
        await using (var city = await City.Open(site))
        {
            await 満了した文書の廃棄.Records(city);
            foreach (var who in new[] { "kobayashi", "nakamura" })
                tokens[who] = await city.Token(ActorKind.Officer, await city.OfficerId(who), TimeProvider.System);
            for (var n = 0; n < rows; n += 3) Lay(city, $"{n % 7}/{n}.txt", $"本文 {n}");
            city.Keep();
        }
        var settings = new Dictionary<string, string> { ["Keyaki__Documents__Incoming"] = Path.Combine(site.Folder, "in") };
        Visitor At(HallProcess hall, string who = "kobayashi") =>
            Visitor.BehindProxy(hall.Office).Visits(ActorKind.Officer, tokens[who], strict: true);
        var table = Heads + string.Concat(Enumerable.Range(0, rows)
            .Select(n => Row($"旧{n}号", files: n % 3 == 0 ? $"本文|{n % 7}/{n}.txt" : "")));
        string page;
        await using (var hall = await HallProcess.Start(site, simulator, settings))
        {
            var desk = await At(hall).Open($"{MoveDocuments.Url}/documents/import");
            await desk.Attach("ファイル", "old.csv", Encoding.UTF8.GetBytes(table)).Press("読み込んで確かめる");
            page = desk.Path;
            for (var i = 0; i < 2_000 && desk.Page.QuerySelector("progress") is not null; i++, await desk.Open(page)) await Task.Delay(50);
            await desk.Press("4,000行を取り込む");
            var nakamura = await At(hall, "nakamura").Open("/office");
            await nakamura.Follow("確認を待っている一括処理");
            await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
            await Halfway(await desk.Open(page));
            hall.Kill();
        }
        await using (var hall = await HallProcess.Start(site, simulator, settings))
        {
            var desk = await At(hall).Open(page);
            for (var i = 0; i < 2_000 && desk.Page.QuerySelector("progress") is not null; i++, await desk.Open(page)) await Task.Delay(50);
            Assert.Contains("4,000行を取り込みました", desk.Text, StringComparison.Ordinal);
            await hall.Stop();
        }
        await using (var city = await City.Open(site))
        {
            Assert.Equal(Enumerable.Range(0, rows).Select(n => $"旧{n}号").Order(StringComparer.Ordinal),
                (await Came(city)).Select(d => d.Number).Order(StringComparer.Ordinal));
            Assert.Equal((rows + 2) / 3, await city.Read(db => db.Set<DocumentFile>().CountAsync()));
            city.Keep();
        }
        await site.Clear();
    }
}
