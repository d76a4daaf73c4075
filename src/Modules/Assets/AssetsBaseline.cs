using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Assets;

/// <summary>The tables of the assets.</summary>
[Migration("20261129_20_assets")]
public sealed class AssetsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateRegister("assets_equipment", Equipment.Fields);
        m.CreateRegister("assets_machines", Machine.Fields);
        m.CreateRegister("assets_licences", Licence.Fields);
        m.CreateRegister("assets_agreements", Agreement.Fields);
        m.CreateImports("assets");

        m.CreateTable("assets_loans", t => new
        {
            Id = t.Column<Guid>(),
            Register = t.Column<string>(maxLength: 40),
            Asset = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200),
            Department = t.Column<string>(maxLength: 80),
            To = t.Column<Guid>(),
            Borrower = t.Column<string>(maxLength: 100),
            Due = t.Column<DateOnly>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            ReturnedAt = t.Column<DateTime>(nullable: true),
            ReturnedTo = t.Column<Guid>(nullable: true),
            LeftOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_assets_loans", x => x.Id));
        m.CreateIndex("IX_assets_loans_Asset", "assets_loans", "Asset", unique: true, filter: "\"ReturnedAt\" IS NULL");
        m.CreateIndex("IX_assets_loans_Department_Due", "assets_loans", ["Department", "Due"]);

        m.CreateTable("assets_stocks", t => new
        {
            Id = t.Column<Guid>(),
            Department = t.Column<string>(maxLength: 80),
            On = t.Column<DateOnly>(),
            By = t.Column<Guid>(),
            ClosedAt = t.Column<DateTime>(nullable: true),
            ClosedBy = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_assets_stocks", x => x.Id));
        m.CreateIndex("IX_assets_stocks_Department", "assets_stocks", "Department", unique: true, filter: "\"ClosedAt\" IS NULL");
        m.CreateTable("assets_stock_ticks", t => new
        {
            Stock = t.Column<Guid>(),
            Asset = t.Column<Guid>(),
            Register = t.Column<string>(maxLength: 40),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Elsewhere = t.Column<string>(maxLength: 100, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_assets_stock_ticks", x => new { x.Stock, x.Asset }));
        m.CreateTable("assets_missing", t => new
        {
            Id = t.Column<Guid>(),
            Stock = t.Column<Guid>(),
            Asset = t.Column<Guid>(),
            Register = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 300),
            Department = t.Column<string>(maxLength: 80),
            FoundAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_assets_missing", x => x.Id));
        m.CreateIndex("IX_assets_missing_Asset", "assets_missing", "Asset");
        m.CreateIndex("IX_assets_missing_Stock", "assets_missing", "Stock");

        m.CreateTable("assets_moves", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            Register = t.Column<string>(maxLength: 40),
            Asset = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200),
            From = t.Column<string>(maxLength: 80),
            To = t.Column<string>(maxLength: 80, nullable: true),
            Reason = t.Column<string>(maxLength: 300),
            Way = t.Column<string>(maxLength: 300, nullable: true),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Approval = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            Done = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_assets_moves", x => x.Id));
        m.CreateIndex("IX_assets_moves_Asset", "assets_moves", "Asset", unique: true, filter: "\"EndedAt\" IS NULL");
    }
}
