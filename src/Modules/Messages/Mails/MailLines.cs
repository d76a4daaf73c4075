using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Keyaki.Kernel;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Keyaki.Messages;

/// <summary>What one reads of a mail, and what goes with it.</summary>
sealed record Outgoing(string Subject, string Text, IReadOnlyList<MailFile> Files);
sealed record MailFile(string Name, string Type, Func<Stream> Open);

/// <summary>Open lines to the mail server: one carries many mails, and as many are open as mails leave at once.</summary>
sealed class MailLines(MailServer server) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A server closes a line that is silent for long, or that has carried many mails; ours end before.</summary>
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);
    const int MostMails = 100;

    readonly ConcurrentStack<Line> idle = [];

    sealed class Line(SmtpClient client) : IDisposable
    {
        long used = Stopwatch.GetTimestamp();
        int carried;

        public SmtpClient Client => client;
        public bool IsGood => client.IsConnected && carried < MostMails && Stopwatch.GetElapsedTime(used) < LongestSilence;
        public bool IsFresh => carried == 0;

        public void Carried()
        {
            carried++;
            used = Stopwatch.GetTimestamp();
        }

        public void Dispose() => client.Dispose();
    }

    /// <summary>Hands one mail over.</summary>
    /// <exception cref="MailNotTaken">the server is away, or does not take it now.</exception>
    /// <exception cref="NoSuchMailbox">the server says that nobody can be reached there.</exception>
    public async Task Deliver(string id, string fromName, MailAddress to, Outgoing words, CancellationToken ct)
    {
        if (server.Host.Length == 0) throw new MailNotTaken("no mail server is set");
        using var mail = Write(id, fromName, to, words);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            // A line that the server has closed meanwhile shows it at the first word; the mail then takes a new one.
            while (!await Carry(mail, limit.Token)) { }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { throw new MailNotTaken("no answer in time"); }
        // What a mail server answers names the recipient: only its number goes on.
        catch (SmtpCommandException e) when (IsForGood(e)) { throw new NoSuchMailbox($"{e.StatusCode:D}"); }
        catch (SmtpCommandException e) { throw new MailNotTaken($"{e.StatusCode:D} {e.ErrorCode}"); }
        catch (Exception e) when (IsOfTheLine(e)) { throw new MailNotTaken(e.GetType().Name); }
    }

    static bool IsForGood(SmtpCommandException e) => e.ErrorCode is SmtpErrorCode.RecipientNotAccepted && e.StatusCode
        is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed;

    static bool IsOfTheLine(Exception e) =>
        e is IOException or SocketException or TimeoutException or ProtocolException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException or NotSupportedException;

    static bool IsTheEnd(Exception e) =>
        e is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable }
            or IOException or ProtocolException or ServiceNotConnectedException;

    /// <summary>False when a used line was at its end.</summary>
    async Task<bool> Carry(MimeMessage mail, CancellationToken ct)
    {
        var line = await Take(ct);
        try
        {
            await line.Client.SendAsync(mail, ct);
            Give(line);
            return true;
        }
        catch (SmtpCommandException e) when (e.StatusCode is not SmtpStatusCode.ServiceNotAvailable && line.Client.IsConnected)
        {
            Give(line);
            throw;
        }
        catch (Exception e)
        {
            line.Dispose();
            if (!line.IsFresh && IsTheEnd(e)) return false;
            throw;
        }
    }

    async Task<Line> Take(CancellationToken ct)
    {
        while (idle.TryPop(out var line))
            if (line.IsGood) return line;
            else line.Dispose();
        // The networks of city halls do not reach the lists of revoked certificates.
        var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, Encryption, ct);
            if (server.User.Length > 0) await client.AuthenticateAsync(server.User, Password, ct);
            return new(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    SecureSocketOptions Encryption =>
        !server.Tls ? SecureSocketOptions.None : server.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    string Password => server.PasswordFile.Length > 0 ? File.ReadLines(server.PasswordFile).First() : "";

    void Give(Line line)
    {
        line.Carried();
        idle.Push(line);
    }

    MimeMessage Write(string id, string fromName, MailAddress to, Outgoing words)
    {
        var from = MailAddress.Read(server.From) ?? throw new MailNotTaken("no sender is set");
        var body = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.Base64 };
        body.SetText(Encoding.UTF8, words.Text);
        var mail = new MimeMessage
        { Subject = words.Subject, Body = words.Files is [] ? body : new Multipart("mixed", [body, .. words.Files.Select(Part)]) };
        mail.From.Add(new MailboxAddress(Encoding.UTF8, fromName, from.OnTheWire));
        mail.To.Add(new MailboxAddress(null, to.OnTheWire));
        // The same id at every try: a server that took the mail and lost the answer can drop the second one.
        mail.MessageId = $"{id}@{from.Domain}";
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: out-of-office programs stay silent
        return mail;
    }

    static MimePart Part(MailFile file)
    {
        var part = new MimePart(file.Type)
        {
            Content = new MimeContent(file.Open()), ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new(ContentDisposition.Attachment) { FileName = file.Name },
        };
        // Programs that do not know RFC 2231 take the name from here, and read it as they read a subject.
        part.ContentType.Parameters.Add(new Parameter("name", file.Name) { EncodingMethod = ParameterEncodingMethod.Rfc2047 });
        return part;
    }

    public void Dispose()
    {
        while (idle.TryPop(out var line)) line.Dispose();
    }
}
