using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables beside the ledger: what debtors were called before, closed days, unknown money that waits to go back.</summary>
static class BookTables
{
    public static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_debtor_changes", t => new
        {
            Id = t.Column<Guid>(),
            Debtor = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 100),
            Kana = t.Column<string>(maxLength: 100, nullable: true),
            Address = t.Column<string>(maxLength: 200, nullable: true),
            Reason = t.Column<string>(maxLength: 200),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_debtor_changes", x => x.Id));
        m.CreateIndex("IX_payments_debtor_changes_Debtor_At", "payments_debtor_changes", ["Debtor", "At"]);

        m.CreateTable("payments_day_closings", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            CheckedBy = t.Column<Guid>(nullable: true),
            CheckedAt = t.Column<DateTime>(nullable: true),
            Agreed = t.Column<bool>(nullable: true),
            Remark = t.Column<string>(maxLength: 500, nullable: true),
            From = t.Column<DateOnly>(nullable: true),
            Day = t.Column<DateOnly>(),
            Figures = t.Column<string>(),
            Postings = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_day_closings", x => x.Id));
        m.CreateIndex("IX_payments_day_closings_Day", "payments_day_closings", "Day", unique: true,
            filter: "\"Agreed\" IS NOT FALSE");

        m.CreateTable("payments_returns", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            CheckedBy = t.Column<Guid>(nullable: true),
            CheckedAt = t.Column<DateTime>(nullable: true),
            Agreed = t.Column<bool>(nullable: true),
            Remark = t.Column<string>(maxLength: 500, nullable: true),
            Posting = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Method = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_payments_returns", x => x.Id));
        m.CreateIndex("IX_payments_returns_Posting", "payments_returns", "Posting", unique: true, filter: "\"Agreed\" IS NULL");
    }
}
