using System.Net;
using System.Net.Sockets;

namespace Keyaki.Simulator;

/// <summary>A small mail server (RFC 5321) that keeps what it gets in a mailbox and never passes anything on.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

    SmtpServer(TcpListener listener, SimulatorOptions options, Mailbox mails)
    {
        this.listener = listener;
        accepting = Accept(options, mails);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static SmtpServer Start(SimulatorOptions options, Mailbox mails)
    {
        var listener = new TcpListener(IPAddress.Parse(options.Host), options.SmtpPort);
        listener.Start();
        return new(listener, options, mails);
    }

    async Task Accept(SimulatorOptions options, Mailbox mails)
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(stop.Token), options, mails);
        }
        // A listener that is stopped between two callers says that it never listened.
        catch (Exception e) when (e is OperationCanceledException or SocketException
            or InvalidOperationException)
        { /* The server was stopped. */ }
    }

    async Task Serve(TcpClient client, SimulatorOptions options, Mailbox mails)
    {
        using var _ = client;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        try { await new SmtpSession(client.GetStream(), options, mails).Run(patience.Token); }
        catch (Exception e) when (e is IOException
            or OperationCanceledException)
        { /* The other side hung up or fell silent; nothing was promised to it. */ }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }
}
