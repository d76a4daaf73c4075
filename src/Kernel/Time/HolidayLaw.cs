namespace Keyaki.Kernel;

/// <summary>The days that the holiday law itself names (2条 and the laws for single days), without substitutes and bridges.</summary>
static class HolidayLaw
{
    const int Forever = int.MaxValue;

    /// <summary>The last year for which the position of the sun is reckoned here.</summary>
    const int LastEquinox = 2150;

    /// <summary>A line of the law: in force in these years, on this day of each.</summary>
    sealed record Line(string Name, int From, int To, Func<int, DateOnly> Day);

    static readonly Line[] Lines =
    [
        new("元日", 1949, Forever, Fixed(1, 1)),
        new("成人の日", 1949, 1999, Fixed(1, 15)),
        new("成人の日", 2000, Forever, Monday(2, 1)), // 平成10年法律第141号
        new("建国記念の日", 1967, Forever, Fixed(2, 11)), // 昭和41年法律第86号・政令第376号
        new("天皇誕生日", 2020, Forever, Fixed(2, 23)), // 平成29年法律第63号; 2019 had none
        new("春分の日", 1949, LastEquinox, year => new(year, 3, Spring(year))),
        new("天皇誕生日", 1949, 1988, Fixed(4, 29)),
        new("みどりの日", 1989, 2006, Fixed(4, 29)), // 平成元年法律第5号
        new("昭和の日", 2007, Forever, Fixed(4, 29)), // 平成17年法律第43号
        new("憲法記念日", 1949, Forever, Fixed(5, 3)),
        new("みどりの日", 2007, Forever, Fixed(5, 4)),
        new("こどもの日", 1949, Forever, Fixed(5, 5)),
        new("海の日", 1996, 2002, Fixed(7, 20)), // 平成7年法律第22号
        new("海の日", 2003, 2019, Monday(3, 7)), // 平成13年法律第59号
        new("海の日", 2022, Forever, Monday(3, 7)),
        new("山の日", 2016, 2019, Fixed(8, 11)), // 平成26年法律第43号
        new("山の日", 2022, Forever, Fixed(8, 11)),
        new("敬老の日", 1966, 2002, Fixed(9, 15)),
        new("敬老の日", 2003, Forever, Monday(3, 9)),
        new("秋分の日", 1948, LastEquinox, year => new(year, 9, Autumn(year))),
        new("体育の日", 1966, 1999, Fixed(10, 10)),
        new("体育の日", 2000, 2019, Monday(2, 10)),
        new("スポーツの日", 2022, Forever, Monday(2, 10)), // 平成30年法律第57号
        new("文化の日", 1948, Forever, Fixed(11, 3)),
        new("勤労感謝の日", 1948, Forever, Fixed(11, 23)),
        new("天皇誕生日", 1989, 2018, Fixed(12, 23)),
    ];

    // Days of one year only.
    static readonly Holiday[] Once =
    [
        new(new(1959, 4, 10), "皇太子明仁親王の結婚の儀"), // 昭和34年法律第16号
        new(new(1989, 2, 24), "昭和天皇の大喪の礼"), // 平成元年法律第4号
        new(new(1990, 11, 12), "即位礼正殿の儀"), // 平成2年法律第24号
        new(new(1993, 6, 9), "皇太子徳仁親王の結婚の儀"), // 平成5年法律第32号
        new(new(2019, 5, 1), "天皇の即位の日"), // 平成30年法律第99号
        new(new(2019, 10, 22), "即位礼正殿の儀"),
        // The Tokyo games moved three days twice (平成27年法律第33号 as amended by 平成30年法律第55号 and 令和2年法律第68号).
        new(new(2020, 7, 23), "海の日"), new(new(2020, 7, 24), "スポーツの日"), new(new(2020, 8, 10), "山の日"),
        new(new(2021, 7, 22), "海の日"), new(new(2021, 7, 23), "スポーツの日"), new(new(2021, 8, 8), "山の日"),
    ];

    internal static IEnumerable<Holiday> Of(int year) =>
        Lines.Where(line => line.From <= year && year <= line.To)
            .Select(line => new Holiday(line.Day(year), line.Name))
            .Concat(Once.Where(day => day.Date.Year == year));

    static Func<int, DateOnly> Fixed(int month, int day) => year => new(year, month, day);

    static Func<int, DateOnly> Monday(int nth, int month) => year =>
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7 + 7 * (nth - 1));
    };

    // The day of the month on which the sun crosses the equator in Japan time: a mean position in 1980, the part of a day by which
    // the solar year is longer than 365, less the leap days since. Good to the day from 1948 to 2099 (checked against the published days).
    static int Spring(int year) => Equinox(year, year < 1980 ? 20.8357 : year < 2100 ? 20.8431 : 21.8510);
    static int Autumn(int year) => Equinox(year, year < 1980 ? 23.2588 : year < 2100 ? 23.2488 : 24.2488);

    static int Equinox(int year, double in1980) =>
        (int)Math.Floor(in1980 + 0.242194 * (year - 1980) - Math.Floor((year - 1980) / 4.0));
}
