using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>利用者アカウント: what a person told about themselves, with a proven mail address. It says nothing about the register until an
/// officer links it.</summary>
public sealed class Account
{
    /// <summary>The id of the guest whose mail address it was, so that what the guest saved comes along.</summary>
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required string Kana { get; set; }
    public required string SealedMail { get; set; }
    public required string BlindMail { get; set; }
    public string? Phone { get; set; }
    public DateOnly? Birth { get; set; }
    public string? Postal { get; set; }
    public string? Town { get; set; }
    public string? Street { get; set; }
    public string? Building { get; set; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The language in which the person signed in last; what the city writes about the account is in it.</summary>
    public Language Reads { get; set; } = Language.Japanese;
    public long Version { get; private set; }

    /// <summary>Changes what the person told; the mail address has its own way, because it must be proven.</summary>
    public void Tell(string name, string kana, DateOnly? birth, string? phone, string? postal, string? town, string? street,
        string? building)
    {
        (Name, Kana, Birth, Phone) = (name, kana, birth, phone);
        (Postal, Town, Street, Building) = (postal, town, street, building);
        Version++;
    }

    /// <summary>Remembers the language of a sign-in; most come in the one that is known.</summary>
    internal static Task Reading(Turn turn, Guid account, Language language) =>
        turn.Db.Set<Account>().Where(a => a.Id == account && a.Reads != language)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Reads, language), turn.Stop);

    static readonly Text Taken = new("このメールアドレスは、すでに利用者アカウントで使われています。サインインしてください。", "この メールアドレスの アカウントが もう あります。サインイン して ください。",
        "There is an account with this mail address already. Please sign in.");

    /// <summary>The unique index sees one form of an address only; while the master key is being replaced there are two.</summary>
    /// <exception cref="Rule">Another account has it.</exception>
    internal static async Task MustBeFree(string mail, Turn turn, MasterKey key)
    {
        var blinds = Mails.Blinds(mail, key);
        if (blinds.Length > 1 && await turn.Db.Set<Account>().AnyAsync(a => blinds.Contains(a.BlindMail), turn.Stop))
            throw new Rule("mail", Taken);
    }

    /// <summary>Another address, which was proven by a code.</summary>
    public void Move(string mail, MasterKey key)
    {
        (SealedMail, BlindMail) = (Mails.Seal(mail, key), Mails.Blind(mail, key));
        Version++;
    }

    internal AccountFace Face(MasterKey key, Guid? person, string? sex) =>
        new(Id, Name, Kana, Mails.Open(SealedMail, key), Phone, Birth, sex, Postal, Town, Street, Building, person);

    internal sealed class Map : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> b)
        {
            b.ToTable("residents_accounts");
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.Kana).HasMaxLength(100);
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.BlindMail).HasMaxLength(64).IsBlindMail(of: nameof(SealedMail));
            b.Property(x => x.Phone).HasMaxLength(20);
            b.Property(x => x.Postal).HasMaxLength(7);
            b.Property(x => x.Town).HasMaxLength(100);
            b.Property(x => x.Street).HasMaxLength(100);
            b.Property(x => x.Building).HasMaxLength(100);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.BlindMail).IsUnique().Says("mail", Taken);
        }
    }
}
