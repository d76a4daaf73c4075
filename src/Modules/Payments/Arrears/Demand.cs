using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>督促: a claim whose day is over is reminded of, once, with a last day in the letter.</summary>
public sealed class Demand : RecoveryRow
{
    /// <summary>Of the determination.</summary>
    public required string Key { get; init; }
    public required Guid Debtor { get; init; }

    /// <summary>What was owed when it was said.</summary>
    public required Yen Owed { get; init; }

    /// <summary>発した日.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>指定期限: until when it is to be paid.</summary>
    public required DateOnly Term { get; init; }

    /// <summary>By which law.</summary>
    public required string Article { get; init; }
}

/// <summary>Why a claim is not reminded of: its day is not over; it is paid; it was reminded of before; it is stayed (猶予), paid in parts
/// (分納), left alone for want of means (執行停止), or gone by time (時効).</summary>
public enum NoDemand { NotDue, Paid, Said, Stayed, InParts, Suspended, Gone }

/// <summary>What is to be reminded of on a day, and how.</summary>
public static class Demanding
{
    // 地方税は納期限の後20日以内（地方税法329条1項、371条1項ほか）。税外は地方自治法231条の3と
    // 施行令171条に日数がなく、市の条例による。
    /// <summary>The last day on which the reminder should leave.</summary>
    public static DateOnly Latest(Determination of, RuleTables rules) => of.Due.AddDays((int)rules[of.Item.Law switch
    {
        CollectionLaw.LocalTax => "collection-days/demand",
        CollectionLaw.Civil => "demand-days/private",
        _ => "demand-days/public",
    }].On(of.Due).Value);

    /// <summary>Null where it is to be reminded of on this day.</summary>
    public static NoDemand? WhyNot(this Ledger ledger, Determination of, Recovery recovery, DateOnly today, RuleTables rules) =>
        today <= of.Due ? NoDemand.NotDue
        : ledger.Owed(of, Part.Principal) == Yen.Zero ? NoDemand.Paid
        : recovery.Demand is not null ? NoDemand.Said
        : recovery.StayOn(today) is { } stay && Stay.StopsDemand(stay.Kind) ? NoDemand.Stayed
        : recovery.PlanOn(ledger, today) is not null ? NoDemand.InParts
        : recovery.SuspendedSince(today) is not null ? NoDemand.Suspended
        : Limitation.Of(ledger, of, recovery, rules).IsGone(today) ? NoDemand.Gone
        : null;

    /// <summary>What is to be reminded of on a day, what is late for it first.</summary>
    public static IReadOnlyList<Determination> ToDemand(this Ledger ledger, Func<Determination, Recovery> recovery, DateOnly today,
        RuleTables rules) =>
        [.. ledger.Determinations.Where(of => ledger.WhyNot(of, recovery(of), today, rules) is null)
            .OrderBy(of => Latest(of, rules)).ThenBy(of => of.Key, StringComparer.Ordinal)];

    /// <summary>The reminder of a claim as it leaves on this day.</summary>
    public static Demand Demand(this Ledger ledger, Determination of, Recovery recovery, DateOnly today, RuleTables rules,
        BusinessDays days)
    {
        if (ledger.WhyNot(of, recovery, today, rules) is { } not) throw new Rule("", Say(not));
        return new()
        {
            Key = of.Key, Debtor = of.Debtor, Owed = ledger.Owed(of), SentOn = today, Article = CollectionLaws.Demand(of.Item),
            Term = Term(today, rules, days),
        };
    }

    /// <summary>指定期限 of a reminder that leaves on a day.</summary>
    public static DateOnly Term(DateOnly sent, RuleTables rules, BusinessDays days) =>
        days.OnOrAfter(sent.AddDays((int)rules["demand-term"].On(sent).Value));

    public static string Say(NoDemand why) => why switch
    {
        NoDemand.NotDue => "納期限がまだ過ぎていません。納期限の翌日から督促できます。",
        NoDemand.Paid => "納められています。督促は要りません。",
        NoDemand.Said => "督促は、もう出してあります。督促は一つの調定に一度だけです。あとは催告してください。",
        NoDemand.Stayed => "徴収を猶予している間は、督促できません。",
        NoDemand.InParts => "分納の約束が守られています。督促は、約束が守られなくなってから出してください。",
        NoDemand.Suspended => "滞納処分の執行を停止しています。督促するには、停止を取り消してください。",
        _ => "時効で消えています。不納欠損にしてください。",
    };
}
