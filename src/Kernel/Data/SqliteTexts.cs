using System.Globalization;

namespace Keyaki.Kernel;

/// <summary>FTS5 without content: it keeps where the pairs of letters stand, walks from the newest row and stops at the last that is
/// wanted.</summary>
sealed class SqliteTexts : ITextIndex
{
    public const string Prepare = """
        CREATE VIRTUAL TABLE IF NOT EXISTS kernel_texts_fts
          USING fts5("Grams", content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
        CREATE TRIGGER IF NOT EXISTS kernel_texts_ai AFTER INSERT ON kernel_texts BEGIN
          INSERT INTO kernel_texts_fts(rowid, "Grams") VALUES (new."Row", new."Grams");
          UPDATE kernel_texts SET "Grams" = '' WHERE "Row" = new."Row"; END;
        CREATE TRIGGER IF NOT EXISTS kernel_texts_ad AFTER DELETE ON kernel_texts BEGIN
          DELETE FROM kernel_texts_fts WHERE rowid = old."Row"; END;
        """;

    // The last letter of a run stands alone: the end of one is never taken for the middle of the next.
    public string Grams(IEnumerable<string> marks, IEnumerable<string[]> runs) =>
        string.Join(' ', marks.Concat(runs.SelectMany(SearchGrams.Tokens)));

    public FormattableString Sql(string kind, TextWords words, IReadOnlyList<IReadOnlyList<string>> choices, long? before, int most,
        bool newest)
    {
        var match = string.Join(" AND ", words.Phrases.Select(p => $"\"{string.Join(' ', p)}\"")
            .Concat(choices.Select(c => $"({string.Join(" OR ", c)})")));
        var last = before ?? long.MaxValue;
        // CROSS JOIN in SQLite means: in this order.
        return $"""
            SELECT t."Row", t."Kind", t."Record", t."Part", t."Page", t."Text", t."Grams"
            FROM (SELECT rowid FROM kernel_texts_fts WHERE kernel_texts_fts MATCH {match} AND rowid < {last}
                ORDER BY rowid DESC LIMIT {most}) f
            CROSS JOIN kernel_texts t ON t."Row" = f.rowid
            """;
    }
}
