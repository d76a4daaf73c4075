using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>支払先: whom the city pays.</summary>
public sealed class Payee
{
    public const int LongestName = 200;

    public required Guid Id { get; init; }

    /// <summary>The id is that of a person in the register, who is looked up there before money leaves.</summary>
    public required bool Resident { get; init; }
    public string Name { get; private set; } = "";
    public string? Kana { get; private set; }
    public required DateTimeOffset At { get; init; }
    public int Version { get; private set; }

    /// <returns>Whether anything is different now.</returns>
    /// <exception cref="Rule">it has no name.</exception>
    public bool Call(string name, string? kana)
    {
        if (PlainText.IsBlank(name)) throw new Rule("name", "支払先の氏名または名称がありません。");
        var (said, read) = (PlainText.Cut(name.Trim(), LongestName), PlainText.IsBlank(kana) ? null : kana?.Trim());
        if ((said, read) == (Name, Kana)) return false;
        (Name, Kana, Version) = (said, read, Version + 1);
        return true;
    }

    internal sealed class Map : IEntityTypeConfiguration<Payee>
    {
        public void Configure(EntityTypeBuilder<Payee> b)
        {
            b.ToTable("payments_payees");
            b.Property(x => x.Name).HasMaxLength(LongestName);
            b.Property(x => x.Kana).HasMaxLength(LongestName);
            b.Property(x => x.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>支払先の口座, from a day on. It is never changed; another one follows.</summary>
public sealed class PayeeAccount
{
    public const string Purpose = "payments.account";

    public required Guid Id { get; init; }
    public required Guid Payee { get; init; }

    /// <summary>The account (<see cref="TransferAccount"/>), sealed.</summary>
    public required string SealedAccount { get; init; }

    /// <summary>The first day on which money goes there.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The change that brought it; null for the first one, which stood in a decided record.</summary>
    public Guid? Change { get; init; }
    public required DateTimeOffset At { get; init; }

    internal TransferAccount Read(MasterKey key) => TransferAccount.Open(key, SealedAccount, Id);

    internal sealed class Map : IEntityTypeConfiguration<PayeeAccount>
    {
        public void Configure(EntityTypeBuilder<PayeeAccount> b)
        {
            b.ToTable("payments_payee_accounts");
            b.Property(x => x.SealedAccount).HasMaxLength(2000).IsSealed(Purpose);
            b.HasIndex(x => new { x.Payee, x.At });
        }
    }
}

/// <summary>口座の変更: another account of a payee, which one officer wrote down (or a record told). It counts from the day after a second
/// one
/// has agreed.</summary>
public sealed class AccountChange : TwoPersons
{
    public const int LongestReason = 300;

    public required Guid Payee { get; init; }
    public required string SealedAccount { get; init; }

    /// <summary>How it became known, and how it was checked.</summary>
    public required string Reason { get; init; }

    protected override string Own => "自分が書いた口座の変更は、ほかの人が確認します。";
    protected override bool Concerns(Guid person) => person == Payee;

    internal sealed class Map : IEntityTypeConfiguration<AccountChange>
    {
        public void Configure(EntityTypeBuilder<AccountChange> b)
        {
            b.ToTable("payments_account_changes");
            b.Property(x => x.SealedAccount).HasMaxLength(2000).IsSealed(PayeeAccount.Purpose);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Payee);
        }
    }
}

/// <summary>A payee with the accounts that it had, has and will have.</summary>
public sealed record PayeeFace(Payee Payee, IReadOnlyList<PayeeAccount> Accounts, bool Asked)
{
    /// <summary>Where money goes on a day; null where nobody knows an account.</summary>
    public PayeeAccount? On(DateOnly day) => Accounts.Where(a => a.From <= day).MaxBy(a => (a.From, a.At));

    /// <summary>Another account was told and does not count yet.</summary>
    public bool Changes(DateOnly day) => Asked || Accounts.Any(a => a.From > day);
}
