using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of addresses: redirects, what was asked for in vain, pages of the old site, and links.</summary>
static class AddressTables
{
    public static void CreateAddresses(this MigrationBuilder m)
    {
        m.CreateTable("website_redirects", t => new
        {
            Id = t.Column<Guid>(),
            From = t.Column<string>(maxLength: 400),
            Reach = t.Column<string>(maxLength: 40),
            To = t.Column<string>(maxLength: 400),
            ToKey = t.Column<string>(maxLength: 400, nullable: true),
            Why = t.Column<string>(maxLength: 300),
            By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(),
            EndedBy = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_redirects", x => x.Id));
        m.CreateIndex("IX_website_redirects_From_Reach", "website_redirects", ["From", "Reach"], unique: true,
            filter: "\"EndedAt\" IS NULL");
        m.CreateIndex("IX_website_redirects_ToKey", "website_redirects", "ToKey", filter: "\"EndedAt\" IS NULL");
        m.CreateIndex("IX_website_redirects_At_Id", "website_redirects", ["At", "Id"]);
        m.CreateImports("website");

        m.CreateTable("website_missing", t => new
        {
            Address = t.Column<string>(maxLength: 200),
            Count = t.Column<long>(),
            First = t.Column<DateOnly>(),
            Last = t.Column<DateOnly>(),
        }, constraints: t => t.PrimaryKey("PK_website_missing", x => x.Address));
        m.CreateIndex("IX_website_missing_Count_Address", "website_missing", ["Count", "Address"]);

        m.CreateTable("website_old_pages", t => new
        {
            Address = t.Column<string>(maxLength: 400),
            Number = t.Column<int>(),
            Hash = t.Column<string>(maxLength: 64),
            At = t.Column<DateTime>(),
            Page = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_old_pages", x => x.Address));
        m.CreateIndex("IX_website_old_pages_Number", "website_old_pages", "Number", unique: true);

        m.CreateTable("website_links", t => new
        {
            Id = t.Column<Guid>(),
            Url = t.Column<string>(maxLength: 600),
            Host = t.Column<string>(maxLength: 300),
            SeenOn = t.Column<DateOnly>(),
            CheckedAt = t.Column<DateTime>(nullable: true),
            State = t.Column<string>(maxLength: 40),
            Why = t.Column<string>(maxLength: 300),
            Nights = t.Column<int>(),
            FailedOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_links", x => x.Id));
        m.CreateIndex("IX_website_links_Url", "website_links", "Url", unique: true);
        m.CreateIndex("IX_website_links_CheckedAt", "website_links", "CheckedAt");

        m.CreateTable("website_link_uses", t => new
        {
            Page = t.Column<Guid>(),
            Link = t.Column<Guid>(),
            Words = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_website_link_uses", x => new { x.Page, x.Link }));
        m.CreateIndex("IX_website_link_uses_Link", "website_link_uses", "Link");

        m.CreateTable("website_page_links", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 100),
            Owner = t.Column<string>(maxLength: 60),
            Broken = t.Column<int>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_website_page_links", x => x.Id));
        m.CreateIndex("IX_website_page_links_Page", "website_page_links", "Page", unique: true);
    }
}
