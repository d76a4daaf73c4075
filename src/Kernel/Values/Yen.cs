using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>An amount of money in whole yen; every sum is checked and throws <see cref="OverflowException"/> rather than being wrong.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct Yen(long Amount) : IComparable<Yen>
{
    public static readonly Yen Zero = new(0);

    public static Yen operator +(Yen a, Yen b) => new(checked(a.Amount + b.Amount));
    public static Yen operator -(Yen a, Yen b) => new(checked(a.Amount - b.Amount));
    public static Yen operator -(Yen a) => new(checked(-a.Amount));
    public static Yen operator *(Yen a, long times) => new(checked(a.Amount * times));
    public static Yen operator *(long times, Yen a) => a * times;
    public static bool operator <(Yen a, Yen b) => a.Amount < b.Amount;
    public static bool operator >(Yen a, Yen b) => a.Amount > b.Amount;
    public static bool operator <=(Yen a, Yen b) => a.Amount <= b.Amount;
    public static bool operator >=(Yen a, Yen b) => a.Amount >= b.Amount;

    public static Yen Min(Yen a, Yen b) => a < b ? a : b;
    public static Yen Max(Yen a, Yen b) => a > b ? a : b;
    public static Yen Sum(IEnumerable<Yen> amounts) => amounts.Aggregate(Zero, (sum, one) => sum + one);

    /// <summary>A share such as 1/2 or 3/4 of the amount, cut down to a whole yen (towards minus infinity).</summary>
    public Yen Share(long part, long whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(whole);
        return new(checked((long)Floor((Int128)Amount * part, whole)));
    }

    /// <summary>The amount cut down to a multiple, for example to 100 yen.</summary>
    public Yen FloorTo(long multiple)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        return new(checked((long)(Floor(Amount, multiple) * multiple)));
    }

    static Int128 Floor(Int128 a, Int128 b) => a / b - (a % b < 0 ? 1 : 0);

    public int CompareTo(Yen other) => Amount.CompareTo(other.Amount);

    /// <summary>1,200円.</summary>
    public override string ToString() => Amount.ToString("#,0", CultureInfo.InvariantCulture) + "円";

    /// <summary>Reads what people type: 1200, 1,200円, １，２００, ¥1,200. Fractions and signs other than a leading minus are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Yen yen)
    {
        yen = Zero;
        if (text is null || text.Length > 40 || !text.IsNormalizedSafely(out var normal)) return false;
        var digits = normal.TrimStart('¥', '\\');
        if (digits.EndsWith('円')) digits = digits[..^1];
        if (digits.Contains(',') && !IsGrouped(digits)) return false;
        if (!long.TryParse(digits.Replace(",", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) || digits.StartsWith('+')) return false;
        yen = new(amount);
        return true;
    }

    // 12,00 is a slip of the hand, not twelve hundred.
    static bool IsGrouped(string digits)
    {
        var groups = digits.TrimStart('-').Split(',');
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
    }

    /// <summary>How an amount stands in a column: as a whole number.</summary>
    public sealed class Column() : ValueConverter<Yen, long>(yen => yen.Amount, amount => new Yen(amount));

    sealed class Json : JsonConverter<Yen>
    {
        public override Yen Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Yen value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
    }
}
