using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>滞納整理で行うこと: up to Resumption 滞納処分; 催告 and 承認 of any claim; 訴え and 判決 where there is no
/// 滞納処分; 援用 of a private claim.</summary>
public enum RecoveryKind
{
    [Label("財産調査")] Search, [Label("差押")] Seizure, [Label("差押解除")] Release, [Label("交付要求")] ShareClaim,
    [Label("交付要求の終わり")] ShareEnd,
    [Label("換価")] Sale, [Label("配当")] Distribution, [Label("執行停止")] Suspension, [Label("執行停止の取消し")] Resumption,
    [Label("催告")] Notice,
    [Label("債務の承認")] Acknowledgement, [Label("訴え、支払督促")] Suit, [Label("判決などの確定")] Judgment,
    [Label("時効の援用")] Invocation,
}

/// <summary>執行停止の理由: no means; life would become too hard; neither person nor means are found.</summary>
public enum SuspensionGround
{
    [Label("財産がない（1号）")] NoMeans, [Label("生活を著しく窮迫させるおそれがある（2号）")] Hardship,
    [Label("所在と財産がともに不明（3号）")] NotFound,
}

/// <summary>滞納整理の経過の一行: what was done to collect a claim, on which day, by which law, in which words.</summary>
public sealed class RecoveryStep : RecoveryRow
{
    public required string Key { get; init; }
    public required RecoveryKind Kind { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>What, in the officer's words.</summary>
    public required string Words { get; init; }

    /// <summary>Of a suspension.</summary>
    public SuspensionGround? Ground { get; init; }

    public string Article => Recovering.Article(Kind);
}

/// <summary>Which step may be taken, and when.</summary>
public static class Recovering
{
    // 国税徴収法の条は、地方税法331条6項、373条7項ほかの「国税徴収法に規定する滞納処分の例による」から来る。
    public static string Article(RecoveryKind kind) => kind switch
    {
        RecoveryKind.Search => "国税徴収法141条",
        RecoveryKind.Seizure => "地方税法331条1項、373条1項ほか",
        RecoveryKind.Release => "国税徴収法79条",
        RecoveryKind.ShareClaim or RecoveryKind.ShareEnd => "地方税法331条4項、国税徴収法82条",
        RecoveryKind.Sale => "国税徴収法89条",
        RecoveryKind.Distribution => "国税徴収法128条",
        RecoveryKind.Suspension => "地方税法15条の7第1項",
        RecoveryKind.Resumption => "地方税法15条の8第1項",
        RecoveryKind.Notice => "民法150条",
        RecoveryKind.Acknowledgement => "民法152条",
        RecoveryKind.Suit => "民法147条1項、地方自治法施行令171条の2",
        RecoveryKind.Judgment => "民法169条1項",
        _ => "民法145条",
    };

    static bool IsEnforcement(RecoveryKind kind) => kind <= RecoveryKind.Resumption;

    // 督促状を発した日から起算して10日を経過した日までに完納しないとき（地方税法331条1項1号、373条1項1号ほか）。
    // 税外は指定期限まで（地方自治法231条の3第3項）。
    /// <summary>The first day on which something may be seized; null where it was not reminded of.</summary>
    public static DateOnly? SeizableFrom(Determination of, Recovery recovery, RuleTables rules) => recovery.Demand is not { } demand ? null
        : of.Item.Law is CollectionLaw.LocalTax
            ? demand.SentOn.AddDays((int)rules["collection-days/seizure"].On(demand.SentOn).Value + 1)
            : demand.Term.AddDays(1);

    /// <summary>The step as it is taken on a day.</summary>
    public static RecoveryStep Take(this Ledger ledger, Determination of, Recovery recovery, RecoveryKind kind, DateOnly day, string words,
        DateOnly today, RuleTables rules, SuspensionGround? ground = null)
    {
        if (PlainText.IsBlank(words)) throw new Rule("words", "何をしたかを入力してください。");
        if (day > today) throw new Rule("day", "先の日付です。日付を確かめてください。");
        if (recovery.Steps.Any(s => s.Day > day)) throw new Rule("day", "これより後の日の経過があります。日の順に書いてください。");
        if (day <= of.Due) throw new Rule("day", "納期限がまだ過ぎていません。");
        if (kind is not (RecoveryKind.Release or RecoveryKind.ShareEnd or RecoveryKind.Distribution or RecoveryKind.Resumption)
            && ledger.Owed(of) == Yen.Zero) throw new Rule("", "納められています。");
        if (IsEnforcement(kind)) Enforce(of, recovery, kind, day, rules, ground);
        else if (kind is RecoveryKind.Suit or RecoveryKind.Judgment && of.Item.Class is ClaimClass.Enforceable)
            throw new Rule("kind", "強制徴収公債権は、裁判所によらず滞納処分をしてください。");
        else if (kind is RecoveryKind.Suit or RecoveryKind.Judgment
            && recovery.IsOpen(day, RecoveryKind.Suit, RecoveryKind.Judgment) == kind is RecoveryKind.Suit)
            throw new Rule("kind", kind is RecoveryKind.Suit ? "もう訴えています。" : "まだ訴えていません。");
        else if (kind is RecoveryKind.Invocation) Invoke(ledger, of, recovery, day, rules);
        return new()
        {
            Key = of.Key, Kind = kind, Day = day, Words = words.Trim(), Ground = kind is RecoveryKind.Suspension ? ground : null,
        };
    }

    static void Enforce(Determination of, Recovery recovery, RecoveryKind kind, DateOnly day, RuleTables rules, SuspensionGround? ground)
    {
        if (of.Item.Class is not ClaimClass.Enforceable)
            throw new Rule("kind", $"「{of.Item.Title}」は強制徴収公債権ではありません。滞納処分はできません。");
        var suspended = recovery.SuspendedSince(day) is not null;
        var stay = recovery.StayOn(day);
        switch (kind)
        {
            case RecoveryKind.Seizure:
                if (SeizableFrom(of, recovery, rules) is not { } from) throw new Rule("kind", "督促していません。差押は督促の後です。");
                if (day < from) throw new Rule("day", $"差し押さえられるのは、{EraDate.Of(from)}からです。");
                if (stay is not null && Stay.StopsDemand(stay.Kind))
                    throw new Rule("kind", "徴収を猶予している間は、差し押さえられません。");
                if (suspended) throw new Rule("kind", "執行を停止しています。差し押さえるには、停止を取り消してください。");
                break;
            case RecoveryKind.Sale:
                if (!recovery.IsSeized(day)) throw new Rule("kind", "差し押さえた財産がありません。");
                if (stay is not null) throw new Rule("kind", "猶予している間は、換価できません。");
                break;
            case RecoveryKind.Release when !recovery.IsSeized(day):
                throw new Rule("kind", "差し押さえた財産がありません。");
            case RecoveryKind.Distribution when !recovery.IsOpen(day, RecoveryKind.Sale, RecoveryKind.Distribution):
                throw new Rule("kind", "換価していません。配当は換価の後です。");
            case RecoveryKind.ShareEnd when !recovery.IsOpen(day, RecoveryKind.ShareClaim, RecoveryKind.ShareEnd):
                throw new Rule("kind", "交付要求をしていません。");
            case RecoveryKind.Suspension when suspended:
                throw new Rule("kind", "執行を、もう停止しています。");
            case RecoveryKind.Suspension when ground is null:
                throw new Rule("ground", "停止する理由を選んでください。");
            case RecoveryKind.Suspension when recovery.IsSeized(day):
                throw new Rule("kind", "差し押さえた財産があります。先に差押を解除してください。");
            case RecoveryKind.Resumption when !suspended || WritingOff.SuspendedUntil(recovery, day, rules) is not { } until || day > until:
                throw new Rule("kind", suspended ? "停止が3年続き、消えています。" : "執行を停止していません。");
        }
    }

    static void Invoke(Ledger ledger, Determination of, Recovery recovery, DateOnly day, RuleTables rules)
    {
        if (of.Item.Class is not ClaimClass.Private) throw new Rule("kind", "公債権は、援用がなくても時効で消えます。");
        if (!Limitation.Of(ledger, of, recovery, rules).IsComplete(day)) throw new Rule("day", "時効がまだ完成していません。");
    }
}
