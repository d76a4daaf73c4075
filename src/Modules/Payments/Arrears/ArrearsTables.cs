using Keyaki.Kits;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Payments;

/// <summary>The tables of collection, made by the baseline of this module.</summary>
static class ArrearsTables
{
    internal static void Create(MigrationBuilder m)
    {
        m.CreateTable("payments_demands", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            Key = t.Column<string>(maxLength: 60),
            Debtor = t.Column<Guid>(),
            Owed = t.Column<long>(),
            SentOn = t.Column<DateOnly>(),
            Term = t.Column<DateOnly>(),
            Article = t.Column<string>(maxLength: 100),
        }, constraints: t => t.PrimaryKey("PK_payments_demands", x => x.Id));
        m.CreateIndex("IX_payments_demands_Key", "payments_demands", "Key", unique: true);
        m.CreateIndex("IX_payments_demands_SentOn_Key", "payments_demands", ["SentOn", "Key"]);

        m.CreateTable("payments_stays", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            Key = t.Column<string>(maxLength: 60),
            Kind = t.Column<string>(maxLength: 40),
            From = t.Column<DateOnly>(),
            Until = t.Column<DateOnly>(),
            Reason = t.Column<string>(maxLength: 500),
            RevokedOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_stays", x => x.Id));
        m.CreateIndex("IX_payments_stays_Key", "payments_stays", "Key");

        m.CreateTable("payments_recovery_steps", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            Key = t.Column<string>(maxLength: 60),
            Kind = t.Column<string>(maxLength: 40),
            Day = t.Column<DateOnly>(),
            Words = t.Column<string>(maxLength: 500),
            Ground = t.Column<string>(maxLength: 40, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_recovery_steps", x => x.Id));
        m.CreateIndex("IX_payments_recovery_steps_Key_Day", "payments_recovery_steps", ["Key", "Day"]);

        m.CreateTable("payments_plans", t => new
        {
            Id = t.Column<Guid>(),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            Debtor = t.Column<Guid>(),
            MadeOn = t.Column<DateOnly>(),
            Keys = t.Column<string>(),
            Portions = t.Column<string>(),
            EndedOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_payments_plans", x => x.Id));
        m.CreateIndex("IX_payments_plans_Debtor", "payments_plans", "Debtor");

        m.CreateTable("payments_demand_rounds", t => new
        {
            Id = t.Column<Guid>(),
            Department = t.Column<string>(maxLength: 80),
            Count = t.Column<int>(),
            Latest = t.Column<DateOnly>(nullable: true),
            FoundOn = t.Column<DateOnly>(),
        }, constraints: t => t.PrimaryKey("PK_payments_demand_rounds", x => x.Id));
        m.CreateIndex("IX_payments_demand_rounds_Department", "payments_demand_rounds", "Department", unique: true);

        m.CreateTable("payments_demand_lists", t => new
        {
            Id = t.Column<Guid>(),
            Department = t.Column<string>(maxLength: 80),
            Keys = t.Column<string>(),
            Count = t.Column<int>(),
            Figure = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_payments_demand_lists", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_demand_lists_Department_At", "payments_demand_lists", ["Department", "At"]);

        m.CreateTable("payments_write_offs", t => new
        {
            Id = t.Column<Guid>(),
            Claim = t.Column<Guid>(),
            Why = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_payments_write_offs", x => x.Id)).OfTwo();
        m.CreateIndex("IX_payments_write_offs_Claim", "payments_write_offs", "Claim", unique: true, filter: "\"Agreed\" IS NULL");

        m.KeepRows("payments_demands");
        m.KeepRows("payments_recovery_steps");
    }
}
