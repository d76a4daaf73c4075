using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What other rooms hand in to be paid, and to whom.</summary>
sealed class Payouts(CityProfile city, TimeProvider clock, MasterKey key) : IPayees, IPayouts
{
    public static readonly Deed Taken = new("payments.payout-taken", "業務からの支払いの申出を受け取った", "はらう お金を うけつけた",
        "took in what is to be paid");
    public static readonly Deed Off = new("payments.payout-off", "支払いを取りやめた", "はらうのを やめた", "called off a payment");

    DateOnly Today => clock.Today();

    public async Task Payee(CityDb db, Guid id, bool resident, string name, string? kana, CancellationToken ct)
    {
        var known = await Known(db, id, ct);
        if (known is null)
        {
            var payee = new Payee { Id = id, Resident = resident, At = clock.GetUtcNow() };
            payee.Call(name, kana);
            db.Add(payee);
        }
        else if (known.Call(name, kana)) await Changed(db, id, "支払先の氏名が変わった", null, ct);
    }

    static async Task<Payee?> Known(CityDb db, Guid id, CancellationToken ct) =>
        db.Set<Payee>().Local.FirstOrDefault(p => p.Id == id)
            ?? await db.Set<Payee>().AsTracking().FirstOrDefaultAsync(p => p.Id == id, ct);

    public async Task Told(CityDb db, Guid payee, AccountTold account, CancellationToken ct)
    {
        var said = TransferAccount.Of(account);
        var had = (await db.PayeeFaces([payee], ct)).GetValueOrDefault(payee);
        var last = had?.Accounts.MaxBy(a => (a.From, a.At)) ?? db.Set<PayeeAccount>().Local.FirstOrDefault(a => a.Payee == payee);
        if (last is null)
        {
            var id = clock.NewId();
            db.Add(new PayeeAccount { Id = id, Payee = payee, SealedAccount = said.Seal(key, id), From = Today, At = clock.GetUtcNow() });
            return;
        }
        if (last.Read(key) == said) return;
        var open = await db.Set<AccountChange>().AsNoTracking().Where(c => c.Payee == payee && c.Agreed == null).ToListAsync(ct);
        if (open.Any(c => TransferAccount.Open(key, c.SealedAccount, c.Id) == said)) return;
        await Ask(db, payee, said, "新しい申請書に、違う口座が書かれていました。", null, ct);
    }

    /// <summary>Another account waits for a second person; what is frozen does not go to the old one.</summary>
    public async Task Ask(CityDb db, Guid payee, TransferAccount account, string reason, Guid? by, CancellationToken ct)
    {
        var id = clock.NewId();
        db.Add(new AccountChange
        {
            Id = id, By = by, At = clock.GetUtcNow(), Payee = payee, SealedAccount = account.Seal(key, id), Reason = reason,
        });
        await Changed(db, payee, "口座の変更が出された", by, ct);
    }

    /// <summary>Something of a payee is different: what stands in a frozen list is blocked there, and waits again.</summary>
    async Task Changed(CityDb db, Guid payee, string why, Guid? by, CancellationToken ct)
    {
        foreach (var line in await db.PayoutLines().AsTracking().Where(l => l.Payee == payee && l.State == PayoutState.Frozen)
            .ToListAsync(ct)) db.Add(line.Release(why, Today, by, clock.NewId(), clock.GetUtcNow()));
    }

    public async Task HandIn(CityDb db, Payout what, CancellationToken ct)
    {
        if (city.Files<PayoutKinds>().Find(what.Kind) is null) throw new Rule("kind", $"「{what.Kind}」という支払いの種類はありません。");
        if (what.Key.Length is 0 or > PayoutLine.LongestKey) throw new Rule("key",
            $"番号は、1文字から{PayoutLine.LongestKey}文字までです。");
        if (what.Amount <= Yen.Zero) throw new Rule("amount", "支払う額は、1円以上にしてください。");
        if (await db.PayoutLines().AsNoTracking().FirstOrDefaultAsync(l => l.Key == what.Key, ct) is { } before)
        {
            if ((before.Kind, before.Payee, before.Figure, before.Year) != (what.Kind, what.Payee, what.Amount.Amount, what.Year.Year))
                throw new Rule("key", "この番号の支払いは、別の内容でもう受け取っています。");
            return;
        }
        if (await Known(db, what.Payee, ct) is null) throw new Rule("payee", "支払先が登録されていません。");
        var line = new PayoutLine
        {
            Id = clock.NewId(), Key = what.Key, Kind = what.Kind, Payee = what.Payee, Figure = what.Amount.Amount, Year = what.Year.Year,
            For = PlainText.Cut(what.For, PayoutLine.LongestFor), Reference = what.Reference, SubjectKind = what.SubjectKind,
            SubjectId = what.SubjectId, At = clock.GetUtcNow(),
        };
        db.Add(line);
        Journal.Note(db, clock, Actor.Program, Taken, PayoutDeeds.Kind, line.Id, line.Payee);
    }

    public async Task CallOff(CityDb db, string subjectKind, Guid subjectId, string reason, Guid? by, CancellationToken ct)
    {
        foreach (var line in await db.PayoutLines().AsTracking()
            .Where(l => l.SubjectKind == subjectKind && l.SubjectId == subjectId && l.State != PayoutState.Cancelled).ToListAsync(ct))
        {
            db.Add(line.CallOff(PlainText.IsBlank(reason) ? "支払うことがなくなった" : PlainText.Cut(reason, PayoutMark.LongestWhy), Today,
                by, clock.NewId(), clock.GetUtcNow()));
            Journal.Note(db, clock, Actor.Program, Off, PayoutDeeds.Kind, line.Id, line.Payee);
        }
    }

    public async Task<IReadOnlyList<PayoutFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct) =>
        [.. (await db.PayoutLines().Where(l => l.SubjectKind == subjectKind && l.SubjectId == subjectId).OrderBy(l => l.At)
            .Select(l => new { l.Id, l.Key, l.Figure, l.State, l.PaidOn, List = db.PaymentRuns().Where(r => r.Id == l.Run)
                .Select(r => new { r.Year, r.Number }).FirstOrDefault() }).ToListAsync(ct))
            .Select(l => new PayoutFace(l.Key, new Yen(l.Figure), l.State, l.PaidOn)
            {
                Id = l.Id, StateWords = l.State.Words(), List = l.List is { } run ? PaymentRun.CodeOf(run.Year, run.Number) : null,
            })];

    public string? OfficeUrl(Actor actor, Guid payout, string department) =>
        actor.Can(PaymentsModule.CanPayOut) && (actor.Can(PaymentsModule.CanSeeAll) || actor.Offices.Contains(department))
            ? PayoutPaths.Line(payout) : null;
}
