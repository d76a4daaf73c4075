using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>How a link stands for who follows it. Unchecked: nobody has looked yet, or it cannot be looked at by a program.</summary>
public enum LinkState
{
    [Label("まだ調べていません")] Unchecked, [Label("開けます")] Good, [Label("気をつける")] Warned,
    [Label("サインインが要ります")] SignIn, [Label("切れています")] Broken
}

/// <summary>What one look at a link found.</summary>
/// <param name="Down">Its server did not answer, or said that it is ill: that may be over tomorrow.</param>
public sealed record LinkFinding(LinkState State, string Why = "", bool Down = false)
{
    public static readonly LinkFinding Good = new(LinkState.Good);
    public static LinkFinding Broken(string why) => new(LinkState.Broken, why);
    public static LinkFinding Warned(string why) => new(LinkState.Warned, why);
    public static LinkFinding NoAnswer(string why) => new(LinkState.Warned, why, Down: true);
}

/// <summary>リンク: an address that live pages lead to, whether ours or elsewhere, looked at once for all of them.</summary>
public sealed class SiteLink
{
    public const int Longest = 600, LongestWhy = 300;

    /// <summary>A server that is silent so many nights one after the other is gone.</summary>
    public const int Patience = 3;

    public required Guid Id { get; init; }

    /// <summary>Ours from its first slash on, others whole.</summary>
    public required string Url { get; init; }

    /// <summary>Whose server is asked; empty where it is ours.</summary>
    public required string Host { get; init; }

    /// <summary>The last night on which a live page led there.</summary>
    public DateOnly SeenOn { get; set; }
    public DateTimeOffset? CheckedAt { get; private set; }
    public LinkState State { get; private set; }
    public string Why { get; private set; } = "";

    /// <summary>How many nights in a row it did not answer, and the last of them.</summary>
    public int Nights { get; private set; }
    public DateOnly? FailedOn { get; private set; }

    public void Note(LinkFinding found, DateTimeOffset now)
    {
        var today = now.Day();
        // Looked at twice in a night it is one night.
        if (found.Down && FailedOn != today) (Nights, FailedOn) = (Nights + 1, today);
        if (!found.Down) (Nights, FailedOn) = (0, null);
        var gone = found.Down && Nights >= Patience;
        (CheckedAt, State) = (now, gone ? LinkState.Broken : found.State);
        Why = PlainText.Cut(found.Down ? $"{found.Why}（{Nights}晩{(Nights > 1 ? "続けて" : "目")}）" : found.Why, LongestWhy);
    }

    internal sealed class Map : IEntityTypeConfiguration<SiteLink>
    {
        public void Configure(EntityTypeBuilder<SiteLink> b)
        {
            b.ToTable("website_links");
            b.Property(x => x.Url).HasMaxLength(Longest);
            b.Property(x => x.Host).HasMaxLength(300);
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.HasIndex(x => x.Url).IsUnique();
            b.HasIndex(x => x.CheckedAt);
        }
    }
}

/// <summary>That a live page leads there, and with which words.</summary>
public sealed class LinkUse
{
    public const int LongestWords = 200;
    public required Guid Page { get; init; }
    public required Guid Link { get; init; }
    public required string Words { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<LinkUse>
    {
        public void Configure(EntityTypeBuilder<LinkUse> b)
        {
            b.ToTable("website_link_uses");
            b.HasKey(x => new { x.Page, x.Link });
            b.Property(x => x.Words).HasMaxLength(LongestWords);
            b.HasIndex(x => x.Link);
        }
    }
}

/// <summary>リンク切れのあるページ: as the last night found it. Its owner has to mend it.</summary>
public sealed class PageLinks
{
    public required Guid Id { get; init; }
    public required Guid Page { get; init; }
    public required string Title { get; set; }
    public required string Owner { get; set; }
    public required int Broken { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PageLinks>
    {
        public void Configure(EntityTypeBuilder<PageLinks> b)
        {
            b.ToTable("website_page_links");
            b.Property(x => x.Title).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.Owner).HasMaxLength(60);
            b.HasIndex(x => x.Page).IsUnique();
        }
    }
}

/// <summary>Broken links wait for the department whose page has them.</summary>
sealed class LinkTasks : TaskSource<PageLinks>
{
    protected override Guid Cause(PageLinks page) => page.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PageLinks page, CancellationToken ct) =>
        Task.FromResult<TaskWish?>(page.Broken == 0 ? null
        : new(TaskKind.Repair, $"リンク切れを直す（{page.Broken}件）：{page.Title}", ListLinks.Of(page.Page))
        { Department = page.Owner, Power = WebsiteModule.Write });
}
