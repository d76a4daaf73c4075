using System.Security.Cryptography;
using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>What happened to a charge; each is an edge of the graph in <see cref="ChargeGraph"/>.</summary>
public enum ChargeEvent { Start, Succeed, Fail, Expire, Cancel, Refuse }

/// <summary>An amount that a record owes, until it is paid or given up.</summary>
public sealed class Charge
{
    readonly List<Attempt> attempts = [];
    readonly List<Capture> captures = [];
    readonly List<ChargeLine> lines = [];

    Charge() { }

    public Guid Id { get; private init; }
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>Counts the charges of one record: a new one is opened when the fee changed or the time was over.</summary>
    public int Number { get; private init; }
    public Guid Payer { get; private init; }
    public Yen Amount { get; private init; }
    public string Description { get; private init; } = "";

    const int LongestWords = 400;

    /// <summary>The description in the one shape for searching.</summary>
    public string Words { get; private init; } = "";
    public string Reference { get; private init; } = "";
    public string BackUrl { get; private init; } = "";

    /// <summary>Whose officers may see it.</summary>
    public string? Department { get; private init; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public ChargeState State { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public PaymentMethod? Method { get; private set; }

    /// <summary>The money that was honoured; any other goes back.</summary>
    public Guid? HonouredCapture { get; private set; }

    /// <summary>領収番号: what the payer reads on the receipt.</summary>
    public ReceiptNumber? Receipt { get; private set; }

    /// <summary>Grows with every change, so that two who change the same charge at once are told.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Attempt> Attempts => attempts;
    public IReadOnlyList<Capture> Captures => captures;

    /// <summary>What it is made of; nothing where it is one thing.</summary>
    public IReadOnlyList<ChargeLine> Lines => lines;

    /// <summary>The same, and itself as the only line where it is one thing.</summary>
    internal IReadOnlyList<ChargeLine> InLines() => lines.Count > 0 ? [.. lines.OrderBy(l => l.Number)]
        : [new() { ChargeId = Id, Number = 1, Item = null, Figure = Amount.Amount, Words = Description }];

    /// <summary>The person can still be sent to the payment company.</summary>
    public bool CanPay(DateTimeOffset now) =>
        now < ExpiresAt && (State is ChargeState.Created or ChargeState.Started or ChargeState.Failed);

    public static Charge Open(Bill bill, int number, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (bill.Amount <= Yen.Zero) throw new ArgumentOutOfRangeException(nameof(bill), "a charge is more than nothing");
        if (bill.Until <= now) throw new ArgumentOutOfRangeException(nameof(bill), "a charge expires in the future");
        if (bill.Lines.Count > 0 && (Yen.Sum(bill.Lines.Select(l => l.Amount)) != bill.Amount || bill.Lines.Any(l => l.Amount <= Yen.Zero)))
            throw new ArgumentException("the lines of a charge are more than nothing and come to its amount", nameof(bill));
        var charge = new Charge
        {
            Id = clock.NewId(), SubjectKind = bill.SubjectKind, SubjectId = bill.SubjectId, Number = number, Payer = bill.Payer,
            Amount = bill.Amount,
            Description = bill.Description, Words = PlainText.Cut(JapaneseText.Fold(bill.Description), LongestWords),
            Reference = bill.Reference, BackUrl = bill.BackUrl, Department = bill.Department, OpenedAt = now, ExpiresAt = bill.Until,
            ChangedAt = now,
        };
        charge.lines.AddRange(bill.Lines.Select((line, i) => new ChargeLine
        {
            ChargeId = charge.Id, Number = i + 1, Item = line.Item, Figure = line.Amount.Amount,
            Words = PlainText.Cut(line.Words, 200)
        }));
        return charge;
    }

    /// <summary>It pays what stands in the ledger, and not a record that waits for its money.</summary>
    public bool OfClaim => SubjectKind == ClaimDeeds.Kind;

    /// <summary>For what is owed of a claim, or a part of it.</summary>
    internal static Charge For(ClaimFace owed, Yen amount, Guid payer, int number, TimeProvider clock)
    {
        var claim = owed.Claim;
        var charge = Open(new(ClaimDeeds.Kind, claim.Id, amount, owed.Title, PlainText.Cut(claim.Key, 40), clock.GetUtcNow() + ToPay, payer,
            Links.MyClaim(claim.Id), owed.Item.Department), number, clock);
        charge.lines.Add(new()
        {
            ChargeId = charge.Id, Number = 1, Item = null, Figure = amount.Amount, Words = owed.Title,
            Claim = claim.Id
        });
        return charge;
    }

    static readonly TimeSpan ToPay = TimeSpan.FromMinutes(30);

    /// <summary>Sends the payer off: the attempt that is still open, or a new one.</summary>
    public Attempt Start(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (!CanPay(now)) throw new Rule("", new Text("お支払いの期限が過ぎています。申し込みの画面に戻り、もう一度確認してください。",
            "時間が すぎました。もうしこみの 画面に もどって ください。",
            "The time for this payment is over. Please go back to the application and check it again."));
        if (attempts.Find(a => a.State is AttemptState.Open) is { } open) return open;
        Move(ChargeEvent.Start, now);
        var attempt = new Attempt { Id = clock.NewId(), ChargeId = Id, Number = attempts.Count + 1, StartedAt = now };
        attempts.Add(attempt);
        return attempt;
    }

    /// <summary>Money that arrived under the company's number; null when it is known already.</summary>
    public Capture? Take(string providerPayment, Yen amount, PaymentMethod method, DateTimeOffset at, TimeProvider clock)
    {
        if (captures.Exists(c => c.ProviderPayment == providerPayment)) return null;
        var capture = new Capture
        {
            Id = clock.NewId(), ChargeId = Id, ProviderPayment = providerPayment, Figure = amount.Amount, Method = method, CapturedAt = at,
            NotedAt = clock.GetUtcNow(),
            TakenOn = at.Day(),
        };
        captures.Add(capture);
        return capture;
    }

    /// <summary>Why this money cannot be taken whatever the record says; null when the record is to be asked.</summary>
    public string? MustReturn(Capture capture) => State switch
    {
        ChargeState.Paid => RefundReasons.PaidTwice,
        ChargeState.Cancelled => RefundReasons.NoLongerOwed,
        _ when capture.Amount != Amount => RefundReasons.WrongAmount,
        _ => null,
    };

    /// <summary>The payment is reported as failed, or its time is over: what arrives now is late.</summary>
    public bool IsLate(DateTimeOffset now) => State is ChargeState.Failed or ChargeState.Expired || now >= ExpiresAt;

    public void Honour(Capture capture, DateTimeOffset now)
    {
        Move(ChargeEvent.Succeed, now);
        using var random = RandomNumberGenerator.Create();
        (HonouredCapture, PaidAt, Method, Receipt) = (capture.Id, capture.CapturedAt, capture.Method, ReceiptNumber.New(random));
    }

    /// <summary>The attempt failed. True when that makes the charge failed: not when money arrived before, and not for an older
    /// attempt.</summary>
    public bool Fail(Attempt attempt, DateTimeOffset now)
    {
        if (attempt.State is not AttemptState.Open) return false;
        attempt.End(AttemptState.Failed);
        Version++;
        if (State is not ChargeState.Started || attempt != attempts.MaxBy(a => a.Number)) return false;
        Move(ChargeEvent.Fail, now);
        return true;
    }

    public bool Expire(DateTimeOffset now) => now >= ExpiresAt && TryMove(ChargeEvent.Expire, now);
    public bool Cancel(DateTimeOffset now) => TryMove(ChargeEvent.Cancel, now);
    public void Refuse(DateTimeOffset now) => TryMove(ChargeEvent.Refuse, now);

    /// <summary>Notes a change of something that belongs to the charge.</summary>
    public void Touch() => Version++;

    void Move(ChargeEvent what, DateTimeOffset now)
    {
        if (!TryMove(what, now)) throw new InvalidOperationException($"a charge that is {State} cannot {what}");
    }

    bool TryMove(ChargeEvent what, DateTimeOffset now)
    {
        if (ChargeGraph.Next(State, what) is not { } next) return false;
        (State, ChangedAt, Version) = (next, now, Version + 1);
        return true;
    }

    internal sealed class Map : IEntityTypeConfiguration<Charge>
    {
        public void Configure(EntityTypeBuilder<Charge> b)
        {
            b.ToTable("payments_charges");
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Description).HasMaxLength(200);
            b.Property(x => x.Words).HasMaxLength(LongestWords);
            b.Property(x => x.Reference).HasMaxLength(40);
            b.Property(x => x.BackUrl).HasMaxLength(300);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Amount).HasConversion<Yen.Column>();
            b.Property(x => x.Receipt).HasConversion<ReceiptNumber.Column>().HasMaxLength(ReceiptNumber.Length);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.OfClaim);
            b.HasMany(x => x.Attempts).WithOne().HasForeignKey(x => x.ChargeId);
            b.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.ChargeId);
            b.HasMany(x => x.Captures).WithOne().HasForeignKey(x => x.ChargeId);
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Number }).IsUnique();
            b.HasIndex(x => x.Receipt).IsUnique();
            b.HasIndex(x => new { x.State, x.ExpiresAt });
            b.HasIndex(x => x.OpenedAt);
            b.HasIndex(x => x.Payer);
        }
    }
}
