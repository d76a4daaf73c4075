using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>記事: what an issue says of one thing, in the words of the paper. It often comes from a notice, and then goes its own
/// way.</summary>
public sealed class GazetteArticle : IOwned
{
    public const int LongestTitle = 100, LongestText = 4_000, MostPlaces = 999;

    public required Guid Id { get; init; }
    public required Guid Issue { get; init; }

    /// <summary>From 1 in its issue, for good: its address on the web ends with it.</summary>
    public required int Number { get; init; }

    /// <summary>The notice from which it was taken; null where it was written for the paper alone.</summary>
    public required Guid? Page { get; init; }

    /// <summary>所管課, which reads its proofs and is asked by readers.</summary>
    public required string Owner { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    public string Section { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>Lines; one that begins with 【日時】 and the like is a fact of it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How many letters its text may have.</summary>
    public int Limit { get; private set; }

    /// <summary>Where it stands in its section.</summary>
    public int Place { get; private set; }

    /// <summary>When its words were written last: a notice that changed later says something else.</summary>
    public DateTimeOffset WrittenAt { get; private set; }
    public int Version { get; private set; } = 1;

    public int Length => LengthOf(Text);
    public bool IsTooLong => Length > Limit;

    /// <summary>A hash of what it says.</summary>
    public string Pin => PinOf(Title, Text);

    /// <summary>Letters as a person counts them; a line break is none.</summary>
    public static int LengthOf(string text) =>
        new StringInfo(text.ReplaceLineEndings("").Replace("\n", "", StringComparison.Ordinal)).LengthInTextElements;

    public static string PinOf(string title, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{text}")));

    /// <summary>One hash of several.</summary>
    public static string PinOf(IEnumerable<GazetteArticle> articles) =>
        PinOf("", string.Join('\n', articles.OrderBy(a => a.Number).Select(a => $"{a.Number} {a.Pin}")));

    /// <exception cref="Rule">title or text is missing or too long to be kept.</exception>
    public void Write(string title, string text, DateTimeOffset now)
    {
        if (PlainText.IsBlank(title)) throw new Rule("title", "題を入力してください。");
        if (PlainText.IsBlank(text)) throw new Rule("text", "本文を入力してください。");
        (title, text) = (title.Trim(), text.ReplaceLineEndings("\n").Trim());
        if (title.Length > LongestTitle) throw new Rule("title", $"題は{LongestTitle}文字までにしてください。");
        if (text.Length > LongestText) throw new Rule("text", $"本文は{LongestText:#,0}文字までにしてください。");
        (Title, Text, WrittenAt, Version) = (title, text, now, Version + 1);
    }

    public void Settle(string section, int limit, int place)
    {
        if (limit is < 1 or > LongestText) throw new Rule("limit", $"字数の上限は、1から{LongestText:#,0}までにしてください。");
        if (place is < 1 or > MostPlaces) throw new Rule("place", $"順番は、1から{MostPlaces}までにしてください。");
        (Section, Limit, Place, Version) = (section, limit, place, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<GazetteArticle>
    {
        public void Configure(EntityTypeBuilder<GazetteArticle> b)
        {
            b.ToTable("website_gazette_articles");
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Section).HasMaxLength(60);
            b.Property(x => x.Title).HasMaxLength(LongestTitle);
            b.Property(x => x.Text).HasMaxLength(LongestText);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.Length);
            b.Ignore(x => x.IsTooLong);
            b.Ignore(x => x.Pin);
            b.HasIndex(x => new { x.Issue, x.Number }).IsUnique().Says("", "ほかの人が同時に記事を入れました。もう一度押してください。");
            b.HasIndex(x => new { x.Issue, x.Page }).IsUnique().Says("", "そのお知らせは、もうこの号に入っています。");
            b.HasIndex(x => x.Owner);
        }
    }
}

/// <summary>What an article said when a round of proofs began; by it the next round shows in red what was mended.</summary>
public sealed class GazetteText
{
    public required Guid Article { get; init; }
    public required int Round { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }

    public static GazetteText Of(GazetteArticle article, int round) =>
        new() { Article = article.Id, Round = round, Title = article.Title, Text = article.Text };

    internal sealed class Map : IEntityTypeConfiguration<GazetteText>
    {
        public void Configure(EntityTypeBuilder<GazetteText> b)
        {
            b.ToTable("website_gazette_texts");
            b.HasKey(x => new { x.Article, x.Round });
            b.Property(x => x.Title).HasMaxLength(GazetteArticle.LongestTitle);
            b.Property(x => x.Text).HasMaxLength(GazetteArticle.LongestText);
        }
    }
}
