using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>取り込んだ結果ファイル: who took it and when, and what it comes to. The same bytes are taken once.</summary>
public sealed class IncomingFile
{
    public required Guid Id { get; init; }

    /// <summary>Code of its source.</summary>
    public required string Source { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required string Hash { get; init; }
    public required Guid File { get; init; }

    /// <summary>Rows, and of these the refused ones.</summary>
    public required int Rows { get; init; }
    public required int Rejected { get; init; }

    /// <summary>In yen: what its rows come to, and what of it is kept as a fee.</summary>
    public required long Figure { get; init; }
    public required long Fee { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<IncomingFile>
    {
        public void Configure(EntityTypeBuilder<IncomingFile> b)
        {
            b.ToTable("payments_incoming_files");
            b.Property(x => x.Source).HasMaxLength(60);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.HasIndex(x => x.Hash).IsUnique().Says("file", "このファイルは、もう取り込んであります。一覧から結果を見てください。");
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>What became of a row of a result file.</summary>
public enum RowOutcome
{
    [Label("記帳した")] Posted, [Label("確報で確かめた")] Confirmed, [Label("速報を取り消した")] Undone, [Label("振替不能")] Failed,
    [Label("前に記帳した")] Same, [Label("違いがある")] Differs, [Label("読めない行")] Refused,
}

/// <summary>結果ファイルの1行: what it said and what became of it, written in the turn in which it was posted.</summary>
public sealed class IncomingRow
{
    public const int LongestReason = 300;

    public required Guid Id { get; init; }
    public required Guid File { get; init; }
    public required int Line { get; init; }
    public required RowOutcome Outcome { get; init; }

    /// <summary>Null where the row could not be read; so is what follows.</summary>
    public Stage? Stage { get; init; }
    public string? Payment { get; init; }
    public string? Number { get; init; }
    public Guid? Claim { get; init; }
    public long Figure { get; init; }
    public Yen Amount => new(Figure);
    public long Fee { get; init; }
    public DateOnly? PaidOn { get; init; }
    public DateOnly? TransferOn { get; init; }

    /// <summary><see cref="Payments.Match"/> of what was posted.</summary>
    public int? Match { get; init; }

    /// <summary>Where in the row it is wrong; 0 for nowhere.</summary>
    public int Column { get; init; }

    /// <summary>What differs, or why it was refused.</summary>
    public string? Reason { get; init; }

    /// <summary>An officer has dealt with what differs.</summary>
    public Guid? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    public void Settle(Guid by, DateTimeOffset now)
    {
        if (SettledAt is not null) throw new Rule("", "この行は、もう済みにしてあります。");
        (SettledBy, SettledAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<IncomingRow>
    {
        public void Configure(EntityTypeBuilder<IncomingRow> b)
        {
            b.ToTable("payments_incoming_rows");
            b.Property(x => x.Payment).HasMaxLength(120);
            b.Property(x => x.Number).HasMaxLength(60);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => new { x.File, x.Line }).IsUnique();
            b.HasIndex(x => x.Payment).HasFilter("\"Payment\" IS NOT NULL");
            b.HasIndex(x => new { x.Outcome, x.PaidOn }).HasFilter("\"SettledAt\" IS NULL");
        }
    }
}

/// <summary>The tables of what came in by files, made by the baseline of this module.</summary>
static class IncomingTables
{
    internal static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_incoming_files", t => new
        {
            Id = t.Column<Guid>(),
            Source = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 200),
            Hash = t.Column<string>(maxLength: 64),
            File = t.Column<Guid>(),
            Rows = t.Column<int>(),
            Rejected = t.Column<int>(),
            Figure = t.Column<long>(),
            Fee = t.Column<long>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_incoming_files", x => x.Id));
        m.CreateIndex("IX_payments_incoming_files_Hash", "payments_incoming_files", "Hash", unique: true);
        m.CreateIndex("IX_payments_incoming_files_At", "payments_incoming_files", "At");

        m.CreateTable("payments_incoming_rows", t => new
        {
            Id = t.Column<Guid>(),
            File = t.Column<Guid>(),
            Line = t.Column<int>(),
            Outcome = t.Column<string>(maxLength: 40),
            Stage = t.Column<string>(maxLength: 40, nullable: true),
            Payment = t.Column<string>(maxLength: 120, nullable: true),
            Number = t.Column<string>(maxLength: 60, nullable: true),
            Claim = t.Column<Guid>(nullable: true),
            Figure = t.Column<long>(),
            Fee = t.Column<long>(),
            PaidOn = t.Column<DateOnly>(nullable: true),
            TransferOn = t.Column<DateOnly>(nullable: true),
            Match = t.Column<int>(nullable: true),
            Column = t.Column<int>(),
            Reason = t.Column<string>(maxLength: 300, nullable: true),
            SettledBy = t.Column<Guid>(nullable: true),
            SettledAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_incoming_rows", x => x.Id));
        m.CreateIndex("IX_payments_incoming_rows_File_Line", "payments_incoming_rows", ["File", "Line"], unique: true);
        m.CreateIndex("IX_payments_incoming_rows_Payment", "payments_incoming_rows", "Payment", filter: "\"Payment\" IS NOT NULL");
        m.CreateIndex("IX_payments_incoming_rows_Outcome_PaidOn", "payments_incoming_rows", ["Outcome", "PaidOn"],
            filter: "\"SettledAt\" IS NULL");
    }
}
