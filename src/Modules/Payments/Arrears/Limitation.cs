using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>What moved the end of a claim, by which law, and the last day that followed from it; null while it cannot end.</summary>
public sealed record LimitationLine(DateOnly Day, string What, string Article, DateOnly? Last);

/// <summary>消滅時効: until when a claim can be collected, and why so. It is folded from the claim, its payments and what was done to
/// collect it.</summary>
/// <param name="Last">満了日: the last day on which it lives; null while it cannot end.</param>
/// <param name="NeedsInvocation">Whether it ends only when the debtor says so (援用).</param>
public sealed record Limitation(IReadOnlyList<LimitationLine> Lines, DateOnly? Last, bool NeedsInvocation, DateOnly? InvokedOn)
{
    /// <summary>The first day after it.</summary>
    public DateOnly? CompleteOn => Last?.AddDays(1);

    public bool IsComplete(DateOnly today) => Last < today;

    /// <summary>Whether nothing is left to collect.</summary>
    public bool IsGone(DateOnly today) => IsComplete(today) && (!NeedsInvocation || InvokedOn > Last && InvokedOn <= today);

    enum Effect { Renew, Pause, Hold, Freeze }

    /// <summary>更新 from a day on; 進行しない, and 完成猶予, up to a day; 完成猶予 for as long as something goes on.</summary>
    sealed record Event(DateOnly Day, string What, string Article, Effect Effect, DateOnly At, string Years = "");

    /// <exception cref="MissingRule">no period is known for the day on which it began, as for private claims before the change of the
    /// Civil Code.</exception>
    public static Limitation Of(Ledger ledger, Determination of, Recovery recovery, RuleTables rules)
    {
        var law = of.Item.Law.Code();
        DateOnly End(DateOnly from, string years) => CollectionLaws.LastDay(from, rules[$"collection-years/{years}"]);
        var (start, needs) = (of.Due.AddDays(1), of.Item.Law is CollectionLaw.Civil);
        var invoked = recovery.Steps.FirstOrDefault(s => s.Kind is RecoveryKind.Invocation)?.Day;
        // Where time itself would end it; until when it is kept from ending all the same; what keeps it for as long as it goes on.
        var (run, hold, frozen) = (End(start, law), DateOnly.MinValue, 0);
        var (years, pauses) = (law, new List<(DateOnly From, DateOnly Until)>());
        DateOnly? Last() => frozen > 0 ? null : run > hold ? run : hold;
        List<LimitationLine> lines = [new(start, "納期限の翌日から数える", of.Item.Law.Limitation(), run)];
        foreach (var each in Events(ledger, of, recovery, rules).OrderBy(e => e.Day).ThenBy(e => e.At))
        {
            // 完成した後の承認は、私債権では援用できなくする（最高裁昭和41年4月20日）。公債権はもうない。
            if (each.Day > Last() && !(needs && each.Article == Owning && !(invoked < each.Day))) break;
            switch (each.Effect)
            {
                case Effect.Pause:
                    pauses.Add((each.Day, each.At));
                    run = run.AddDays(Rest(pauses[^1], start));
                    break;
                // 民法150条2項: a notice while only another one keeps it from ending does nothing.
                case Effect.Hold when each.Day > run && frozen == 0:
                    lines.Add(new(each.Day, $"{each.What}（猶予の間の再度の催告で、効力がない）", each.Article, Last()));
                    continue;
                case Effect.Hold:
                    hold = each.At;
                    break;
                case Effect.Freeze:
                    frozen++;
                    break;
                default:
                    if (each.Years == Thaw) frozen--;
                    else if (each.Years == ThawJudged) (frozen, years) = (frozen - 1, "judged");
                    start = each.At;
                    run = End(start, years).AddDays(pauses.Sum(p => Rest(p, start)));
                    break;
            }
            lines.Add(new(each.Day, each.What, each.Article, Last()));
        }
        return new(lines, Last(), needs, invoked);
    }

    const string Thaw = "thaw", ThawJudged = "judged", Owning = "民法152条";

    /// <summary>The days of a pause from a day on.</summary>
    static int Rest((DateOnly From, DateOnly Until) pause, DateOnly from) =>
        Math.Max(0, pause.Until.DayNumber - Math.Max(pause.From.DayNumber, from.DayNumber) + 1);

    static IEnumerable<Event> Events(Ledger ledger, Determination of, Recovery recovery, RuleTables rules)
    {
        if (recovery.Demand is { } demand) yield return Renewed(of, demand, rules);
        // 充当は市がするもので、承認ではない。
        foreach (var (day, amount, _) in ledger.Payments(of).Where(p => p.Kind is not PostingKind.Appropriate))
            yield return new(day, $"{amount}の納付（承認）", Owning, Effect.Renew, day.AddDays(1));
        foreach (var plan in recovery.Plans)
            yield return new(plan.MadeOn, "分納の約束（承認）", Owning, Effect.Renew, plan.MadeOn.AddDays(1));
        foreach (var stay in recovery.Stays.Where(s => s.Ends >= s.From))
            yield return Stay.StopsTime(stay.Kind)
                ? new(stay.From, $"{stay.Kind.Label()} {EraDate.Of(stay.Ends)}まで（時効が進まない）", "地方税法18条の2第4項",
                    Effect.Pause, stay.Ends)
                : new(stay.From, $"{stay.Kind.Label()} {EraDate.Of(stay.Ends)}まで（承認）", Owning, Effect.Renew, stay.Ends.AddDays(1));
        foreach (var step in recovery.Steps)
            if (Of(step) is { } happened) yield return happened;
    }

    // 地方税の督促は、発した日から起算して10日を経過した日まで、それから新たに数える（地方税法18条の2第1項2号）。
    // ほかは督促の時から（地方自治法236条4項）。
    static Event Renewed(Determination of, Demand demand, RuleTables rules) => of.Item.Law is CollectionLaw.LocalTax
        ? new(demand.SentOn, "督促（更新）", "地方税法18条の2第1項2号", Effect.Renew,
            demand.SentOn.AddDays((int)rules["collection-days/limitation"].On(demand.SentOn).Value + 1))
        : new(demand.SentOn, "督促（更新）", "地方自治法236条4項", Effect.Renew, demand.SentOn.AddDays(1));

    static Event? Of(RecoveryStep step)
    {
        Event Is(string what, string article, Effect effect, DateOnly at, string years = "") =>
            new(step.Day, $"{step.Kind.Label()}（{what}）", article, effect, at, years);
        var next = step.Day.AddDays(1);
        return step.Kind switch
        {
            RecoveryKind.Seizure => Is("終わるまで完成しない", "民法148条1項", Effect.Freeze, next),
            RecoveryKind.Release or RecoveryKind.Distribution => Is("更新", "民法148条2項", Effect.Renew, next, Thaw),
            RecoveryKind.ShareClaim => Is("終わるまで完成しない", "地方税法18条の2第1項3号", Effect.Freeze, next),
            RecoveryKind.ShareEnd => Is("更新", "地方税法18条の2第1項3号", Effect.Renew, next, Thaw),
            RecoveryKind.Suit => Is("終わるまで完成しない", "民法147条1項", Effect.Freeze, next),
            RecoveryKind.Judgment => Is("10年に更新", "民法169条1項", Effect.Renew, next, ThawJudged),
            RecoveryKind.Notice => Is("6か月完成しない", "民法150条1項", Effect.Hold, CollectionLaws.LastDay(next, Noticed)),
            RecoveryKind.Acknowledgement => Is("更新", Owning, Effect.Renew, next),
            _ => null,
        };
    }

    // 民法150条1項: the months for which a notice keeps a claim from ending.
    const int Noticed = 6;
}
