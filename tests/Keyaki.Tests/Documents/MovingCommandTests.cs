using System.Text;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Tests.Operation;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed partial class 文書の移し替え
{
    static byte[] ShiftJis(string text) => CodePagesEncodingProvider.Instance.GetEncoding(932)?.GetBytes(text) ?? [];

    /// <summary>The folder of an old system: its register in Shift_JIS, with files, and with rows that cannot be taken.</summary>
    static string Old(string folder, int rows)
    {
        Directory.CreateDirectory(Path.Combine(folder, "本文"));
        for (var n = 0; n < rows; n += 3) File.WriteAllText(Path.Combine(folder, "本文", $"{n}.txt"), $"本文 {n}");
        File.WriteAllBytes(Path.Combine(folder, "documents.csv"), ShiftJis(Heads + string.Concat(Enumerable.Range(0, rows)
            .Select(n => Row($"旧第{n}号①", "髙橋の件", files: n % 3 == 0 ? $"本文|本文/{n}.txt" : "")))
            + Row("旧外", files: "本文|../secret.txt") + Row("旧第0号①") + Row("旧なし", files: "本文|ない.txt")));
        return folder;
    }

    static async Task<(int Code, string Said)> Command(City city, string folder)
    {
        var (command, rest) = Keyaki.Web.Commands.Find(["documents", "import", folder]);
        var output = new StringWriter();
        return (await (command?.Run(city.Services, rest, output) ?? Task.FromResult(9)), output.ToString());
    }

    static string[] Results(string folder)
    {
        using var file = new StreamReader(new FileStream(Path.Combine(folder, "import-results.csv"), FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite));
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static async Task<(List<string> Numbers, int Files, int Texts)> There(City city) => (
        await city.Read(db => db.Set<Document>().OrderBy(d => d.Number).Select(d => d.Number + d.Subject).ToListAsync()),
        await city.Read(db => db.Set<DocumentFile>().CountAsync()),
        await city.Read(db => db.Set<TextPiece>().CountAsync(p => p.Part == null)));

    [Theory, BothDatabases]
    public async Task 命令での取り込みは_途中で止まってもう一度始めても_一度のときと同じになり_どの行にも結果がある(string database)
    {
        const int rows = 3_000;
        var (whole, killed) = (await City.Furnish(database), await City.Furnish(database));
        await using var simulator = await City.Simulate(TimeProvider.System);
        var (old, again) = (Old(Path.Combine(whole.Folder, "old"), rows), Old(Path.Combine(killed.Folder, "old"), rows));
        Assert.Equal(1, (await Aside.Alone(whole, "documents", "import", old)).Code);
        using (var process = HallProcess.Command(killed, simulator, "documents", "import", again))
        {
            for (var i = 0; i < 3_000 && !process.HasExited; i++, await Task.Delay(20))
                if (File.Exists(Path.Combine(again, "import-results.csv")) && Results(again).Length > 500) break;
            Assert.False(process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
        }
        Assert.InRange(Results(again).Length, 500, rows);
        var (code, said) = await Aside.Alone(killed, "documents", "import", again);
        Assert.Equal(1, code);
        Assert.Contains("すでに同じ内容で入っていました", said, StringComparison.Ordinal);
        Assert.Contains("3行は取り込めませんでした", said, StringComparison.Ordinal);
        Assert.Equal(rows + 4, Results(again).Length);
        var last = Results(again)[^3..];
        foreach (var (at, why) in new[] { "受入れの場所にありません", "前の行にもあります", "受入れの場所にありません" }.Index())
            Assert.Contains(why, last[at], StringComparison.Ordinal);
        Assert.Contains("旧第0号①", last[1], StringComparison.Ordinal);
        await using var one = await City.Open(whole);
        await using var two = await City.Open(killed);
        var there = await There(one);
        Assert.Equal(rows, there.Numbers.Count(n => n.StartsWith('旧')));
        Assert.Contains("旧第0号①髙橋の件", there.Numbers);
        var back = await There(two);
        Assert.Equal(there.Numbers, back.Numbers);
        Assert.Equal((there.Files, there.Texts), (back.Files, back.Texts));
        Assert.Single(await two.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "documents.brought-in").ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 取り込める大きさは端まで入り_一つ越えると行の結果になる(string database)
    {
        await using var city = await Start(database);
        var folder = Directory.CreateDirectory(Path.Combine(city.Folder, "in")).FullName;
        for (var n = 0; n <= MovedFile.Most; n++) Lay(city, $"{n}.txt", $"{n}");
        string Files(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"添付|{n}.txt"));
        Lay(city, "documents.csv", Heads + Row("旧1", new string('長', 300), files: Files(500)) + Row("旧2", new string('長', 301))
            + Row("旧3", files: Files(501)));
        Lay(city, "texts.csv", "文書番号,続き,文字\n旧1,1," + new string('字', 10_000) + "\n旧1,2," + new string('字', 10_001) + "\n");
        Lay(city, "copies.csv", "ID,文書番号,もとのSHA-256,ページ数,作った日時,版\n");
        Lay(city, "copy-checks.csv", "ID,写しのID,文書番号,課,ファイル,出した日時\n"
            + $",{Guid.Empty},旧1,kankyo,{new string('長', 2_001)},2026-04-01\n");
        var (code, said) = await Command(city, folder);
        Assert.Equal(1, code);
        var results = Results(folder);
        Assert.Contains("旧1,新しく入ります（ファイル500個）", results[1], StringComparison.Ordinal);
        foreach (var sentence in new[] { "「件名」は300文字以内で", "500個までです", "「文字」は10000文字以内で", "「ファイル」は2000文字以内で",
            "copies.csv,,,取り込めません,見出しのほかに行がありません" })
            Assert.Single(results, l => l.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal(500, await city.Read(db => db.Set<DocumentFile>().CountAsync()));
        Assert.Contains("copies.csv", said, StringComparison.Ordinal);
        Assert.Equal(2, (await Command(city, Path.Combine(folder, "nowhere"))).Code);
        Assert.Equal(2, (await Command(city, Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName)).Code);
    }
}
