using Keyaki.Kernel;

namespace Keyaki.Payments;

public enum CheckoutState { Open, Succeeded, Failed, Expired }

/// <summary>What is asked of the payment company: a page on which this amount can be paid.</summary>
public sealed record CheckoutRequest(string IdempotencyKey, Guid Charge, Yen Amount, string Description, DateTimeOffset ExpiresAt,
    string BackPath);

/// <summary>A checkout as the company tells it; <paramref name="Charge"/> is what we gave it as our reference.</summary>
public sealed record ProviderCheckout(string Id, Guid Charge, string? Url, CheckoutState State, IReadOnlyList<ProviderPayment> Payments);

public sealed record ProviderPayment(string Id, Yen Amount, PaymentMethod Method, DateTimeOffset CapturedAt);

/// <param name="Figure">In yen; null where the company does not say it.</param>
public sealed record ProviderRefund(string Id, string Payment, bool Done, long? Figure = null);

/// <summary>A message of the company whose signature was found good.</summary>
public sealed record ProviderMessage(string EventId, string Type, DateTimeOffset SentAt, ProviderCheckout? Checkout,
    ProviderRefund? Refund);

/// <summary>A payment company with hosted checkout. Calls leave the process: never make them inside a turn.</summary>
/// <remarks>Everything throws <see cref="ProviderAway"/> when the company cannot be reached, <see cref="ProviderRefused"/> when it says
/// no.</remarks>
public interface IPaymentProvider
{
    Task<ProviderCheckout> Create(CheckoutRequest request, CancellationToken ct);
    Task<ProviderCheckout> Fetch(string checkout, CancellationToken ct);
    Task Expire(string checkout, CancellationToken ct);

    /// <summary>Gives back so much of a payment.</summary>
    /// <param name="partial">It is less than was paid: the company wants that to be said.</param>
    Task<ProviderRefund> Refund(string idempotencyKey, string payment, Yen amount, bool partial, CancellationToken ct);
    Task<ProviderRefund> FetchRefund(string refund, CancellationToken ct);

    /// <summary>Reads a webhook; null when the signature or its time is wrong or the body cannot be read.</summary>
    ProviderMessage? Read(string? signature, string body);
}

/// <summary>The company does not answer, or answers that it is out of order: try again later.</summary>
public sealed class ProviderAway(Exception? inner = null) : Exception("the payment provider is away", inner);

/// <summary>The company refuses; trying the same again will not help.</summary>
public sealed class ProviderRefused(string code) : Exception($"the payment provider refused: {code}")
{
    public string Code => code;
}
