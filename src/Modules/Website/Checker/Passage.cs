using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>What a text of a page is there for.</summary>
public enum PassageKind { Title, Summary, Heading, Body, Items, Cells, Caption, Alternative, File, Label, Fact, Form }

/// <summary>Words to put in the place of others, counted in what a reader sees (<see cref="Passage.Seen"/>).</summary>
readonly record struct Edit(int Start, int Length, string With);

/// <summary>A text of a page: where it stands, in which language, what was typed and what a reader sees of it.</summary>
public sealed class Passage
{
    /// <summary>A run of what is seen, where it stands in what was typed, and where it ends there with its marks.</summary>
    readonly record struct Piece(int Seen, int Raw, int Length, int End);

    static readonly Dictionary<string, (string Field, PassageKind Kind, bool Inlined)[]> Fields = new(StringComparer.Ordinal)
    {
        ["heading"] = [("text", PassageKind.Heading, true)],
        ["text"] = [("text", PassageKind.Body, true)],
        ["list"] = [("items", PassageKind.Items, true)],
        ["steps"] = [("items", PassageKind.Items, true)],
        ["table"] = [("caption", PassageKind.Caption, false), ("cells", PassageKind.Cells, true)],
        ["callout"] = [("title", PassageKind.Label, false), ("text", PassageKind.Body, true)],
        ["disclosure"] = [("title", PassageKind.Label, false), ("text", PassageKind.Body, true)],
        ["faq"] = [("question", PassageKind.Label, false), ("answer", PassageKind.Body, true)],
        ["picture"] = [("alt", PassageKind.Alternative, false), ("caption", PassageKind.Caption, false)],
        ["files"] = [("items", PassageKind.File, false)],
        ["video"] = [("title", PassageKind.Label, false), ("text", PassageKind.Body, true)],
        ["place"] = [("name", PassageKind.Label, false), ("address", PassageKind.Label, false), ("way", PassageKind.Body, true)],
    };

    readonly Lazy<(string Seen, IReadOnlyList<Piece> Pieces)> read;

    Passage(string at, string language, PassageKind kind, string raw, bool inlined = false)
    {
        (At, Language, Kind, Raw, Inlined) = (at, language, kind, raw, inlined);
        read = new(Read, isThreadSafe: false);
    }

    public string At { get; }
    public string Language { get; }
    public PassageKind Kind { get; }
    public string Raw { get; }

    /// <summary>Whether marks are read in it.</summary>
    public bool Inlined { get; }

    /// <summary>What is read of it: without marks, addresses and readings.</summary>
    public string Seen => read.Value.Seen;

    /// <summary>The same with signs of full width in half width, letter by letter: places in it are places in <see cref="Seen"/>.</summary>
    public string Narrow => field ??= Narrowed(Seen);

    /// <summary>The sentences (lines, cells) of it, as places in <see cref="Seen"/>.</summary>
    internal IReadOnlyList<(int Start, int Length)> Sentences => field ??= [.. Parted()];

    /// <summary>The sentence in which that place is, as a span of places.</summary>
    internal (int Start, int Length) SentenceAround(int place)
    {
        var (low, high) = (0, Sentences.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Sentences[middle] is var found && place < found.Start) high = middle - 1;
            else if (place >= found.Start + found.Length) low = middle + 1;
            else return found;
        }
        return (place, 0);
    }


    internal bool IsJapanese => Language != "en";

    /// <summary>All texts of a content, in the order in which they are read.</summary>
    public static IEnumerable<Passage> Of(Content content)
    {
        var written = content.Written.ToDictionary(w => w.Code, w => w.Wording);
        foreach (var code in new[] { "ja", "easy", "en" })
        {
            if (written.TryGetValue(code, out var wording))
            {
                yield return new($"{code}.title", code, PassageKind.Title, wording.Title);
                yield return new($"{code}.summary", code, PassageKind.Summary, wording.Summary);
                foreach (var (index, block) in wording.Blocks.Index())
                    foreach (var (field, kind, inlined) in Fields.GetValueOrDefault(block.Kind) ?? [])
                        if (block[field] is { Length: > 0 } raw) yield return new($"{code}.{index}.{field}", code, kind, raw, inlined);
            }
            foreach (var (name, text) in FactsOf(content))
                if ((code switch { "easy" => text.Easy, "en" => text.En, _ => text.Ja }) is { Length: > 0 } said)
                    yield return new(code == "ja" ? $"facts.{name}" : $"facts.{name}.{code}", code,
                        name == "alt" ? PassageKind.Alternative : PassageKind.Fact, said);
        }
        foreach (var (channel, form) in content.Forms.OrderBy(f => f.Key, StringComparer.Ordinal))
            yield return new($"forms.{channel}", "ja", PassageKind.Form, form.Words);
    }

    internal static Passage? Find(Content content, string at) => Of(content).FirstOrDefault(s => s.At == at);

    /// <summary>The content with another text there; as it was where there is no such place.</summary>
    internal static Content Put(Content content, string at, string raw)
    {
        var parts = at.Split('.', 3);
        return parts switch
        {
            ["forms", .. var rest] when string.Join('.', rest) is var channel && content.Forms.TryGetValue(channel, out var form) =>
                content with { Forms = new Dictionary<string, Override>(content.Forms) { [channel] = form with { Words = raw } } },
            ["facts", var name, .. var rest] when content.Facts is { } facts =>
                content with { Facts = Put(facts, name, rest is [var language] ? language : "ja", raw) },
            ["ja" or "easy" or "en", "title"] => content.With(parts[0], content[parts[0]] with { Title = raw }),
            ["ja" or "easy" or "en", "summary"] => content.With(parts[0], content[parts[0]] with { Summary = raw }),
            ["ja" or "easy" or "en", var index, var field] when int.TryParse(index, out var i) && content[parts[0]].Blocks is var blocks
                && i < blocks.Count => content.With(parts[0], content[parts[0]] with
                {
                    Blocks = [.. blocks.Select((b, at) => at == i ? b.With(field, raw) : b)],
                }),
            _ => content,
        };
    }

    static Facts Put(Facts facts, string name, string language, string raw)
    {
        return name switch
        {
            "place" => facts with { Place = Said(facts.Place) },
            "for" => facts with { For = Said(facts.For) },
            "capacity" => facts with { Capacity = Said(facts.Capacity) },
            "fee" => facts with { Fee = Said(facts.Fee) },
            "apply" => facts with { Apply = facts.Apply with { Words = Said(facts.Apply.Words) } },
            "alt" when facts.Picture is { } picture => facts with { Picture = picture with { Alt = Said(picture.Alt) } },
            _ => facts,
        };

        Text? Said(Text? text) => text is null ? null
            : language switch { "easy" => text with { Easy = raw }, "en" => text with { En = raw }, _ => text with { Ja = raw } };
    }

    static IEnumerable<(string Name, Text Text)> FactsOf(Content content)
    {
        if (content.Facts is not { } facts) yield break;
        if (facts.Place is { } place) yield return ("place", place);
        if (facts.For is { } whom) yield return ("for", whom);
        if (facts.Capacity is { } capacity) yield return ("capacity", capacity);
        if (facts.Fee is { } fee) yield return ("fee", fee);
        if (facts.Apply.Words is { } apply) yield return ("apply", apply);
        if (facts.Picture?.Alt is { } alt) yield return ("alt", alt);
    }

    /// <summary>What was typed, with these edits, of which none lies over another; null where one of them reaches over the edge of a
    /// mark, so that a button cannot do it.</summary>
    internal string? Edited(IEnumerable<Edit> edits)
    {
        var (pieces, raw, from, at) = (read.Value.Pieces, new StringBuilder(Raw.Length + 16), 0, 0);
        foreach (var edit in edits.OrderBy(e => e.Start))
        {
            while (at < pieces.Count && pieces[at].Seen + pieces[at].Length < edit.Start + Math.Max(1, edit.Length)
                && !(edit.Length == 0 && pieces[at].Seen + pieces[at].Length == edit.Start)) at++;
            if (at == pieces.Count || pieces[at] is var piece && piece.Seen > edit.Start) return null;
            // What is put behind a word in marks stands behind the marks.
            var start = edit.Length == 0 && edit.Start == piece.Seen + piece.Length ? piece.End : piece.Raw + edit.Start - piece.Seen;
            if (start < from) return null;
            raw.Append(Raw, from, start - from).Append(edit.With);
            from = start + edit.Length;
        }
        return raw.Append(Raw, from, Raw.Length - from).ToString();
    }

    (string, IReadOnlyList<Piece>) Read()
    {
        if (Kind is PassageKind.File) return Titles();
        if (!Inlined || Raw.AsSpan().IndexOfAny('*', '[', '《') < 0) return (Raw, [new(0, 0, Raw.Length, Raw.Length)]);
        var (pieces, runs, from, seen) = (new List<Piece>(), Inline.Read(Raw), 0, 0);
        foreach (var run in runs)
        {
            var length = run.Words.Length;
            var (before, after) = run switch
            {
                StrongRun => (2, 2),
                LinkRun link => (1, link.Url.Length + 3),
                RubyRun ruby => (Raw[from] == '｜' ? 1 : 0, ruby.Reading.Length + 2),
                _ => (0, 0),
            };
            pieces.Add(new(seen, from + before, length, from + before + length + after));
            (seen, from) = (seen + length, from + before + length + after);
        }
        return (string.Concat(runs.Select(r => r.Words)), pieces);
    }

    /// <summary>Of the lines "file|title" the titles.</summary>
    (string, IReadOnlyList<Piece>) Titles()
    {
        var (pieces, titles, from) = (new List<Piece>(), new List<string>(), 0);
        var seen = 0;
        foreach (var line in Raw.Split('\n'))
        {
            var bar = line.IndexOf('|');
            if (titles.Count > 0) seen++;
            var title = bar < 0 ? "" : line[(bar + 1)..].TrimEnd('\r');
            titles.Add(title);
            if (title.Length > 0) pieces.Add(new(seen, from + bar + 1, title.Length, from + bar + 1 + title.Length));
            (seen, from) = (seen + title.Length, from + line.Length + 1);
        }
        return (string.Join('\n', titles), pieces);
    }

    IEnumerable<(int Start, int Length)> Parted()
    {
        var start = 0;
        for (var i = 0; i <= Seen.Length; i++)
        {
            var ends = i == Seen.Length || Seen[i] is '。' or '！' or '？' or '!' or '?' or '\n' or '\t'
                || Kind is PassageKind.Cells && Seen[i] == '|'
                || !IsJapanese && Seen[i] == '.' && i + 1 < Seen.Length && Seen[i + 1] == ' ';
            if (!ends) continue;
            if (i > start) yield return (start, i - start);
            start = i + 1;
        }
    }

    static string Narrowed(string text) => text.AsSpan().IndexOfAnyInRange('！', '～') < 0 && !text.Contains('　', StringComparison.Ordinal)
        ? text : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] switch { >= '！' and <= '～' and var c => (char)(c - 0xFEE0), '　' => ' ', var c => c };
        });
}

/// <summary>Buttons that change words of one text.</summary>
static class Mending
{
    /// <summary>Enough for edits that make room for others; what takes longer is not for a button.</summary>
    const int Rounds = 8;

    /// <summary>A button that makes these edits at the place of the text as it is when it is pressed; none where it would not mend all of
    /// them.</summary>
    public static Fix? Button(this Checked page, Passage passage, string label, Func<Passage, IReadOnlyList<Edit>> edits)
    {
        return Passage.Find(Mend(page.Content), passage.At) is { } then && edits(then).Count == 0 ? new(label, Mend) : null;

        Content Mend(Content content)
        {
            for (var round = 0; round < Rounds; round++)
                if (Passage.Find(content, passage.At) is { } now && edits(now) is { Count: > 0 } wanted && now.Edited(wanted) is { } raw)
                    content = Passage.Put(content, passage.At, raw);
                else break;
            return content;
        }
    }

    /// <summary>The first few of what was found, in quotes.</summary>
    public static string Quoted(this IEnumerable<string> found) =>
        string.Concat(found.Distinct(StringComparer.Ordinal).Take(3).Select(f => $"「{PlainText.Cut(f.Trim(), 40)}」"));
}
