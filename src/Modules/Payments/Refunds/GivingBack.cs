using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>返金 by an officer: all or a part of the money goes back, and the record that was paid for follows, in one turn.</summary>
sealed class GivingBack(Cashier cashier, IEnumerable<IPaidSubject> subjects)
{
    public Yen Alone => cashier.Alone;

    /// <summary>What was paid for, as this officer may see it; null where no module answers for it.</summary>
    public async Task<PaidSubject?> Subject(CityDb db, Charge charge, Actor actor, CancellationToken ct) =>
        Module(charge) is { } module ? await module.Of(db, charge.SubjectId, actor, ct) : null;

    /// <summary>What of the money is not on its way back.</summary>
    public static async Task<Yen> Left(CityDb db, Charge charge, CancellationToken ct) =>
        Yen.Sum((await Cashier.Left(db, charge, ct)).Select(l => l.Left));

    /// <exception cref="Rule">so much is not left, or the record cannot follow: it ends only when all of it goes back.</exception>
    public async Task Do(CityDb db, Charge charge, Yen amount, string words, AfterRefund? after, Guid officer, CancellationToken ct)
    {
        var left = await Cashier.Left(db, charge, ct);
        Check(Yen.Sum(left.Select(l => l.Left)), amount, after);
        // What came in last goes back first.
        foreach (var each in left.OrderByDescending(l => l.Capture.CapturedAt))
        {
            var part = Yen.Min(amount, each.Left);
            if (part <= Yen.Zero) break;
            amount -= part;
            cashier.GiveBack(db, charge, each, part, RefundReasons.Officer, officer, words);
        }
        if (after is { } what && Module(charge) is { } module) await module.Follow(db, charge.SubjectId, what, words, officer, ct);
    }

    /// <exception cref="Rule">so much is not left, or the record would end for a part.</exception>
    public static void Check(Yen left, Yen amount, AfterRefund? after)
    {
        if (left == Yen.Zero) throw new Rule("", "返金できるお金はありません。すでに返金の手続きが始まっています。");
        if (amount <= Yen.Zero || amount > left) throw new Rule("amount", $"返金できるのは、1円から{left}までです。");
        if (amount < left && after is AfterRefund.End)
            throw new Rule("after", "一部だけを返すときは、申し込みを取りやめられません。取りやめるときは、全額を返してください。");
    }

    IPaidSubject? Module(Charge charge) => subjects.FirstOrDefault(s => s.SubjectKind == charge.SubjectKind);

    /// <summary>How an officer reads it.</summary>
    public static string Words(AfterRefund after) => after switch
    {
        AfterRefund.End => "申し込みを取りやめる",
        AfterRefund.Void => "申し込みはそのままにして、作った文書を無効にする",
        _ => "申し込みはそのままにする",
    };
}
