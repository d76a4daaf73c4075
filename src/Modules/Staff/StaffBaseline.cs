using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Staff;

/// <summary>The module's tables.</summary>
[Migration("20261122_10_staff")]
public sealed class StaffBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("staff_officers", t => new
        {
            Id = t.Column<Guid>(), Login = t.Column<string>(maxLength: 60), Name = t.Column<string>(maxLength: 100), Kana = t.Column<string>(maxLength: 100),
            Department = t.Column<string>(maxLength: 80), AddedAt = t.Column<DateTime>(), LeftOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_officers", x => x.Id));
        m.CreateIndex("IX_staff_officers_Login", "staff_officers", "Login", unique: true);

        m.CreateTable("staff_post_holdings", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), Post = t.Column<string>(maxLength: 80), From = t.Column<DateOnly>(), Until = t.Column<DateOnly>(nullable: true),
            GivenBy = t.Column<Guid>(nullable: true), GivenAt = t.Column<DateTime>(), EndedBy = t.Column<Guid>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_post_holdings", x => x.Id));
        m.CreateIndex("IX_staff_post_holdings_Officer", "staff_post_holdings", "Officer");
        m.CreateIndex("IX_staff_post_holdings_Post", "staff_post_holdings", "Post");

        m.CreateTable("staff_welcome_links", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), TokenHash = t.Column<string>(maxLength: 64), MadeBy = t.Column<Guid>(nullable: true),
            MadeAt = t.Column<DateTime>(), UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_welcome_links", x => x.Id));
        m.CreateIndex("IX_staff_welcome_links_TokenHash", "staff_welcome_links", "TokenHash", unique: true);
        m.CreateIndex("IX_staff_welcome_links_Officer", "staff_welcome_links", "Officer");
    }
}
