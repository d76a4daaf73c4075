namespace Keyaki.Simulator;

public enum CheckoutStatus { Open, Succeeded, Failed, Expired }
public enum RefundStatus { Pending, Succeeded }
public enum EventState { Waiting, Delivered, Withheld, GivenUp }

/// <summary>One request of a merchant to be paid, with the money that was captured for it.</summary>
public sealed record Checkout
{
    public required string Id { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string Reference { get; init; }
    public required string Description { get; init; }
    public required string ReturnUrl { get; init; }
    public required string CancelUrl { get; init; }
    public required string WebhookUrl { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public CheckoutStatus Status { get; init; }
    public string? FailureCode { get; init; }
    public IReadOnlyList<Payment> Payments { get; init; } = [];
}

/// <summary>Money that was taken from a payer.</summary>
public sealed record Payment(string Id, long Amount, Method Method, DateTimeOffset CapturedAt);

/// <summary>Money that goes back to a payer.</summary>
public sealed record Refund
{
    public required string Id { get; init; }
    public required string Checkout { get; init; }
    public required string Payment { get; init; }
    public required long Amount { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public RefundStatus Status { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>A webhook: what is told to the merchant, how often it was tried and what came of it.</summary>
public sealed record Event
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Url { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public int Copies { get; init; } = 1;
    public int Attempts { get; init; }
    public string? LastAnswer { get; init; }
    public EventState State { get; init; }
}

/// <summary>A capture that will succeed later although it was reported as failed.</summary>
public sealed record LateCapture(string Checkout, Method Method, DateTimeOffset DueAt);

/// <summary>The answer that was given under an idempotency key, and the hash of what was asked.</summary>
public sealed record Answered(string BodyHash, int Status, string Body);
