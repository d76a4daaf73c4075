using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Plan;

/// <summary>The tables of the plan.</summary>
[Migration("20261126_17_plan")]
public sealed class PlanBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
    }
}
