using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kits;

/// <summary>The tables that modules share.</summary>
[Migration("20261122_05_kits")]
public sealed class KitsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        const string open = "\"ClosedAt\" IS NULL";
        m.CreateTable("kits_tasks", t => new
        {
            Id = t.Column<Guid>(), Cause = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40),
            Title = t.Column<string>(maxLength: 300), Url = t.Column<string>(maxLength: 500), Account = t.Column<Guid>(nullable: true),
            Post = t.Column<string>(maxLength: 80, nullable: true), Department = t.Column<string>(maxLength: 80, nullable: true),
            Power = t.Column<string>(maxLength: 80, nullable: true), NotFor = t.Column<string>(maxLength: 200),
            Due = t.Column<DateOnly>(nullable: true), From = t.Column<DateOnly>(nullable: true), OpenedAt = t.Column<DateTime>(),
            ClosedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kits_tasks", x => x.Id));
        m.CreateIndex("IX_kits_tasks_Cause", "kits_tasks", "Cause", filter: open);
        m.CreateIndex("IX_kits_tasks_Account", "kits_tasks", "Account", filter: open);
        m.CreateIndex("IX_kits_tasks_Post", "kits_tasks", "Post", filter: open);
        m.CreateIndex("IX_kits_tasks_Kind_Power", "kits_tasks", ["Kind", "Power"], filter: open);
        m.CreateIndex("IX_kits_tasks_Department_Due_Id", "kits_tasks", ["Department", "Due", "Id"], filter: open);

        m.CreateTable("kits_seen", t => new
        {
            Account = t.Column<Guid>(), RecordKind = t.Column<string>(maxLength: 40), RecordId = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kits_seen", x => new { x.Account, x.RecordKind, x.RecordId }));
        m.CreateIndex("IX_kits_seen_Account_At", "kits_seen", ["Account", "At"]);
    }
}
