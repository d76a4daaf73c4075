using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>直さない理由: why something that stops a page is right as it is. It holds for these very words only, and once a second person
/// has agreed. A picture that nobody can see is never waived.</summary>
public sealed class Waiver : TwoPersons
{
    public const int LongestReason = 500;
    static readonly string[] Never = ["P1", "P2"];

    public required Guid Page { get; init; }
    public required string Rule { get; init; }

    /// <summary>Where it was found (<see cref="Finding.At"/>), and a hash of what stood there: blocks move, words do not.</summary>
    public required string Spot { get; init; }
    public required string Pin { get; init; }

    /// <summary>What was found, as the second person reads it.</summary>
    public required string Words { get; init; }
    public required string Reason { get; init; }

    protected override string Own => "自分が書いた理由は、ほかの人が確かめます。";

    /// <summary>Whether a finding may be waived at all: it stops, it is about words of the page, and is no missing alternative
    /// text.</summary>
    public static bool Can(Finding found) => found.Weight is Weight.Stop && !Never.Contains(found.Rule) && found.At.Contains('.');

    public bool Covers(Finding found, Content content) => Agreed is true && Rule == found.Rule && Pin == PinOf(content, found.At);

    /// <summary>A hash of the block, the title or the facts at that place.</summary>
    public static string PinOf(Content content, string at)
    {
        var parts = at.Split('.');
        if (parts[0] == "facts") return Hashed((content with { Forms = new Dictionary<string, Override>() }).Facts?.ToString() ?? "");
        var wording = content[parts[0]];
        return int.TryParse(parts[1], out var index) && index >= 0 && index < wording.Blocks.Count
            ? Hashed(wording.Blocks[index].Json().ToJsonString()) : Hashed(parts[1] == "title" ? wording.Title : wording.Summary);
    }

    static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The findings as they count: what two persons let stand only deserves a look.</summary>
    public static IReadOnlyList<Finding> Apply(IReadOnlyList<Finding> findings, Content content, IReadOnlyCollection<Waiver> waivers) =>
        waivers.Count == 0 ? findings : [.. findings.Select(f => f.Weight is Weight.Stop && Can(f)
            && waivers.FirstOrDefault(w => w.Covers(f, content)) is { } waiver
            ? f with { Weight = Weight.Warn, Why = $"二人で確かめて、このままでよいとしました。理由：{waiver.Reason}" } : f)];

    internal sealed class Map : IEntityTypeConfiguration<Waiver>
    {
        public void Configure(EntityTypeBuilder<Waiver> b)
        {
            b.ToTable("website_waivers");
            b.Property(x => x.Rule).HasMaxLength(10);
            b.Property(x => x.Spot).HasMaxLength(80);
            b.Property(x => x.Pin).HasMaxLength(64);
            b.Property(x => x.Words).HasMaxLength(500);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Page);
        }
    }
}
