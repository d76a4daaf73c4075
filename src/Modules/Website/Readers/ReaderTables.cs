using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of the readers' side: questions, visits, what was said of pages, and inquiries.</summary>
static class ReaderTables
{
    public static void CreateReaders(this MigrationBuilder m)
    {
        m.CreateTable("website_questions", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Language = t.Column<string>(maxLength: 10),
            Spot = t.Column<int>(),
            Question = t.Column<string>(maxLength: 200),
            Answer = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_website_questions", x => x.Id));
        m.CreateIndex("IX_website_questions_Page_Language_Spot", "website_questions", ["Page", "Language", "Spot"], unique: true);

        m.CreateTable("website_visits", t => new
        {
            Number = t.Column<int>(),
            Day = t.Column<DateOnly>(),
            Count = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_website_visits", x => new { x.Number, x.Day }));
        m.CreateIndex("IX_website_visits_Day", "website_visits", "Day");

        m.CreateTable("website_opinions", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Day = t.Column<DateOnly>(),
            Helped = t.Column<bool>(),
            Words = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_opinions", x => x.Id));
        m.CreateIndex("IX_website_opinions_Page_Day", "website_opinions", ["Page", "Day"]);
        m.CreateIndex("IX_website_opinions_Day", "website_opinions", "Day");

        m.CreateTable("website_inquiries", t => new
        {
            Id = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 16),
            Page = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 100),
            Owner = t.Column<string>(maxLength: 60),
            Language = t.Column<string>(maxLength: 4),
            Words = t.Column<string>(maxLength: 2000),
            SealedMail = t.Column<string>(maxLength: 1000, nullable: true),
            At = t.Column<DateTime>(),
            Answer = t.Column<string>(maxLength: 2000, nullable: true),
            Why = t.Column<string>(maxLength: 300, nullable: true),
            ClosedBy = t.Column<Guid>(nullable: true),
            ClosedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_inquiries", x => x.Id));
        m.CreateIndex("IX_website_inquiries_Number", "website_inquiries", "Number", unique: true);
        m.CreateIndex("IX_website_inquiries_Owner_At_Id", "website_inquiries", ["Owner", "At", "Id"]);
        m.CreateIndex("IX_website_inquiries_ClosedAt", "website_inquiries", "ClosedAt");
    }
}
