using System.Data.Common;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

public sealed class BackupTests
{
    /// <summary>A command of the program, alone on the database.</summary>
    static async Task<(int Code, string Said)> Alone(WebApplication hall, params string[] args)
    {
        var (command, rest) = Commands.Find(args);
        var output = new StringWriter();
        return (await (command ?? throw new InvalidOperationException(args[0])).Run(hall.Services, rest, output), output.ToString());
    }

    /// <summary>A command that goes to the running server over its socket, as `keyaki ...` sends it.</summary>
    static async Task<(int? Code, string Said)> Running(City city, params string[] args)
    {
        await using var door = await CommandSocket.Open(city.Services, city.Services.GetRequiredService<IConfiguration>());
        var output = new StringWriter();
        return (await CommandSocket.Ask(Path.Combine(city.Folder, "data"), args, output), output.ToString());
    }

    static string Fresh() => Path.Combine(Directory.CreateTempSubdirectory("keyaki-backup-").FullName, "copy");

    [Theory, BothDatabases]
    public async Task 動いているまちの写しを空の場所に戻すと_写したときのまちになる(string database)
    {
        var (folder, anchors) = (Fresh(), Fresh());
        await using var city = await City.Start(database);
        var mine = await city.Composter();
        await city.Services.GetRequiredService<Sealer>().Run();
        await city.Settle();
        var then = await Content(city.Database);
        File.Copy(Path.Combine(city.Folder, "anchors.txt"), anchors);
        var made = await Running(city, "backup", folder);
        Assert.True(made.Code == 0, made.Said);
        Assert.Contains("主鍵は含みません", made.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("master.key", string.Join(' ', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)), StringComparison.Ordinal);
        Assert.Equal(2, (await Running(city, "backup", folder)).Code);
        Assert.Equal(2, (await Running(city, "restore", folder)).Code);
        var later = await city.Composter("松山 一郎", model: "MX-9");
        Assert.NotEqual(then, await Content(city.Database));

        var site = await City.Furnish(database, seeded: false);
        File.Copy(Path.Combine(city.Folder, "master.key"), Path.Combine(site.Folder, "master.key"));
        await using (var hall = City.Closed(site))
        {
            var brought = await Alone(hall, "restore", folder);
            Assert.True(brought.Code == 0, brought.Said);
            Assert.Equal(then, await Content(hall.Services.GetRequiredService<IDatabase>()));
            File.Copy(anchors, Path.Combine(site.Folder, "anchors.txt"));
            Assert.Equal((0, true), (await Alone(hall, "journal", "verify")) is var verified ? (verified.Code, verified.Said.Contains("すべて合っています", StringComparison.Ordinal)) : default);
            // A city that has records is not overwritten by mistake.
            Assert.Contains("--over", (await Alone(hall, "restore", folder)).Said, StringComparison.Ordinal);
            Assert.Equal(0, (await Alone(hall, "restore", folder, "--over")).Code);
        }
        await using var again = await City.Open(site);
        var suzuki = await again.Officer("suzuki");
        await suzuki.Open(Contracts.Links.Case(mine));
        var file = suzuki.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "").Single(h => h.Contains("/files/", StringComparison.Ordinal));
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
        await using (var city = await City.Start(database))
        {
            await city.Composter();
            Assert.Equal(0, (await Running(city, "backup", folder)).Code);
        }
        var site = await City.Furnish(database);
        await using var hall = City.Closed(site);
        var before = await Content(hall.Services.GetRequiredService<IDatabase>());
        async Task Refused(string because, Action harm)
        {
            var copy = folder + "-harmed";
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to) ?? copy);
                File.Copy(file, to);
            }
            harm();
            string said;
            try { said = (await Alone(hall, "restore", copy, "--over")) is var answer && answer.Code != 0 ? answer.Said : "戻ってしまいました"; }
            catch (InvalidDataException e) { said = e.Message; }
            Assert.Contains(because, said, StringComparison.Ordinal);
            Assert.Contains("まちは元のまま", said, StringComparison.Ordinal);
            Assert.Equal(before, await Content(hall.Services.GetRequiredService<IDatabase>()));
            Directory.Delete(copy, recursive: true);
        }
        string In(string name) => Path.Combine(folder + "-harmed", name);
        await Refused("途中で切れている", () => File.WriteAllBytes(In("city.copy"), File.ReadAllBytes(In("city.copy"))[..20_000]));
        await Refused("途中で止まったバックアップ", () => File.Delete(In("contents.txt")));
        await Refused("city.copy がありません", () => File.Delete(In("city.copy")));
        await Refused("がありません", () => Directory.Delete(In("files"), recursive: true));
        await Refused("書き換えられています", () => File.AppendAllText(Directory.GetFiles(In("files"), "*", SearchOption.AllDirectories)[0], "x"));
        await Refused(database == BothDatabases.Sqlite ? "読めません" : "pg_restore", () =>
        {
            File.WriteAllText(In("city.copy"), "これは写しではありません");
            File.WriteAllText(In("contents.txt"), $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(In("city.copy"))))} city.copy\n");
        });
        Directory.Delete(folder, recursive: true);
        site.Clear();
    }

    [Fact]
    public async Task 別の主鍵のもとに戻すと_開けないことを言葉で知らせ_サーバーも始まらない()
    {
        var folder = Fresh();
        await using var city = await City.Start(BothDatabases.Sqlite);
        await city.Services.GetRequiredService<Sealer>().Run();
        Assert.Equal(0, (await Running(city, "backup", folder)).Code);
        var site = await City.Furnish(BothDatabases.Sqlite, seeded: false);
        await using (var hall = City.Closed(site)) Assert.Contains("主鍵のファイルを置いてから", (await Alone(hall, "restore", folder)).Said, StringComparison.Ordinal);
        Assert.Contains("Keyaki:MasterKeyFile", (await Assert.ThrowsAsync<SettingFault>(() => City.Open(site))).Message, StringComparison.Ordinal);
        File.Copy(Path.Combine(city.Folder, "master.key"), Path.Combine(site.Folder, "master.key"), overwrite: true);
        await using (var opened = await City.Open(site)) opened.Keep();
        Directory.Delete(folder, recursive: true);
        site.Clear();
    }

    /// <summary>Every row of every table as text.</summary>
    static async Task<string> Content(IDatabase database)
    {
        await using var db = database.OpenReader();
        await db.Database.OpenConnectionAsync();
        var text = new System.Text.StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
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
        string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={(reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))}"));
}
