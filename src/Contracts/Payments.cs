using Keyaki.Kernel;

namespace Keyaki.Contracts.Payments;

/// <summary>What is owed for a record; the reference is shown to the payer. It can be paid until <paramref name="Until"/>.</summary>
/// <param name="BackUrl">Page of the subject's module that the payer comes back to.</param>
/// <param name="Department">The department whose officers may see it; null for none but those who see all.</param>
public sealed record Bill(
    string SubjectKind,
    Guid SubjectId,
    Yen Amount,
    string Description,
    string Reference,
    DateTimeOffset Until,
    Guid Payer,
    string BackUrl,
    string? Department = null)
{
    /// <summary>What it is made of, where it is several things; together they are the amount.</summary>
    public IReadOnlyList<BillLine> Lines { get; init; } = [];
}

/// <summary>明細: one of the things that are owed together. The item is a code of the city's `payments/items.json`; null for the fees of
/// the
/// bill's department.</summary>
public sealed record BillLine(string? Item, Yen Amount, string Words);

/// <summary>Where a charge stands, with the money that went back. Failed is not final: money may still arrive.</summary>
public enum ChargeStanding { Created, Started, Paid, Failed, Expired, Cancelled, Refunding, Refunded }

/// <summary>A charge for panels.</summary>
public sealed record ChargeFace(Guid Id, Yen Amount, ChargeStanding State, Text StateWords, Text? Method, DateTimeOffset? PaidAt,
    string? ReceiptNumber, Yen Refunded)
{
    /// <summary>Why an officer gave the money back, in the words that the payer reads; null when nobody did.</summary>
    public string? Why { get; init; }
}

public interface IPayments
{
    /// <summary>Up to here one officer gives money back alone; more waits for a second one.</summary>
    Yen Alone { get; }

    /// <summary>Opens a charge in the caller's turn; the payer is then sent to <see cref="GoUrl"/>. An open unpaid charge of the same
    /// subject is cancelled first.</summary>
    Task<Guid> Open(CityDb db, Bill bill, CancellationToken ct);

    /// <summary>Where the payer is sent to pay.</summary>
    string GoUrl(Guid charge);

    /// <summary>Ends a charge that nobody shall pay any more; money that arrives later goes back by itself. Nothing happens when it is
    /// paid or ended.</summary>
    Task Cancel(CityDb db, Guid charge, CancellationToken ct);

    /// <summary>Asks for all back that is not on its way yet; leaves through the outbox. Codes: withdrawn, rejected, place-taken,
    /// already-paid.</summary>
    Task Refund(CityDb db, Guid charge, string reasonCode, CancellationToken ct);

    /// <summary>Money was taken by hand at a counter for a record: it stands in the day's cash of the bill's department.</summary>
    void Took(CityDb db, Bill bill, Actor by);

    /// <summary>What was taken by hand for a record is handed back by hand, and does not stand in the day's cash any more.</summary>
    /// <returns>How much; null when nothing was.</returns>
    Task<Yen?> HandBack(CityDb db, string subjectKind, Guid subjectId, Guid by, CancellationToken ct);

    /// <summary>What was taken by hand for a record and was not handed back.</summary>
    Task<Yen> InCash(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);

    Task<IReadOnlyList<ChargeFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);

    /// <summary>Where this officer sees the charge of a record of that department; null where they may not.</summary>
    string? OfficeUrl(Actor actor, Guid charge, string department);
}

/// <summary>What becomes of a record whose money an officer gives back: it ends and its papers count no more; it stays; it stays, and
/// only its papers count no more.</summary>
public enum AfterRefund { End, Stay, Void }

/// <summary>What was paid for, as the officer sees it who gives the money back.</summary>
/// <param name="Url">Its page, where this officer may open it.</param>
/// <param name="Choices">What may become of it by this officer's hand.</param>
/// <param name="Day">The booked day that others get when it ends.</param>
public sealed record PaidSubject(string Title, string StateWords, string? Url, IReadOnlyList<AfterRefund> Choices, DateOnly? Day);

/// <summary>The module of a record that was paid for says what a refund means for it, and makes it so.</summary>
public interface IPaidSubject
{
    string SubjectKind { get; }

    Task<PaidSubject?> Of(CityDb db, Guid subject, Actor actor, CancellationToken ct);

    /// <summary>In the caller's turn; the person is told.</summary>
    /// <exception cref="Rule">it cannot end any more.</exception>
    Task Follow(CityDb db, Guid subject, AfterRefund what, string reason, Guid by, CancellationToken ct);
}

/// <summary>Money arrived. The subject's module answers in the same transaction: this is where paying and submitting are one
/// step.</summary>
/// <param name="Late">True when the charge had failed or expired before.</param>
public sealed record ChargePaid(string SubjectKind, Guid SubjectId, Guid Charge, Yen Amount, DateTimeOffset PaidAt, bool Late)
{
    /// <summary>Set by the hearing module: why the money goes back (a code such as place-taken, already-paid, withdrawn); null =
    /// honoured.</summary>
    public string? RefundReason { get; set; }
}

/// <summary>The payment did not succeed (declined, cancelled or expired); the subject stays unpaid and may be tried again.</summary>
public sealed record ChargeFailed(string SubjectKind, Guid SubjectId, Guid Charge, string Reason);

/// <summary>The provider confirmed that the money went back. Reason is the refund's code (paid-twice, no-longer-owed, wrong-amount,
/// officer, or the subject's own).</summary>
public sealed record ChargeRefunded(string SubjectKind, Guid SubjectId, Guid Charge, Yen Amount, string Reason = "")
{
    /// <summary>Which of the refunds of that charge, where several parts go back.</summary>
    public Guid Refund { get; init; }
}

/// <summary>調定の申出: what somebody is to pay for one term of an item, said as it is now; the ledger posts the difference.</summary>
/// <param name="Key">Tells it from all others, for good: what its slip bears. At most 60 characters.</param>
/// <param name="Item">Code of the city's `payments/items.json`.</param>
/// <param name="Term">期別, from 1.</param>
/// <param name="Amount">In all, not what is new; nothing cancels it.</param>
/// <param name="Reason">Why, in words that officers read.</param>
public sealed record Receivable(string Key, string Item, FiscalYear Year, int Term, Guid Debtor, Yen Amount, DateOnly Due, string Reason,
    string SubjectKind, Guid SubjectId);

/// <summary>How a receivable stands: what is to be paid in all, what counts as paid, what is still owed, what came in beyond it.</summary>
public sealed record ReceivableFace(string Key, string Item, FiscalYear Year, int Term, Guid Debtor, DateOnly Due, Yen Determined, Yen Paid,
    Yen Owed, Yen Overpaid);

/// <summary>債権: what other modules hand in to be collected. Only Payments posts.</summary>
public interface IReceivables
{
    /// <summary>A person or a body as a debtor, in the caller's turn. The same person of the register is the same debtor.</summary>
    /// <param name="person">Of the register; null for a body, or somebody from elsewhere: then a new one.</param>
    /// <param name="account">Of who is not known in the register: the same account is the same debtor, and sees what it owes.</param>
    /// <exception cref="Rule">without a name.</exception>
    Task<Guid> Debtor(CityDb db, Guid? person, string name, string? kana, string? address, bool body, CancellationToken ct,
        Guid? account = null);

    /// <summary>Posts the difference to what was determined before, in the caller's turn; nothing where there is none.</summary>
    /// <exception cref="Rule">an unknown item or term, no reason, or a key that is used for something else.</exception>
    Task Determine(CityDb db, Receivable what, Actor by, CancellationToken ct);

    /// <summary>The same for many at once (a levy), a few hundred in a turn; each key once.</summary>
    /// <exception cref="Rule">as above; then none is posted.</exception>
    Task DetermineAll(CityDb db, IReadOnlyList<Receivable> what, Actor by, CancellationToken ct);

    /// <summary>How the receivables of a record stand, the earliest due first.</summary>
    Task<IReadOnlyList<ReceivableFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);
}

/// <summary>収納: money for a receivable was posted, in the same transaction. Amount is what came in; the day is that of the
/// payment.</summary>
public sealed record Collected(string SubjectKind, Guid SubjectId, string Key, Yen Amount, DateOnly PaidOn);

/// <summary>完納: nothing of a receivable is owed any more, by a payment or an appropriation. A reversal may undo it.</summary>
public sealed record ReceivableSettled(string SubjectKind, Guid SubjectId, string Key);

/// <summary>口座 as somebody told it: bank and branch by name or code, type 1 普通 2 当座 4 貯蓄, the holder in katakana.</summary>
public sealed record AccountTold(string Bank, string Branch, string Type, string Number, string Holder);

/// <summary>支払先: whom the city pays, and into which account.</summary>
public interface IPayees
{
    /// <summary>The payee with this id, in the caller's turn; named anew where the name has changed.</summary>
    /// <param name="resident">The id is that of a person in the register.</param>
    /// <exception cref="Rule">without a name.</exception>
    Task Payee(CityDb db, Guid id, bool resident, string name, string? kana, CancellationToken ct);

    /// <summary>The account that stood in a record which the city has decided. The first one of a payee counts at once; a different one
    /// waits for an officer's yes, and a day.</summary>
    Task Told(CityDb db, Guid payee, AccountTold account, CancellationToken ct);
}

/// <summary>支払いの申出: what the city is to pay somebody, once for all.</summary>
/// <param name="Key">Tells it from all others, for good; at most 60 characters.</param>
/// <param name="Kind">Code of the city's `payments/payouts.json`.</param>
/// <param name="Year">会計年度 whose money it is.</param>
/// <param name="For">What it is for, in words that officers read.</param>
/// <param name="Reference">What the payee knows it by: a receipt number.</param>
public sealed record Payout(string Key, string Kind, Guid Payee, Yen Amount, FiscalYear Year, string For, string Reference,
    string SubjectKind, Guid SubjectId);

/// <summary>Where a payout stands: it waits, it is in a list that was frozen, it is at the bank, its account has to be asked for again, it
/// was paid by transfer or in cash, it was called off.</summary>
public enum PayoutState { Waiting, Frozen, Sent, AskAgain, Paid, Cash, Cancelled }

/// <summary>A payout for other rooms' pages.</summary>
/// <param name="On">The day on which it was paid.</param>
public sealed record PayoutFace(string Key, Yen Amount, PayoutState State, DateOnly? On)
{
    public Guid Id { get; init; }

    /// <summary>Where it stands, in words for officers.</summary>
    public string StateWords { get; init; } = "";

    /// <summary>The list in which it stands.</summary>
    public string? List { get; init; }
}

/// <summary>支払い: what other modules hand in to be paid. Only Payments pays and posts.</summary>
public interface IPayouts
{
    /// <summary>Takes it in the caller's turn; nothing happens when it was handed in before.</summary>
    /// <exception cref="Rule">an unknown kind or payee, no money, or a key that is used for something else.</exception>
    Task HandIn(CityDb db, Payout what, CancellationToken ct);

    /// <summary>Nothing of this record is to be paid any more; what stands in a frozen list is blocked there.</summary>
    /// <exception cref="Rule">it is at the bank, or paid.</exception>
    Task CallOff(CityDb db, string subjectKind, Guid subjectId, string reason, Guid? by, CancellationToken ct);

    /// <summary>How the payouts of a record stand.</summary>
    Task<IReadOnlyList<PayoutFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);

    /// <summary>Where this officer sees a payout of a record of that department; null where they may not.</summary>
    string? OfficeUrl(Actor actor, Guid payout, string department);
}

/// <summary>振込済み: a payout reached its payee, said in the transaction that posts it.</summary>
public sealed record PaidOut(string SubjectKind, Guid SubjectId, string Key, Yen Amount, DateOnly On, bool InCash);

/// <summary>振込不能: the bank could not pay, or sent the money back. Its account is asked for again.</summary>
public sealed record PayoutFailed(string SubjectKind, Guid SubjectId, string Key, Yen Amount, int Time);
