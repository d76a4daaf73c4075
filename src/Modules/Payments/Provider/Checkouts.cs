using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Makes the company's page for an attempt; outside of turns only.</summary>
sealed class Checkouts(IPaymentProvider provider, BackCode back)
{
    /// <summary>The same attempt gives the same request, so that the company answers with the same page.</summary>
    public Task<ProviderCheckout> Create(Charge charge, Attempt attempt, CancellationToken ct) => provider.Create(
        new(attempt.IdempotencyKey, charge.Id, charge.Amount, $"{charge.Description}（{charge.Reference}）", charge.ExpiresAt,
            back.Path(charge.Id)), ct);
}

/// <summary>
/// The address to which the company sends the payer back. It carries a code of our own, because a code payment may come back in
/// another browser, where nobody is signed in; the page shows no more than amount and state.
/// </summary>
sealed class BackCode(Proofs proofs)
{
    public string Of(Guid charge) => proofs.Of(charge, "payments-back");
    public string Path(Guid charge) => $"{PaymentPaths.Back(charge)}?code={Of(charge)}";
}
