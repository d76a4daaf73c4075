using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kernel;

/// <summary>The kernel's tables. One baseline until the first release.</summary>
[Migration("20261122_00_kernel")]
public sealed class KernelBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("kernel_sessions", t => new
        {
            Id = t.Column<Guid>(), TokenHash = t.Column<string>(maxLength: 64), Kind = t.Column<string>(maxLength: 40),
            Account = t.Column<Guid>(),
            SealedMail = t.Column<string>(maxLength: 1000, nullable: true), Device = t.Column<string>(maxLength: 60, nullable: true),
            StartedAt = t.Column<DateTime>(), ExpiresAt = t.Column<DateTime>(), SeenAt = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
            ProvenAt = t.Column<DateTime>(nullable: true), CardAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_sessions", x => x.Id));
        m.CreateIndex("IX_kernel_sessions_TokenHash", "kernel_sessions", "TokenHash", unique: true);
        m.CreateIndex("IX_kernel_sessions_Account", "kernel_sessions", "Account");

        m.CreateTable("kernel_credentials", t => new
        {
            Account = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40), Label = t.Column<string>(maxLength: 1000),
            PasswordHash = t.Column<string>(maxLength: 300, nullable: true), PasswordChanges = t.Column<int>(),
            SealedTotp = t.Column<string>(maxLength: 200, nullable: true), TotpSince = t.Column<DateTime>(nullable: true),
            LastStep = t.Column<long>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_credentials", x => x.Account));
        m.CreateTable("kernel_passkeys", t => new
        {
            Id = t.Column<Guid>(), Account = t.Column<Guid>(), CredentialId = t.Column<string>(maxLength: 1400),
            PublicKey = t.Column<byte[]>(), SignCount = t.Column<long>(), Transports = t.Column<string>(maxLength: 200),
            UserVerified = t.Column<bool>(), BackupEligible = t.Column<bool>(), BackedUp = t.Column<bool>(),
            Attestation = t.Column<byte[]>(), ClientData = t.Column<byte[]>(), AddedAt = t.Column<DateTime>(),
            UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_passkeys", x => x.Id));
        m.CreateIndex("IX_kernel_passkeys_CredentialId", "kernel_passkeys", "CredentialId", unique: true);
        m.CreateIndex("IX_kernel_passkeys_Account", "kernel_passkeys", "Account");
        m.CreateTable("kernel_used_challenges", t => new { Hash = t.Column<string>(maxLength: 64), At = t.Column<DateTime>() },
            constraints: t => t.PrimaryKey("PK_kernel_used_challenges", x => x.Hash));
        m.CreateTable("kernel_attempts", t => new
        {
            Key = t.Column<string>(maxLength: 64), Failures = t.Column<int>(),
            LastAt = t.Column<DateTime>(), Kept = t.Column<bool>()
        }, constraints: t => t.PrimaryKey("PK_kernel_attempts", x => x.Key));
        m.CreateTable("kernel_mail_codes", t => new
        {
            Id = t.Column<Guid>(), Purpose = t.Column<string>(maxLength: 20), BlindMail = t.Column<string>(maxLength: 64),
            SealedMail = t.Column<string>(maxLength: 1000), CodeHash = t.Column<string>(maxLength: 64),
            SentAt = t.Column<DateTime>(), Tries = t.Column<int>(), UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_mail_codes", x => x.Id));
        m.CreateIndex("IX_kernel_mail_codes_BlindMail_SentAt", "kernel_mail_codes", ["BlindMail", "SentAt"]);


        m.CreateTable("kernel_secrets",
            t => new { Id = t.Column<Guid>(), Name = t.Column<string>(maxLength: 40), Sealed = t.Column<string>(maxLength: 200) },
            constraints: t => t.PrimaryKey("PK_kernel_secrets", x => x.Id));
        m.CreateIndex("IX_kernel_secrets_Name", "kernel_secrets", "Name", unique: true);
        m.CreateTable("kernel_rekeyings", t => new
        {
            Key = t.Column<string>(maxLength: 16), Leaked = t.Column<bool>(), BegunAt = t.Column<DateTime>(),
            Table = t.Column<string>(maxLength: 80), After = t.Column<Guid>(nullable: true),
            Rows = t.Column<long>(), Lost = t.Column<long>(), FinishedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_rekeyings", x => x.Key));

        m.CreateTable("kernel_journal", t => new
        {
            Id = t.Column<Guid>(), At = t.Column<DateTime>(), Code = t.Column<string>(maxLength: 80),
            ActorKind = t.Column<string>(maxLength: 40), Account = t.Column<Guid>(nullable: true),
            Post = t.Column<string>(maxLength: 80, nullable: true), Department = t.Column<string>(maxLength: 80, nullable: true),
            Channel = t.Column<string>(maxLength: 20),
            RecordKind = t.Column<string>(maxLength: 40, nullable: true), RecordId = t.Column<Guid>(nullable: true),
            Persons = t.Column<string>(maxLength: 4000),
            Purpose = t.Column<string>(maxLength: 80, nullable: true), Facts = t.Column<string>(maxLength: 4000),
            Batch = t.Column<long>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_journal", x => x.Id));
        m.CreateIndex("IX_kernel_journal_RecordKind_RecordId_At", "kernel_journal", ["RecordKind", "RecordId", "At"]);
        m.CreateIndex("IX_kernel_journal_Id", "kernel_journal", "Id", filter: "\"Batch\" IS NULL");
        m.CreateIndex("IX_kernel_journal_Batch", "kernel_journal", "Batch", filter: "\"Batch\" IS NOT NULL");
        m.CreateTable("kernel_journal_persons", t => new { EntryId = t.Column<Guid>(), PersonId = t.Column<Guid>() },
            constraints: t => t.PrimaryKey("PK_kernel_journal_persons", x => new { x.PersonId, x.EntryId }));
        m.CreateTable("kernel_journal_batches", t => new
        {
            Number = t.Column<long>(), Count = t.Column<int>(), Root = t.Column<string>(maxLength: 64),
            Head = t.Column<string>(maxLength: 64),
            Signature = t.Column<string>(maxLength: 200), Key = t.Column<Guid>(), SealedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_journal_batches", x => x.Number));
        m.CreateTable("kernel_journal_keys", t => new
        {
            Id = t.Column<Guid>(), Public = t.Column<string>(),
            SealedPrivate = t.Column<string>(), LeakedAt = t.Column<DateTime>(nullable: true)
        },
            constraints: t => t.PrimaryKey("PK_kernel_journal_keys", x => x.Id));

        m.CreateTable("kernel_outbox", t => new
        {
            Id = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 60), Key = t.Column<string>(maxLength: 120),
            Payload = t.Column<string>(),
            Lane = t.Column<string>(maxLength: 40), CreatedAt = t.Column<DateTime>(), DueAt = t.Column<DateTime>(),
            Claim = t.Column<Guid>(nullable: true), ClaimedUntil = t.Column<DateTime>(nullable: true), Tries = t.Column<int>(),
            DoneAt = t.Column<DateTime>(nullable: true), DeadAt = t.Column<DateTime>(nullable: true),
            LastError = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_outbox", x => x.Id));
        m.CreateIndex("IX_kernel_outbox_Kind_Key", "kernel_outbox", ["Kind", "Key"], unique: true);
        m.CreateIndex("IX_kernel_outbox_DoneAt_DeadAt_Lane_DueAt", "kernel_outbox", ["DoneAt", "DeadAt", "Lane", "DueAt"]);

        m.CreateTable("kernel_submissions", t => new
        {
            Key = t.Column<string>(maxLength: 64), Owner = t.Column<string>(maxLength: 200), BodyHash = t.Column<string>(maxLength: 64),
            Status = t.Column<int>(),
            Location = t.Column<string>(maxLength: 2000, nullable: true), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_submissions", x => new { x.Key, x.Owner }));
        m.CreateIndex("IX_kernel_submissions_At", "kernel_submissions", "At");

        // The row number is the full-text index's key: SQLite's rowid, an identity column on PostgreSQL.
        m.CreateTable("kernel_search", t => new
        {
            Row = t.Column<long>().Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy",
                Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            Kind = t.Column<string>(maxLength: 40), RecordId = t.Column<Guid>(), Grams = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_search", x => x.Row));
        m.CreateIndex("IX_kernel_search_Kind_RecordId", "kernel_search", ["Kind", "RecordId"], unique: true);

        // Beside it each database keeps its own index, of what a new row brings in its last column.
        m.CreateTable("kernel_texts", t => new
        {
            Row = t.Column<long>().Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy",
                Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            Kind = t.Column<string>(maxLength: 40), Record = t.Column<Guid>(), Part = t.Column<Guid>(nullable: true),
            Page = t.Column<int>(), Text = t.Column<string>(), Grams = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_texts", x => x.Row));
        m.CreateIndex("IX_kernel_texts_Record_Part", "kernel_texts", ["Record", "Part"]);

        m.CreateTable("kernel_profile_versions", t => new
        {
            Id = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40), Code = t.Column<string>(maxLength: 80),
            ValidFrom = t.Column<DateOnly>(), Hash = t.Column<string>(maxLength: 64),
            Json = t.Column<string>(), ImportedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kernel_profile_versions", x => x.Id));
        m.CreateIndex("IX_kernel_profile_versions_Kind_Code_Hash", "kernel_profile_versions", ["Kind", "Code", "Hash"], unique: true);

        m.CreateTable("kernel_journal_addresses", t => new
        {
            EntryId = t.Column<Guid>(), Address = t.Column<string>(maxLength: 60),
            At = t.Column<DateTime>()
        }, constraints: t => t.PrimaryKey("PK_kernel_journal_addresses", x => x.EntryId));
        m.CreateIndex("IX_kernel_journal_addresses_At", "kernel_journal_addresses", "At");

        m.CreateTable("kernel_counters", t => new { Name = t.Column<string>(maxLength: 100), Value = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_kernel_counters", x => x.Name));

        m.CreateTable("kernel_files", t => new
        {
            Id = t.Column<Guid>(), Hash = t.Column<string>(maxLength: 64), Name = t.Column<string>(maxLength: 200),
            Type = t.Column<string>(maxLength: 80), Size = t.Column<long>(), State = t.Column<string>(maxLength: 40),
            Owner = t.Column<Guid>(nullable: true), AddedAt = t.Column<DateTime>(), UsedBy = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kernel_files", x => x.Id));
        m.CreateIndex("IX_kernel_files_Hash", "kernel_files", "Hash");
        m.CreateIndex("IX_kernel_files_UsedBy_AddedAt", "kernel_files", ["UsedBy", "AddedAt"]);
        m.CreateIndex("IX_kernel_files_AddedAt", "kernel_files", "AddedAt", filter: "\"State\" = 'Held'");
    }
}
