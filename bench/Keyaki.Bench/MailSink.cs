using System.Net;
using System.Net.Sockets;

namespace Keyaki.Bench;

/// <summary>A mail server that takes everything and keeps nothing: the outbox works beside the load as it does in a city. Each mail
/// takes it as long as it is told.</summary>
sealed class MailSink : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly TimeSpan each;
    int taken, codes;

    public MailSink(TimeSpan each = default)
    {
        this.each = each;
        listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int Taken => taken;

    /// <summary>Those among them to somebody whose address begins with "code".</summary>
    public int Codes => codes;

    async Task Listen()
    {
        try { while (true) _ = Talk(await listener.AcceptTcpClientAsync()); }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { /* closed */ }
    }

    async Task Talk(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            try
            {
                await writer.WriteLineAsync("220 sink");
                var (body, code) = (false, false);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (body)
                    {
                        if (line != ".") continue;
                        body = false;
                        if (each > TimeSpan.Zero) await Task.Delay(each);
                        Interlocked.Increment(ref taken);
                        if (code) Interlocked.Increment(ref codes);
                        await writer.WriteLineAsync("250 taken");
                    }
                    else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                    { await writer.WriteLineAsync("221 bye"); return; }
                    else if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                    { body = true; await writer.WriteLineAsync("354 go on"); }
                    else
                    {
                        if (line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
                            code = line.Contains("<code", StringComparison.OrdinalIgnoreCase);
                        await writer.WriteLineAsync("250 ok");
                    }
                }
            }
            catch (IOException) { /* the other side was ended */ }
        }
    }

    public void Dispose() => listener.Dispose();
}
