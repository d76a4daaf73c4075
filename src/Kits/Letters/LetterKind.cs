using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>Something that a letter says and that differs from letter to letter: its name in the template, and its label in a
/// table.</summary>
public sealed record LetterFact(string Code, string Label);

/// <summary>手紙の種類: what a room writes by the thousand (督促状, 還付通知書). Its words are a file of the city; what may stand in
/// them, and who prints and sends it, says the room.</summary>
public abstract class LetterKind
{
    /// <summary>Such as payments-demand: the name of the file, too. It never changes.</summary>
    public abstract string Code { get; }

    /// <summary>Who prints, sends and takes back letters of this kind, each of their own departments.</summary>
    public abstract Permission Who { get; }

    /// <summary>Who does so for all departments; null where nobody does.</summary>
    public virtual Permission? All => null;

    public abstract IReadOnlyList<LetterFact> Facts { get; }

    public abstract LetterTemplate Template(CityProfile city);
}

/// <summary>The same with its file: the room names <see cref="Files"/> among its own.</summary>
public abstract class LetterKind<T> : LetterKind where T : LetterKind<T>, new()
{
    public sealed record File(LetterTemplate Template);

    public static CityFiles Files { get; } = new CityFiles<File>("letters", new T().Code + ".json", "letter.json",
        reading => new(LetterTemplate.Read(reading, new T())));

    public override LetterTemplate Template(CityProfile city) => city.Files<File>().Template;
}
