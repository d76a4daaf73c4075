using Keyaki.Kits;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables of Payments.</summary>
[Migration("20261122_payments")]
public sealed class PaymentsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("payments_charges", t => new
        {
            Id = t.Column<Guid>(),
            SubjectKind = t.Column<string>(maxLength: 40),
            SubjectId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Payer = t.Column<Guid>(),
            Amount = t.Column<long>(),
            Description = t.Column<string>(maxLength: 200),
            Words = t.Column<string>(maxLength: 400),
            Reference = t.Column<string>(maxLength: 40),
            BackUrl = t.Column<string>(maxLength: 300),
            Department = t.Column<string>(maxLength: 80, nullable: true),
            OpenedAt = t.Column<DateTime>(),
            ExpiresAt = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 40),
            ChangedAt = t.Column<DateTime>(),
            PaidAt = t.Column<DateTime>(nullable: true),
            Method = t.Column<string>(maxLength: 40, nullable: true),
            HonouredCapture = t.Column<Guid>(nullable: true),
            Receipt = t.Column<string>(maxLength: 9, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_charges", x => x.Id));
        m.CreateIndex("IX_payments_charges_SubjectKind_SubjectId_Number", "payments_charges", ["SubjectKind", "SubjectId", "Number"],
            unique: true);
        m.CreateIndex("IX_payments_charges_Receipt", "payments_charges", "Receipt", unique: true);
        m.CreateIndex("IX_payments_charges_State_ExpiresAt", "payments_charges", ["State", "ExpiresAt"]);
        m.CreateIndex("IX_payments_charges_OpenedAt", "payments_charges", "OpenedAt");
        m.CreateIndex("IX_payments_charges_Payer", "payments_charges", "Payer");

        m.CreateTable("payments_charge_lines", t => new
        {
            ChargeId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Item = t.Column<string>(maxLength: 60, nullable: true),
            Figure = t.Column<long>(),
            Words = t.Column<string>(maxLength: 200),
            Claim = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_charge_lines", x => new { x.ChargeId, x.Number });
            t.ForeignKey("FK_payments_charge_lines_payments_charges_ChargeId", x => x.ChargeId, "payments_charges", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_payments_charge_lines_Claim", "payments_charge_lines", "Claim", filter: "\"Claim\" IS NOT NULL");

        m.CreateTable("payments_attempts", t => new
        {
            Id = t.Column<Guid>(),
            ChargeId = t.Column<Guid>(),
            Number = t.Column<int>(),
            StartedAt = t.Column<DateTime>(),
            ProviderCheckout = t.Column<string>(maxLength: 100, nullable: true),
            Url = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 40),
            AskedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_attempts", x => x.Id);
            t.ForeignKey("FK_payments_attempts_payments_charges_ChargeId", x => x.ChargeId, "payments_charges", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_payments_attempts_ChargeId_Number", "payments_attempts", ["ChargeId", "Number"], unique: true);
        m.CreateIndex("IX_payments_attempts_ProviderCheckout", "payments_attempts", "ProviderCheckout", unique: true);

        m.CreateTable("payments_captures", t => new
        {
            Id = t.Column<Guid>(),
            ChargeId = t.Column<Guid>(),
            ProviderPayment = t.Column<string>(maxLength: 100),
            Figure = t.Column<long>(),
            Method = t.Column<string>(maxLength: 40),
            CapturedAt = t.Column<DateTime>(),
            NotedAt = t.Column<DateTime>(),
            TakenOn = t.Column<DateOnly>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_captures", x => x.Id);
            t.ForeignKey("FK_payments_captures_payments_charges_ChargeId", x => x.ChargeId, "payments_charges", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_payments_captures_ChargeId", "payments_captures", "ChargeId");
        m.CreateIndex("IX_payments_captures_ProviderPayment", "payments_captures", "ProviderPayment", unique: true);
        m.CreateIndex("IX_payments_captures_TakenOn", "payments_captures", "TakenOn");

        m.CreateTable("payments_refunds", t => new
        {
            Id = t.Column<Guid>(),
            ChargeId = t.Column<Guid>(),
            CaptureId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Figure = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 40),
            Words = t.Column<string>(maxLength: 500, nullable: true),
            Officer = t.Column<Guid>(nullable: true),
            Posting = t.Column<Guid>(nullable: true),
            RequestedAt = t.Column<DateTime>(),
            SentAt = t.Column<DateTime>(nullable: true),
            DoneAt = t.Column<DateTime>(nullable: true),
            DoneOn = t.Column<DateOnly>(nullable: true),
            FailedAt = t.Column<DateTime>(nullable: true),
            GivenUpAt = t.Column<DateTime>(nullable: true),
            ProviderRefund = t.Column<string>(maxLength: 100, nullable: true),
            Refusal = t.Column<string>(maxLength: 100, nullable: true),
            Round = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_refunds", x => x.Id));
        m.CreateIndex("IX_payments_refunds_CaptureId_Number", "payments_refunds", ["CaptureId", "Number"], unique: true);
        m.CreateIndex("IX_payments_refunds_ChargeId", "payments_refunds", "ChargeId");
        m.CreateIndex("IX_payments_refunds_ProviderRefund", "payments_refunds", "ProviderRefund", unique: true);
        m.CreateIndex("IX_payments_refunds_RequestedAt", "payments_refunds", "RequestedAt");
        m.CreateIndex("IX_payments_refunds_DoneOn", "payments_refunds", "DoneOn");
        m.CreateIndex("IX_payments_refunds_Posting", "payments_refunds", "Posting");

        m.CreateTable("payments_refund_wishes", t => new
        {
            Id = t.Column<Guid>(),
            ChargeId = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 500),
            After = t.Column<string>(maxLength: 40, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_refund_wishes", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_refund_wishes_ChargeId", "payments_refund_wishes", "ChargeId", unique: true,
            filter: "\"Agreed\" IS NULL");

        m.CreateTable("payments_events", t => new
        {
            Id = t.Column<Guid>(),
            EventId = t.Column<string>(maxLength: 100),
            Type = t.Column<string>(maxLength: 60),
            ChargeId = t.Column<Guid>(nullable: true),
            SentAt = t.Column<DateTime>(),
            ReceivedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_events", x => x.Id));
        m.CreateIndex("IX_payments_events_EventId", "payments_events", "EventId", unique: true);
        m.CreateIndex("IX_payments_events_ChargeId", "payments_events", "ChargeId");

        m.CreateTable("payments_cash", t => new
        {
            Id = t.Column<Guid>(),
            Department = t.Column<string>(maxLength: 80),
            TakenOn = t.Column<DateOnly>(),
            Count = t.Column<int>(),
            Sum = t.Column<long>(),
            For = t.Column<string>(maxLength: 200),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            SubjectKind = t.Column<string>(maxLength: 40, nullable: true),
            SubjectId = t.Column<Guid>(nullable: true),
            CancelledBy = t.Column<Guid>(nullable: true),
            CancelledAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_cash", x => x.Id));
        m.CreateIndex("IX_payments_cash_Department_TakenOn", "payments_cash", ["Department", "TakenOn"]);
        m.CreateIndex("IX_payments_cash_SubjectId", "payments_cash", "SubjectId", filter: "\"SubjectId\" IS NOT NULL");
        CounterTables.Make(m);
        Ledger(m);
        ArrearsTables.Create(m);
        PayoutTables.Create(m);
        BookTables.Create(m);
        WaysIn.Tables(m);
    }

    static void Ledger(MigrationBuilder m)
    {
        m.CreateTable("payments_debtors", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 100),
            Kana = t.Column<string>(maxLength: 100, nullable: true),
            Address = t.Column<string>(maxLength: 200, nullable: true),
            Words = t.Column<string>(maxLength: 1000),
            Person = t.Column<Guid>(nullable: true),
            Inheritance = t.Column<Guid>(nullable: true),
            Account = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_debtors", x => x.Id));
        foreach (var of in (string[])["Person", "Inheritance", "Account"])
            m.CreateIndex($"IX_payments_debtors_{of}", "payments_debtors", of, filter: $"\"{of}\" IS NOT NULL");

        m.CreateTable("payments_debtor_members",
            t => new { Debtor = t.Column<Guid>(), Member = t.Column<Guid>(), Number = t.Column<int>() },
            constraints: t => t.PrimaryKey("PK_payments_debtor_members", x => new { x.Debtor, x.Member }));
        m.CreateIndex("IX_payments_debtor_members_Member", "payments_debtor_members", "Member");

        m.CreateTable("payments_claims", t => new
        {
            Id = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 60),
            Item = t.Column<string>(maxLength: 60),
            Year = t.Column<int>(),
            Term = t.Column<int>(),
            Debtor = t.Column<Guid>(),
            Due = t.Column<DateOnly>(),
            SubjectKind = t.Column<string>(maxLength: 40, nullable: true),
            SubjectId = t.Column<Guid>(nullable: true),
            About = t.Column<string>(maxLength: 200, nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_claims", x => x.Id));
        m.CreateIndex("IX_payments_claims_Key", "payments_claims", "Key", unique: true);
        m.CreateIndex("IX_payments_claims_Debtor", "payments_claims", "Debtor");
        m.CreateIndex("IX_payments_claims_Item_Year_Term", "payments_claims", ["Item", "Year", "Term"]);
        m.CreateIndex("IX_payments_claims_SubjectId", "payments_claims", "SubjectId", filter: "\"SubjectId\" IS NOT NULL");

        m.CreateTable("payments_postings", t => new
        {
            Row = t.Column<long>().Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy",
                Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            Id = t.Column<Guid>(),
            Number = t.Column<long>(nullable: true),
            Kind = t.Column<string>(maxLength: 40),
            Day = t.Column<DateOnly>(),
            Received = t.Column<DateOnly>(nullable: true),
            Reason = t.Column<string>(maxLength: 500),
            Payment = t.Column<string>(maxLength: 120, nullable: true),
            Undoes = t.Column<Guid>(nullable: true),
            Match = t.Column<int>(nullable: true),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_postings", x => x.Row);
            t.UniqueConstraint("AK_payments_postings_Id", x => x.Id);
        });
        m.CreateIndex("IX_payments_postings_Number", "payments_postings", "Number", unique: true);
        m.CreateIndex("IX_payments_postings_Row", "payments_postings", "Row", filter: "\"Number\" IS NULL");
        m.CreateIndex("IX_payments_postings_Payment", "payments_postings", "Payment", unique: true);
        m.CreateIndex("IX_payments_postings_Undoes", "payments_postings", "Undoes", unique: true);
        m.CreateIndex("IX_payments_postings_Day_Kind", "payments_postings", ["Day", "Kind"]);

        m.CreateTable("payments_entries", t => new
        {
            Posting = t.Column<Guid>(),
            Line = t.Column<int>(),
            Day = t.Column<DateOnly>(),
            Account = t.Column<string>(maxLength: 40),
            Item = t.Column<string>(maxLength: 60, nullable: true),
            Claim = t.Column<Guid>(nullable: true),
            Part = t.Column<string>(maxLength: 40, nullable: true),
            Payment = t.Column<string>(maxLength: 120, nullable: true),
            Method = t.Column<string>(maxLength: 40, nullable: true),
            Figure = t.Column<long>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_entries", x => new { x.Posting, x.Line });
            t.ForeignKey("FK_payments_entries_payments_postings_Posting", x => x.Posting, "payments_postings", "Id",
                onDelete: ReferentialAction.Restrict);
        });
        m.CreateIndex("IX_payments_entries_Claim", "payments_entries", "Claim");
        m.CreateIndex("IX_payments_entries_Payment", "payments_entries", "Payment", filter: "\"Payment\" IS NOT NULL");

        m.CreateTable("payments_pay_backs", t => new
        {
            Id = t.Column<Guid>(),
            Claim = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Interest = t.Column<long>(),
            Method = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_payments_pay_backs", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_pay_backs_Claim", "payments_pay_backs", "Claim", unique: true, filter: "\"Agreed\" IS NULL");

        m.KeepRows("payments_claims");
        m.KeepRows("payments_postings", once: nameof(Posted.Number));
        m.KeepRows("payments_entries");
    }
}
