using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of ホームページ; none yet.</summary>
[Migration("20261130_30_website")]
public sealed class WebsiteBaseline : Migration
{
    protected override void Up(MigrationBuilder m) { }
}
