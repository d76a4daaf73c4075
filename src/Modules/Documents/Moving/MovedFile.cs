using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;

namespace Keyaki.Documents;

/// <summary>A file as one line of a table names it: 役割|場所|SHA-256|ファイル名|題名. What stands behind the place may be left out.</summary>
/// <param name="Path">Below the folder of what comes, with strokes.</param>
public sealed record MovedFile(FileRole Role, string Path, string Hash, string Name, string Title)
{
    public const int Most = 500, LongestTitle = 200;
    const char Between = '|';

    /// <summary>The lines of a cell.</summary>
    /// <exception cref="Rule">one of them is none.</exception>
    public static IReadOnlyList<MovedFile> Read(string cell) =>
        [.. cell.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    /// <summary>The same, of a record that comes.</summary>
    /// <exception cref="Rule">one of them is none, or there are too many.</exception>
    public static IReadOnlyList<MovedFile> Coming(string cell) => Read(cell) is var files && files.Count <= Most ? files
        : throw new Rule("files", $"1つの文書に付けられるファイルは{Most}個までです。");

    static MovedFile Line(string line)
    {
        var parts = line.Split(Between, 5, StringSplitOptions.TrimEntries);
        if (Enum.GetValues<FileRole>().Where(r => r.Label() == parts[0]).ToList() is not [var role] || parts.Length < 2
            || parts[1].Length == 0)
            throw new Rule("files", $"「{PlainText.Cut(line, 60)}」は、「本文|keiyaku/0001.pdf」のように、役割と場所を「|」で区切って書いてください。"
                + "役割は、本文、添付、施行文書、読み取った紙、メールのどれかです。");
        string Part(int at, string otherwise) => parts.ElementAtOrDefault(at) is { Length: > 0 } said ? said : otherwise;
        var hash = Part(2, "").ToLowerInvariant();
        if (hash.Length > 0 && (hash.Length != 64 || hash.Any(c => !char.IsAsciiHexDigitLower(c))))
            throw new Rule("files", $"「{parts[1]}」のSHA-256は、64桁の16進数で書いてください。");
        var name = FileStore.NameOf(Part(3, parts[1]));
        return new(role, parts[1], hash, name, PlainText.Cut(Part(4, name), LongestTitle));
    }

    /// <summary>A kept file as it leaves: its place is its hash.</summary>
    public static MovedFile Of(DocumentFile file, StoredFile stored)
    {
        var ending = System.IO.Path.GetExtension(stored.Name).ToLowerInvariant();
        var plain = ending is { Length: > 1 and <= 9 } && ending[1..].All(char.IsAsciiLetterOrDigit) ? ending : "";
        return new(file.Role, $"files/{stored.Hash[..2]}/{stored.Hash}{plain}", stored.Hash, stored.Name, file.Title);
    }

    public override string ToString() => string.Join(Between, Role.Label(), Path, Hash, Plain(Name).Replace(Between, '｜'), Plain(Title));

    static string Plain(string text) => text.ReplaceLineEndings(" ").Trim();
}
