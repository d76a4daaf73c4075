using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>What a redirect speaks for: one address, or a whole part of the old site.</summary>
public enum Reach { [Label("このアドレスだけ")] Exact, [Label("このアドレスと、その下の全部")] Below }

/// <summary>転送: an old address leads to a new one. A part that moved is one rule, never a rule for each page in it. It is asked only
/// where nothing stands at the address any more.</summary>
public sealed class Redirect
{
    public const int LongestWhy = 300;

    public required Guid Id { get; init; }

    /// <summary>As <see cref="SiteAddress.Key"/> spells it.</summary>
    public required string From { get; init; }
    public required Reach Reach { get; init; }

    /// <summary>A page of ours from its first slash on, or one elsewhere with https.</summary>
    public string To { get; private set; } = "";

    /// <summary>Its key where it is ours: by it a chain is found.</summary>
    public string? ToKey { get; private set; }
    public required string Why { get; init; }

    /// <summary>Who made it; null for the program (an import by command).</summary>
    public Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <exception cref="Rule">one of the addresses is none, or the reason is missing.</exception>
    public static Redirect Begin(TimeProvider clock, string from, Reach reach, string to, string why, Guid? by, string root = "")
    {
        if (PlainText.IsBlank(why)) throw new Rule("why", "なぜ移したかを書いてください。あとで見る人のためです。");
        var rule = new Redirect
        {
            Id = clock.NewId(), From = SiteAddress.From(from), Reach = reach, Why = PlainText.Cut(why.Trim(), LongestWhy), By = by,
            At = clock.GetUtcNow(),
        };
        rule.Lead(SiteAddress.To(to, root));
        return rule;
    }

    internal void Lead(string to) => (To, ToKey) = to.Length <= SiteAddress.Longest ? (to, SiteAddress.KeyOf(to))
        : throw new Rule("to", $"新しいアドレスは{SiteAddress.Longest}文字までです。");

    /// <summary>The same, to think with: what becomes of it becomes of no row.</summary>
    internal Redirect Copy() => (Redirect)MemberwiseClone();

    public void End(Guid by, DateTimeOffset now)
    {
        if (EndedAt is not null) throw new Rule("", "この転送は、もう終わっています。");
        (EndedBy, EndedAt) = (by, now);
    }

    /// <summary>Whether it speaks for this address (a key).</summary>
    public bool Covers(string key) => key == From
        || Reach is Reach.Below && key.Length > From.Length && key[From.Length] == '/' && key.StartsWith(From, StringComparison.Ordinal);

    /// <summary>Where it leads from an address that it covers: below a part that moved, what stood there stays.</summary>
    /// <param name="path">Plain, its letters large or small as they were asked.</param>
    public string Leads(string path)
    {
        if (Reach is Reach.Exact || path.Length == From.Length) return To;
        var rest = string.Join('/', path[From.Length..].Split('/').Select(Uri.EscapeDataString));
        var head = To.Split('?', '#')[0];
        return head.TrimEnd('/') + rest + To[head.Length..];
    }

    internal sealed class Map : IEntityTypeConfiguration<Redirect>
    {
        public void Configure(EntityTypeBuilder<Redirect> b)
        {
            b.ToTable("website_redirects");
            b.Property(x => x.From).HasMaxLength(SiteAddress.Longest);
            b.Property(x => x.To).HasMaxLength(SiteAddress.Longest);
            b.Property(x => x.ToKey).HasMaxLength(SiteAddress.Longest);
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.HasIndex(x => new { x.From, x.Reach }).IsUnique().HasFilter("\"EndedAt\" IS NULL")
                .Says("from", "このアドレスの転送は、もうあります。");
            b.HasIndex(x => x.ToKey).HasFilter("\"EndedAt\" IS NULL");
            b.HasIndex(x => new { x.At, x.Id });
        }
    }
}
