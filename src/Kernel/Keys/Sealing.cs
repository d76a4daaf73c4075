using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>What goes when the key goes under which a keyed hash was made and that nothing can compute again.</summary>
public enum Dropped { Row, Value }

/// <summary>
/// Columns say in the model what of the master key is in them: <see cref="Rotation"/> carries exactly these over to a new key, and a
/// test finds every purpose in the source that no column declares.
/// </summary>
public static class Sealing
{
    const string SealedKey = "Keyaki:Sealed", BlindKey = "Keyaki:Blind", HashedKey = "Keyaki:Hashed";

    /// <summary>Purposes of what is in no column: it lives for minutes, outside the database, and ends with its key.</summary>
    public static readonly IReadOnlyList<string> Passing = ["ticket:", "held", "protected:"];

    internal sealed record Blinded(string Purpose, string Source, Func<string, string> Normal);

    internal sealed record Hashed(string Purpose, Dropped Dropped, string? Where);

    /// <summary>A base64 box of <see cref="MasterKey.Seal(byte[], string)"/>.</summary>
    public static PropertyBuilder<T> IsSealed<T>(this PropertyBuilder<T> column, string purpose)
    {
        column.HasAnnotation(SealedKey, purpose);
        return column;
    }

    /// <summary>The keyed hash of what is sealed in the column <paramref name="of"/> of the same row, brought to its normal form.</summary>
    public static PropertyBuilder<T> IsBlind<T>(this PropertyBuilder<T> column, string purpose, string of, Func<string, string> normal)
    {
        column.HasAnnotation(BlindKey, new Blinded(purpose, of, normal));
        return column;
    }

    /// <summary>A keyed hash whose source nobody keeps: a new key cannot make it again.</summary>
    /// <param name="where">The rows in which it is one, as SQL, when in others the column holds something else.</param>
    public static PropertyBuilder<T> IsKeyedHash<T>(this PropertyBuilder<T> column, string purpose, Dropped dropped, string? where = null)
    {
        column.HasAnnotation(HashedKey, new Hashed(purpose, dropped, where));
        return column;
    }

    internal static string? Sealed(this IReadOnlyProperty column) => column.FindAnnotation(SealedKey)?.Value as string;

    internal static Blinded? Blind(this IReadOnlyProperty column) => column.FindAnnotation(BlindKey)?.Value as Blinded;

    internal static Hashed? KeyedHash(this IReadOnlyProperty column) => column.FindAnnotation(HashedKey)?.Value as Hashed;

    /// <summary>All purposes that the columns declare.</summary>
    public static IReadOnlySet<string> Declared(IReadOnlyModel model) => model.GetEntityTypes().SelectMany(t => t.GetProperties())
        .SelectMany(p => new[] { p.Sealed(), p.Blind()?.Purpose, p.KeyedHash()?.Purpose }).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
}
