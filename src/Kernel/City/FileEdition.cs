namespace Keyaki.Kernel;

/// <summary>One version of something that the files say: where it stands, by which code its versions belong together, what people call it,
/// its first and last day (null where there is none, or where the next version ends it).</summary>
/// <param name="Alone">It is a file of its own (`code@2027-04-01.json`) and not a row in one.</param>
public sealed record FileEdition(string File, string Code, string What, DateOnly? From, DateOnly? Until, bool Alone = false)
{
    /// <summary>Where the next version is written, if it begins on that day.</summary>
    public string Next(DateOnly day) => !Alone ? File
        : $"{File.Split('@')[0].Replace(Path.GetExtension(File), "", StringComparison.Ordinal)}@{day:yyyy-MM-dd}{Path.GetExtension(File)}";
}

/// <summary>What the files let begin on a day, or end after it without anything that follows.</summary>
/// <param name="Before">Whether it takes the place of an earlier version.</param>
public sealed record FileChange(DateOnly Day, FileEdition Of, bool Ends, bool Before)
{
    /// <summary>What begins or ends between two days, both included, in the order of the days.</summary>
    public static IReadOnlyList<FileChange> Between(IEnumerable<FileEdition> all, DateOnly from, DateOnly until)
    {
        bool In(DateOnly? day) => from <= day && day <= until;
        var found = new List<FileChange>();
        foreach (var versions in all.GroupBy(e => e.Code).Select(g => g.OrderBy(e => e.From ?? DateOnly.MinValue).ToList()))
            foreach (var (one, next) in versions.Zip(versions.Skip(1).Append(null)))
            {
                if (In(one.From)) found.Add(new(one.From ?? from, one, Ends: false, Before: one != versions[0]));
                if (In(one.Until) && !((next?.From ?? DateOnly.MaxValue) <= one.Until?.AddDays(1)))
                    found.Add(new(one.Until ?? from, one, Ends: true, Before: false));
            }
        return [.. found.OrderBy(c => c.Day).ThenBy(c => c.Of.File, StringComparer.Ordinal).ThenBy(c => c.Of.Code, StringComparer.Ordinal)];
    }
}
