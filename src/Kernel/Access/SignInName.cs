using System.Globalization;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>The one form in which two spellings of a name that somebody signs in with (a login, a mail address) meet: wherever one is
/// looked up, counted or kept.</summary>
public static class SignInName
{
    public static string Fold(string typed)
    {
        var shown = string.Concat(typed.Normalize(NormalizationForm.FormKC)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)));
        var folded = shown.ToLowerInvariant().Normalize(NormalizationForm.FormKC).Trim();
        // Some phones show the address with quotes around the name.
        return MailAddress.Read(folded)?.ToString() ?? folded;
    }
}
