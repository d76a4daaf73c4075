using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>What stands in a file: its text by page, and a sentence for officers when nothing, or not all, could be read.</summary>
public sealed record FileText(IReadOnlyList<string> Pages, string? Why);

/// <summary>Reads what stands in kept files: PDF, Word, Excel, mail and text. It takes its time: asked outside of turns only.</summary>
public interface IFileTexts
{
    /// <exception cref="NotHere">the file is held, or its bytes are gone.</exception>
    Task<FileText> Of(StoredFile file, CancellationToken ct);
}
