using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kits;

/// <summary>The tables of the kits.</summary>
[Migration("20261122_09_kits")]
public sealed class KitsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("kits_job_runs", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 60), DueAt = t.Column<DateTime>(),
            DoneAt = t.Column<DateTime>(nullable: true), FailedAt = t.Column<DateTime>(nullable: true),
            Error = t.Column<string>(maxLength: 100, nullable: true), Tries = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_kits_job_runs", x => x.Id));
        m.CreateIndex("IX_kits_job_runs_Code_DueAt", "kits_job_runs", ["Code", "DueAt"], unique: true);
        m.CreateIndex("IX_kits_job_runs_DueAt", "kits_job_runs", "DueAt");
    }
}
