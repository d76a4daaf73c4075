using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A code of six digits that was sent to a mail address: ten minutes, five tries, once. Only its hash is kept.</summary>
public sealed class MailCode
{
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    public const int MostTries = 5, MostPerHour = 12, MostPerHourFromOneLine = 6;

    public required Guid Id { get; init; }
    public required string Purpose { get; init; }

    /// <summary>Keyed hash of the address, to find and to count.</summary>
    public required string BlindMail { get; init; }
    public required string SealedMail { get; init; }
    public required string CodeHash { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public int Tries { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Makes a code for the (normal) address; the code itself is given once, for the mail.</summary>
    public static (MailCode Row, string Code) For(string purpose, string mail, MasterKey key, TimeProvider clock)
    {
        var (id, code) = (clock.NewId(), RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture));
        return (new MailCode
        {
            Id = id, Purpose = purpose, BlindMail = Mails.Blind(mail, key), SealedMail = Mails.Seal(mail, key),
            CodeHash = HashOf(id, code, key), SentAt = clock.GetUtcNow()
        }, code);
    }

    /// <summary>Null when the code is right, and then it is used up; otherwise the sentence to say.</summary>
    public Text? Take(string code, MasterKey key, DateTimeOffset now)
    {
        if (UsedAt is not null || CodeHash.Length == 0 || Tries >= MostTries || now - SentAt > Good)
            return new("この確認コードは使えなくなりました。新しい確認コードを送ってください。", "この 番号は もう つかえません。あたらしい 番号を もらって ください。",
            "This code can no longer be used. Please have a new one sent.");
        if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(Id, code, key)), Encoding.ASCII.GetBytes(CodeHash)))
        {
            UsedAt = now;
            return null;
        }
        Tries++;
        return Tries < MostTries
            ? new($"確認コードが違います。メールに書かれた6桁の数字を確かめてください（あと{MostTries - Tries}回）。",
                $"番号が ちがいます。メールの 6つの 数字を 見て ください（あと {MostTries - Tries}回）。",
                $"This code is wrong. Check the 6 digits in the mail ({MostTries - Tries} more tries).")
            : new("確認コードを続けて間違えたため、使えなくなりました。新しい確認コードを送ってください。", "なんども まちがえたので、もう つかえません。あたらしい 番号を もらって ください。",
                "The code was wrong too often and can no longer be used. Please have a new one sent.");
    }

    static string HashOf(Guid id, string code, MasterKey key) => key.Blind($"{id:N} {code}", "mail-code");

    internal sealed class Map : IEntityTypeConfiguration<MailCode>
    {
        public void Configure(EntityTypeBuilder<MailCode> b)
        {
            b.ToTable("kernel_mail_codes");
            b.Property(x => x.Purpose).HasMaxLength(20);
            b.Property(x => x.BlindMail).HasMaxLength(64).IsBlindMail(of: nameof(SealedMail));
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.CodeHash).HasMaxLength(64).IsKeyedHash("mail-code", Dropped.Value);
            b.HasIndex(x => new { x.BlindMail, x.SentAt });
        }
    }
}

/// <summary>Mail addresses as they are stored: sealed to be read, blind to be found.</summary>
public static class Mails
{
    const string Purpose = "mail";

    /// <summary>The form in which two spellings of one address meet.</summary>
    public static string Normal(string mail) => SignInName.Fold(mail);

    public static string Seal(string mail, MasterKey key) => key.Seal(mail, Purpose);
    public static string Open(string sealedMail, MasterKey key) => key.Open(sealedMail, Purpose);
    public static string Blind(string mail, MasterKey key) => key.Blind(Normal(mail), Purpose);

    /// <summary>For finding: every form in which the address may be stored (<see cref="MasterKey.Blinds"/>).</summary>
    public static string[] Blinds(string mail, MasterKey key) => key.Blinds(Normal(mail), Purpose);

    public static PropertyBuilder<T> IsSealedMail<T>(this PropertyBuilder<T> column) => column.IsSealed(Purpose);
    public static PropertyBuilder<T> IsBlindMail<T>(this PropertyBuilder<T> column, string of) => column.IsBlind(Purpose, of, Normal);
}
