using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>受付期間と上限: from which day to which one can apply, how many times in all, and how many times each person; null where
/// nothing
/// limits it.</summary>
public sealed record Limits(DateOnly? From, DateOnly? Until, int? Most, int? PerPerson)
{
    public static Limits None { get; } = new(null, null, null, null);

    internal static Limits Read(Section root)
    {
        if (root.Maybe("limits") is not { } section) return None;
        section.Only("from", "until", "most", "perPerson");
        foreach (var name in new[] { "most", "perPerson" })
            if (section.Whole(name) == 0) section.Fault(name, "1以上の数を書いてください。上限がないときは空けます。");
        return new(section.Date("from"), section.Until(), section.Whole("most"), section.Whole("perPerson"));
    }

    /// <summary>Why nobody can apply on a day; null when one can.</summary>
    public Text? Closed(DateOnly day) => day < From
        ? Text.Of(l => l.Pick($"{l.Say(From.Value)}から受け付けます。", $"{l.Say(From.Value)}から もうしこめます。",
            $"Applications open on {l.Say(From.Value)}."))
        : day > Until ? Text.Of(l => l.Pick($"{l.Say(Until.Value)}で受付を終わりました。", $"{l.Say(Until.Value)}で おわりました。",
            $"Applications closed on {l.Say(Until.Value)}.")) : null;

    /// <summary>The days of it as a person reads them; null where there are none.</summary>
    public string? Period(Language l) => (From, Until) switch
    {
        ({ } from, { } until) => l.Pick($"{l.Say(from)}から{l.Say(until)}まで", $"{l.Say(from)}から {l.Say(until)}まで",
            $"{l.Say(from)} to {l.Say(until)}"),
        (null, { } until) => l.Pick($"{l.Say(until)}まで", $"{l.Say(until)}まで", $"until {l.Say(until)}"),
        ({ } from, null) => l.Pick($"{l.Say(from)}から", $"{l.Say(from)}から", $"from {l.Say(from)}"),
        _ => null,
    };

    static readonly Text Full = new("申し込みが定員に達したため、受け付けられません。", "いっぱいに なりました。もうしこめません。",
        "All places are taken; no more applications can be received.");

    /// <summary>Why one application more on that day would be too much; null when it would not.</summary>
    /// <param name="all">The applications for this procedure.</param>
    /// <param name="own">Those of the person who asks; null where nobody knows who that is.</param>
    /// <param name="beside">How many more are on their way, and no applications yet.</param>
    internal async Task<Text?> Over(IQueryable<Application> all, IQueryable<Application>? own, DateOnly day, DateTimeOffset now,
        CancellationToken ct, int beside = 0)
    {
        if (Closed(day) is { } why) return why;
        if (Most is { } most && await Counted(all, now).CountAsync(ct) + beside >= most) return Full;
        return PerPerson is not { } each || own is null || await Counted(own, now).CountAsync(ct) < each ? null
            : Text.Of(l => l.Pick($"お一人{each}回までのため、もう受け付けられません。",
                $"ひとり {each}かいまでです。もう もうしこめません。",
                $"Each person can apply {each} time(s); you have done so already."));
    }

    /// <summary>Nobody takes more than there is.</summary>
    /// <exception cref="Rule">all are taken, or this person has had theirs.</exception>
    internal async Task Refuse(IQueryable<Application> all, IQueryable<Application> own, DateOnly day, DateTimeOffset now,
        CancellationToken ct)
    {
        if (await Over(all, own, day, now, ct) is { } why) throw new Rule("", why);
    }

    // What was taken back or refused leaves its place to others; who is just paying holds theirs.
    IQueryable<Application> Counted(IQueryable<Application> of, DateTimeOffset now)
    {
        var since = (From ?? new(2000, 1, 1)).Midnight();
        return of.Where(a => a.StartedAt >= since && a.State != ApplicationState.Withdrawn && a.State != ApplicationState.Refused
            && (a.State != ApplicationState.AwaitingPayment || a.HeldUntil > now));
    }
}

/// <summary>What stands beside the questions: 根拠 in law, 個人情報の扱い, and whom to ask where it is not the department's
/// counter.</summary>
public sealed record Notes(Text? Basis, Text? Privacy, Text? Contact)
{
    public static Notes None { get; } = new(null, null, null);

    internal static Notes Read(Section root)
    {
        if (root.Maybe("notes") is not { } section) return None;
        section.Only("basis", "privacy", "contact");
        return new(section.MaybeText("basis"), section.MaybeText("privacy"), section.MaybeText("contact"));
    }

    /// <summary>In which languages it says it is not written yet.</summary>
    internal static IReadOnlySet<string> Languages(Section root)
    {
        var said = root.Words("absent");
        for (var i = 0; i < said.Count; i++)
            if (said[i] is not ("easy" or "en")) root.Fault($"absent[{i}]", "easy か en を書いてください。日本語は、いつも要ります。");
        return said.ToHashSet();
    }
}
