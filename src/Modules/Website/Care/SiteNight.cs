using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>What one night found on the whole site: the public reads it, and how it has changed.</summary>
public sealed class SiteNight
{
    public required Guid Id { get; init; }
    public required DateOnly Night { get; init; }

    /// <summary>Public pages and notices, and of these without anything that stops.</summary>
    public int Pages { get; private set; }
    public int Clean { get; private set; }

    /// <summary>Pages that should have been looked at again.</summary>
    public int Overdue { get; private set; }

    /// <summary>On how many pages each rule found something (JSON: code → pages).</summary>
    public string Rules { get; private set; } = "{}";

    /// <summary>All pages were looked at.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public IReadOnlyDictionary<string, int> ByRule => JsonSerializer.Deserialize<Dictionary<string, int>>(Rules) ?? [];
    public decimal? Share => Pages == 0 ? null : decimal.Round(100m * Clean / Pages, 1);

    /// <summary>The last page that was counted.</summary>
    public Guid? UpTo { get; internal set; }

    internal void Add(IReadOnlyList<(SitePage Page, IReadOnlyList<Finding> Found)> looked)
    {
        Pages += looked.Count;
        Clean += looked.Count(l => l.Found.MayGo());
        Overdue += looked.Count(l => l.Page.ReviewOn < Night);
        var rules = ByRule.ToDictionary();
        foreach (var code in looked.SelectMany(l => l.Found.Select(f => f.Rule).Distinct()))
            rules[code] = rules.GetValueOrDefault(code) + 1;
        Rules = JsonSerializer.Serialize(rules);
    }

    internal void End(DateTimeOffset now) => EndedAt = now;

    internal sealed class Map : IEntityTypeConfiguration<SiteNight>
    {
        public void Configure(EntityTypeBuilder<SiteNight> b)
        {
            b.ToTable("website_nights");
            b.Ignore(x => x.ByRule);
            b.Ignore(x => x.Share);
            b.HasIndex(x => x.Night).IsUnique();
        }
    }
}

/// <summary>直すところのあるページ: as the last night found it.</summary>
public sealed class PageFaults
{
    public required Guid Id { get; init; }
    public required Guid Page { get; init; }
    public required string Title { get; set; }
    public required string Owner { get; set; }
    public required int Stops { get; set; }
    public required int Warnings { get; set; }

    /// <summary>Codes of the rules that found something, with a space between.</summary>
    public required string Rules { get; set; }
    public required DateOnly Night { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PageFaults>
    {
        public void Configure(EntityTypeBuilder<PageFaults> b)
        {
            b.ToTable("website_page_faults");
            b.Property(x => x.Title).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Rules).HasMaxLength(400);
            b.HasIndex(x => x.Page).IsUnique();
            b.HasIndex(x => x.Owner);
        }
    }
}

static class CareTables
{
    public static void CreateCare(this MigrationBuilder m)
    {
        m.CreateTable("website_nights", t => new
        {
            Id = t.Column<Guid>(),
            Night = t.Column<DateOnly>(),
            Pages = t.Column<int>(),
            Clean = t.Column<int>(),
            Overdue = t.Column<int>(),
            Rules = t.Column<string>(),
            UpTo = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_website_nights", x => x.Id));
        m.CreateIndex("IX_website_nights_Night", "website_nights", "Night", unique: true);

        m.CreateTable("website_page_faults", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 100),
            Owner = t.Column<string>(maxLength: 60),
            Stops = t.Column<int>(),
            Warnings = t.Column<int>(),
            Rules = t.Column<string>(maxLength: 400),
            Night = t.Column<DateOnly>(),
        }, constraints: t => t.PrimaryKey("PK_website_page_faults", x => x.Id));
        m.CreateIndex("IX_website_page_faults_Page", "website_page_faults", "Page", unique: true);
        m.CreateIndex("IX_website_page_faults_Owner", "website_page_faults", "Owner");

        m.CreateTable("website_waivers", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Rule = t.Column<string>(maxLength: 10),
            Spot = t.Column<string>(maxLength: 80),
            Pin = t.Column<string>(maxLength: 64),
            Words = t.Column<string>(maxLength: 500),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_website_waivers", x => x.Id)).OfTwo();
        m.CreateIndex("IX_website_waivers_Page", "website_waivers", "Page");
    }
}
