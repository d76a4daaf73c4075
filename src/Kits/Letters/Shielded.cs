using Keyaki.Contracts.Residents;

namespace Keyaki.Kits;

/// <summary>支援措置: which letters go to somebody whose address few may know. Asked behind the register's door, before a turn.</summary>
sealed record Shielded(IReadOnlySet<Guid> Persons)
{
    const int AtOnce = 1000;

    public static async Task<Shielded> Of(IRegister register, IEnumerable<Guid?> whom, CancellationToken ct)
    {
        var found = new HashSet<Guid>();
        foreach (var some in whom.OfType<Guid>().Distinct().Chunk(AtOnce)) found.UnionWith(await register.Refused(some, ct));
        return new(found);
    }

    /// <summary>It does not lie with those who may see it, and should.</summary>
    public bool Holds(PaperLetter letter) => !letter.Guarded && letter.Person is { } id && Persons.Contains(id);
}
