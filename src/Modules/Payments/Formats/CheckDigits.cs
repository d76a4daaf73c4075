using System.Globalization;

namespace Keyaki.Payments;

/// <summary>チェックデジット: how the digits of a check are made of others. A layout names one; a new one is a line here.</summary>
static class CheckDigits
{
    /// <summary>Stands where nobody has said how the check is made: zeros, which are never compared. What bears it is a
    /// specimen.</summary>
    internal const string Unknown = "unknown";

    static readonly Dictionary<string, Func<string, int, string>> All = new(StringComparer.Ordinal)
    {
        [Unknown] = (_, width) => new('0', width),
        // Tens digit of the eL-QR's blocks as two samples have it; the ones digit is not known.
        ["sum-10-and-0"] = (digits, _) => $"{digits.Sum(d => d - '0') % 10}0",
        ["modulus-10-weight-3"] = (digits, _) => $"{(10 - Weighted(digits) % 10) % 10}",
        ["crc-16"] = (digits, width) => Crc16(digits).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'),
    };

    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>Whether what it makes can be compared.</summary>
    internal static bool IsKnown(string name) => name is not (Unknown or "sum-10-and-0");

    internal static string Of(string name, string digits, int width) => All[name](digits, width);

    // Weights 3, 1, 3 ... from the right.
    static int Weighted(string digits) =>
        digits.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();

    /// <summary>CRC-16/CCITT-FALSE: 0x1021, begins with 0xFFFF, not reflected.</summary>
    internal static int Crc16(string digits)
    {
        var crc = 0xFFFF;
        foreach (var digit in digits)
        {
            crc ^= digit << 8;
            for (var bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
        }
        return crc;
    }
}
