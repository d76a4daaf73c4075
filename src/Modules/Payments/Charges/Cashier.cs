using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Payments;

/// <summary>Opens, cancels and gives back for the other modules, inside their turn.</summary>
sealed class Cashier(IConfiguration configuration, TimeProvider clock, Outbox outbox, ChargeBooks books) : IPayments
{
    public const string Limit = "Keyaki:Payments:RefundAlone", Usual = "5000";

    public Yen Alone { get; } = new(int.Parse(configuration[Limit] ?? Usual, CultureInfo.InvariantCulture));

    public async Task<Guid> Open(CityDb db, Bill bill, CancellationToken ct)
    {
        var before = await db.Charges().Include(c => c.Attempts).AsTracking()
            .Where(c => c.SubjectKind == bill.SubjectKind && c.SubjectId == bill.SubjectId).OrderByDescending(c => c.Number)
                .FirstOrDefaultAsync(ct);
        if (before is { State: ChargeState.Paid }) return before.Id; // Nobody owes twice.
        if (before is not null) End(db, before);
        var charge = Charge.Open(bill, (before?.Number ?? 0) + 1, clock);
        db.Add(charge);
        foreach (var line in charge.Lines) db.Add(line);
        Journal.Note(db, clock, Actor.Program, PaymentDeeds.Open, PaymentDeeds.Kind, charge.Id, charge.Payer);
        return charge.Id;
    }

    /// <summary>What is owed of a claim, or a part of it, is to be paid: the charge that this payer has open for it, or a new
    /// one.</summary>
    internal async Task<Charge> Pay(CityDb db, ClaimFace owed, Yen amount, Guid payer, CancellationToken ct)
    {
        var before = await db.Charges().Include(c => c.Attempts).AsTracking()
            .Where(c => c.SubjectKind == ClaimDeeds.Kind && c.SubjectId == owed.Claim.Id).ToListAsync(ct);
        var open = before.Where(c => c.Payer == payer && c.CanPay(clock.GetUtcNow())).ToList();
        if (open.Find(c => c.Amount == amount) is { } same) return same;
        foreach (var other in open) End(db, other);
        var charge = Charge.For(owed, amount, payer, before.Select(c => c.Number).DefaultIfEmpty().Max() + 1, clock);
        db.Add(charge);
        foreach (var line in charge.Lines) db.Add(line);
        Journal.Note(db, clock, Actor.Program, PaymentDeeds.Open, PaymentDeeds.Kind, charge.Id, charge.Payer);
        return charge;
    }

    public string GoUrl(Guid charge) => PaymentPaths.Go(charge);

    public async Task Cancel(CityDb db, Guid id, CancellationToken ct)
    {
        if (await db.Charges().Include(c => c.Attempts).AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } charge)
            End(db, charge);
    }

    public async Task Refund(CityDb db, Guid id, string reasonCode, CancellationToken ct)
    {
        var charge = await db.Charges().Include(c => c.Captures).AsTracking().FirstAsync(c => c.Id == id, ct);
        foreach (var left in await Left(db, charge, ct)) GiveBack(db, charge, left, left.Left, reasonCode, officer: null);
    }

    /// <summary>Money that came in and is not on its way back, also not by what an officer begins in this very turn.</summary>
    internal static async Task<IReadOnlyList<Returnable>> Left(CityDb db, Charge charge, CancellationToken ct)
    {
        var begun = await db.Refunds().Where(r => r.ChargeId == charge.Id).ToListAsync(ct);
        return Returnable.Of(charge.Captures, [.. begun.UnionBy(db.Refunds().Local.Where(r => r.ChargeId == charge.Id), r => r.Id)]);
    }

    public void Took(CityDb db, Bill bill, Actor by)
    {
        var (now, department) = (clock.GetUtcNow(), bill.Department ?? throw new ArgumentException("taken by nobody", nameof(bill)));
        var noted = CashReceipt.Of(clock.NewId(), department, clock.Today(), 1, bill.Amount,
            PlainText.Cut($"{bill.Description}（{bill.Reference}）", 200), by.Account ?? throw new NotHere(), clock.Today(), now);
        noted.Belongs(bill.SubjectKind, bill.SubjectId);
        db.Add(noted);
        books.Took(db, noted);
        NoteCash.Tell(new Journal(), noted).Write(db, clock, by, PaymentDeeds.TakeCash);
    }

    public async Task<Yen?> HandBack(CityDb db, string subjectKind, Guid subjectId, Guid by, CancellationToken ct)
    {
        var taken = await db.Set<CashReceipt>().AsTracking()
            .Where(c => c.SubjectKind == subjectKind && c.SubjectId == subjectId && c.CancelledAt == null).ToListAsync(ct);
        foreach (var noted in taken)
        {
            noted.Cancel(by, clock.GetUtcNow());
            await books.HandedBack(db, noted, by, ct);
            NoteCash.Tell(new Journal(), noted).Write(db, clock, new(ActorKind.Officer, by), PaymentDeeds.CancelCash);
        }
        return taken.Count == 0 ? null : new(taken.Sum(c => c.Sum.Amount));
    }

    public async Task<Yen> InCash(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct) =>
        new((await db.Set<CashReceipt>().AsNoTracking().Where(c => c.SubjectKind == subjectKind && c.SubjectId == subjectId
            && c.CancelledAt == null).ToListAsync(ct)).Sum(c => c.Sum.Amount));

    public async Task<IReadOnlyList<ChargeFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct)
    {
        var charges = await db.Charges().AsNoTracking().Where(c => c.SubjectKind == subjectKind && c.SubjectId == subjectId)
            .OrderByDescending(c => c.Number).ToListAsync(ct);
        var ids = charges.Select(c => c.Id).ToList();
        var refunds = charges is [] ? [] : await db.Refunds().AsNoTracking().Where(r => ids.Contains(r.ChargeId)).ToListAsync(ct);
        return [.. charges.Select(charge => charge.Face([.. refunds.Where(r => r.ChargeId == charge.Id)]))];
    }

    public string? OfficeUrl(Actor actor, Guid charge, string department) =>
        actor.Can(PaymentsModule.CanSee) && (actor.Can(PaymentsModule.CanSeeAll) || actor.Offices.Contains(department))
            ? Links.Payment(charge) : null;

    /// <summary>Writes the refund and its errand to the payment company.</summary>
    internal void GiveBack(CityDb db, Charge charge, Returnable of, Yen amount, string reason, Guid? officer, string? words = null,
        Guid? posting = null)
    {
        var refund = Payments.Refund.Of(of, amount, reason, officer, clock, words, posting);
        db.Add(refund);
        charge.Touch();
        Send(db, refund);
        Journal.Note(db, clock, Actor.Program, PaymentDeeds.GiveBack, PaymentDeeds.Kind, charge.Id, charge.Payer);
    }

    internal void Send(CityDb db, Refund refund) => outbox.Add(db, SendRefund.WorkKind, refund.IdempotencyKey, new RefundErrand(refund.Id));

    void End(CityDb db, Charge charge)
    {
        if (!charge.Cancel(clock.GetUtcNow())) return;
        CloseCheckouts(db, charge);
        Journal.Note(db, clock, Actor.Program, PaymentDeeds.Cancel, PaymentDeeds.Kind, charge.Id, charge.Payer);
    }

    /// <summary>Asks the company to close the pages that are still open, so that nobody pays in vain.</summary>
    internal void CloseCheckouts(CityDb db, Charge charge)
    {
        foreach (var attempt in charge.Attempts.Where(a => a is { State: AttemptState.Open, ProviderCheckout: not null }))
            outbox.Add(db, CloseCheckout.WorkKind, attempt.IdempotencyKey, new CheckoutErrand(attempt.ProviderCheckout ?? ""));
    }
}
