using System.Data.Common;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.EntityFrameworkCore;
using static Keyaki.Tests.Operation.Aside;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

public sealed class BackupTests
{
    /// <summary>Seals, and keeps a copy of the anchor elsewhere, as a city does.</summary>
    static async Task<string> AnchorOf(City city)
    {
        await city.Services.GetRequiredService<Sealer>().Run();
        var copy = Fresh();
        File.Copy(Path.Combine(city.Folder, "anchors.txt"), copy);
        return copy;
    }

    /// <summary>Something happens that the journal tells.</summary>
    static Task Later(City city) =>
        city.Turns.Run(new Deed("test.done", "試した"),
        (_, _, journal, _) => Task.FromResult(journal.About("case", city.Clock.NewId(), city.Clock.NewId())));

    /// <summary>Signs the list again, as only the city itself can.</summary>
    static async Task Sign(City city, string list, IEnumerable<string> lines)
    {
        var (master, whole) = (city.Services.GetRequiredService<MasterKey>(), lines.ToList());
        var key = await city.Turns.Run((_, db, ct) => JournalKey.Current(db, master, city.Clock, ct));
        await File.WriteAllLinesAsync(list,
            [.. whole, "signature " + key.Sign(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', whole) + "\n"), master)]);
    }

    [Theory, BothDatabases]
    public async Task 動いているまちの写しを空の場所に戻すと_写したときのまちになる(string database)
    {
        var folder = Fresh();
        await using var city = await City.Start(database);
        var mine = await city.Composter();
        await city.Settle();
        var anchors = await AnchorOf(city);
        var then = await Content(city.Database);
        var made = await Running(city, "backup", folder);
        Assert.True(made.Code == 0, made.Said);
        Assert.Contains("主鍵は含みません", made.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("master.key", string.Join(' ', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)),
            StringComparison.Ordinal);
        Assert.Equal(2, (await Running(city, "backup", folder)).Code);
        Assert.Equal(2, (await Running(city, "restore", folder)).Code);
        var later = await city.Composter("松山 一郎", model: "MX-9");
        Assert.NotEqual(then, await Content(city.Database));

        var site = await City.Furnish(database, seeded: false);
        File.Copy(Path.Combine(city.Folder, "master.key"), Path.Combine(site.Folder, "master.key"));
        await using (var hall = City.Closed(site))
        {
            var brought = await Alone(hall, "restore", folder, "--anchor", anchors);
            Assert.True(brought.Code == 0, brought.Said);
            Assert.Equal(then, await Content(hall.Services.GetRequiredService<IDatabase>()));
            foreach (var against in new string[][] { [], ["--anchor", anchors] })
            {
                var verified = await Alone(hall, ["journal", "verify", .. against]);
                Assert.True(verified.Code == 0, verified.Said);
                Assert.Contains("すべて合っています", verified.Said, StringComparison.Ordinal);
            }
            // A city that has records is not overwritten by mistake.
            Assert.Contains("--over", (await Alone(hall, "restore", folder)).Said, StringComparison.Ordinal);
            Assert.Equal(0, (await Alone(hall, "restore", folder, "--over")).Code);
        }
        await using var again = await City.Open(site);
        var suzuki = await again.Officer("suzuki");
        await suzuki.Open(Contracts.Links.Case(mine));
        var file = suzuki.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "")
            .Single(h => h.Contains("/files/", StringComparison.Ordinal));
        using var receipt = await suzuki.Raw(file);
        Assert.StartsWith("%PDF-1.4", await receipt.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await suzuki.Open(Contracts.Links.Case(later))).Status);
        // The keys came with it: what was sealed opens, and a form that this hall shows is its own.
        var hanako = await ResidentDoorTests.SignIn(again, "hanako@example.jp");
        Assert.Contains("生ごみ処理機器購入費補助金", (await hanako.Open("/my")).Text, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        File.Delete(anchors);
    }

    [Theory, BothDatabases]
    public async Task 壊れた写しと途中で切れた写しは_言葉で断り_まちは元のまま(string database)
    {
        var folder = Fresh();
        await using var city = await City.Start(database);
        await city.Composter();
        Assert.Equal(0, (await Running(city, "backup", folder)).Code);
        var anchor = await AnchorOf(city);
        var site = await City.Furnish(database);
        await using var hall = City.Closed(site);
        var (before, files, passed) = (await Content(hall.Services.GetRequiredService<IDatabase>()), FilesOf(site), new List<string>());
        // Told together at the end: one harm that passes does not hide the next.
        async Task Refused(string because, Func<Task> harm)
        {
            var copy = folder + "-harmed";
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to) ?? copy);
                File.Copy(file, to);
            }
            await harm();
            string said;
            try
            {
                said = (await Alone(hall, "restore", copy, "--over", "--anchor", anchor)) is var answer && answer.Code != 0 ? answer.Said
                : "戻ってしまいました";
            }
            catch (InvalidDataException e) { said = e.Message; }
            if (!said.Contains(because, StringComparison.Ordinal) || !said.Contains("まちは元のまま", StringComparison.Ordinal))
                passed.Add($"{because}：{said}");
            var now = (await Content(hall.Services.GetRequiredService<IDatabase>()), FilesOf(site));
            if (now != (before, files)) passed.Add($"{because}：まちが変わりました");
            (before, files) = now;
            Directory.Delete(copy, recursive: true);
        }
        string In(string name) => Path.Combine(folder + "-harmed", name);
        Task Now(Action harm)
        {
            harm();
            return Task.CompletedTask;
        }
        string[] List() => File.ReadAllLines(In("contents.txt"));
        static string HashOf(string file) =>
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        await Refused("途中で切れている", () => Now(() => File.WriteAllBytes(In("city.copy"), File.ReadAllBytes(In("city.copy"))[..20_000])));
        await Refused("途中で止まったバックアップ", () => Now(() => File.Delete(In("contents.txt"))));
        await Refused("city.copy がありません", () => Now(() => File.Delete(In("city.copy"))));
        await Refused("がありません", () => Now(() => Directory.Delete(In("files"), recursive: true)));
        await Refused("書き換えられています",
            () => Now(() => File.AppendAllText(Directory.GetFiles(In("files"), "*", SearchOption.AllDirectories)[0], "x")));
        await Refused("署名が、外の控えの公開鍵と合いません", () => Now(() => File.WriteAllLines(In("contents.txt"), List().Where((_, n) => n != 3))));
        await Refused("けやきのバックアップの一覧ではありません", () => Now(() => File.WriteAllLines(In("contents.txt"), List()[..^1])));
        // Edited, and the list made to fit: only the city's own key could have signed it.
        await Refused("署名が、外の控えの公開鍵と合いません", () => Now(() =>
        {
            File.AppendAllText(In("city.copy"), "x");
            File.WriteAllLines(In("contents.txt"), List()
                .Select(l => l.EndsWith(" city.copy", StringComparison.Ordinal) ? $"{HashOf(In("city.copy"))} city.copy" : l));
        }));
        await Refused("を読めません", async () =>
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(folder) ?? "", "outside"), "外");
            await Sign(city, In("contents.txt"),
                [.. List()[..^1], $"{HashOf(Path.Combine(Path.GetDirectoryName(folder) ?? "", "outside"))} ../outside"]);
        });
        await Refused(database == BothDatabases.Sqlite ? "読めません" : "pg_restore", async () =>
        {
            File.WriteAllText(In("city.copy"), "これは写しではありません");
            await Sign(city, In("contents.txt"), [.. List()[..2], $"{HashOf(In("city.copy"))} city.copy"]);
        });
        Assert.True(passed.Count == 0, string.Join('\n', passed));
        Directory.Delete(folder, recursive: true);
        await site.Clear();
    }

    static string FilesOf(Site site) => Path.Combine(site.Folder, "data", "files") is var files && Directory.Exists(files)
        ? string.Join('\n', Directory.GetFiles(files, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) : "";

    [Fact]
    public async Task 別の主鍵のもとに戻すと_開けないことを言葉で知らせ_サーバーも始まらない()
    {
        var folder = Fresh();
        await using var city = await City.Start(BothDatabases.Sqlite);
        var anchor = await AnchorOf(city);
        Assert.Equal(0, (await Running(city, "backup", folder)).Code);
        var site = await City.Furnish(BothDatabases.Sqlite, seeded: false);
        await using (var hall = City.Closed(site))
        {
            var said = (await Alone(hall, "restore", folder, "--anchor", anchor)).Said;
            Assert.Contains("主鍵のファイルを置いてから", said, StringComparison.Ordinal);
            Assert.Contains(city.Services.GetRequiredService<MasterKey>().Ids[0], said, StringComparison.Ordinal);
        }
        Assert.Contains("Keyaki:MasterKeyFile", (await Assert.ThrowsAsync<SettingFault>(() => City.Open(site))).Message,
            StringComparison.Ordinal);
        File.Copy(Path.Combine(city.Folder, "master.key"), Path.Combine(site.Folder, "master.key"), overwrite: true);
        await using (var opened = await City.Open(site)) opened.Keep();
        Directory.Delete(folder, recursive: true);
        await site.Clear();
    }

    [Theory, BothDatabases]
    public async Task 上書きで戻すと_壊れた添付も写しのとおりに戻り_控えには新しい始まりが書かれる(string database)
    {
        var folder = Fresh();
        var city = await City.Start(database);
        await city.Composter();
        await city.Services.GetRequiredService<Sealer>().Run();
        Assert.Equal(0, (await Running(city, "backup", folder)).Code);
        await Later(city);
        var old = await AnchorOf(city);
        city.Keep();
        await city.DisposeAsync();
        var file = Directory.GetFiles(Path.Combine(city.Folder, "data", "files"), "*", SearchOption.AllDirectories)
            .Single(f => File.Exists(Path.Combine(folder, Path.GetRelativePath(Path.Combine(city.Folder, "data"), f))));
        var whole = await File.ReadAllBytesAsync(file);
        await File.WriteAllTextAsync(file, "壊れた");
        var brought = await Alone(city.Site, "restore", folder, "--over");
        Assert.True(brought.Code == 0, brought.Said);
        Assert.Equal(whole, await File.ReadAllBytesAsync(file));
        // The batches after the backup are given up; what is sealed from now on has their numbers again.
        await using (var again = await City.Open(city.Site))
        {
            await Later(again);
            await again.Services.GetRequiredService<Sealer>().Run();
            var verified = await Running(again, "journal", "verify");
            Assert.True(verified.Code == 0, verified.Said);
            Assert.Contains("にバックアップから戻し", verified.Said, StringComparison.Ordinal);
            // A copy from before the restore knows of no restore.
            Assert.Equal(1, (await Running(again, "journal", "verify", "--anchor", old)).Code);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory, BothDatabases]
    public async Task 公開鍵が外になければ戻さず_言葉で渡せば戻す(string database)
    {
        var folder = Fresh();
        await using var city = await City.Start(database);
        var made = await Running(city, "backup", folder);
        var key = made.Said.Split('：')[^1].Trim();
        var site = await City.Furnish(database, seeded: false);
        File.Copy(Path.Combine(city.Folder, "master.key"), Path.Combine(site.Folder, "master.key"));
        await using var hall = City.Closed(site);
        var refused = await Alone(hall, "restore", folder);
        Assert.Equal(2, refused.Code);
        Assert.Contains("公開鍵がありません", refused.Said, StringComparison.Ordinal);
        var other = Convert.ToBase64String(System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfo());
        Assert.Equal(1, (await Alone(hall, "restore", folder, "--key", other)).Code);
        Assert.Equal(2, (await Alone(hall, "restore", folder, "--kye", key)).Code);
        var brought = await Alone(hall, "restore", folder, "--key", key);
        Assert.True(brought.Code == 0, brought.Said);
        Directory.Delete(folder, recursive: true);
        await site.Clear();
    }

    /// <summary>Every row of every table as text.</summary>
    static async Task<string> Content(IDatabase database)
    {
        await using var db = database.OpenReader();
        await db.Database.OpenConnectionAsync();
        var text = new System.Text.StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync()) rows.Add(Row(reader));
            foreach (var row in rows.Order(StringComparer.Ordinal)) text.Append(table).Append(' ').AppendLine(row);
        }
        return text.ToString();
    }

    static string Row(DbDataReader reader) =>
        string.Join('|', Enumerable.Range(0, reader.FieldCount)
            .Select(i => $"{reader.GetName(i)}={(reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))}"));
}
