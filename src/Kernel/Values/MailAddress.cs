using System.Text.RegularExpressions;

namespace Keyaki.Kernel;

/// <summary>
/// A mail address as people write it. Old carriers of mobile phones gave out addresses with dots in a row, at the beginning or before
/// the at sign; they are taken as they are, and go over the wire with a quoted local part (RFC 5321 4.1.2), which is how the carriers
/// take them.
/// </summary>
public sealed partial record MailAddress
{
    /// <summary>RFC 5321 4.5.3.1.</summary>
    const int LongestLocal = 64, Longest = 254;

    MailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>What stands before the at sign, without quotes.</summary>
    public string Local { get; }
    public string Domain { get; }

    /// <summary>Null when it is no address; quotes around the local part are read, and full width is the caller's matter.</summary>
    public static MailAddress? Read(string typed) =>
        typed.Length <= Longest && Written().Match(typed) is { Success: true } found
        && found.Groups["local"].Value is { Length: <= LongestLocal } local ? new(local, found.Groups["domain"].Value) : null;

    /// <summary>As it is spoken to a mail server: quoted where it is no dot-string.</summary>
    public string OnTheWire => DotString().IsMatch(Local) ? ToString() : $"\"{Local}\"@{Domain}";

    /// <summary>As a person writes it; quoted only where it could not be read otherwise.</summary>
    public override string ToString() => Plain().IsMatch(Local) ? $"{Local}@{Domain}" : $"\"{Local}\"@{Domain}";

    const string Atom = @"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]", Label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    [GeneratedRegex($@"^(?:(?<local>(?:{Atom}|\.)+)|""(?<local>[!#-\[\]-~]+)"")@(?<domain>{Label}(?:\.{Label})+)\z")]
    private static partial Regex Written();

    [GeneratedRegex($@"^(?:{Atom}|\.)+\z")] private static partial Regex Plain();
    [GeneratedRegex($@"^{Atom}+(?:\.{Atom}+)*\z")] private static partial Regex DotString();
}
