using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables of the counter: sales, receipts, refunds, closings, and what terminals were told.</summary>
static class CounterTables
{
    public static void Make(MigrationBuilder m)
    {
        m.CreateTable("payments_sales", t => new
        {
            Id = t.Column<Guid>(),
            Drawer = t.Column<string>(maxLength: 80),
            Department = t.Column<string>(maxLength: 80),
            Day = t.Column<DateOnly>(),
            By = t.Column<Guid>(),
            OpenedAt = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 40),
            Figure = t.Column<long>(),
            Number = t.Column<int>(nullable: true),
            Method = t.Column<string>(maxLength: 40, nullable: true),
            Given = t.Column<long>(nullable: true),
            PaidAt = t.Column<DateTime>(nullable: true),
            Call = t.Column<Guid>(nullable: true),
            FellAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_sales", x => x.Id));
        m.CreateIndex("IX_payments_sales_Drawer_Day_Number", "payments_sales", ["Drawer", "Day", "Number"], unique: true);
        m.CreateIndex("IX_payments_sales_Department_Day", "payments_sales", ["Department", "Day"]);

        m.CreateTable("payments_sale_lines", t => new
        {
            Id = t.Column<Guid>(),
            SaleId = t.Column<Guid>(),
            Position = t.Column<int>(),
            Good = t.Column<string>(maxLength: 80),
            Title = t.Column<string>(maxLength: 200),
            Count = t.Column<int>(),
            Price = t.Column<long>(),
            Claim = t.Column<Guid>(nullable: true),
            Free = t.Column<string>(maxLength: 200, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_payments_sale_lines", x => x.Id);
            t.ForeignKey("FK_payments_sale_lines_payments_sales_SaleId", x => x.SaleId, "payments_sales", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_payments_sale_lines_SaleId_Position", "payments_sale_lines", ["SaleId", "Position"], unique: true);

        m.CreateTable("payments_terminal_calls", t => new
        {
            Id = t.Column<Guid>(),
            Terminal = t.Column<string>(maxLength: 80),
            Kind = t.Column<string>(maxLength: 40),
            Method = t.Column<string>(maxLength: 40),
            Amount = t.Column<long>(),
            Of = t.Column<Guid>(nullable: true),
            For = t.Column<Guid>(),
            Day = t.Column<DateOnly>(),
            AskedAt = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 40),
            BegunAt = t.Column<DateTime>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            Approval = t.Column<string>(maxLength: 100, nullable: true),
            Words = t.Column<string>(maxLength: 100, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_payments_terminal_calls", x => x.Id));
        m.CreateIndex("IX_payments_terminal_calls_For", "payments_terminal_calls", "For");
        m.CreateIndex("IX_payments_terminal_calls_Terminal_Day", "payments_terminal_calls", ["Terminal", "Day"]);

        m.CreateTable("payments_sale_receipts", t => new
        {
            Id = t.Column<Guid>(),
            SaleId = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 120),
            Copy = t.Column<int>(),
            SealedName = t.Column<string>(maxLength: 1000, nullable: true),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_sale_receipts", x => x.Id));
        m.CreateIndex("IX_payments_sale_receipts_SaleId_Copy", "payments_sale_receipts", ["SaleId", "Copy"], unique: true);
        m.CreateIndex("IX_payments_sale_receipts_At", "payments_sale_receipts", "At");

        m.CreateTable("payments_sale_refunds", t => new
        {
            Id = t.Column<Guid>(),
            SaleId = t.Column<Guid>(),
            Drawer = t.Column<string>(maxLength: 80),
            Department = t.Column<string>(maxLength: 80),
            Figure = t.Column<long>(),
            Reason = t.Column<string>(maxLength: 500),
            Method = t.Column<string>(maxLength: 40),
            Call = t.Column<Guid>(nullable: true),
            DoneOn = t.Column<DateOnly>(nullable: true),
            DoneAt = t.Column<DateTime>(nullable: true),
            RefusedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_sale_refunds", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_sale_refunds_SaleId", "payments_sale_refunds", "SaleId");
        m.CreateIndex("IX_payments_sale_refunds_Drawer_DoneOn", "payments_sale_refunds", ["Drawer", "DoneOn"]);

        m.CreateTable("payments_closings", t => new
        {
            Id = t.Column<Guid>(),
            Drawer = t.Column<string>(maxLength: 80),
            Department = t.Column<string>(maxLength: 80),
            Day = t.Column<DateOnly>(),
            Float = t.Column<long>(),
            Counted = t.Column<long>(),
            Coins = t.Column<string>(maxLength: 500),
            Figures = t.Column<string>(maxLength: 2000),
            Why = t.Column<string>(maxLength: 500, nullable: true),
            TerminalSilent = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_payments_closings", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_closings_Drawer_Day", "payments_closings", ["Drawer", "Day"], unique: true,
            filter: "\"Agreed\" IS NULL");
        m.CreateIndex("IX_payments_closings_Day", "payments_closings", "Day");
    }
}
