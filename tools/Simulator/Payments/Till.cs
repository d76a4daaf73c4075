namespace Keyaki.Simulator;

/// <summary>Plays what the payer's panel asked for once the button was pressed.</summary>
public sealed class Till(Ledger ledger, WebhookSender sender, SimulatorOptions options)
{
    /// <summary>Pays; false when the payer gets no answer (nothing was taken then).</summary>
    public async Task<bool> Pay(Checkout checkout, Method method, Behaviour behaviour, TimeSpan seconds, CancellationToken ct)
    {
        var (id, soon) = (checkout.Id, options.WebhookDelay);
        switch (behaviour)
        {
            case Behaviour.Success: ledger.Capture(id, method, soon); break;
            case Behaviour.Decline: ledger.Decline(id, method, soon, succeedAfter: null); break;
            case Behaviour.LateSuccess: ledger.Decline(id, method, TimeSpan.Zero, succeedAfter: seconds); break;
            case Behaviour.DuplicateWebhook: ledger.Capture(id, method, soon, copies: 2); break;
            case Behaviour.WebhookNever: ledger.Capture(id, method, soon, tell: false); break;
            case Behaviour.WebhookBeforeRedirect: await sender.Deliver(ledger.Capture(id, method, TimeSpan.Zero), ct); break;
            case Behaviour.DoubleSuccess:
                ledger.Capture(id, method, soon);
                ledger.Capture(id, method, soon);
                break;
            case Behaviour.Timeout:
                await Task.Delay(seconds, ct);
                return false;
        }
        return true;
    }
}
