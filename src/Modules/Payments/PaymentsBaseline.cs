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
            Figure = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 40),
            Words = t.Column<string>(maxLength: 500, nullable: true),
            Officer = t.Column<Guid>(nullable: true),
            RequestedAt = t.Column<DateTime>(),
            SentAt = t.Column<DateTime>(nullable: true),
            DoneAt = t.Column<DateTime>(nullable: true),
            DoneOn = t.Column<DateOnly>(nullable: true),
            FailedAt = t.Column<DateTime>(nullable: true),
            ProviderRefund = t.Column<string>(maxLength: 100, nullable: true),
            Refusal = t.Column<string>(maxLength: 100, nullable: true),
            Round = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_refunds", x => x.Id));
        m.CreateIndex("IX_payments_refunds_CaptureId", "payments_refunds", "CaptureId", unique: true);
        m.CreateIndex("IX_payments_refunds_ChargeId", "payments_refunds", "ChargeId");
        m.CreateIndex("IX_payments_refunds_ProviderRefund", "payments_refunds", "ProviderRefund", unique: true);
        m.CreateIndex("IX_payments_refunds_RequestedAt", "payments_refunds", "RequestedAt");
        m.CreateIndex("IX_payments_refunds_DoneOn", "payments_refunds", "DoneOn");

        m.CreateTable("payments_refund_wishes", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            CheckedBy = t.Column<Guid>(nullable: true),
            CheckedAt = t.Column<DateTime>(nullable: true),
            Agreed = t.Column<bool>(nullable: true),
            Remark = t.Column<string>(maxLength: 500, nullable: true),
            ChargeId = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 500),
            After = t.Column<string>(maxLength: 40, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_refund_wishes", x => x.Id));
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
    }
}
