using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Simulator;

/// <summary>One conversation with a mail client.</summary>
sealed partial class SmtpSession(Stream stream, SimulatorOptions options, Mailbox mails)
{
    const int LongestCommand = 2048, MostRecipients = 100;

    readonly BufferedStream input = new(stream);
    readonly List<string> recipients = [];
    string? sender;
    bool greeted;

    public async Task Run(CancellationToken ct)
    {
        if (mails.Outage)
        {
            await Say("421 4.3.2 Service not available", ct);
            return;
        }
        mails.Greet();
        await Say("220 keyaki-simulator ESMTP", ct);
        while (await Line(LongestCommand, ct) is { } bytes)
        {
            if (mails.Outage)
            {
                await Say("421 4.3.2 Service not available", ct);
                return;
            }
            var line = Encoding.UTF8.GetString(bytes).TrimEnd();
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            if (verb is "QUIT")
            {
                await Say("221 2.0.0 Bye", ct);
                return;
            }
            await Say(verb switch
            {
                "EHLO" => Hello(extended: true),
                "HELO" => Hello(extended: false),
                "MAIL" => From(line),
                "RCPT" => await To(line, ct),
                "DATA" => await Data(ct),
                "RSET" => Reset(),
                "NOOP" => "250 2.0.0 OK",
                "VRFY" => "252 2.1.5 Cannot verify, but will take it",
                _ => "502 5.5.1 Command not implemented",
            }, ct);
        }
    }

    string Hello(bool extended)
    {
        Reset();
        greeted = true;
        return extended ? $"250-keyaki-simulator\r\n250-SIZE {options.MailLimit}\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8"
            : "250 keyaki-simulator";
    }

    string From(string line)
    {
        if (!greeted) return "503 5.5.1 Say EHLO first";
        if (sender is not null) return "503 5.5.1 A mail is already under way";
        if (Address(line, "MAIL FROM:") is not { } address) return "501 5.5.4 Syntax: MAIL FROM:<address>";
        var size = line.Split(' ').FirstOrDefault(word => word.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase));
        if (size is not null && long.TryParse(size[5..], out var bytes) && bytes > options.MailLimit) return "552 5.3.4 Message too big";
        sender = address;
        return "250 2.1.0 OK";
    }

    async Task<string> To(string line, CancellationToken ct)
    {
        if (sender is null) return "503 5.5.1 Say MAIL first";
        if (Address(line, "RCPT TO:") is not { Length: > 0 } address) return "501 5.5.4 Syntax: RCPT TO:<address>";
        if (recipients.Count >= MostRecipients) return "452 4.5.3 Too many recipients";
        await mails.Meet(address, ct);
        // Real servers name the recipient in their answer.
        if (mails.Rejected.Contains(address, StringComparer.OrdinalIgnoreCase))
            return $"550 5.1.1 <{address}>: Recipient address rejected: No such mailbox";
        recipients.Add(address);
        return "250 2.1.5 OK";
    }

    async Task<string> Data(CancellationToken ct)
    {
        if (recipients.Count is 0) return "503 5.5.1 Say RCPT first";
        await Say("354 End with a single dot", ct);
        var body = new MemoryStream();
        var tooBig = false;
        while (await Line(int.MaxValue, ct) is { } line)
        {
            if (line is [(byte)'.', (byte)'\r', (byte)'\n'] or [(byte)'.', (byte)'\n'])
            {
                if (tooBig)
                {
                    Reset();
                    return "552 5.3.4 Message too big";
                }
                mails.Add(Mime.Read(body.ToArray(), sender ?? "", [.. recipients], options.Clock.GetUtcNow()));
                Reset();
                return "250 2.0.0 Kept";
            }
            // A leading dot was doubled by the sender (RFC 5321 4.5.2).
            var text = line is [(byte)'.', ..] ? line.AsMemory(1) : line;
            if (body.Length + text.Length > options.MailLimit) tooBig = true;
            if (!tooBig) await body.WriteAsync(text, ct);
        }
        throw new IOException("The client hung up inside DATA.");
    }

    string Reset()
    {
        sender = null;
        recipients.Clear();
        return "250 2.0.0 OK";
    }

    /// <summary>The address as people write it; null when it is none by RFC 5321 4.1.2, as a name with dots in a row that is not
    /// quoted.</summary>
    static string? Address(string line, string before) =>
        line.StartsWith(before, StringComparison.OrdinalIgnoreCase) && Path().Match(line[before.Length..]) is { Success: true } found
            ? found.Groups["local"].Value + found.Groups["domain"].Value : null;

    // Letters beyond ASCII are those of SMTPUTF8 (RFC 6531). The empty path is that of a bounce.
    [GeneratedRegex("""^ ?<(?:(?:"(?<local>[^"\\]+)"|(?<local>[^\s"(),.:;<>@\[\]\\]+(?:\.[^\s"(),.:;<>@\[\]\\]+)*))(?<domain>@[^\s<>@]+))?>(?: |$)""")]
    private static partial Regex Path();

    async Task Say(string text, CancellationToken ct) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), ct);

    // One line with its end; null when the client hung up.
    async Task<byte[]?> Line(int longest, CancellationToken ct)
    {
        var line = new MemoryStream();
        var one = new byte[1];
        while (await input.ReadAsync(one, ct) > 0)
        {
            line.WriteByte(one[0]);
            if (one[0] is (byte)'\n') return line.ToArray();
            if (line.Length > Math.Min(longest, options.MailLimit + 2)) throw new IOException("The line is too long.");
        }
        return null;
    }
}
