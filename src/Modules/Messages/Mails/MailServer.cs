using System.Globalization;
using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Messages;

/// <summary>The mail server that the city gives (SMTP, RFC 5321).</summary>
public sealed record MailServer(string Host, int Port, bool Tls, string User, string PasswordFile, string From, string Site, string Office)
{
    public static IReadOnlyList<Setting> Settings { get; } =
    [
        new("Keyaki:Mail:Host", "", "メールを送るSMTPサーバー。空なら、メールは送らずに待たせる"),
        new("Keyaki:Mail:Port", "587", "SMTPサーバーのポート"),
        new("Keyaki:Mail:Tls", "true", "暗号化する（true・false）。ポート465は初めから、ほかのポートはSTARTTLSで"),
        new("Keyaki:Mail:User", "", "SMTPサーバーの利用者名。空なら名乗らない"),
        new("Keyaki:Mail:PasswordFile", "", "SMTPサーバーのパスワードを1行目に書いたファイル"),
        new("Keyaki:Mail:From", "", "差出人のメールアドレス。Keyaki:Mail:Hostがあるときは必要"),
    ];

    /// <summary>Reads the settings; a wrong one is named.</summary>
    public static MailServer Read(IConfiguration configuration)
    {
        string Of(string name) =>
            configuration["Keyaki:Mail:" + name] ?? Settings.First(s => s.Name == "Keyaki:Mail:" + name).Default ?? "";
        if (!int.TryParse(Of("Port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            throw new InvalidOperationException("設定 Keyaki:Mail:Port は1から65535までの数字にしてください。");
        if (!bool.TryParse(Of("Tls"), out var tls))
            throw new InvalidOperationException("設定 Keyaki:Mail:Tls は true か false にしてください。");
        if (Of("Host").Length > 0 && MailAddress.Read(Of("From")) is null)
            throw new InvalidOperationException("Keyaki:Mail:Host があるときは、Keyaki:Mail:From に差出人のメールアドレスを設定してください。");
        if (Of("PasswordFile") is { Length: > 0 } file && !File.Exists(file))
            throw new InvalidOperationException($"Keyaki:Mail:PasswordFile: ファイル {file} がありません。");
        return new(Of("Host"), port, tls, Of("User"), Of("PasswordFile"), Of("From"),
            configuration["Keyaki:PublicAddress"] ?? "", configuration["Keyaki:OfficeAddress"] ?? "");
    }
}

/// <summary>The mail server did not take the mail now; it is tried again.</summary>
sealed class MailNotTaken(string words) : OutboxFault(words);

/// <summary>A file that was to go with the mail is refused or gone.</summary>
sealed class FileMayNotLeave() : OutboxFault("a file that goes with it is refused or gone", final: true);

/// <summary>There is no such mailbox, says the mail server.</summary>
sealed class NoSuchMailbox(string words) : OutboxFault(words, final: true);
