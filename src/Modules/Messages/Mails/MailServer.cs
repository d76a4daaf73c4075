using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Messages;

/// <summary>The mail server that the city gives (SMTP, RFC 5321).</summary>
public sealed record MailServer(string Host, int Port, bool Tls, string User, string PasswordFile, string From, string Site, string Office)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<Setting> Settings { get; } =
    [
        new("Keyaki:Mail:Host", "", "メールを送るSMTPサーバー。空なら、メールは送らずに待たせる"),
        new("Keyaki:Mail:Port", "587", "SMTPサーバーのポート"),
        new("Keyaki:Mail:Tls", "true", "STARTTLSで暗号化する（true・false）"),
        new("Keyaki:Mail:User", "", "SMTPサーバーの利用者名。空なら名乗らない"),
        new("Keyaki:Mail:PasswordFile", "", "SMTPサーバーのパスワードを1行目に書いたファイル"),
        new("Keyaki:Mail:From", "", "差出人のメールアドレス。Keyaki:Mail:Hostがあるときは必要"),
    ];

    /// <summary>Reads the settings; a wrong one is named.</summary>
    public static MailServer Read(IConfiguration configuration)
    {
        string Of(string name) => configuration["Keyaki:Mail:" + name] ?? Settings.First(s => s.Name == "Keyaki:Mail:" + name).Default ?? "";
        if (!int.TryParse(Of("Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) throw new InvalidOperationException("設定 Keyaki:Mail:Port は1から65535までの数字にしてください。");
        if (!bool.TryParse(Of("Tls"), out var tls)) throw new InvalidOperationException("設定 Keyaki:Mail:Tls は true か false にしてください。");
        if (Of("Host").Length > 0 && !MailAddress.TryCreate(Of("From"), out _)) throw new InvalidOperationException("Keyaki:Mail:Host があるときは、Keyaki:Mail:From に差出人のメールアドレスを設定してください。");
        if (Of("PasswordFile") is { Length: > 0 } file && !File.Exists(file)) throw new InvalidOperationException($"Keyaki:Mail:PasswordFile: ファイル {file} がありません。");
        return new(Of("Host"), port, tls, Of("User"), Of("PasswordFile"), Of("From"), configuration["Keyaki:PublicAddress"] ?? "", configuration["Keyaki:OfficeAddress"] ?? "");
    }

    /// <summary>Hands one mail over; throws <see cref="SmtpException"/> or a time-out when the server does not take it.</summary>
    public async Task Deliver(string id, string fromName, string to, string subject, string text, CancellationToken ct)
    {
        if (Host.Length == 0) throw new SmtpException(SmtpStatusCode.ServiceNotAvailable, "no mail server is set");
        using var mail = new MailMessage(new MailAddress(From, fromName, Encoding.UTF8), new MailAddress(to))
        {
            Subject = subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8,
            Body = text, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = System.Net.Mime.TransferEncoding.Base64,
        };
        // The same id at every try: a server that took the mail and lost the answer can drop the second one.
        mail.Headers["Message-ID"] = $"<{id}@{new MailAddress(From).Host}>";
        mail.Headers["Auto-Submitted"] = "auto-generated"; // RFC 3834: out-of-office programs stay silent
        using var client = new SmtpClient(Host, Port) { EnableSsl = Tls };
        if (User.Length > 0) client.Credentials = new NetworkCredential(User, PasswordFile.Length > 0 ? File.ReadLines(PasswordFile).First() : "");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try { await client.SendMailAsync(mail, limit.Token); }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { throw new TimeoutException("the mail server did not answer"); }
    }
}
