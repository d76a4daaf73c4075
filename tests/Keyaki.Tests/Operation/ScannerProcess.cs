using System.Diagnostics;
using System.Net.Sockets;

namespace Keyaki.Tests.Operation;

/// <summary>A real virus scanner with one signature of its own: any file with the words <see cref="Virus"/>.</summary>
sealed class ScannerProcess : IAsyncDisposable
{
    public const string Virus = "keyaki-test-virus";
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-clamd-").FullName;
    readonly int port;
    readonly Process process;

    ScannerProcess(int port)
    {
        this.port = port;
        File.WriteAllText(Path.Combine(folder, "test.ndb"),
            $"Keyaki.Test:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Virus))}\n");
        File.WriteAllText(Path.Combine(folder, "clamd.conf"),
            $"DatabaseDirectory {folder}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 70M\n");
        var found = File.Exists("/usr/sbin/clamd") ? "/usr/sbin/clamd" : "clamd";
        process = Process.Start(new ProcessStartInfo(found, ["--config-file=" + Path.Combine(folder, "clamd.conf")])
        { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException(found);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static async Task<ScannerProcess> Start(int port)
    {
        var scanner = new ScannerProcess(port);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync("127.0.0.1", scanner.port);
                return scanner;
            }
            catch (SocketException) { /* not yet */ }
        throw new InvalidOperationException("the scanner did not start");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
