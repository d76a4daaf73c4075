using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Approvals;

/// <summary>Prints of a paper's lines, and which of them differ from what was seen before.</summary>
public sealed class Marks
{
    readonly SortedDictionary<string, string> now = new(StringComparer.Ordinal);
    readonly IReadOnlyDictionary<string, string>? before;

    /// <param name="print">A keyed hash: a print tells nothing about a text of few possible values to who has no key.</param>
    public Marks(CasePaper paper, Func<string, string> print, string? before)
    {
        now["proposal"] = print(paper.Proposal);
        foreach (var section in paper.Sections)
            foreach (var row in section.Rows)
                now[KeyOf(section, row, print)] = print(row.Text);
        foreach (var file in paper.Files) now["file " + print(file.Name)] = print($"{file.Type} {file.Size} {file.Url}");
        this.before = before is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(before);
        Print = JsonSerializer.Serialize(now);
        (this.print, Removed) = (print, this.before is null ? 0 : this.before.Keys.Count(k => !now.ContainsKey(k)));
    }

    readonly Func<string, string> print;

    /// <summary>What is kept of this look.</summary>
    public string Print { get; }

    /// <summary>How many lines that were there are gone.</summary>
    public int Removed { get; }

    public bool Any => Removed > 0 || before is not null && now.Any(n => before.GetValueOrDefault(n.Key) != n.Value);
    public bool Proposal => Differs("proposal");
    public bool Changed(CaseSection section, CaseRow row) => Differs(KeyOf(section, row, print));
    public bool Changed(CaseFile file) => Differs("file " + print(file.Name));

    bool Differs(string key) => before is not null && before.GetValueOrDefault(key) != now.GetValueOrDefault(key);

    // The second line of the same label in a section (a repeated group) has a key of its own.
    static string KeyOf(CaseSection section, CaseRow row, Func<string, string> print)
    {
        var nth = section.Rows.TakeWhile(r => !ReferenceEquals(r, row)).Count(r => r.Label == row.Label);
        return print($"{section.Title}\u001f{row.Label}\u001f{nth}");
    }
}
