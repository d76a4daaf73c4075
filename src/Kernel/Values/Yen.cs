using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>An amount of money in whole yen; every sum is checked and throws <see cref="OverflowException"/> rather than being
/// wrong.</summary>
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

    /// <summary>Reads what people type: 1200, 1,200円, １，２００, ¥1,200, ¥1,200-. Fractions, points and commas in a wrong place are
    /// refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Yen yen)
    {
        yen = Zero;
        if (text is null || text.Length > 40 || !text.IsNormalizedSafely(out var normal)) return false;
        var digits = PlainText.WithoutUnseen(normal).TrimStart('¥', '\\');
        if (digits.EndsWith('円')) digits = digits[..^1];
        // A dash behind an amount says that nothing follows.
        else if (digits is [.., >= '0' and <= '9', var last] && JapaneseText.IsDash(last)) digits = digits[..^1];
        if (digits.StartsWith('+') || Numeral.ReadWhole(digits) is not { } amount) return false;
        yen = new(amount);
        return true;
    }

    /// <summary>How an amount stands in a column: as a whole number.</summary>
    public sealed class Column() : ValueConverter<Yen, long>(yen => yen.Amount, amount => new Yen(amount));

    sealed class Json : JsonConverter<Yen>
    {
        public override Yen Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Yen value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Amount);
    }
}
