using Keyaki.Kits;
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

        m.CreateTable("payments_debtor_ties", t => new
        {
            Id = t.Column<Guid>(),
            Debtor = t.Column<Guid>(),
            Person = t.Column<Guid>(nullable: true),
            Reason = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_payments_debtor_ties", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_debtor_ties_Debtor_At", "payments_debtor_ties", ["Debtor", "At"]);
        m.CreateIndex("IX_payments_debtor_ties_Debtor", "payments_debtor_ties", "Debtor", unique: true, filter: "\"Agreed\" IS NULL");

        m.CreateTable("payments_inheritances", t => new
        {
            Id = t.Column<Guid>(),
            Debtor = t.Column<Guid>(),
            DiedOn = t.Column<DateOnly>(),
            Joint = t.Column<bool>(),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_payments_inheritances", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_inheritances_Debtor", "payments_inheritances", "Debtor", unique: true, filter: "\"Agreed\" IS NULL");

        m.CreateTable("payments_heirs", t => new
        {
            Inheritance = t.Column<Guid>(),
            Number = t.Column<int>(),
            Of = t.Column<Guid>(),
            Part = t.Column<int>(),
            Whole = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_heirs", x => new { x.Inheritance, x.Number });
            t.ForeignKey("FK_payments_heirs_payments_inheritances_Inheritance", x => x.Inheritance, "payments_inheritances", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_payments_heirs_Of", "payments_heirs", "Of");

        m.CreateTable("payments_day_closings", t => new
        {
            Id = t.Column<Guid>(),
            From = t.Column<DateOnly>(nullable: true),
            Day = t.Column<DateOnly>(),
            Figures = t.Column<string>(),
            Postings = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_day_closings", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_day_closings_Day", "payments_day_closings", "Day", unique: true,
            filter: "\"Agreed\" IS NOT FALSE");

        m.CreateTable("payments_returns", t => new
        {
            Id = t.Column<Guid>(),
            Posting = t.Column<Guid>(),
            Figure = t.Column<long>(),
            Method = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_payments_returns", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_returns_Posting", "payments_returns", "Posting", unique: true, filter: "\"Agreed\" IS NULL");
    }
}
