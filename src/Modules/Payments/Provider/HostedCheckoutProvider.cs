using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Speaks the JSON protocol of a payment company: bearer key, idempotency keys, signed webhooks.</summary>
sealed class HostedCheckoutProvider(IHttpClientFactory clients, ProviderSettings settings, TimeProvider clock) : IPaymentProvider
{
    public const string Client = "payment-provider";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    sealed record Checkout(string Id, string? Url, CheckoutState Status, string Reference, IReadOnlyList<Paid>? Payments);
    sealed record Paid(string Id, long Amount, PaymentMethod Method, DateTimeOffset CapturedAt);
    sealed record GivenBack(string Id, string Payment, string Status, long? Amount);
    sealed record Message(string Id, string Type, DateTimeOffset CreatedAt, MessageData Data);
    sealed record MessageData(Checkout? Checkout, GivenBack? Refund);
    sealed record Problem(ProblemText? Error);
    sealed record ProblemText(string? Code);

    public async Task<ProviderCheckout> Create(CheckoutRequest asked, CancellationToken ct) =>
        Told(await Call<Checkout>(HttpMethod.Post, "v1/checkouts", asked.IdempotencyKey, new
        {
            amount = asked.Amount.Amount,
            currency = "JPY",
            reference = asked.Charge.ToString("N"),
            description = asked.Description,
            return_url = settings.PublicUrl(asked.BackPath),
            cancel_url = settings.PublicUrl(asked.BackPath + "&stopped=true"),
            webhook_url = settings.WebhookUrl,
            expires_at = asked.ExpiresAt,
        }, ct));

    public async Task<ProviderCheckout> Fetch(string checkout, CancellationToken ct) =>
        Told(await Call<Checkout>(HttpMethod.Get, $"v1/checkouts/{Uri.EscapeDataString(checkout)}", null, null, ct));

    public Task Expire(string checkout, CancellationToken ct) =>
        Call<Checkout>(HttpMethod.Post, $"v1/checkouts/{Uri.EscapeDataString(checkout)}/expire", null, null, ct);

    public async Task<ProviderRefund> Refund(string key, string payment, Yen amount, bool partial, CancellationToken ct) =>
        Told(await Call<GivenBack>(HttpMethod.Post, "v1/refunds", key, new { payment, amount = amount.Amount, partial }, ct));

    public async Task<ProviderRefund> FetchRefund(string refund, CancellationToken ct) =>
        Told(await Call<GivenBack>(HttpMethod.Get, $"v1/refunds/{Uri.EscapeDataString(refund)}", null, null, ct));

    public ProviderMessage? Read(string? signature, string body)
    {
        if (!WebhookSignature.IsGood(signature, body, settings.WebhookSecrets, clock.GetUtcNow(), settings.Tolerance)) return null;
        try
        {
            return JsonSerializer.Deserialize<Message>(body, Json) is
            {
                Id.Length: > 0 and <= 100, Type.Length: > 0 and <= 60,
                Data: not null
            } told
                ? new(told.Id, told.Type, told.CreatedAt, told.Data.Checkout is { } c ? Told(c) : null, told.Data.Refund is { } r ? Told(r)
                    : null)
                : null;
        }
        catch (JsonException) { return null; }
    }

    static ProviderCheckout Told(Checkout told) =>
        new(told.Id, Guid.TryParse(told.Reference, out var charge) ? charge : Guid.Empty, told.Url, told.Status,
        [.. (told.Payments ?? []).Select(p => new ProviderPayment(p.Id, new Yen(p.Amount), p.Method, p.CapturedAt))]);

    static ProviderRefund Told(GivenBack told) => new(told.Id, told.Payment, told.Status == "succeeded", told.Amount);

    async Task<T> Call<T>(HttpMethod method, string path, string? idempotencyKey, object? body, CancellationToken ct)
    {
        if (settings.Url is null) throw new ProviderAway();
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(settings.Url, path));
            request.Headers.Authorization = new("Bearer", settings.ApiKey);
            if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
            if (body is not null) request.Content = JsonContent.Create(body, options: Json);
            using var answer = await clients.CreateClient(Client).SendAsync(request, ct);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new ProviderAway();
            // A wrong key is our mistake and not the payer's: somebody mends it and the work goes on.
            if (answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
                or HttpStatusCode.RequestTimeout
                or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) throw new ProviderAway();
            throw new ProviderRefused((await answer.Content.ReadFromJsonAsync<Problem>(Json, ct))?.Error?.Code
                ?? answer.StatusCode.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || e is TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new ProviderAway(e);
        }
    }
}
