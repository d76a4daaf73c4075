using Keyaki.Kernel;
using Keyaki.Tests.Operation;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Foundation;

public sealed class JournalTests
{
    static readonly Deed Deed = new("test.done", "試した");

    static async Task<(City City, string Anchor)> Written(string database, int entries = 9)
    {
        var city = await City.Start(database, seeded: false);
        for (var i = 0; i < entries; i++)
        {
            await city.Turns.Run(Deed, (_, _, journal, _) =>
            {
                journal.About("case", city.Clock.NewId(), city.Clock.NewId(), city.Clock.NewId())
                    .Fact("n", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            });
            if (i % 3 == 2) await city.Services.GetRequiredService<Sealer>().Run();
        }
        return (city, Path.Combine(city.Folder, "anchors.txt"));
    }

    static Task<JournalVerify.Report> Verify(City city, string anchor) => JournalVerify.Run(city.Database, anchor);

    static Task Damage(City city, string sql) => city.Turns.Run(async (_, db, ct) => await db.Database.ExecuteSqlRawAsync(sql, ct));

    [Theory, BothDatabases]
    public async Task 何も触られていないジャーナルはすべて合う(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        var report = await Verify(city, anchor);
        Assert.Empty(report.Findings);
        // Nine of ours, and what the hall wrote when it opened.
        Assert.Equal(9, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == Deed.Code)));
        Assert.Equal(await city.Read(db => db.Set<JournalEntry>().CountAsync()), report.Entries);
        Assert.True(report is { Unsealed: 0, Batches: >= 3 });
    }

    [Theory, BothDatabases]
    public Task 書き換えは見つかる(string database) =>
        Found(database, """UPDATE kernel_journal SET "Facts" = '{{"n":"99"}}' WHERE "Facts" = '{{"n":"4"}}'""");

    [Theory, BothDatabases]
    public Task 削除は見つかる(string database) => Found(database, """DELETE FROM kernel_journal WHERE "Facts" = '{{"n":"4"}}'""");

    [Theory, BothDatabases]
    public Task 入れ替えは見つかる(string database) =>
        Found(database, """UPDATE kernel_journal SET "Batch" = CASE "Batch" WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE "Batch" END""");

    [Theory, BothDatabases]
    public Task 対象者の行の削除は見つかる(string database) => Found(database, "DELETE FROM kernel_journal_persons");

    [Theory, BothDatabases]
    public Task 対象者の行の書き足しは見つかる(string database) => Found(database,
        """INSERT INTO kernel_journal_persons ("EntryId", "PersonId") SELECT "Id", '11111111-2222-3333-4444-555555555555' FROM kernel_journal WHERE "Facts" = '{{"n":"4"}}'""");

    [Theory, BothDatabases]
    public Task 終わりの切り取りは外の控えで見つかる(string database) => Found(database,
        """DELETE FROM kernel_journal WHERE "Batch" = (SELECT MAX("Number") FROM kernel_journal_batches); DELETE FROM kernel_journal_persons WHERE "EntryId" NOT IN (SELECT "Id" FROM kernel_journal); DELETE FROM kernel_journal_batches WHERE "Number" = (SELECT MAX("Number") FROM kernel_journal_batches)""");

    static async Task Found(string database, string damage)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        await Damage(city, damage);
        Assert.NotEmpty((await Verify(city, anchor)).Findings);
    }

    static string Elsewhere(string anchor, Func<IEnumerable<string>, IEnumerable<string>>? change = null)
    {
        var copy = Aside.Fresh();
        File.WriteAllLines(copy, (change ?? (l => l))(File.ReadAllLines(anchor)));
        return copy;
    }

    [Theory, BothDatabases]
    public async Task 外の控えがないか空なら_それだけで合っているとしか言わず_終わりの数字も別(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        Assert.Equal(0, (await Aside.Running(city, "journal", "verify")).Code);
        foreach (var missing in new Action[] { () => File.WriteAllText(anchor, ""), () => File.Delete(anchor) })
        {
            missing();
            var said = await Aside.Running(city, "journal", "verify");
            Assert.Equal(3, said.Code);
            Assert.Contains("それだけです", said.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("すべて合っています", said.Said, StringComparison.Ordinal);
        }
        // The journal is gone as well: then nothing at all is known.
        await Damage(city, "DELETE FROM kernel_journal; DELETE FROM kernel_journal_persons; DELETE FROM kernel_journal_batches");
        Assert.Equal(3, (await Aside.Running(city, "journal", "verify")).Code);
    }

    [Theory, BothDatabases]
    public async Task 控えの名前や指定を間違えたら_確かめたことにしない(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        foreach (var wrong in new string[][] { ["--anchor", anchor + ".txt"], ["--anchor"], ["--anker", anchor], [anchor],
            ["--anchor", anchor, "--quick"], ["--anchor", ""] })
            Assert.Equal(2, (await Aside.Running(city, ["journal", "verify", .. wrong])).Code);
        var unreadable = await Verify(city, Elsewhere(anchor, l => [.. l, "なにか別の行"]));
        Assert.Contains(unreadable.Findings, f => f.Contains("行目を読めません", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 控えから抜けた束は名前で言い_古い控えの先は別に言う(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        var holed = await Verify(city, Elsewhere(anchor, l => l.Where(x => !x.StartsWith("2 ", StringComparison.Ordinal))));
        Assert.Equal("束 2 が外の控えにありません", Assert.Single(holed.Findings));
        var older = Elsewhere(anchor, l => l.TakeWhile(x => !x.StartsWith("3 ", StringComparison.Ordinal)));
        Assert.Contains("束 3", Assert.Single((await Verify(city, older)).Findings), StringComparison.Ordinal);
        var copy = await JournalVerify.Run(city.Database, older, copy: true);
        Assert.Empty(copy.Findings);
        Assert.Contains("この控えは束 2 までです。束 3 は、鎖と署名だけを確かめました", copy.Notes);
    }

    [Theory, BothDatabases]
    public async Task 封印と控えの間で止まった穴は_名前で言われ_次に始めたときに埋まる(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        var whole = await File.ReadAllTextAsync(anchor);
        var lines = await File.ReadAllLinesAsync(anchor);
        // The machine went down in the middle of the last line.
        await File.WriteAllTextAsync(anchor, string.Join('\n', lines[..^2]) + "\n" + lines[^2][..20]);
        Assert.Contains("が外の控えにありません", Assert.Single((await Verify(city, anchor)).Findings), StringComparison.Ordinal);
        await new Sealer(city.Database, city.Services.GetRequiredService<MasterKey>(), city.Clock, new Anchor(anchor)).Run();
        Assert.StartsWith(whole, await File.ReadAllTextAsync(anchor), StringComparison.Ordinal);
        Assert.Empty((await Verify(city, anchor)).Findings);
    }

    const string Cut = """DELETE FROM kernel_journal WHERE "Batch" > 1; DELETE FROM kernel_journal_persons WHERE "EntryId" NOT IN (SELECT "Id" FROM kernel_journal); DELETE FROM kernel_journal_batches WHERE "Number" > 1""";

    [Theory, BothDatabases]
    public async Task 控えより前に戻ったデータベースでは_封をせず_まちも始まらず_新しい始まりを書けば続きから始まる(string database)
    {
        var (city, anchor) = await Written(database);
        var old = Elsewhere(anchor);
        // As an ordinary restore of the database leaves it; then something happens, before anybody looked.
        await Damage(city, Cut);
        await city.Turns.Run(Deed, (_, _, journal, _) => Task.FromResult(journal.About("case", city.Clock.NewId())));
        Assert.Contains("keyaki journal restored",
            (await Assert.ThrowsAsync<BehindAnchor>(() => city.Services.GetRequiredService<Sealer>().Run())).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, (await Verify(city, anchor)).Unsealed);
        city.Keep();
        await city.DisposeAsync();
        var refused = (await Assert.ThrowsAsync<Web.SettingFault>(() => City.Open(city.Site))).Message;
        Assert.Contains("束 3", refused, StringComparison.Ordinal);
        Assert.Contains("keyaki journal restored", refused, StringComparison.Ordinal);

        Assert.Equal(2, (await Aside.Alone(city.Site, "journal", "restored", "--now")).Code);
        var begun = await Aside.Alone(city.Site, "journal", "restored");
        Assert.True(begun.Code == 0, begun.Said);
        Assert.Contains("束 1 の続き", begun.Said, StringComparison.Ordinal);
        await using var again = await City.Open(city.Site);
        Assert.Equal(1, await again.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "journal.restored")));
        await again.Services.GetRequiredService<Sealer>().Run();
        var verified = await Aside.Running(again, "journal", "verify");
        Assert.True(verified.Code == 0, verified.Said);
        Assert.Contains("束 1 の続きから始めています（それまでにあった 2 束は", verified.Said, StringComparison.Ordinal);
        Assert.Equal(1, (await Aside.Running(again, "journal", "verify", "--anchor", old)).Code);
        // There is nothing to begin where nothing was brought back.
        Assert.Equal(2, (await Aside.Running(again, "journal", "restored")).Code);
        Assert.Equal(1, (await Anchor.Read(anchor))?.Restores.Count);
    }

    [Theory, BothDatabases]
    public async Task 戻した後に封をされていても_同じところまで戻って新しい始まりを書く(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        await Damage(city, Cut);
        // Sealed while the anchor was away, further than the anchor reaches.
        var elsewhere = new Sealer(city.Database, city.Services.GetRequiredService<MasterKey>(), city.Clock, new Anchor(Aside.Fresh()));
        for (var i = 0; i < 4; i++)
        {
            await city.Turns.Run(Deed, (_, _, journal, _) => Task.FromResult(journal.About("case", city.Clock.NewId())));
            await elsewhere.Run();
        }
        await Assert.ThrowsAsync<BehindAnchor>(() => city.Services.GetRequiredService<Sealer>().Run());
        Assert.NotEmpty((await Verify(city, anchor)).Findings);
        Assert.Equal(0, (await Aside.Running(city, "journal", "restored")).Code);
        await city.Services.GetRequiredService<Sealer>().Run();
        Assert.Empty((await Verify(city, anchor)).Findings);
    }

    [Theory, BothDatabases]
    public async Task 控えだけあれば_主鍵のない人も確かめられ_別の鍵で封じ直した束は見つかる(string database)
    {
        var (city, anchor) = await Written(database);
        var copy = Elsewhere(anchor);
        // Whoever can write the database signs its own history with a key of its own, and says so in the table of keys.
        var other = MasterKey.Load(Path.Combine(city.Folder, "other.key"), create: true);
        await Damage(city, """UPDATE kernel_journal SET "Batch" = NULL; DELETE FROM kernel_journal_batches; DELETE FROM kernel_journal_keys""");
        await new Sealer(city.Database, other, city.Clock, new Anchor(Path.Combine(city.Folder, "other.txt"))).Run();
        Assert.Contains((await Verify(city, copy)).Findings, f => f.Contains("外の控え", StringComparison.Ordinal));
        city.Keep();
        await city.DisposeAsync();
        File.Delete(Path.Combine(city.Folder, "master.key"));
        await using var bare = City.Closed(city.Site, new Dictionary<string, string?> { ["Keyaki:CreateKey"] = "false" });
        Assert.True(Web.Commands.Find(["journal", "verify"]).Command?.Bare);
        Assert.Equal(1, (await Aside.Alone(bare, "journal", "verify", "--anchor", copy)).Code);
    }

    [Theory, BothDatabases]
    public async Task まちの鍵ですべて封じ直しても_外の控えの古い写しと違うとわかる(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        var older = Elsewhere(anchor, l => l.TakeWhile(x => !x.StartsWith("3 ", StringComparison.Ordinal)));
        // Whoever has the machine has its key as well: an entry of the first batch is changed, and everything is sealed again as it was.
        await Damage(city, """UPDATE kernel_journal SET "Code" = 'test.other' WHERE "Facts" = '{{"n":"1"}}'""");
        await Damage(city, """UPDATE kernel_journal SET "Batch" = -"Batch"; DELETE FROM kernel_journal_batches""");
        var again = new Sealer(city.Database, city.Services.GetRequiredService<MasterKey>(), city.Clock, new Anchor(Aside.Fresh()));
        for (var batch = 1; batch <= 3; batch++)
        {
            await Damage(city, $"""UPDATE kernel_journal SET "Batch" = NULL WHERE "Batch" = -{batch}""");
            await again.Run();
        }
        Assert.Equal(["束 1 が外の控えと違います", "束 2 が外の控えと違います"],
            (await JournalVerify.Run(city.Database, older, copy: true)).Findings);
    }

    [Theory, BothDatabases]
    public async Task だれが封じたかは外の控えが言い_データベースの鍵の表は聞かない(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        // The same heads under another's signature, and the table of keys says that this is right.
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var batch in await db.Set<JournalBatch>().ToListAsync(ct))
            {
                var signature = Convert.ToBase64String(other.SignData(System.Text.Encoding.UTF8.GetBytes(batch.Head),
                    System.Security.Cryptography.HashAlgorithmName.SHA256));
                await db.Set<JournalBatch>().Where(b => b.Number == batch.Number)
                    .ExecuteUpdateAsync(b => b.SetProperty(x => x.Signature, signature), ct);
            }
            var said = Convert.ToBase64String(other.ExportSubjectPublicKeyInfo());
            return await db.Set<JournalKey>().ExecuteUpdateAsync(k => k.SetProperty(x => x.Public, said), ct);
        });
        Assert.Equal(["束 1 の署名が合いません", "束 2 の署名が合いません", "束 3 の署名が合いません"], (await Verify(city, anchor)).Findings);
    }

    [Theory, BothDatabases]
    public async Task 束の根まで合わせて書き換えても_鎖が合わない(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        // A batch of one: its root is the hash of its entry.
        await city.Turns.Run(Deed, (_, _, journal, _) => Task.FromResult(journal.About("case", city.Clock.NewId()).Fact("n", "last")));
        await city.Services.GetRequiredService<Sealer>().Run();
        await Damage(city, """UPDATE kernel_journal SET "Code" = 'test.other' WHERE "Facts" = '{{"n":"last"}}'""");
        var root = Convert.ToHexStringLower((await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Batch == 4))).Hash());
        await Damage(city, $"""UPDATE kernel_journal_batches SET "Root" = '{root}' WHERE "Number" = 4""");
        Assert.Equal("束 4 の鎖が合いません", Assert.Single((await Verify(city, anchor)).Findings));
    }

    [Theory, BothDatabases]
    public async Task ほかのノードが先に封じても_その回は失敗せず_残りを次に封じる(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        await city.Turns.Run(Deed, (_, _, journal, _) => Task.FromResult(journal.About("case", city.Clock.NewId())));
        var master = city.Services.GetRequiredService<MasterKey>();
        // Both have read the same entry; one of them is slower.
        var slow = new Overtaken(city.Database, () => new Sealer(city.Database, master, city.Clock, new Anchor(anchor)).Run());
        Assert.Equal(0, await new Sealer(slow, master, city.Clock, new Anchor(anchor)).Run());
        var report = await Verify(city, anchor);
        Assert.Equal((0, 0), (report.Findings.Count, report.Unsealed));
    }

    /// <summary>A database in which somebody else's turn always comes first.</summary>
    sealed class Overtaken(IDatabase of, Func<Task> first) : IDatabase
    {
        public CityDb OpenReader() => of.OpenReader();
        public Task<bool> IsCurrent() => of.IsCurrent();
        public CityDb OpenForMigration() => of.OpenForMigration();

        public async Task<T> Turn<T>(Func<CityDb, CancellationToken, Task<T>> work, bool serial = true)
        {
            await first();
            return await of.Turn(work, serial);
        }

        public Task<IAsyncDisposable> Hurry() => of.Hurry();
        public Rule? Explain(CityDb db, Exception error) => of.Explain(db, error);
        public FormattableString SearchSql(string kind, IReadOnlyList<SearchGrams.Phrase> phrases) => of.SearchSql(kind, phrases);
        public FormattableString NewestSql(string kind, IReadOnlyList<IReadOnlyList<SearchGrams.Phrase>> ways, IReadOnlyList<string> marks,
            int most, int recent) =>
            of.NewestSql(kind, ways, marks, most, recent);
        public void PrepareSearch(CityDb db) => of.PrepareSearch(db);
        public ITextIndex Texts => of.Texts;
        public Task Backup(string file, CancellationToken ct) => of.Backup(file, ct);
        public Task Restore(string file, CancellationToken ct) => of.Restore(file, ct);
        public Task<IAsyncDisposable> Live() => of.Live();
        public Task<IAsyncDisposable> Alone() => of.Alone();
        public Task<IAsyncDisposable> Making() => of.Making();
        public Task<string?> Trouble(CancellationToken ct) => of.Trouble(ct);
    }
}
