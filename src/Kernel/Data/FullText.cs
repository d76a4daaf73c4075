using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A piece of a record's text: of itself, or of a page of one of its parts (a file).</summary>
public sealed class TextPiece
{
    public long Row { get; init; }
    public required string Kind { get; init; }
    public required Guid Record { get; init; }
    public Guid? Part { get; init; }

    /// <summary>From 1; 0 where there are none.</summary>
    public required int Page { get; init; }
    public required string Text { get; init; }

    /// <summary>What the database makes its index of when the row comes in; then it is empty again.</summary>
    public required string Grams { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<TextPiece>
    {
        public void Configure(EntityTypeBuilder<TextPiece> b)
        {
            b.ToTable("kernel_texts");
            b.HasKey(x => x.Row);
            b.Property(x => x.Row).ValueGeneratedOnAdd();
            b.Property(x => x.Kind).HasMaxLength(40);
            b.HasIndex(x => new { x.Record, x.Part });
        }
    }
}

/// <summary>How a database keeps the index of long texts. It holds no text a second time.</summary>
public interface ITextIndex
{
    /// <summary>What a row brings for its index.</summary>
    string Grams(IEnumerable<string> marks, IEnumerable<string[]> runs);

    /// <summary>Rows that hold these runs of letters and one mark of each choice. PostgreSQL knows the pairs of letters and not their
    /// order: who needs a run as it stands looks into the text.</summary>
    /// <param name="before">Only rows before this one; null from the newest.</param>
    /// <param name="newest">The newest first; else whichever come first, which costs less.</param>
    FormattableString Sql(string kind, TextWords words, IReadOnlyList<IReadOnlyList<string>> choices, long? before, int most, bool newest);
}

/// <summary>Full text: pieces of at most 10,000 characters that overlap by 50, so that a word on their border stands whole in one of
/// them.</summary>
public sealed class FullText(IDatabase database)
{
    public const int Longest = 10_000, Overlap = 50;

    /// <summary>Adds texts in the caller's turn; each carries the marks, by which it is found together with them.</summary>
    public void Add(CityDb db, string kind, Guid record, Guid? part, IReadOnlyList<string> pages, IReadOnlyList<string> marks)
    {
        foreach (var piece in Pieces(kind, record, part, pages, marks)) db.Append(piece);
    }

    /// <summary>The rows of such texts.</summary>
    public IEnumerable<TextPiece> Pieces(string kind, Guid record, Guid? part, IReadOnlyList<string> pages, IReadOnlyList<string> marks)
    {
        string[] kept = [SearchGrams.Mark(kind), .. marks.Select(m => SearchGrams.Mark(kind, m))];
        return Cut(pages).Select(piece => new TextPiece
        {
            Kind = kind, Record = record, Part = part, Page = part is null ? 0 : piece.Page, Text = piece.Text,
            Grams = database.Texts.Grams(kept, SearchGrams.Runs(piece.Text)),
        });
    }

    /// <summary>Takes all texts of a record out, or those of one part.</summary>
    public static Task Forget(CityDb db, Guid record, Guid? part, CancellationToken ct) =>
        db.Set<TextPiece>().Where(p => p.Record == record && (part == null || p.Part == part)).ExecuteDeleteAsync(ct);

    /// <summary>Pages as pieces; each page is followed by the beginning of the next.</summary>
    public static IEnumerable<(int Page, string Text)> Cut(IReadOnlyList<string> pages)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            var text = (pages[i] + (i + 1 < pages.Count ? Head(pages[i + 1], Overlap) : "")).Replace('\0', ' ');
            if (string.IsNullOrWhiteSpace(pages[i])) continue;
            for (var at = 0; ;)
            {
                var piece = Head(text[at..], Longest);
                yield return (i + 1, piece);
                if (at + piece.Length >= text.Length) break;
                at += piece.Length - Overlap;
                if (char.IsLowSurrogate(text[at])) at--;
            }
        }
    }

    static string Head(string text, int most) => text.Length <= most ? text
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Pieces that may hold the words, the newest first: <see cref="TextWords.In"/> says which do.</summary>
    public IQueryable<TextPiece> Newest(CityDb db, string kind, TextWords words, IReadOnlyList<IReadOnlyList<string>> choices,
        long? before, int most) => Ask(db, kind, words, choices, before, most, newest: true).OrderByDescending(p => p.Row);

    /// <summary>So many of them at most, to be counted.</summary>
    public IQueryable<TextPiece> Some(CityDb db, string kind, TextWords words, IReadOnlyList<IReadOnlyList<string>> choices, int most) =>
        Ask(db, kind, words, choices, null, most, newest: false);

    IQueryable<TextPiece> Ask(CityDb db, string kind, TextWords words, IReadOnlyList<IReadOnlyList<string>> choices, long? before, int most,
        bool newest) => db.Set<TextPiece>().FromSql(database.Texts.Sql(kind, words,
            [[SearchGrams.Mark(kind)], .. choices.Select(c => c.Select(m => SearchGrams.Mark(kind, m)).ToList())], before, most, newest));
}

/// <summary>What somebody looks for in texts: runs of letters and digits, at least one of two or more.</summary>
public sealed class TextWords
{
    readonly List<string[]> runs;

    TextWords(List<string[]> runs) => this.runs = runs;

    /// <summary>Null where there is no run of two letters.</summary>
    public static TextWords? Of(string? said) => SearchGrams.Runs(said ?? "").ToList() is var runs && runs.Exists(r => r.Length > 1)
        ? new(runs) : null;

    /// <summary>The runs as overlapping pairs; single letters are looked for in the text alone.</summary>
    public IEnumerable<IReadOnlyList<string>> Phrases =>
        runs.Where(r => r.Length > 1).Select(r => r.Zip(r.Skip(1), string.Concat).ToList());

    /// <summary>Whether the pairs alone say that it is there.</summary>
    public bool IsPair => runs is [{ Length: 2 }];

    /// <summary>True when each run stands in the text as it was said.</summary>
    public bool In(string text)
    {
        // Nearly always it stands there as it was typed, and what folds to it need not be asked.
        if (runs.TrueForAll(r => text.Contains(string.Concat(r), StringComparison.Ordinal))) return true;
        var all = string.Join(' ', SearchGrams.Runs(text).Select(r => string.Concat(r)));
        return runs.TrueForAll(r => all.Contains(string.Concat(r), StringComparison.Ordinal));
    }

    /// <summary>The place of the first run in a text, with what stands around it.</summary>
    public string Around(string text, int before = 30, int after = 90)
    {
        var plain = runs.Select(r => text.IndexOf(string.Concat(r), StringComparison.Ordinal)).Where(i => i >= 0)
            .DefaultIfEmpty(-1).First();
        return Cut(text, plain >= 0 ? plain : Folded(text), before, after);
    }

    /// <summary>Where the first run begins, whatever its width and kana.</summary>
    int Folded(string text)
    {
        var (folded, places) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
            foreach (var c in char.IsLetterOrDigit(text[i]) || text[i] is '々' or '〆' or 'ー' ? JapaneseText.Fold(text[i].ToString()) : " ")
            {
                folded.Append(c);
                places.Add(i);
            }
        var all = folded.ToString();
        return runs.Select(r => all.IndexOf(string.Concat(r), StringComparison.Ordinal)).Where(i => i >= 0)
            .Select(i => places[i]).DefaultIfEmpty(0).First();
    }

    static string Cut(string text, int at, int before, int after)
    {
        var (from, until) = (Math.Max(0, at - before), Math.Min(text.Length, at + after));
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        if (until < text.Length && char.IsLowSurrogate(text[until])) until++;
        return (from > 0 ? "…" : "") + text[from..until].ReplaceLineEndings(" ").Trim() + (until < text.Length ? "…" : "");
    }
}
