using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of the site: pages, their editions, topics, and what goes into channels.</summary>
[Migration("20261130_30_website")]
public sealed class WebsiteBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("website_pages", t => new
        {
            Id = t.Column<Guid>(),
            Number = t.Column<int>(),
            Kind = t.Column<string>(maxLength: 40),
            Drill = t.Column<bool>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Owner = t.Column<string>(maxLength: 60),
            Place = t.Column<string>(maxLength: 200),
            ReviewOn = t.Column<DateOnly>(),
            IsUrged = t.Column<bool>(),
            ExpiresAt = t.Column<DateTime>(nullable: true),
            Live = t.Column<Guid>(nullable: true),
            Title = t.Column<string>(maxLength: 100),
            TitleEasy = t.Column<string>(maxLength: 100, nullable: true),
            TitleEn = t.Column<string>(maxLength: 100, nullable: true),
            PublishedAt = t.Column<DateTime>(nullable: true),
            UpdatedAt = t.Column<DateTime>(nullable: true),
            Ended = t.Column<string>(maxLength: 40, nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            EndWords = t.Column<string>(maxLength: 500, nullable: true),
            EndUrl = t.Column<string>(maxLength: 400, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_pages", x => x.Id));
        m.CreateIndex("IX_website_pages_Number", "website_pages", "Number", unique: true);
        m.CreateIndex("IX_website_pages_Owner", "website_pages", "Owner");
        m.CreateIndex("IX_website_pages_Place", "website_pages", "Place");
        m.CreateIndex("IX_website_pages_ReviewOn", "website_pages", "ReviewOn");
        m.CreateIndex("IX_website_pages_ExpiresAt", "website_pages", "ExpiresAt");
        m.CreateIndex("IX_website_pages_PublishedAt_Id", "website_pages", ["PublishedAt", "Id"]);

        m.CreateTable("website_editions", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Number = t.Column<int>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Corrects = t.Column<bool>(),
            Correction = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 40),
            Json = t.Column<string>(),
            PublishAt = t.Column<DateTime>(nullable: true),
            Channels = t.Column<string>(maxLength: 200),
            Approval = t.Column<Guid>(nullable: true),
            Pinned = t.Column<string>(maxLength: 64, nullable: true),
            ProposedBy = t.Column<Guid>(nullable: true),
            LiveAt = t.Column<DateTime>(nullable: true),
            ChangedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_editions", x => x.Id));
        m.CreateIndex("IX_website_editions_Page_Number", "website_editions", ["Page", "Number"], unique: true);
        m.CreateIndex("IX_website_editions_State_PublishAt", "website_editions", ["State", "PublishAt"]);

        m.CreateTable("website_edition_changes", t => new
        {
            Id = t.Column<Guid>(),
            Edition = t.Column<Guid>(),
            Part = t.Column<string>(maxLength: 60),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_website_edition_changes", x => x.Id));
        m.CreateIndex("IX_website_edition_changes_Edition_At", "website_edition_changes", ["Edition", "At"]);

        m.CreateTable("website_topics", t => new
        {
            Page = t.Column<Guid>(),
            Topic = t.Column<string>(maxLength: 60),
        }, constraints: t => t.PrimaryKey("PK_website_topics", x => new { x.Page, x.Topic }));
        m.CreateIndex("IX_website_topics_Topic", "website_topics", "Topic");

        m.CreateTable("website_dispatches", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Edition = t.Column<Guid>(),
            Channel = t.Column<string>(maxLength: 40),
            Purpose = t.Column<string>(maxLength: 40),
            Words = t.Column<string>(),
            At = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 40),
            DueAt = t.Column<DateTime>(),
            HandedAt = t.Column<DateTime>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            Reference = t.Column<string>(maxLength: 200, nullable: true),
            Reason = t.Column<string>(maxLength: 300, nullable: true),
            Tries = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_dispatches", x => x.Id));
        m.CreateIndex("IX_website_dispatches_Edition_Channel_Purpose", "website_dispatches", ["Edition", "Channel", "Purpose"],
            unique: true);
        m.CreateIndex("IX_website_dispatches_State_DueAt", "website_dispatches", ["State", "DueAt"]);
        m.CreateIndex("IX_website_dispatches_Page", "website_dispatches", "Page");

        m.CreateTable("website_state", t => new
        {
            Id = t.Column<int>(),
            Changes = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_website_state", x => x.Id));
        m.CreateAddresses();
        m.CreateCare();
        m.CreateMaterials();
        m.CreateReaders();
        m.CreateGazette();
        m.CreateAlerts();
    }
}
