namespace Keyaki.Contracts;

/// <summary>個人番号 behind the MyNumber door: kept sealed there and nowhere else. Whoever asked for one holds a word that says nothing
/// of it (番号法12条, 19条).</summary>
[CrossZone]
public interface IMyNumbers
{
    /// <summary>Keeps a number of twelve digits, and gives the word by which it is found.</summary>
    Task<Guid> Keep(string number, CancellationToken ct);

    /// <summary>The number behind a word; null where it was erased. Whoever shows it writes down who saw it.</summary>
    Task<string?> Show(Guid word, CancellationToken ct);

    /// <summary>Nothing stays of these.</summary>
    Task Erase(IReadOnlyList<Guid> words, CancellationToken ct);
}
