using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What kind of answer it is; of two that fit equally well, the kind that stands first here comes first.</summary>
public enum HitKind { Mine, Answer, Item, Town, Life, Procedure, Guide }

/// <summary>One answer to what somebody typed.</summary>
/// <param name="Code">The code of the answer, procedure or life event; of an item its name.</param>
/// <param name="Say">A sentence under the title.</param>
/// <param name="Url">Where it goes on; null where the sentence is all.</param>
/// <param name="Department">Whom to ask, where the city does it otherwise.</param>
public sealed record Hit(HitKind Kind, string Code, Text Title, Text? Say, string? Url, string? Department = null);

/// <summary>What was found.</summary>
/// <param name="Guess">The word that was probably meant, where nothing fits what was typed.</param>
/// <param name="Near">Words that are like it, where nothing was found at all.</param>
public sealed record Found(IReadOnlyList<Hit> Hits, string? Guess, IReadOnlyList<string> Near)
{
    public static readonly Found Nothing = new([], null, []);
}
