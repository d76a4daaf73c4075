using Keyaki.Kits;
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
            Id = t.Column<Guid>(), Login = t.Column<string>(maxLength: 60), Name = t.Column<string>(maxLength: 100),
            Kana = t.Column<string>(maxLength: 100),
            Department = t.Column<string>(maxLength: 80), Mail = t.Column<string>(maxLength: 254, nullable: true),
            AddedAt = t.Column<DateTime>(), LeftOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_officers", x => x.Id));
        m.CreateIndex("IX_staff_officers_Login", "staff_officers", "Login", unique: true);

        m.CreateIndex("IX_staff_officers_Mail", "staff_officers", "Mail", unique: true);

        m.CreateTable("staff_posts", t => new
        {
            Code = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 200),
            FromFiles = t.Column<bool>(), From = t.Column<DateOnly>(nullable: true), Until = t.Column<DateOnly>(nullable: true),
            MadeBy = t.Column<Guid>(nullable: true), EndedBy = t.Column<Guid>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_staff_posts", x => x.Code));

        m.CreateTable("staff_post_terms", t => new
        {
            Post = t.Column<string>(maxLength: 80), Since = t.Column<DateOnly>(),
            Department = t.Column<string>(maxLength: 80, nullable: true), Rank = t.Column<int>(), Permissions = t.Column<string>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_staff_post_terms", x => new { x.Post, x.Since });
            t.ForeignKey("FK_staff_post_terms_staff_posts_Post", x => x.Post, "staff_posts", "Code", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("staff_deciding_posts", t => new
        {
            Source = t.Column<string>(maxLength: 120), Post = t.Column<string>(maxLength: 80),
            Since = t.Column<DateTime>()
        }, constraints: t => t.PrimaryKey("PK_staff_deciding_posts", x => new { x.Source, x.Post }));

        m.CreateTable("staff_power_changes", t => new
        {
            Id = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40),
            Officer = t.Column<Guid>(nullable: true), Json = t.Column<string>(),
            FirstHalf = t.Column<string>(maxLength: 64, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_power_changes", x => x.Id)).OfTwo();
        m.CreateIndex("IX_staff_power_changes_Agreed_At", "staff_power_changes", ["Agreed", "At"]);

        m.CreateTable("staff_post_holdings", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), Post = t.Column<string>(maxLength: 80), From = t.Column<DateOnly>(),
            Until = t.Column<DateOnly>(nullable: true),
            GivenBy = t.Column<Guid>(nullable: true), GivenAt = t.Column<DateTime>(), EndedBy = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_post_holdings", x => x.Id));
        m.CreateIndex("IX_staff_post_holdings_Officer", "staff_post_holdings", "Officer");
        m.CreateIndex("IX_staff_post_holdings_Post", "staff_post_holdings", "Post");

        m.CreateTable("staff_welcome_links", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), TokenHash = t.Column<string>(maxLength: 64),
            MadeBy = t.Column<Guid>(nullable: true),
            MadeAt = t.Column<DateTime>(), UsedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_staff_welcome_links", x => x.Id));
        m.CreateIndex("IX_staff_welcome_links_TokenHash", "staff_welcome_links", "TokenHash", unique: true);
        m.CreateIndex("IX_staff_welcome_links_Officer", "staff_welcome_links", "Officer");
    }
}
