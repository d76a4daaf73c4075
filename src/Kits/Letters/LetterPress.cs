using Keyaki.Contracts.Residents;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>Prints letters for an officer: each with the words of its batch, and none whose address they must not see.</summary>
sealed class LetterPress(LetterKinds kinds, CityProfile city, MasterKey key, PaperFonts fonts, IRegister register)
{
    /// <summary>Those of the letters whose address this officer may see.</summary>
    public async Task<List<PaperLetter>> Seen(List<PaperLetter> letters, Look look)
    {
        if (look.Guards) return letters;
        var shielded = await Shielded.Of(register, letters.Select(l => l.Person), look.Stop);
        return letters.FindAll(l => !shielded.Holds(l));
    }

    public PaperFile Print(string code, PrintBatch? batch, IReadOnlyList<PaperLetter> letters, Func<PaperLetter, string> number) =>
        LetterSheets.Of(kinds, code, batch, city, fonts).Print([.. letters.Select(l => (l.Open(key), l.Department, number(l)))]);
}
