using System.Diagnostics;
using System.Net.Sockets;
using Keyaki.Kernel;
using Keyaki.Simulator;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

public sealed class CommandTests
{
    static Task<CommandSocket> Ear(City city) => CommandSocket.Open(city.Services, city.Services.GetRequiredService<IConfiguration>());

    static string[] Ears(City city) => Directory.GetFiles(Path.Combine(city.Folder, "data"), "*.sock");

    static async Task<Socket> Silent(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    [Fact]
    public void 似た名前のコマンドは_コマンドではない()
    {
        foreach (var wrong in new string[][] { ["backupfoo", "x"], ["journal", "verifyall"], ["journal"], ["restored"],
            ["key", "rotated"] }) Assert.Null(Commands.Find(wrong).Command);
        Assert.Equal(["x"], Commands.Find(["backup", "x"]).Arguments);
        Assert.Equal(["--anchor", "a b"], Commands.Find(["journal", "verify", "--anchor", "a b"]).Arguments);
    }

    [Fact]
    public async Task 黙っている客は_ほかのコマンドも_止まることも妨げない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var ear = await Ear(city);
        var silent = new List<Socket>();
        for (var i = 0; i < 5; i++) silent.Add(await Silent(Assert.Single(Ears(city))));
        var answer = CommandSocket.Ask(Path.Combine(city.Folder, "data"), ["journal", "verify"], new StringWriter());
        Assert.Same(answer, await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(30))));
        var closed = ear.DisposeAsync().AsTask();
        Assert.Same(closed, await Task.WhenAny(closed, Task.Delay(TimeSpan.FromSeconds(8)))); // less than a client may be silent
        Assert.Empty(Ears(city));
        silent.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task 二つのサーバーは_互いの口を取らず_消さない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var first = await Ear(city);
        var own = Assert.Single(Ears(city));
        var second = await Ear(city);
        Assert.Equal(2, Ears(city).Length);
        await second.DisposeAsync();
        Assert.Equal(own, Assert.Single(Ears(city)));
        Assert.NotNull(await CommandSocket.Ask(Path.Combine(city.Folder, "data"), ["journal", "verify"], new StringWriter()));
        await first.DisposeAsync();
        // One that was killed leaves its ear behind; nobody takes it for a server, and the next one clears it away.
        var left = own.Replace("-1.sock", "-dead.sock", StringComparison.Ordinal);
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(left));
        Assert.Null(await CommandSocket.Ask(Path.Combine(city.Folder, "data"), ["journal", "verify"], new StringWriter()));
        await using var third = await Ear(city);
        Assert.DoesNotContain(left, Ears(city));
    }

    [Theory, BothDatabases]
    public async Task どこかでサーバーが動いているあいだは戻さず_殺されたサーバーは数えない(string database)
    {
        var folder = Aside.Fresh();
        var site = await City.Furnish(database);
        await using var simulator = await City.Simulate(TimeProvider.System);
        await using (var hall = await HallProcess.Start(site, simulator))
        {
            // Its ear is gone (another node took it, or it stands on another machine): the database still knows.
            foreach (var ear in Directory.GetFiles(Path.Combine(site.Folder, "data"), "*.sock")) File.Delete(ear);
            var busy = await Assert.ThrowsAsync<DatabaseBusy>(() => Aside.Alone(site, "restore", folder, "--over"));
            Assert.Contains("サーバーを止めてから", busy.Message, StringComparison.Ordinal);
            hall.Kill();
        }
        Assert.NotEqual(0, (await Aside.Alone(site, "restore", folder, "--over")).Code); // asked for the backup, which is not there
        await site.Clear();
    }

    [Fact]
    public async Task 二つのサーバーが同時に初めて始まっても_両方が開く()
    {
        var site = await City.Furnish(BothDatabases.Postgres, seeded: false);
        await using var simulator = await City.Simulate(TimeProvider.System);
        File.WriteAllText(Path.Combine(site.Folder, "master.key"),
            Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        var halls = await Task.WhenAll(HallProcess.Start(site, simulator), HallProcess.Start(site, simulator));
        foreach (var hall in halls) Assert.DoesNotContain("fail:", hall.Said, StringComparison.Ordinal);
        foreach (var hall in halls) await hall.DisposeAsync();
        await site.Clear();
    }

    [Theory, BothDatabases]
    public async Task 書いたものは_どんなumaskでも_ほかの人には読めない(string database)
    {
        if (OperatingSystem.IsWindows()) return;
        var site = await City.Furnish(database);
        var data = Directory.CreateDirectory(Path.Combine(site.Folder, "data")).FullName;
        foreach (var entry in Directory.GetFileSystemEntries(data).Append(data)) // from a time before this rule
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute);
        await using var simulator = await City.Simulate(TimeProvider.System);
        var copy = Path.Combine(site.Folder, "copy");
        await using (var hall = await HallProcess.Start(site, simulator, umask: "000"))
        {
            var output = new StringWriter();
            Assert.True(await CommandSocket.Ask(data, ["backup", copy], output) == 0, output.ToString());
            while (!File.Exists(Path.Combine(site.Folder, "anchors.txt"))) await Task.Delay(100); // the first round
            await hall.Stop();
        }
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var open = new[] { data, copy }.Concat(Directory.GetFileSystemEntries(copy, "*", SearchOption.AllDirectories))
            .Concat(Directory.GetFileSystemEntries(data))
            .Concat([Path.Combine(site.Folder, "master.key"), Path.Combine(site.Folder, "anchors.txt")])
                .Where(f => (File.GetUnixFileMode(f) & others) != 0);
        Assert.Empty(open);
        await site.Clear();
    }
}
