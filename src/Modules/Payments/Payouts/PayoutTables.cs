using Keyaki.Kits;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables of payouts, made by the baseline of this module.</summary>
static class PayoutTables
{
    internal static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_payees", t => new
        {
            Id = t.Column<Guid>(),
            Resident = t.Column<bool>(),
            Name = t.Column<string>(maxLength: 200),
            Kana = t.Column<string>(maxLength: 200, nullable: true),
            At = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_payees", x => x.Id));

        m.CreateTable("payments_payee_accounts", t => new
        {
            Id = t.Column<Guid>(),
            Payee = t.Column<Guid>(),
            SealedAccount = t.Column<string>(maxLength: 2000),
            From = t.Column<DateOnly>(),
            Change = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_payee_accounts", x => x.Id));
        m.CreateIndex("IX_payments_payee_accounts_Payee_At", "payments_payee_accounts", ["Payee", "At"]);

        m.CreateTable("payments_account_changes", t => new
        {
            Id = t.Column<Guid>(),
            Payee = t.Column<Guid>(),
            SealedAccount = t.Column<string>(maxLength: 2000),
            Reason = t.Column<string>(maxLength: 300),
        }, constraints: t => t.PrimaryKey("PK_payments_account_changes", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_account_changes_Payee", "payments_account_changes", "Payee");

        m.CreateTable("payments_payout_lines", t => new
        {
            Id = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 60),
            Kind = t.Column<string>(maxLength: 60),
            Payee = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Year = t.Column<int>(),
            For = t.Column<string>(maxLength: 200),
            Reference = t.Column<string>(maxLength: 40),
            SubjectKind = t.Column<string>(maxLength: 40),
            SubjectId = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 40),
            Run = t.Column<Guid>(nullable: true),
            FailedAt = t.Column<Guid>(nullable: true),
            PaidOn = t.Column<DateOnly>(nullable: true),
            ForgottenOn = t.Column<DateOnly>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_payout_lines", x => x.Id));
        m.CreateIndex("IX_payments_payout_lines_Key", "payments_payout_lines", "Key", unique: true);
        m.CreateIndex("IX_payments_payout_lines_Kind_State", "payments_payout_lines", ["Kind", "State"]);
        m.CreateIndex("IX_payments_payout_lines_Payee", "payments_payout_lines", "Payee");
        m.CreateIndex("IX_payments_payout_lines_SubjectId", "payments_payout_lines", "SubjectId");
        m.CreateIndex("IX_payments_payout_lines_Run", "payments_payout_lines", "Run", filter: "\"Run\" IS NOT NULL");

        m.CreateTable("payments_payout_marks", t => new
        {
            Id = t.Column<Guid>(),
            Line = t.Column<Guid>(),
            Number = t.Column<int>(),
            State = t.Column<string>(maxLength: 40),
            Run = t.Column<Guid>(nullable: true),
            Day = t.Column<DateOnly>(),
            Why = t.Column<string>(maxLength: 300, nullable: true),
            Posting = t.Column<Guid>(nullable: true),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_payout_marks", x => x.Id));
        m.CreateIndex("IX_payments_payout_marks_Line_Number", "payments_payout_marks", ["Line", "Number"], unique: true);
        m.CreateIndex("IX_payments_payout_marks_Run", "payments_payout_marks", "Run", filter: "\"Run\" IS NOT NULL");

        m.CreateTable("payments_payment_runs", t => new
        {
            Id = t.Column<Guid>(),
            Year = t.Column<int>(),
            Number = t.Column<int>(),
            Kind = t.Column<string>(maxLength: 60),
            Department = t.Column<string>(maxLength: 80),
            Count = t.Column<int>(),
            Figure = t.Column<long>(),
            Hash = t.Column<string>(maxLength: 64),
            Day = t.Column<DateOnly>(),
            Why = t.Column<string>(maxLength: 500, nullable: true),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Approval = t.Column<Guid>(nullable: true),
            Work = t.Column<Guid>(nullable: true),
            State = t.Column<string>(maxLength: 40),
            SentFor = t.Column<DateOnly>(nullable: true),
            SentBy = t.Column<Guid>(nullable: true),
            SentAt = t.Column<DateTime>(nullable: true),
            FileHash = t.Column<string>(maxLength: 64, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_payment_runs", x => x.Id));
        m.CreateIndex("IX_payments_payment_runs_Year_Number", "payments_payment_runs", ["Year", "Number"], unique: true);
        m.CreateIndex("IX_payments_payment_runs_Kind_At", "payments_payment_runs", ["Kind", "At"]);

        m.CreateTable("payments_run_lines", t => new
        {
            Run = t.Column<Guid>(),
            Position = t.Column<int>(),
            Line = t.Column<Guid>(),
            Account = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Name = t.Column<string>(maxLength: 200),
            Print = t.Column<string>(maxLength: 64),
            Snags = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_payments_run_lines", x => new { x.Run, x.Position }));
        m.CreateIndex("IX_payments_run_lines_Line", "payments_run_lines", "Line");

        m.CreateTable("payments_cash_payouts", t => new
        {
            Id = t.Column<Guid>(),
            Line = t.Column<Guid>(),
            Receipt = t.Column<string>(maxLength: 300),
        }, constraints: t => t.PrimaryKey("PK_payments_cash_payouts", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_cash_payouts_Line", "payments_cash_payouts", "Line", unique: true, filter: "\"Agreed\" IS NULL");

        m.KeepRows("payments_payout_marks");
        m.KeepRows("payments_run_lines");
    }
}
