using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>不納欠損の理由: 時効; 執行停止が3年続いた; 執行停止の即時消滅; 債権放棄.</summary>
public enum WriteOffReason
{
    [Label("時効の完成")] Limitation, [Label("執行停止から3年")] Suspension, [Label("即時消滅")] AtOnce,
    [Label("債権放棄（議決または条例）")] Waiver,
}

/// <summary>不納欠損: what cannot be collected any more leaves what is owed, for a reason that the law knows.</summary>
public static class WritingOff
{
    // 執行停止が3年継続したとき（地方税法15条の7第4項）。
    /// <summary>The last day on which a suspended claim lives; null where it is not suspended.</summary>
    public static DateOnly? SuspendedUntil(Recovery recovery, DateOnly today, RuleTables rules) =>
        recovery.SuspendedSince(today) is { } since ? CollectionLaws.LastDay(since.AddDays(1), rules["collection-years/suspension"]) : null;

    /// <summary>Why a claim can be written off on a day.</summary>
    public static IReadOnlyList<WriteOffReason> Possible(Ledger ledger, Determination of, Recovery recovery, DateOnly today,
        RuleTables rules) =>
        [.. Enum.GetValues<WriteOffReason>().Where(why => Refusal(ledger, of, recovery, why, today, rules) is null)];

    /// <summary>The posting after which nothing of it is owed.</summary>
    /// <param name="reason">In the officer's words; of a waiver the resolution of the council.</param>
    public static Posting WriteOff(this Ledger ledger, Determination of, Recovery recovery, WriteOffReason why, string reason,
        DateOnly today, RuleTables rules)
    {
        if (PlainText.IsBlank(reason)) throw new Rule("reason", why is WriteOffReason.Waiver
            ? "放棄を決めた議決または条例を入力してください。" : "不納欠損にする理由を入力してください。");
        if (Refusal(ledger, of, recovery, why, today, rules) is { } refusal) throw new Rule("why", refusal);
        var left = of.Item.Order.Select(part => (Part: part, Owed: ledger.Owed(of, part))).Where(p => p.Owed > Yen.Zero);
        return new(ledger.Next, PostingKind.WriteOff, today, left.SelectMany(p => (Entry[])
            [new(new(Account.WrittenOff, of, p.Part), p.Owed), new(new(Account.Receivable, of, p.Part), -p.Owed)]))
        { Reason = $"{why.Label()}（{Article(of.Item, why)}） {reason}" };
    }

    static string? Refusal(Ledger ledger, Determination of, Recovery recovery, WriteOffReason why, DateOnly today, RuleTables rules)
    {
        if (ledger.Owed(of) == Yen.Zero) return "納められています。不納欠損にするものがありません。";
        return why switch
        {
            WriteOffReason.Limitation => Limitation.Of(ledger, of, recovery, rules) switch
            {
                var time when time.IsGone(today) => null,
                { NeedsInvocation: true } time when time.IsComplete(today) => "私債権は、相手が時効を援用するまで消えません。",
                { CompleteOn: { } day } => $"時効が完成するのは、{EraDate.Of(day)}です。",
                _ => "差押などの間は、時効が完成しません。",
            },
            WriteOffReason.Suspension => SuspendedUntil(recovery, today, rules) is not { } until ? "執行を停止していません。"
                : today > until ? null : $"執行停止が3年になるのは、{EraDate.Of(until)}です。",
            // 地方税法15条の7第5項: 財産がなく、徴収できないことが明らかなとき。
            WriteOffReason.AtOnce => recovery.Suspension(today) is { Ground: SuspensionGround.NoMeans } ? null
                : "すぐに消せるのは、財産がないという理由で執行を停止しているときだけです。",
            // 強制徴収公債権は滞納処分と執行停止による。
            _ => of.Item.Class is ClaimClass.Enforceable ? "強制徴収公債権は放棄せず、執行停止か時効によってください。" : null,
        };
    }

    public static string Article(Item item, WriteOffReason why) => why switch
    {
        WriteOffReason.Limitation => item.Law.Limitation(),
        WriteOffReason.Suspension => "地方税法15条の7第4項",
        WriteOffReason.AtOnce => "地方税法15条の7第5項",
        _ => "地方自治法96条1項10号",
    };
}
