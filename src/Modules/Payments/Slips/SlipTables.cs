using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables of slips, made by the baseline of this module.</summary>
static class SlipTables
{
    internal static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_slip_batches", t => new
        {
            Id = t.Column<Guid>(),
            Department = t.Column<string>(maxLength: 80),
            Debtor = t.Column<Guid>(nullable: true),
            Item = t.Column<string>(maxLength: 60, nullable: true),
            Year = t.Column<int>(nullable: true),
            Term = t.Column<int>(nullable: true),
            PayUntil = t.Column<DateOnly>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_slip_batches", x => x.Id));
        m.CreateIndex("IX_payments_slip_batches_Department_At", "payments_slip_batches", ["Department", "At"]);

        m.CreateTable("payments_slips", t => new
        {
            Id = t.Column<Guid>(),
            Batch = t.Column<Guid>(),
            Claim = t.Column<Guid>(),
            Item = t.Column<string>(maxLength: 3),
            Key = t.Column<string>(maxLength: 20),
            StoreKey = t.Column<string>(maxLength: 20),
            Confirmation = t.Column<string>(maxLength: 6),
            Reissue = t.Column<int>(),
            Figure = t.Column<long>(),
            PayUntil = t.Column<DateOnly>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_payments_slips", x => x.Id));
        m.CreateIndex("IX_payments_slips_Key_Reissue", "payments_slips", ["Key", "Reissue"], unique: true);
        m.CreateIndex("IX_payments_slips_StoreKey", "payments_slips", "StoreKey");
        m.CreateIndex("IX_payments_slips_Claim", "payments_slips", "Claim");
        m.CreateIndex("IX_payments_slips_Batch_Id", "payments_slips", ["Batch", "Id"]);
        m.KeepRows("payments_slips");
    }
}
