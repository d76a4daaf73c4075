using System.Globalization;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>A time of day as somebody types it: 10:30, 10時30分, １０：３０, 9.</summary>
static class TypedTime
{
    /// <summary>Null where nothing is typed.</summary>
    /// <exception cref="Rule">it cannot be read; said at that field.</exception>
    public static TimeOnly? Read(string typed, string field)
    {
        var plain = typed.Normalize(NormalizationForm.FormKC).Trim().Replace('時', ':').Replace("分", "", StringComparison.Ordinal);
        if (plain.Length == 0) return null;
        return TimeOnly.TryParseExact(plain.EndsWith(':') ? plain + "00" : plain, ["H:mm", "H:m", "H"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time) ? time
                : throw new Rule(field, $"「{typed}」は時刻として読めません。10:30 のように入力してください。");
    }
}
