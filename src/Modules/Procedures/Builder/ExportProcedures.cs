using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>`keyaki procedures export <folder>`: what departments published goes into the city's folder, a file for each version. From
/// then on both say the same.</summary>
static class ExportProcedures
{
    public static readonly Command Command = new("procedures export",
        "課が作って公開した手続を、市のフォルダーに書き出す（記号@始まる日.json）", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments is not [var folder])
        {
            await output.WriteLineAsync("keyaki procedures export <フォルダー>");
            return 2;
        }
        var (into, written) = (Directory.CreateDirectory(Path.Combine(folder, Definitions.Folder)).FullName, 0);
        foreach (var version in services.GetRequiredService<PublishedVersions>().Of(Definitions.Folder))
        {
            var path = Path.Combine(into, ListProcedures.FileName(version.Code, version.ValidFrom));
            if (File.Exists(path)) continue;
            await File.WriteAllTextAsync(path, Sheet.Of(version.Json).Json + Environment.NewLine);
            await output.WriteLineAsync(path);
            written++;
        }
        await output.WriteLineAsync($"{written}件を書き出しました。");
        return 0;
    }
}
