using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>A file of the old site as it was read; without a page it cannot be taken, and why is said.</summary>
/// <param name="Name">Its path in the folder, with slashes.</param>
sealed partial record OldFile(string Name, string Hash, PastedPage? Page, string? Fault)
{
    const long Largest = 4 * 1024 * 1024;

    /// <summary>Numbers that a page keeps; those above belong to nobody yet.</summary>
    const int First = 1_000_001, Last = 4_999_999;

    public string Address => "/" + Name;
    public string Key { get; } = SiteAddress.Key("/" + Name);

    /// <summary>The number in its name (<c>1002926.html</c>): the page keeps it, so that it is found by what is printed on paper.</summary>
    public int? Number => Numbered().Match(Name) is { Success: true } match
        && int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is >= First and <= Last and var number ? number : null;

    public static IReadOnlyList<string> All(string folder) => [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions
        { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System })
        .Where(f => Path.GetExtension(f).ToLowerInvariant() is ".html" or ".htm" or ".shtml")
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static OldFile Read(string folder, string name)
    {
        OldFile Bad(string why, string hash = "") => new(name, hash, null, why);
        var path = Path.Combine(folder, name);
        if (new FileInfo(path).Length > Largest) return Bad($"{Largest / 1024 / 1024}MBより大きいファイルです。");
        if (SiteAddress.Key("/" + name).Length > SiteAddress.Longest) return Bad("アドレスが長すぎます。");
        var bytes = File.ReadAllBytes(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (OldText.Read(bytes) is not { } html) return Bad("文字を読めません。", hash);
        var page = PastedPage.Read(html);
        return page.Blocks.Count == 0 ? Bad("本文がありません。", hash)
            : page.Blocks.Count > Block.Most ? Bad($"部品が{Block.Most}個を超えます（{page.Blocks.Count}個）。ページを分けてください。",
                hash)
            : new(name, hash, page, null);
    }

    [GeneratedRegex(@"(^|/)(?<number>[0-9]{7})\.html?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    internal static partial Regex Numbered();
}
