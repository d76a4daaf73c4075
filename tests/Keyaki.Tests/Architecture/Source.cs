using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

/// <summary>What the program is written in, read as text: for rules that are about the writing itself.</summary>
static class Source
{
    static readonly string[] Not = ["/obj/", "/bin/", "/node_modules/"];

    /// <summary>Path from the root, and content, of each file below a folder that ends in one of these.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings) =>
        from file in Directory.EnumerateFiles(Path.Combine(City.Root, folder), "*.*", SearchOption.AllDirectories)
        where endings.Contains(Path.GetExtension(file)) && !Not.Any(n => file.Contains(n, StringComparison.Ordinal))
        select (Path.GetRelativePath(City.Root, file), File.ReadAllText(file));
}
