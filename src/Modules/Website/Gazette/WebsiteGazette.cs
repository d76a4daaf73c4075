using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>市報: issues with deadlines, articles from notices, proofs by department, and what readers and the printer get.</summary>
static class WebsiteGazette
{
    /// <summary>None where the city makes no 市報 here.</summary>
    public static IReadOnlyList<MenuItem> Menu { get; } = [
        new("市報の編集", ListGazette.Url, WebsiteModule.Write, MenuGroup.City) { Also = [GazettePaths.Releases] },
        new("市報", ReadGazettes.Url, Permission.Public, MenuGroup.City, "City gazette", "市報")];

    public static void AddGazette(this IServiceCollection services)
    {
        services.AddSingleton<Contracts.Website.ICopied, GazetteCopied>();
        services.AddTasks<ProofTasks>();
        services.AddTasks<IssueTasks>();
        services.AddSecond<GazetteRelease, CheckRelease>();
    }

    public static void MapGazette(this IEndpointRouteBuilder app)
    {
        ListGazette.Map(app);
        ShowIssue.Map(app);
        ChooseNotices.Map(app);
        AskGazette.Map(app);
        ShowProof.Map(app);
        GazetteFiles.Map(app);
        app.MapSecond<GazetteRelease>(GazettePaths.Releases + "/{act:guid}", GazettePaths.Releases + "/{act:guid}/take-back",
            WebsiteModule.Gazette, GazetteDeeds.Checked, GazetteDeeds.TakenBack);
        ReadGazettes.Map(app);
        ReadIssue.Map(app);
        ReadArticle.Map(app);
    }

    public static void CreateGazette(this MigrationBuilder m)
    {
        m.CreateTable("website_gazette_issues", t => new
        {
            Id = t.Column<Guid>(),
            Day = t.Column<DateOnly>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Number = t.Column<int>(),
            Copy = t.Column<DateOnly>(),
            First = t.Column<DateOnly>(),
            Second = t.Column<DateOnly>(),
            Passed = t.Column<DateOnly>(),
            State = t.Column<string>(maxLength: 40),
            OnlineAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_issues", x => x.Id));
        m.CreateIndex("IX_website_gazette_issues_Day", "website_gazette_issues", "Day", unique: true);
        m.CreateIndex("IX_website_gazette_issues_Number", "website_gazette_issues", "Number", unique: true);

        m.CreateTable("website_gazette_steps", t => new
        {
            Id = t.Column<Guid>(),
            Issue = t.Column<Guid>(),
            State = t.Column<string>(maxLength: 40),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Why = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_steps", x => x.Id));
        m.CreateIndex("IX_website_gazette_steps_Issue_State", "website_gazette_steps", ["Issue", "State"], unique: true);

        m.CreateTable("website_gazette_articles", t => new
        {
            Id = t.Column<Guid>(),
            Issue = t.Column<Guid>(),
            Number = t.Column<int>(),
            Page = t.Column<Guid>(nullable: true),
            Owner = t.Column<string>(maxLength: 60),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Section = t.Column<string>(maxLength: 60),
            Title = t.Column<string>(maxLength: 100),
            Text = t.Column<string>(maxLength: 4000),
            Limit = t.Column<int>(),
            Place = t.Column<int>(),
            WrittenAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_articles", x => x.Id));
        m.CreateIndex("IX_website_gazette_articles_Issue_Number", "website_gazette_articles", ["Issue", "Number"], unique: true);
        m.CreateIndex("IX_website_gazette_articles_Issue_Page", "website_gazette_articles", ["Issue", "Page"], unique: true);
        m.CreateIndex("IX_website_gazette_articles_Owner", "website_gazette_articles", "Owner");

        m.CreateTable("website_gazette_texts", t => new
        {
            Article = t.Column<Guid>(),
            Round = t.Column<int>(),
            Title = t.Column<string>(maxLength: 100),
            Text = t.Column<string>(maxLength: 4000),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_texts", x => new { x.Article, x.Round }));

        m.CreateTable("website_gazette_proofs", t => new
        {
            Id = t.Column<Guid>(),
            Issue = t.Column<Guid>(),
            Round = t.Column<int>(),
            Owner = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 100),
            Due = t.Column<DateOnly>(),
            Pin = t.Column<string>(maxLength: 64, nullable: true),
            PassedBy = t.Column<Guid>(nullable: true),
            PassedAt = t.Column<DateTime>(nullable: true),
            ClosedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_proofs", x => x.Id));
        m.CreateIndex("IX_website_gazette_proofs_Issue_Round_Owner", "website_gazette_proofs", ["Issue", "Round", "Owner"], unique: true);

        m.CreateTable("website_gazette_comments", t => new
        {
            Id = t.Column<Guid>(),
            Issue = t.Column<Guid>(),
            Article = t.Column<Guid>(),
            Round = t.Column<int>(),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Words = t.Column<string>(maxLength: 500),
            Reply = t.Column<string>(maxLength: 40, nullable: true),
            ReplyWords = t.Column<string>(maxLength: 500, nullable: true),
            RepliedBy = t.Column<Guid>(nullable: true),
            RepliedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_comments", x => x.Id));
        m.CreateIndex("IX_website_gazette_comments_Issue_At_Id", "website_gazette_comments", ["Issue", "At", "Id"]);
        m.CreateIndex("IX_website_gazette_comments_Article", "website_gazette_comments", "Article");

        m.CreateTable("website_gazette_releases", t => new
        {
            Id = t.Column<Guid>(),
            Issue = t.Column<Guid>(),
            Pin = t.Column<string>(maxLength: 64),
            Why = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_gazette_releases", x => x.Id)).OfTwo();
        m.CreateIndex("IX_website_gazette_releases_Issue", "website_gazette_releases", "Issue");
    }
}
