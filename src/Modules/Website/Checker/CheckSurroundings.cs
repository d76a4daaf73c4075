using System.Buffers;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>What is known of an address of our own.</summary>
public enum TargetState { Unknown, Published, Unpublished, Ended }

/// <summary>A picture as it was handed in.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="IsText">It shows text, as a poster does.</param>
/// <param name="IsBroken">It cannot be shown.</param>
public sealed record PictureFacts(string Name, bool IsText = false, bool IsBroken = false);

/// <summary>A file as it was handed in. What only a PDF has is true for all others.</summary>
/// <param name="Kind">The ending of its name: pdf, xlsx ...</param>
public sealed record FileFacts(string Kind, long Bytes, bool HasTitle = true, bool HasLanguage = true, bool IsTagged = true,
    bool HasText = true)
{
    public bool IsPdf => Kind.Equals("pdf", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a procedure says itself of what pages like to repeat.</summary>
/// <param name="Deadline">The last day; null where it has none.</param>
/// <param name="Fees">All amounts in yen that it may cost; none (or 0) where it is free; null where it does not say.</param>
/// <param name="Place">Null where it has none.</param>
public sealed record ProcedureFigures(string Title, DateOnly? Deadline = null, IReadOnlyList<long>? Fees = null, string? Place = null);

/// <summary>Names of persons, to be found in texts with and without the space between surname and given name.</summary>
public sealed class KnownNames
{
    public static readonly KnownNames None = new([]);

    readonly string[] names;
    readonly SearchValues<string> search;
    readonly HashSet<string> surnames = [];

    /// <param name="full">As they are kept: 佐藤 花子.</param>
    public KnownNames(IEnumerable<string> full)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in full)
        {
            var parts = name.Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 1) surnames.Add(parts[0]);
            foreach (var between in new[] { "", " ", "　" })
                if (string.Join(between, parts) is { Length: > 2 } written) all.Add(written);
        }
        names = [.. all];
        search = SearchValues.Create(names, StringComparison.Ordinal);
    }

    /// <summary>A name that stands in the text; null where there is none.</summary>
    internal string? In(string text) => names.Length > 0 && text.AsSpan().ContainsAny(search)
        ? Array.Find(names, name => text.Contains(name, StringComparison.Ordinal)) : null;

    internal bool IsSurname(string word) => surnames.Contains(word);
}

/// <summary>What was looked up for a check. Who looks up for many pages shares what is the same for all of them.</summary>
public sealed record CheckSurroundings
{
    public required DateOnly Today { get; init; }
    public required WebsiteWords Words { get; init; }
    public bool IsNotice { get; init; }

    /// <summary>The department whose page it is, its number, and the extension behind it where its record has one.</summary>
    public string? Owner { get; init; }
    public string? Phone { get; init; }
    public string? Extension { get; init; }

    /// <summary>All other numbers and mail addresses that may stand in a page; those of <see cref="Words"/> need not be among
    /// them.</summary>
    public IReadOnlyCollection<string> Phones { get; init; } = [];
    public IReadOnlyCollection<string> Mails { get; init; } = [];

    /// <summary>Officers who are not to be named. Who is known by office, as the mayor is, is not among them.</summary>
    public KnownNames Officers { get; init; } = KnownNames.None;

    public DateOnly? ReviewDay { get; init; }
    public DateTimeOffset? Publishes { get; init; }
    public DateTimeOffset? Expires { get; init; }

    public Func<string, ProcedureFigures?> Procedure { get; init; } = _ => null;
    public Func<string, TargetState> Link { get; init; } = _ => TargetState.Unknown;
    public Func<string, PictureFacts?> Picture { get; init; } = _ => null;
    public Func<string, FileFacts?> File { get; init; } = _ => null;

    /// <summary>Whether another page has this title.</summary>
    public Func<string, bool> HasTitle { get; init; } = _ => false;

    /// <summary>Under which names the website itself is reached, and machines that only the office sees.</summary>
    public IReadOnlyCollection<string> OwnHosts { get; init; } = [];
    public IReadOnlyCollection<string> InternalHosts { get; init; } = [];

    /// <summary>Beginnings of our own addresses that residents cannot open.</summary>
    public IReadOnlyCollection<string> InnerPaths { get; init; } = ["/office", "/preview"];

    /// <summary>From which day on the text was meant to be read: a day without a year is the nearest one to it.</summary>
    internal DateOnly Base => Publishes?.Day() ?? Today;

    internal HashSet<string> Numbers => field ??= [.. Phones.Concat(Words.Phones.Select(p => p.Phone)).Append(Phone ?? "")
        .Select(Digits).Where(d => d.Length > 0)];

    internal static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
