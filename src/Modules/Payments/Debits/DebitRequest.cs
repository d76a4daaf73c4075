using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>口座振替の依頼: what a bank is asked to collect on one day. Its lines are frozen when it is made, its file is named by a hash,
/// and leaves the house when a second officer has agreed.</summary>
public sealed class DebitRequest : TwoPersons
{
    /// <summary>引落日.</summary>
    public required DateOnly Day { get; init; }
    public required int Count { get; init; }

    /// <summary>In yen.</summary>
    public required long Figure { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Hash { get; init; }
    public Guid? DroppedBy { get; private set; }
    public DateTimeOffset? DroppedAt { get; private set; }

    protected override string Own => "自分が作った依頼は、ほかの人が確認します。";

    public bool Goes => Agreed is not false && DroppedAt is null;

    /// <summary>It is not sent after all; what it asked for can be asked for again.</summary>
    public void Drop(Guid by, DateTimeOffset now)
    {
        if (!Goes) throw new Rule("", "この依頼は、もうやめてあります。");
        (DroppedBy, DroppedAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<DebitRequest>
    {
        public void Configure(EntityTypeBuilder<DebitRequest> b)
        {
            b.ToTable("payments_debit_requests");
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Ignore(x => x.Goes);
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>振替の明細: one claim that a bank is asked to collect, and what it answered.</summary>
public sealed class DebitLine
{
    public required Guid Id { get; init; }
    public required Guid Request { get; init; }

    /// <summary>Its place in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>顧客番号, 20 digits: by it the answer finds the line.</summary>
    public required string Customer { get; init; }
    public required Guid Claim { get; init; }
    public required Guid Mandate { get; init; }
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);

    /// <summary>新規コード: the first of its mandate.</summary>
    public required bool First { get; init; }

    /// <summary>Null until the bank has answered.</summary>
    public bool? Paid { get; private set; }

    /// <summary>Why it was not, as the bank says it.</summary>
    public string? Why { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The debtor was told that it was not.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>The day that they were told on which the bank is asked again; null where they pay by slip.</summary>
    public DateOnly? AgainOn { get; private set; }

    /// <summary>False where it was answered before.</summary>
    public bool Answer(bool paid, string? why, DateTimeOffset now)
    {
        if (Paid is not null) return false;
        (Paid, Why, AnsweredAt) = (paid, why, now);
        return true;
    }

    public void Tell(DateTimeOffset now) => ToldAt ??= now;

    public void Again(DateOnly? on) => AgainOn = on;

    internal sealed class Map : IEntityTypeConfiguration<DebitLine>
    {
        public void Configure(EntityTypeBuilder<DebitLine> b)
        {
            b.ToTable("payments_debit_lines");
            b.Property(x => x.Customer).HasMaxLength(20);
            b.Property(x => x.Why).HasMaxLength(100);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => x.Customer).IsUnique();
            b.HasIndex(x => new { x.Request, x.Number }).IsUnique();
            b.HasIndex(x => x.Claim);
            b.HasIndex(x => x.Mandate);
            b.HasIndex(x => x.AnsweredAt).HasFilter("NOT \"Paid\"");
        }
    }
}

/// <summary>The tables of account transfers, made by the baseline of this module.</summary>
static class DebitTables
{
    internal static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_mandates", t => new
        {
            Id = t.Column<Guid>(),
            Debtor = t.Column<Guid>(),
            Items = t.Column<string>(maxLength: 500),
            SealedAccount = t.Column<string>(maxLength: 2000),
            From = t.Column<DateOnly>(),
            Account = t.Column<Guid>(nullable: true),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            AcceptedBy = t.Column<Guid>(nullable: true),
            AcceptedAt = t.Column<DateTime>(nullable: true),
            EndedBy = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_mandates", x => x.Id));
        m.CreateIndex("IX_payments_mandates_Debtor", "payments_mandates", "Debtor");
        m.CreateIndex("IX_payments_mandates_Account", "payments_mandates", "Account", filter: "\"Account\" IS NOT NULL");
        m.CreateIndex("IX_payments_mandates_At", "payments_mandates", "At", filter: "\"AcceptedAt\" IS NULL AND \"EndedAt\" IS NULL");

        m.CreateTable("payments_debit_requests", t => new
        {
            Id = t.Column<Guid>(),
            Day = t.Column<DateOnly>(),
            Count = t.Column<int>(),
            Figure = t.Column<long>(),
            Hash = t.Column<string>(maxLength: 64),
            DroppedBy = t.Column<Guid>(nullable: true),
            DroppedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_debit_requests", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_debit_requests_At", "payments_debit_requests", "At");

        m.CreateTable("payments_debit_lines", t => new
        {
            Id = t.Column<Guid>(),
            Request = t.Column<Guid>(),
            Number = t.Column<int>(),
            Customer = t.Column<string>(maxLength: 20),
            Claim = t.Column<Guid>(),
            Mandate = t.Column<Guid>(),
            Figure = t.Column<long>(),
            First = t.Column<bool>(),
            Paid = t.Column<bool>(nullable: true),
            Why = t.Column<string>(maxLength: 100, nullable: true),
            AnsweredAt = t.Column<DateTime>(nullable: true),
            ToldAt = t.Column<DateTime>(nullable: true),
            AgainOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_debit_lines", x => x.Id));
        m.CreateIndex("IX_payments_debit_lines_Customer", "payments_debit_lines", "Customer", unique: true);
        m.CreateIndex("IX_payments_debit_lines_Request_Number", "payments_debit_lines", ["Request", "Number"], unique: true);
        m.CreateIndex("IX_payments_debit_lines_Claim", "payments_debit_lines", "Claim");
        m.CreateIndex("IX_payments_debit_lines_Mandate", "payments_debit_lines", "Mandate");
        m.CreateIndex("IX_payments_debit_lines_AnsweredAt", "payments_debit_lines", "AnsweredAt", filter: "NOT \"Paid\"");
    }
}
