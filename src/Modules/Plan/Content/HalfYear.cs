using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>Half of a fiscal year, the step of the plan's schedules: April to September, or October to March. Written 2024H1.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct HalfYear(int Year, bool Second) : IComparable<HalfYear>
{
    public static HalfYear Of(DateOnly day) => new(FiscalYear.Of(day).Year, day.Month is >= 10 or <= 3);

    /// <summary>Its place in a row of half years; the difference of two is their distance.</summary>
    public int Index => Year * 2 + (Second ? 1 : 0);
    public DateOnly Begins => new(Year, Second ? 10 : 4, 1);
    public DateOnly Ends => Next.Begins.AddDays(-1);
    public HalfYear Next => Second ? new(Year + 1, false) : this with { Second = true };
    public string Months => Second ? "10〜3月" : "4〜9月";

    public int CompareTo(HalfYear other) => Index.CompareTo(other.Index);
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}H{(Second ? 2 : 1)}");

    /// <summary>The words of a person: 令和6年度 10〜3月.</summary>
    public string Words => $"{new FiscalYear(Year)} {Months}";

    public static bool TryParse(string? text, out HalfYear half)
    {
        half = default;
        if (text is not { Length: 6 } || text[4] != 'H' || text[5] is not ('1' or '2')
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return false;
        half = new(year, text[5] == '2');
        return true;
    }

    sealed class Json : JsonConverter<HalfYear>
    {
        public override HalfYear Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var half) ? half : throw new JsonException("「2024H1」の形で書いてください。");

        public override void Write(Utf8JsonWriter writer, HalfYear value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
