using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>開庁日の暦: several versions side by side, and a day for which there is none.</summary>
public sealed class CalendarTests : IDisposable
{
    static readonly DateOnly Spring = new(2027, 4, 1);
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-calendar").FullName;

    public CalendarTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    string Calendar => File.ReadAllText(Path.Combine(KiyoseTests.Folder(), "calendar.json"));

    void Write(string name, string text) => File.WriteAllText(Path.Combine(copy, name), text);

    BusinessDays Read() => KiyoseTests.Load(copy).Calendar;

    // From April on the hall is closed on Thursdays and open on Saturdays.
    string Next(string day = "2027-04-01") => Calendar.Replace("2025-04-01", day, StringComparison.Ordinal)
        .Replace("\"thursday\"", "\"saturday\"", StringComparison.Ordinal);

    string Ending(string until) => Calendar.Replace("\"validFrom\": \"2025-04-01\",",
        $"\"validFrom\": \"2025-04-01\", \"validUntil\": \"{until}\",", StringComparison.Ordinal);

    [Fact]
    public void 暦の次の版は_その日から数えられ_前の日までは今の版が数えられる()
    {
        Write("calendar@2027-04-01.json", Next());
        var days = Read();
        Assert.True(days.IsOpen(Spring.AddDays(-7))); // 木曜日
        Assert.False(days.IsOpen(Spring.AddDays(-5))); // 土曜日
        Assert.False(days.IsOpen(Spring)); // 木曜日
        Assert.True(days.IsOpen(Spring.AddDays(2))); // 土曜日
        Assert.Equal([new(2027, 3, 31), new(2027, 4, 2), new(2027, 4, 3)],
            new[] { 1, 2, 3 }.Select(n => days.Add(new(2027, 3, 30), n)));
        Assert.Equal(3, days.Count(new(2027, 3, 30), new(2027, 4, 4)));
    }

    [Fact]
    public void 終わりの日のある暦は_その次の日からを数えず_どの暦のどの日がないかを言う()
    {
        Write("calendar.json", Ending("2027-03-31"));
        var days = Read();
        Assert.True(days.IsOpen(new(2027, 3, 31)));
        Assert.Equal(1, days.Count(new(2027, 3, 30), new(2027, 3, 31)));
        var missing = Assert.Throws<MissingRule>(() => days.IsOpen(Spring));
        Assert.Contains("開庁日", missing.Message, StringComparison.Ordinal);
        Assert.Contains("令和9年4月1日", missing.Message, StringComparison.Ordinal);
        Assert.Throws<MissingRule>(() => days.Count(new(2027, 3, 30), Spring));
        Assert.Throws<MissingRule>(() => days.Add(new(2027, 3, 31), 1));
    }

    [Fact]
    public void 終わりの日のある暦も_次の版があれば続く()
    {
        Write("calendar.json", Ending("2027-03-31"));
        Write("calendar@2027-04-01.json", Next());
        Assert.False(Read().IsOpen(Spring));
    }

    [Theory]
    [InlineData("calendar@2027-04-02.json", "2027-04-01", "validFrom")] // 名前の日と違う
    [InlineData("calendar@2027-05-01.json", "2027-05-01", "validFrom")] // 間が空いている
    [InlineData("calendar@2025-04-01.json", "2025-04-01", "validFrom")] // 前の版と同じ日
    [InlineData("calendar@spring.json", "2027-04-01", "validFrom")]
    public void 暦の版の誤りは_始めるときにファイルと場所で言われる(string name, string day, string path)
    {
        Write("calendar.json", Ending("2027-03-31"));
        Write(name, Next(day));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => Read()).Faults, f => (f.File, f.Path) == (name, path));
    }
}
