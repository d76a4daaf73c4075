using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>While a story is told, the payment company is this one, in the program: its clock can be moved. What was paid with it can be
/// given back with it afterwards; everything else goes to the other company.</summary>
sealed class StoryProvider(IPaymentProvider company, StoryClock clock) : IPaymentProvider
{
    const string Mark = "story-";

    public Task<ProviderCheckout> Create(CheckoutRequest asked, CancellationToken ct) => clock.Tells
        ? Task.FromResult(Told(asked.Charge, CheckoutState.Open))
        : company.Create(asked, ct);

    public Task<ProviderCheckout> Fetch(string checkout, CancellationToken ct) =>
        IsOurs(checkout) && Guid.TryParse(checkout[Mark.Length..], out var charge)
            ? Task.FromResult(Told(charge, CheckoutState.Expired))
            : company.Fetch(checkout, ct);

    public Task Expire(string checkout, CancellationToken ct) => IsOurs(checkout) ? Task.CompletedTask : company.Expire(checkout, ct);

    public Task<ProviderRefund> Refund(string idempotencyKey, string payment, Yen amount, bool partial, CancellationToken ct) =>
        IsOurs(payment) ? Task.FromResult(new ProviderRefund(Mark + idempotencyKey, payment, Done: true))
        : company.Refund(idempotencyKey, payment, amount, partial, ct);

    public Task<ProviderRefund> FetchRefund(string refund, CancellationToken ct) => company.FetchRefund(refund, ct);

    public ProviderMessage? Read(string? signature, string body) => company.Read(signature, body);

    /// <summary>The payer pays.</summary>
    public static ProviderCheckout Paid(Charge charge, PaymentMethod method, DateTimeOffset at) =>
        Told(charge.Id, CheckoutState.Succeeded) with { Payments = [new($"{Mark}p-{charge.Id:N}", charge.Amount, method, at)] };

    static bool IsOurs(string id) => id.StartsWith(Mark, StringComparison.Ordinal);

    static ProviderCheckout Told(Guid charge, CheckoutState state) => new($"{Mark}{charge:N}", charge, "/", state, []);
}
