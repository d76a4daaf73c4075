namespace Keyaki.Kits;

/// <summary>版: what was said of a subject, valid from a day on. Nothing is overwritten: a change, a correction and an undoing are each one
/// more. Those that correct each other are one line, known by the number of its first; of a line the last one counts.</summary>
public abstract class SubjectVersion
{
    public required Guid Subject { get; init; }

    /// <summary>From 1, in the order in which they were recorded.</summary>
    public required long Number { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The account of who recorded it; null for the program.</summary>
    public Guid? By { get; init; }

    /// <summary>Why, in the words of who recorded it.</summary>
    public required string Reason { get; init; }

    /// <summary>The number of the one in whose place it stands; null where it says something new.</summary>
    public long? Replaces { get; init; }

    /// <summary>The number of the first of its line: itself where it replaces none.</summary>
    public required long Line { get; init; }

    /// <summary>It says nothing, and takes away what it replaces.</summary>
    public bool Void { get; init; }
}

/// <summary>A stretch of days in which one version holds; To is the last day, null where none is known.</summary>
public sealed record Stretch<TVersion>(DateOnly From, DateOnly? To, TVersion Of);

/// <summary>The two questions to any history: as of a day, and as known at a moment (engines, section 5).</summary>
public static class Timeline
{
    /// <summary>The versions that counted at that moment: of each line the last one that was recorded by then.</summary>
    public static IQueryable<T> Known<T>(this IQueryable<T> all, DateTimeOffset at) where T : SubjectVersion =>
        all.Where(v => !v.Void && v.RecordedAt <= at
            && !all.Any(w => w.Subject == v.Subject && w.Line == v.Line && w.Number > v.Number && w.RecordedAt <= at));

    /// <summary>Of each subject the version that holds on that day, as it was known at that moment.</summary>
    public static IQueryable<T> AsOf<T>(this IQueryable<T> all, DateOnly day, DateTimeOffset known) where T : SubjectVersion
    {
        var begun = all.Known(known).Where(v => v.ValidFrom <= day);
        return begun.Where(v => !begun.Any(w => w.Subject == v.Subject
            && (w.ValidFrom > v.ValidFrom || w.ValidFrom == v.ValidFrom && w.Line > v.Line)));
    }

    /// <summary>The same of one subject whose versions are at hand.</summary>
    public static T? AsOf<T>(this IReadOnlyCollection<T> all, DateOnly day, DateTimeOffset known) where T : SubjectVersion =>
        all.Spans(known).LastOrDefault(s => s.From <= day)?.Of;

    /// <summary>The stretches of one subject, as they were known at that moment: they follow each other and never overlap.</summary>
    public static IReadOnlyList<Stretch<T>> Spans<T>(this IReadOnlyCollection<T> all, DateTimeOffset known) where T : SubjectVersion
    {
        var held = all.Where(v => v.RecordedAt <= known).GroupBy(v => v.Line).Select(line => line.MaxBy(v => v.Number)).OfType<T>()
            .Where(v => !v.Void).GroupBy(v => v.ValidFrom).OrderBy(g => g.Key).Select(g => g.MaxBy(v => v.Line)).OfType<T>().ToList();
        return [.. held.Select((v, i) => new Stretch<T>(v.ValidFrom, i + 1 < held.Count ? held[i + 1].ValidFrom.AddDays(-1) : null, v))];
    }

    /// <summary>What its line said before this one: what an undoing says again; null where that was nothing.</summary>
    public static T? Before<T>(this IReadOnlyCollection<T> all, T version) where T : SubjectVersion =>
        all.FirstOrDefault(v => v.Number == version.Replaces && !v.Void);

    /// <summary>Whether it is the last of its line: only that can be corrected or undone.</summary>
    public static bool IsLast<T>(this IReadOnlyCollection<T> all, T version) where T : SubjectVersion =>
        !all.Any(v => v.Line == version.Line && v.Number > version.Number);
}
