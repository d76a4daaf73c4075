using System.Net;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Foundation;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

/// <summary>Files are held until a virus scanner has looked into them: clamd itself, with a signature of our own.</summary>
public sealed class FileCheckTests
{
    static byte[] Pdf(string words) => System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4\n{words}\n%%EOF\n");

    [Theory, BothDatabases]
    public async Task 検査が止まっている間は_ファイルは預かりのまま申し込め_職員にも開けず_検査が動けば開ける(string database)
    {
        var port = City.FreePort();
        await using var city = await City.Start(database, new Dictionary<string, string?> { [House.FileCheck] = $"127.0.0.1:{port}" });
        var store = city.Services.GetRequiredService<FileStore>();
        var draft = (await city.ComposterDrafts("清瀬 花子", ["KC-1"], city.Clock)).Single();
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open($"/my/drafts/{draft}/check")).Press("この内容で申し込む");
        Assert.EndsWith("/done", hanako.Path, StringComparison.Ordinal);

        var sent = await city.Read(db => db.Set<Application>().OrderByDescending(a => a.SubmittedAt).FirstAsync());
        var file = await city.Read(db => db.Set<StoredFile>().FirstAsync(f => f.UsedBy == sent.Id));
        Assert.Equal(FileState.Held, file.State);
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open($"/office/cases/{sent.Id}");
        Assert.Contains("安全かを確認中です", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ウイルス検査はしていません", suzuki.Text, StringComparison.Ordinal);
        var link = $"{Contracts.Links.Case(sent.Id)}/files/{file.Id:N}";
        using (var shut = await suzuki.Raw(link)) Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);

        // One that is not what it seems came in while the scanner stood still.
        var evil = await store.Take(new MemoryStream(Pdf(ScannerProcess.Virus)), "a.pdf", [FileBytes.Pdf], null, default);
        Assert.Equal(FileState.Held, evil.State);
        await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(evil)));
        // What the program made itself goes on: no notice waits for the scanner.
        Assert.Equal(FileState.Clean, (await store.Put(Pdf("ours"), "notice.pdf", FileBytes.Pdf, default)).State);

        await using (await ScannerProcess.Start(port))
        {
            foreach (var round in city.Services.GetServices<IRound>()) await round.Round(default);
            var found = await city.Read(db => db.Set<StoredFile>().SingleAsync(f => f.Id == evil.Id));
            Assert.Equal(FileState.Infected, found.State);
            await suzuki.Open($"/office/cases/{sent.Id}");
            Assert.DoesNotContain("安全かを確認中です", suzuki.Text, StringComparison.Ordinal);
            using (var open = await suzuki.Raw(link)) Assert.Equal(HttpStatusCode.OK, open.StatusCode);

            var refused = await Assert.ThrowsAsync<Rule>(() =>
                store.Take(new MemoryStream(Pdf(ScannerProcess.Virus)), "b.pdf", [FileBytes.Pdf], null, default));
            Assert.Contains("ウイルスが見つかった", refused.Message, StringComparison.Ordinal);
            Assert.Equal(FileState.Clean, (await store.Take(new MemoryStream(Pdf("fine")), "c.pdf", [FileBytes.Pdf], null, default)).State);
        }
    }

    [Fact]
    public async Task 電話に出ても答えない検査は_待つのは決めた秒数だけで_しばらく尋ねるのを休み_職員の画面がそう言う()
    {
        var port = City.FreePort();
        await using var city = await City.Start(BothDatabases.Sqlite, new Dictionary<string, string?>
        { [House.FileCheck] = $"127.0.0.1:{port}", [House.FileReach] = "1", [House.FileAnswer] = "1" });
        var store = city.Services.GetRequiredService<FileStore>();
        async Task<(FileState State, TimeSpan Took)> Sent(string name)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var file = await store.Take(new MemoryStream(Pdf(name)), name, [FileBytes.Pdf], null, default);
            return (file.State, watch.Elapsed);
        }
        var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        silent.Start();
        var suzuki = await city.Officer("suzuki");
        Assert.DoesNotContain("から答えていません", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        var first = await Sent("a.pdf");
        Assert.Equal(FileState.Held, first.State);
        Assert.InRange(first.Took, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        // Whoever comes next does not wait as long for it.
        var second = await Sent("b.pdf");
        Assert.Equal(FileState.Held, second.State);
        Assert.InRange(second.Took, TimeSpan.Zero, TimeSpan.FromSeconds(0.8));
        Assert.Contains("から答えていません", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        // The pause grows.
        city.Clock.Pass(TimeSpan.FromSeconds(16));
        Assert.InRange((await Sent("c.pdf")).Took, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        city.Clock.Pass(TimeSpan.FromSeconds(16));
        Assert.InRange((await Sent("d.pdf")).Took, TimeSpan.Zero, TimeSpan.FromSeconds(0.8));
        silent.Stop();
        await using (await ScannerProcess.Start(port))
        {
            city.Clock.Pass(TimeSpan.FromMinutes(5));
            Assert.Equal(FileState.Clean, (await Sent("e.pdf")).State);
        }
        Assert.DoesNotContain("から答えていません", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 検査をしない設定では_職員の画面がそう言い_製品は選ばなければ始まらない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var suzuki = await city.Officer("suzuki");
        Assert.Contains("添付ファイルのウイルス検査はしていません", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);

        string Fault(params string[] more) =>
            Assert.Throws<SettingFault>(() => Hall.Build(["--environment", "Production", .. more])).Message;
        Assert.Contains($"{House.FileCheck}: 設定が必要です", Fault(), StringComparison.Ordinal);
        Assert.Contains($"{House.FileCheck}: clamdの", Fault($"--{House.FileCheck}", "maybe"), StringComparison.Ordinal);
        Assert.DoesNotContain(House.FileCheck, Fault($"--{House.FileCheck}", House.NoCheck), StringComparison.Ordinal);
    }
}
