using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keyaki.Kernel;

/// <summary>The number that a person keeps for an application: eight random characters and a check character, read as
/// 7B3D-K6FG-M.</summary>
[JsonConverter(typeof(Json))]
public sealed record ReceiptNumber
{
    // 23 characters: no vowels (no word can appear), none of 0/O, 1/I/L, 2/Z (Z), 5/S (S), U/V/Y, Q.
    // 23 is prime, so a weighted sum modulo 23 with weights that differ in every place finds each wrong
    // character and each swap of any two, wherever they stand.
    public const string Alphabet = "23456789BCDFGHJKMNPRTWX";
    public const int Length = 9;

    ReceiptNumber(string value) => Value = value;

    /// <summary>The nine characters without hyphens, as stored.</summary>
    public string Value { get; }

    /// <summary>A new number, every one of 23^8 (78 thousand million) equally likely; a unique index keeps it single.</summary>
    public static ReceiptNumber New(RandomNumberGenerator random)
    {
        Span<char> drawn = stackalloc char[Length - 1];
        Span<byte> one = stackalloc byte[1];
        for (var i = 0; i < drawn.Length;)
        {
            random.GetBytes(one);
            // 253 = 11 x 23: the three values above would make some characters more likely than others.
            if (one[0] < 253) drawn[i++] = Alphabet[one[0] % Alphabet.Length];
        }
        return new($"{drawn}{CheckOf(drawn)}");
    }

    /// <summary>Reads a number as people type it: any width and case, with or without hyphens and spaces; false when its check
    /// character does not fit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ReceiptNumber? number)
    {
        number = null;
        if (text is null || text.Length > 40 || !text.IsNormalizedSafely(out var normal)) return false;
        var value = string.Concat(normal.ToUpperInvariant().Where(c => !JapaneseText.IsDash(c)));
        if (value.Length != Length || value.Any(c => !Alphabet.Contains(c)) || CheckOf(value.AsSpan(0, Length - 1)) != value[^1])
            return false;
        number = new(value);
        return true;
    }

    /// <summary>The same for route values, which ASP.NET Core binds through this shape.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider,
        [NotNullWhen(true)] out ReceiptNumber? number) => TryParse(text, out number);

    static char CheckOf(ReadOnlySpan<char> eight)
    {
        var sum = 0;
        for (var i = 0; i < eight.Length; i++) sum += (i + 2) * Alphabet.IndexOf(eight[i]);
        return Alphabet[(Alphabet.Length - sum % Alphabet.Length) % Alphabet.Length];
    }

    /// <summary>7B3D-K6FG-M.</summary>
    public override string ToString() => $"{Value.AsSpan(0, 4)}-{Value.AsSpan(4, 4)}-{Value.AsSpan(8)}";

    /// <summary>How a number stands in a column: nine characters.</summary>
    public sealed class Column() : ValueConverter<ReceiptNumber, string>(number => number.Value, value => new ReceiptNumber(value));

    sealed class Json : JsonConverter<ReceiptNumber>
    {
        public override ReceiptNumber Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var number) ? number : throw new JsonException("受付番号ではありません。");
        public override void Write(Utf8JsonWriter writer, ReceiptNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
