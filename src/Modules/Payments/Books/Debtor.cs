using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>Who owes: one person, a company or another body, several who each owe the whole (連帯), an account that paid online, the
/// people whose cash a counter noted as a sum, or a person of the residents' register, whose id it bears.</summary>
public enum DebtorKind
{
    [Label("個人")] Person, [Label("法人・団体")] Company, [Label("連帯（複数人）")] Joint, [Label("オンラインの利用者")] Account,
    [Label("窓口の現金")] Counter, [Label("個人（住民記録の方）")] Resident,
}

/// <summary>債務者: who owes the city money. Its claims and money stand in the ledger and bear its id.</summary>
public sealed class Debtor
{
    public const int LongestName = 100, LongestAddress = 200;

    public required Guid Id { get; init; }
    public required DebtorKind Kind { get; init; }
    public string Name { get; private set; } = "";
    public string? Kana { get; private set; }

    /// <summary>Where letters go to (送付先).</summary>
    public string? Address { get; private set; }

    /// <summary>Name, reading and address as they are looked for. A resident is not found by the address, which a protection order may
    /// hide.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Whom of the register it is: the one whose id it bears, or to whom two officers tied it (<see cref="DebtorTie"/>); null
    /// where nobody knows.</summary>
    public Guid? Person { get; private set; }

    /// <summary>The <see cref="Payments.Inheritance"/> that counts since they died; null where they owe themselves.</summary>
    public Guid? Inheritance { get; private set; }

    /// <summary>Who applied for what they owe, where the register does not know them.</summary>
    public Guid? Account { get; init; }

    public required DateTimeOffset At { get; init; }
    public int Version { get; private set; }

    /// <exception cref="Rule">it has no name.</exception>
    public static Debtor Of(Guid id, DebtorKind kind, string name, string? kana, string? address, DateTimeOffset now, Guid? account = null)
    {
        var debtor = new Debtor { Id = id, Kind = kind, At = now, Person = kind is DebtorKind.Resident ? id : null, Account = account };
        debtor.Call(name, kana, address);
        return debtor;
    }

    /// <summary>Who paid online has the id of their account, so that each stands here once and nobody has to look.</summary>
    internal static Debtor OfAccount(Guid account, DateTimeOffset now) =>
        new() { Id = account, Kind = DebtorKind.Account, Name = Online, Words = JapaneseText.Fold(Online), At = now };

    const string Online = "オンラインの利用者";

    internal static Debtor OfCounter(string department, string name, DateTimeOffset now) =>
        new() { Id = Counter(department), Kind = DebtorKind.Counter, Name = name, At = now };

    internal static Guid Counter(string department) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"counter {department}")).AsSpan(0, 16));

    /// <summary>Says name and address anew.</summary>
    public void Call(string name, string? kana, string? address)
    {
        if (PlainText.IsBlank(name)) throw new Rule("name", "氏名または名称を入力してください。");
        (Name, Kana, Address, Version) = (name.Trim(), Said(kana), Said(address), Version + 1);
        Words = JapaneseText.Fold(
            $"{Name} {string.Concat(Name.Where(c => !char.IsWhiteSpace(c)))} {Kana} {(Person is null ? Address : null)}");
    }

    /// <summary>It is this person of the register from now on, or nobody's any more.</summary>
    internal void Tie(Guid? person)
    {
        Person = person;
        Call(Name, Kana, Address);
    }

    /// <summary>Others owe for them.</summary>
    internal void Pass(Guid inheritance) => (Inheritance, Version) = (inheritance, Version + 1);

    static string? Said(string? text) => PlainText.IsBlank(text) ? null : text?.Trim();

    internal sealed class Map : IEntityTypeConfiguration<Debtor>
    {
        public void Configure(EntityTypeBuilder<Debtor> b)
        {
            b.ToTable("payments_debtors");
            b.Property(x => x.Name).HasMaxLength(LongestName);
            b.Property(x => x.Kana).HasMaxLength(LongestName);
            b.Property(x => x.Address).HasMaxLength(LongestAddress);
            b.Property(x => x.Words).HasMaxLength(1000);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.Person).HasFilter("\"Person\" IS NOT NULL");
            b.HasIndex(x => x.Inheritance).HasFilter("\"Inheritance\" IS NOT NULL");
            b.HasIndex(x => x.Account).HasFilter("\"Account\" IS NOT NULL");
        }
    }
}

/// <summary>What a debtor was called, and where letters went, until somebody said it anew.</summary>
public sealed class DebtorChange
{
    public const int LongestReason = 200;

    public required Guid Id { get; init; }
    public required Guid Debtor { get; init; }
    public required string Name { get; init; }
    public required string? Kana { get; init; }
    public required string? Address { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DebtorChange>
    {
        public void Configure(EntityTypeBuilder<DebtorChange> b)
        {
            b.ToTable("payments_debtor_changes");
            b.Property(x => x.Name).HasMaxLength(Payments.Debtor.LongestName);
            b.Property(x => x.Kana).HasMaxLength(Payments.Debtor.LongestName);
            b.Property(x => x.Address).HasMaxLength(Payments.Debtor.LongestAddress);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.HasIndex(x => new { x.Debtor, x.At });
        }
    }
}

/// <summary>連帯債務者: one of those who owe together; each owes the whole.</summary>
public sealed class DebtorMember
{
    public required Guid Debtor { get; init; }
    public required Guid Member { get; init; }

    /// <summary>Their order, from 1; the first one is written to.</summary>
    public required int Number { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DebtorMember>
    {
        public void Configure(EntityTypeBuilder<DebtorMember> b)
        {
            b.ToTable("payments_debtor_members");
            b.HasKey(x => new { x.Debtor, x.Member });
            b.HasIndex(x => x.Member);
        }
    }
}
