using System.Text.Json;

namespace Keyaki.Simulator;

/// <summary>A request that the provider refuses, with the HTTP status and a code that the merchant can read.</summary>
public sealed class Refused(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;
}

/// <summary>Everything that the payment provider knows. All changes go through one lock and, if asked for, into a file.</summary>
public sealed class Ledger
{
    sealed record State
    {
        public Dictionary<string, Checkout> Checkouts { get; init; } = [];
        public Dictionary<string, Refund> Refunds { get; init; } = [];
        public Dictionary<string, Event> Events { get; init; } = [];
        public Dictionary<string, Answered> Answers { get; init; } = [];
        public List<LateCapture> Late { get; init; } = [];
    }

    readonly Lock gate = new();
    readonly SimulatorOptions options;
    readonly State state;
    int depth;
    bool unsaved;

    public Ledger(SimulatorOptions options)
    {
        this.options = options;
        Behaviour = options.Behaviour;
        state = options.StateFile is { } file && File.Exists(file)
            ? JsonSerializer.Deserialize<State>(File.ReadAllText(file), SimulatorHost.Json) ?? new()
            : new();
    }

    /// <summary>What happens when the payer's panel names nothing else.</summary>
    public Behaviour Behaviour { get; set; }

    /// <summary>While true the API and the hosted page answer 503 and no webhook leaves.</summary>
    public bool Outage { get; set; }

    public IReadOnlyList<Checkout> Checkouts => Read(() => state.Checkouts.Values.OrderByDescending(x => x.CreatedAt).ToList());
    public IReadOnlyList<Refund> Refunds => Read(() => state.Refunds.Values.OrderByDescending(x => x.CreatedAt).ToList());
    public IReadOnlyList<Event> Events => Read(() => state.Events.Values.OrderByDescending(x => x.CreatedAt).ToList());

    public Checkout? Checkout(string id) => Read(() => state.Checkouts.GetValueOrDefault(id));
    public Refund? Refund(string id) => Read(() => state.Refunds.GetValueOrDefault(id));
    public Event? Event(string id) => Read(() => state.Events.GetValueOrDefault(id));

    /// <summary>Answers a request once: the same key and body get the same answer again, another body is refused with 409.</summary>
    public Answered Once(string key, string body, Func<(int Status, object Answer)> ask) => Change(() =>
    {
        var hash = Code.Hash(body);
        if (state.Answers.TryGetValue(key, out var before))
            return before.BodyHash == hash ? before
                : throw new Refused(409, "idempotency_conflict", "This Idempotency-Key was used with another body.");
        var (status, answer) = ask();
        return state.Answers[key] = new(hash, status, JsonSerializer.Serialize(answer, SimulatorHost.Json));
    });

    public Checkout Open(Checkout checkout) => Change(() => state.Checkouts[checkout.Id] = checkout);

    public Checkout Expire(string id) => Change(() =>
    {
        var checkout = Known(id);
        if (checkout.Status is CheckoutStatus.Succeeded) throw new Refused(409, "already_paid", "A paid checkout cannot expire.");
        return checkout.Status is CheckoutStatus.Expired ? checkout : Expired(checkout);
    });

    /// <summary>Takes the money and tells the merchant. A second capture of the same checkout is possible: that is what the city must
    /// survive.</summary>
    public Event Capture(string id, Method method, TimeSpan tellAfter, int copies = 1, bool tell = true) => Change(() =>
    {
        var checkout = Known(id);
        var payment = new Payment(Code.Id("pay"), checkout.Amount, method, Now);
        checkout = state.Checkouts[id] =
            checkout with { Status = CheckoutStatus.Succeeded, FailureCode = null, Payments = [.. checkout.Payments, payment] };
        return Tell("checkout.succeeded", checkout, tellAfter, payment: payment, copies: copies, tell: tell);
    });

    public void Decline(string id, Method method, TimeSpan tellAfter, TimeSpan? succeedAfter) => Change(() =>
    {
        var checkout = state.Checkouts[id] = Known(id) with { Status = CheckoutStatus.Failed, FailureCode = "declined" };
        if (succeedAfter is { } wait) state.Late.Add(new(id, method, Now + wait));
        return Tell("checkout.failed", checkout, tellAfter);
    });

    public Refund GiveBack(string payment, long amount, bool partial, string? reason) => Change(() =>
    {
        var checkout = state.Checkouts.Values.FirstOrDefault(c => c.Payments.Any(p => p.Id == payment))
            ?? throw new Refused(404, "payment_not_found", "There is no such payment.");
        var paid = checkout.Payments.Single(p => p.Id == payment).Amount;
        var back = state.Refunds.Values.Where(r => r.Payment == payment).Sum(r => r.Amount);
        if (amount <= 0 || back + amount > paid) throw new Refused(422, "amount_too_large", "More than was paid cannot be refunded.");
        if (amount < paid && !partial) throw new Refused(422, "partial_not_asked", "Set partial to true to refund less than was paid.");
        var refund = new Refund
        {
            Id = Code.Id("re"), Checkout = checkout.Id, Payment = payment, Amount = amount, Reason = reason,
            CreatedAt = Now, DueAt = Now + options.RefundTakes
        };
        return state.Refunds[refund.Id] = refund;
    });

    /// <summary>Does what has become due: late captures, finished refunds, expiries. Returns the webhooks that are to leave now.</summary>
    public IReadOnlyList<Event> Due() => Change(() =>
    {
        foreach (var late in state.Late.Where(x => x.DueAt <= Now).ToList())
        {
            state.Late.Remove(late);
            Capture(late.Checkout, late.Method, TimeSpan.Zero);
        }
        foreach (var refund in state.Refunds.Values.Where(x => x.Status is RefundStatus.Pending && x.DueAt <= Now).ToList())
        {
            var done = state.Refunds[refund.Id] = refund with { Status = RefundStatus.Succeeded, CompletedAt = Now };
            Tell("refund.succeeded", Known(refund.Checkout), TimeSpan.Zero, refund: done);
        }
        foreach (var checkout in state.Checkouts.Values.Where(x => x.Status is CheckoutStatus.Open && x.ExpiresAt <= Now).ToList())
            Expired(checkout);
        return state.Events.Values.Where(x => x.State is EventState.Waiting && x.DueAt <= Now).OrderBy(x => x.CreatedAt).ToList();
    }, saves: false);

    public void Delivered(string id, string answer) => Change(() =>
        state.Events[id] = state.Events[id] with
        {
            State = EventState.Delivered,
            LastAnswer = answer,
            Attempts = state.Events[id].Attempts + 1
        });

    public void Undelivered(string id, string answer) => Change(() =>
    {
        var told = state.Events[id];
        var more = told.Attempts < options.RetryDelays.Count;
        return state.Events[id] = told with
        {
            Attempts = told.Attempts + 1,
            LastAnswer = answer,
            State = more ? EventState.Waiting : EventState.GivenUp,
            DueAt = more ? Now + options.RetryDelays[told.Attempts] : told.DueAt,
        };
    });

    /// <summary>Sends an event once more, whatever became of it before; null when there is none.</summary>
    public Event? Resend(string id) => Change(() => state.Events.TryGetValue(id, out var told)
        ? state.Events[id] = told with { State = EventState.Waiting, Attempts = 0, Copies = 1, DueAt = Now }
        : null);

    DateTimeOffset Now => options.Clock.GetUtcNow();

    Checkout Known(string id) =>
        state.Checkouts.GetValueOrDefault(id) ?? throw new Refused(404, "checkout_not_found", "There is no such checkout.");

    Checkout Expired(Checkout checkout)
    {
        checkout = state.Checkouts[checkout.Id] = checkout with { Status = CheckoutStatus.Expired };
        Tell("checkout.expired", checkout, TimeSpan.Zero);
        return checkout;
    }

    Event Tell(string type, Checkout checkout, TimeSpan after, Payment? payment = null, Refund? refund = null, int copies = 1,
        bool tell = true)
    {
        var id = Code.Id("evt");
        var body = JsonSerializer.Serialize(new { id, type, created_at = Now, data = new { checkout, payment, refund } },
            SimulatorHost.Json);
        unsaved = true;
        return state.Events[id] = new()
        {
            Id = id, Type = type, Url = checkout.WebhookUrl, Body = body, CreatedAt = Now, DueAt = Now + after, Copies = copies,
            State = tell ? EventState.Waiting : EventState.Withheld,
        };
    }

    T Read<T>(Func<T> ask) { lock (gate) return ask(); }

    // Changes may call each other; what they changed is written once, when the outermost is done.
    T Change<T>(Func<T> work, bool saves = true)
    {
        lock (gate)
        {
            depth++;
            try
            {
                unsaved |= saves;
                return work();
            }
            finally
            {
                if (--depth == 0 && unsaved) Write();
            }
        }
    }

    // Renaming over the old file means that a killed simulator leaves the whole old state or the whole new one.
    void Write()
    {
        unsaved = false;
        if (options.StateFile is not { } file) return;
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(state, SimulatorHost.Json));
        File.Move(file + ".new", file, overwrite: true);
    }
}
