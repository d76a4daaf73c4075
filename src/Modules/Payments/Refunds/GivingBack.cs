using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>返金 by an officer: what is left of the money goes back, and the record that was paid for follows, in one turn.</summary>
sealed class GivingBack(Cashier cashier, IEnumerable<IPaidSubject> subjects)
{
    public Yen Alone => cashier.Alone;

    /// <summary>What was paid for, as this officer may see it; null where no module answers for it.</summary>
    public async Task<PaidSubject?> Subject(CityDb db, Charge charge, Actor actor, CancellationToken ct) =>
        Module(charge) is { } module ? await module.Of(db, charge.SubjectId, actor, ct) : null;

    /// <summary>Money that came in and is not on its way back.</summary>
    public static async Task<IReadOnlyList<Capture>> Left(CityDb db, Charge charge, CancellationToken ct)
    {
        var underway = await db.Refunds().Where(r => r.ChargeId == charge.Id).Select(r => r.CaptureId).ToListAsync(ct);
        return [.. charge.Captures.Where(c => !underway.Contains(c.Id))];
    }

    /// <exception cref="Rule">nothing is left, or the record cannot follow any more.</exception>
    public async Task Do(CityDb db, Charge charge, string words, AfterRefund? after, Guid officer, CancellationToken ct)
    {
        var left = await Left(db, charge, ct);
        if (left is []) throw new Rule("", "返金できるお金はありません。すでに返金の手続きが始まっています。");
        foreach (var capture in left) cashier.GiveBack(db, charge, capture, RefundReasons.Officer, officer, words);
        if (after is { } what && Module(charge) is { } module) await module.Follow(db, charge.SubjectId, what, words, officer, ct);
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
