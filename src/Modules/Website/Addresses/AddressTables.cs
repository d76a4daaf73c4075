using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of addresses: redirects, what was asked for in vain, and pages of the old site.</summary>
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
        m.CreateIndex("IX_website_redirects_From_Reach", "website_redirects", ["From", "Reach"], unique: true, filter: "\"EndedAt\" IS NULL");
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
    }
}
