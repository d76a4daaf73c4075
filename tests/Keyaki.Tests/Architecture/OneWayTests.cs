using System.Text.RegularExpressions;

namespace Keyaki.Tests.Architecture;

/// <summary>What two places would count differently is counted in one.</summary>
public sealed partial class OneWayTests
{
    static IEnumerable<string> Found(Regex words, params string[] home) => Source.Files("src", ".cs", ".razor")
        .Where(f => !home.Contains(f.Path)).SelectMany(f => words.Matches(f.Text).Select(m => $"{f.Path}: {m.Value}"));

    [Fact]
    public void 時刻から市の日と時への道は一つ() => Assert.Equal([], Found(LocalTime(), "src/Kernel/Time/Clock.cs"));

    [Fact]
    public void 開庁日の暦は一つ() => Assert.Equal([], Found(Calendar(), "src/Kernel/Time/BusinessDays.cs", "src/Kernel/Time/Holidays.cs"));

    [Fact]
    public void 年齢は一つのところで数える() => Assert.Equal([], Found(BirthYear(), "src/Kernel/Values/Age.cs"));

    [Fact]
    public void 書き上げたHTMLは_文字としてではなく部品で画面に置く() => Assert.Equal([], Found(AsText()));

    [GeneratedRegex(@"@Written\.")]
    private static partial Regex AsText();

    [GeneratedRegex(@"TimeZoneInfo\.ConvertTime|AddHours\(9\)|FromHours\(9\)\)|\.ToOffset\(|GetLocalNow|DateOnly\.FromDateTime|BaseUtcOffset")]
    private static partial Regex LocalTime();

    [GeneratedRegex(@"Holidays\.On|record \w*(OpenDays|Closure)\b|DayOfWeek\.(Saturday|Sunday)")]
    private static partial Regex Calendar();

    [GeneratedRegex(@"\.Year - \w*[bB](irth|orn)\w*\.Year")]
    private static partial Regex BirthYear();
}
