using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Payments;

sealed record CheckoutErrand(string Checkout);

/// <summary>Asks the payment company to close a page on which nobody shall pay any more.</summary>
sealed class CloseCheckout(IPaymentProvider provider) : IOutboxWork
{
    public const string WorkKind = "payments.close";
    public string Kind => WorkKind;
    public string Label => "使わない支払い画面を閉じる";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<CheckoutErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload);
        try { await provider.Expire(errand.Checkout, ct); }
        catch (ProviderRefused) { /* Paid meanwhile: the webhook or the watch brings the money, and it goes back. */ }
    }
}
