using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Plan;

/// <summary>The tables of the plan.</summary>
[Migration("20261126_17_plan")]
public sealed class PlanBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("plan_versions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Name = t.Column<string>(maxLength: 100), Base = t.Column<Guid>(nullable: true),
            OpenedBy = t.Column<Guid>(nullable: true), OpenedAt = t.Column<DateTime>(),
            Approval = t.Column<Guid>(nullable: true), ProposedBy = t.Column<Guid>(nullable: true),
            AdoptedBy = t.Column<Guid>(nullable: true), AdoptedAt = t.Column<DateTime>(nullable: true),
            DiscardedBy = t.Column<Guid>(nullable: true), DiscardedAt = t.Column<DateTime>(nullable: true),
            DiscardReason = t.Column<string>(maxLength: 1000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_versions", x => x.Id));
        m.CreateIndex("IX_plan_versions_Number", "plan_versions", "Number", unique: true);

        m.CreateTable("plan_items", t => new
        {
            Id = t.Column<Guid>(), VersionId = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 20),
            Code = t.Column<string>(maxLength: 80), Position = t.Column<int>(), Json = t.Column<string>(), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_plan_items", x => x.Id));
        m.CreateIndex("IX_plan_items_VersionId_Kind_Code", "plan_items", ["VersionId", "Kind", "Code"], unique: true);

        m.CreateTable("plan_changes", t => new
        {
            Id = t.Column<Guid>(), VersionId = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 20),
            Code = t.Column<string>(maxLength: 80), Before = t.Column<string>(nullable: true), After = t.Column<string>(nullable: true),
            Reason = t.Column<string>(maxLength: 1000), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_plan_changes", x => x.Id));
        m.CreateIndex("IX_plan_changes_VersionId_At", "plan_changes", ["VersionId", "At"]);

        m.CreateTable("plan_entries", t => new
        {
            Id = t.Column<Guid>(), Target = t.Column<string>(maxLength: 80), Period = t.Column<string>(maxLength: 10),
            Value = t.Column<decimal>(precision: 18, scale: 4), Source = t.Column<string>(maxLength: 300),
        }, constraints: t => t.PrimaryKey("PK_plan_entries", x => x.Id)).OfTwo();
        m.CreateIndex("IX_plan_entries_Target_At", "plan_entries", ["Target", "At"]);

        m.CreateTable("plan_tallies", t => new
        {
            Measure = t.Column<string>(maxLength: 80), Month = t.Column<int>(), Part = t.Column<string>(maxLength: 80),
            Value = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_plan_tallies", x => new { x.Measure, x.Month, x.Part }));
        m.CreateTable("plan_readings", t => new
        {
            Measure = t.Column<string>(maxLength: 80), LastBatch = t.Column<long>(), ReadAt = t.Column<DateTime>(nullable: true),
            FailedAt = t.Column<DateTime>(nullable: true), Failure = t.Column<string>(maxLength: 200, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_readings", x => x.Measure));

        m.CreateTable("plan_reports", t => new
        {
            Id = t.Column<Guid>(), Initiative = t.Column<string>(maxLength: 80), Month = t.Column<int>(), Revision = t.Column<int>(),
            Light = t.Column<string>(maxLength: 40), Items = t.Column<string>(),
            Happened = t.Column<string>(maxLength: 200), Next = t.Column<string>(maxLength: 200),
            Help = t.Column<string>(maxLength: 200, nullable: true), Department = t.Column<string>(maxLength: 80), By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            SeenBy = t.Column<Guid>(nullable: true), SeenAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_reports", x => x.Id));
        m.CreateIndex("IX_plan_reports_Initiative_Month_Revision", "plan_reports", ["Initiative", "Month", "Revision"], unique: true);
        m.CreateTable("plan_reminders", t => new { Key = t.Column<string>(maxLength: 120), At = t.Column<DateTime>() },
            constraints: t => t.PrimaryKey("PK_plan_reminders", x => x.Key));

        m.CreateTable("plan_groups", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(maxLength: 100), Purpose = t.Column<string>(maxLength: 500),
            OpenedBy = t.Column<Guid>(), OpenedAt = t.Column<DateTime>(),
            ClosedBy = t.Column<Guid>(nullable: true), ClosedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_groups", x => x.Id));
        m.CreateIndex("IX_plan_groups_Name", "plan_groups", "Name", unique: true);
        m.CreateTable("plan_meetings", t => new
        {
            Id = t.Column<Guid>(), Group = t.Column<Guid>(nullable: true), Title = t.Column<string>(maxLength: 100),
            On = t.Column<DateOnly>(), Place = t.Column<string>(maxLength: 100),
            Minutes = t.Column<string>(maxLength: 4000, nullable: true),
            By = t.Column<Guid>(), At = t.Column<DateTime>(), Approval = t.Column<Guid>(nullable: true),
            DecidedAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_plan_meetings", x => x.Id));
        m.CreateIndex("IX_plan_meetings_On", "plan_meetings", "On");
        m.CreateTable("plan_agenda", t => new
        {
            Id = t.Column<Guid>(), Meeting = t.Column<Guid>(), Position = t.Column<int>(), Title = t.Column<string>(maxLength: 200),
            Link = t.Column<string>(maxLength: 200, nullable: true), File = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_agenda", x => x.Id));
        m.CreateIndex("IX_plan_agenda_Meeting_Position", "plan_agenda", ["Meeting", "Position"]);
        m.CreateTable("plan_resolutions", t => new
        {
            Id = t.Column<Guid>(), Meeting = t.Column<Guid>(), Position = t.Column<int>(), Text = t.Column<string>(maxLength: 500),
            Department = t.Column<string>(maxLength: 80), Due = t.Column<DateOnly>(),
            DoneAt = t.Column<DateTime>(nullable: true), DoneBy = t.Column<Guid>(nullable: true),
            Note = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_plan_resolutions", x => x.Id));
        m.CreateIndex("IX_plan_resolutions_Meeting_Position", "plan_resolutions", ["Meeting", "Position"]);
        m.CreateIndex("IX_plan_resolutions_DoneAt_Due", "plan_resolutions", ["DoneAt", "Due"]);
        m.CreateTable("plan_amounts", t => new
        {
            Id = t.Column<Guid>(), Initiative = t.Column<string>(maxLength: 80), Year = t.Column<int>(),
            Kind = t.Column<string>(maxLength: 40), Revision = t.Column<int>(), Value = t.Column<long>(),
            Source = t.Column<string>(maxLength: 300), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_plan_amounts", x => x.Id));
        m.CreateIndex("IX_plan_amounts_Initiative_Year_Kind_Revision", "plan_amounts", ["Initiative", "Year", "Kind", "Revision"],
            unique: true);
        m.CreateTable("plan_risks", t => new
        {
            Id = t.Column<Guid>(), Initiative = t.Column<string>(maxLength: 80), Text = t.Column<string>(maxLength: 300),
            Likelihood = t.Column<string>(maxLength: 40), Impact = t.Column<string>(maxLength: 40),
            Measure = t.Column<string>(maxLength: 300),
            Owner = t.Column<string>(maxLength: 80), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_plan_risks", x => x.Id));
        m.CreateIndex("IX_plan_risks_Initiative", "plan_risks", "Initiative");

        m.CreateImports("plan");

        m.CreateRegister("plan_procedures", CityProcedure.Fields);

        m.CreateRegister("plan_forms", SealForm.Fields);

        m.CreateRegister("plan_robots", Robot.Fields);
        m.CreateIndex("IX_plan_robots_OriginCity_OriginId", "plan_robots", ["OriginCity", "OriginId"], unique: true);
        m.CreateTable("plan_robot_runs", t => new
        {
            Id = t.Column<Guid>(), RobotId = t.Column<Guid>(), Month = t.Column<int>(), Times = t.Column<int>(),
            Before = t.Column<decimal>(precision: 18, scale: 4), After = t.Column<decimal>(precision: 18, scale: 4),
            By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_plan_robot_runs", x => x.Id));
        m.CreateIndex("IX_plan_robot_runs_RobotId_Month", "plan_robot_runs", ["RobotId", "Month"], unique: true);
    }
}
