using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Plan;

/// <summary>The tables of the plan.</summary>
[Migration("20261126_17_plan")]
public sealed class PlanBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("plan_tallies", t => new
        {
            Measure = t.Column<string>(maxLength: 80), Month = t.Column<int>(), Part = t.Column<string>(maxLength: 80), Value = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_plan_tallies", x => new { x.Measure, x.Month, x.Part }));
        m.CreateTable("plan_readings", t => new
        {
            Measure = t.Column<string>(maxLength: 80), LastBatch = t.Column<long>(), ReadAt = t.Column<DateTime>(nullable: true), FailedAt = t.Column<DateTime>(nullable: true), Failure = t.Column<string>(maxLength: 200, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_readings", x => x.Measure));
    }
}
