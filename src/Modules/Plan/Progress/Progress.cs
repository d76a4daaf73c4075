using System.Text.Json.Serialization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>How an initiative does as a whole, said by its owner: a word, a shape and a colour.</summary>
public enum Light
{
    [Label("予定どおり")] OnTrack,
    [Label("遅れ気味")] Behind,
    [Label("止まっている")] Stopped,
    [Label("完了")] Done,
}

/// <summary>How one bar or milestone does, said by the owner.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemState>))]
public enum ItemState
{
    [Label("これから")] NotBegun,
    [Label("進めている")] Begun,
    [Label("終わった")] Done,
    [Label("遅れている")] Late,
}

/// <summary>What a schedule's bar or milestone is today: Unknown before anybody has reported on the initiative, Ahead, Running, Done,
/// or Late.</summary>
public enum ItemStanding { Unknown, Ahead, Running, Done, Late }

/// <summary>A bar or milestone (Source) as it is reported on. Begins and Ends are null where the plan's place is lost.</summary>
public sealed record ScheduleItem(string Key, string Label, DateOnly? Begins, DateOnly? Ends, object Source)
{
    /// <summary>What is asked about on this day: it has begun, its place is lost, or it is a milestone of the next half year.</summary>
    public bool IsAsked(DateOnly today) => (Begins ?? DateOnly.MinValue) <= (Source is Milestone ? today.AddMonths(6) : today);
}

/// <summary>進み具合: an initiative's schedule held against its newest report and the day.</summary>
public sealed record Progress(Initiative Initiative, Report? Latest, IReadOnlyList<ScheduleItem> Items, DateOnly Today)
{
    public static Progress Of(Initiative initiative, Book book, Report? latest, DateOnly today) =>
        new(initiative, latest, [.. Schedule(initiative, Moment.First(book.Starts))], today);

    /// <summary>Late means: somebody has reported, nothing says that it is done, and its end has passed or the owner says that it is
    /// late.</summary>
    public ItemStanding Of(ScheduleItem item) => Latest is null ? ItemStanding.Unknown : Latest.Of(item.Key) switch
    {
        ItemState.Done => ItemStanding.Done,
        ItemState.Late => ItemStanding.Late,
        _ when item.Ends < Today => ItemStanding.Late,
        ItemState.NotBegun => ItemStanding.Ahead,
        ItemState.Begun => ItemStanding.Running,
        _ => item.Begins is { } begins && begins <= Today ? ItemStanding.Running : ItemStanding.Ahead,
    };

    /// <summary>The same for the bar or milestone itself.</summary>
    public ItemStanding Of(object source) => Items.FirstOrDefault(i => ReferenceEquals(i.Source, source)) is { } item ? Of(item)
        : ItemStanding.Unknown;

    public IEnumerable<ScheduleItem> Late => Items.Where(i => Of(i) is ItemStanding.Late);

    /// <summary>Whoever needs this initiative is warned.</summary>
    public bool HoldsUp => Latest?.Light is Light.Behind or Light.Stopped || Late.Any();

    /// <summary>What an initiative that needs this one reads about it.</summary>
    public string Words => Latest is null ? "報告はまだありません" : Latest.Light is Light.Done ? "完了しています" : HoldsUp
        ? $"遅れています（{Latest.Light.Label()}）" : Latest.Light.Label();

    /// <summary>What ended before the plan began is history and is not reported on.</summary>
    static IEnumerable<ScheduleItem> Schedule(Initiative initiative, DateOnly starts)
    {
        var bars = initiative.Bars.Select(b => new ScheduleItem($"{b.Row}|{b.Label}", Gantt.Label(b), b.From?.Begins, b.To?.Ends, b));
        var marks = initiative.Milestones.Select(m =>
            new ScheduleItem($"▲|{m.Label}", $"節目：{m.Label}（{Moment.Words(m.At)}）", m.Day, Moment.Last(m.At), m));
        return bars.Concat(marks).Where(i => i.Ends is not { } ends || ends >= starts).GroupBy(i => i.Key)
            .SelectMany(g => g.Select((item, n) => n == 0 ? item : item with { Key = $"{item.Key}|{n + 1}" }));
    }
}

/// <summary>The words of a standing.</summary>
static class ProgressWords
{
    public static string Words(this ItemStanding standing) =>
        standing switch
        {
            ItemStanding.Late => "遅れ",
            ItemStanding.Done => "終わりました",
            ItemStanding.Running => "進めています",
            ItemStanding.Ahead => "これから",
            _ => ""
        };
}
