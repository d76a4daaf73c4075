using System.Text.Json;

namespace Keyaki.Simulator;

/// <summary>The merchant's API: checkouts and refunds, with a bearer key and idempotent posts.</summary>
static class ProviderApi
{
    sealed record AskCheckout(long? Amount, string? Currency, string? Reference, string? Description, string? ReturnUrl, string? CancelUrl,
        string? WebhookUrl, DateTimeOffset? ExpiresAt);
    sealed record AskRefund(string? Payment, long? Amount, bool Partial, string? Reason);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/v1").AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            var ledger = http.RequestServices.GetRequiredService<Ledger>();
            if (ledger.Outage) return Error(503, "unavailable", "The provider is out of order.");
            var key = http.RequestServices.GetRequiredService<SimulatorOptions>().ApiKey;
            if (!Code.Same(http.Request.Headers.Authorization.ToString(), "Bearer " + key))
                return Error(401, "unauthorized", "Send the API key as a bearer token.");
            try { return await next(call); }
            catch (Refused no) { return Error(no.Status, no.Code, no.Message); }
            catch (JsonException) { return Error(400, "bad_json", "The body is not the JSON that is asked for."); }
        });
        api.MapPost("/checkouts", OpenCheckout);
        api.MapGet("/checkouts/{id}", (string id, Ledger ledger, HttpRequest request) =>
            Answer(200, Shown(ledger.Checkout(id) ?? throw new Refused(404, "checkout_not_found", "There is no such checkout."), request)));
        api.MapPost("/checkouts/{id}/expire",
            (string id, Ledger ledger, HttpRequest request) => Answer(200, Shown(ledger.Expire(id), request)));
        api.MapPost("/refunds", GiveBack);
        api.MapGet("/refunds/{id}", (string id, Ledger ledger) =>
            Answer(200, ledger.Refund(id) ?? throw new Refused(404, "refund_not_found", "There is no such refund.")));
    }

    static Task<IResult> OpenCheckout(HttpRequest request, Ledger ledger, SimulatorOptions options) =>
        Once<AskCheckout>(request, ledger, asked =>
    {
        var now = options.Clock.GetUtcNow();
        if (asked.Amount is not (>= 1 and <= 9_999_999)) throw new Refused(422, "amount", "amount is 1 to 9999999.");
        if (asked.Currency is not "JPY") throw new Refused(422, "currency", "currency is JPY.");
        if (asked.ExpiresAt is null || asked.ExpiresAt <= now) throw new Refused(422, "expires_at", "expires_at lies in the future.");
        var checkout = ledger.Open(new()
        {
            Id = Code.Id("co"),
            Amount = asked.Amount.Value,
            Currency = asked.Currency,
            Reference = Text(asked.Reference, "reference"),
            Description = Text(asked.Description, "description"),
            ReturnUrl = Url(asked.ReturnUrl, "return_url"),
            CancelUrl = Url(asked.CancelUrl, "cancel_url"),
            WebhookUrl = Url(asked.WebhookUrl, "webhook_url"),
            ExpiresAt = asked.ExpiresAt.Value,
            CreatedAt = now,
        });
        return (201, Shown(checkout, request));
    });

    static Task<IResult> GiveBack(HttpRequest request, Ledger ledger) => Once<AskRefund>(request, ledger, asked =>
        (201, ledger.GiveBack(Text(asked.Payment, "payment"), asked.Amount ?? 0, asked.Partial, asked.Reason)));

    static async Task<IResult> Once<T>(HttpRequest request, Ledger ledger, Func<T, (int, object)> ask)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 200) throw new Refused(400, "idempotency_key", "Send an Idempotency-Key of at most 200 characters.");
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var asked = JsonSerializer.Deserialize<T>(body, SimulatorHost.Json) ?? throw new JsonException();
        var answer = ledger.Once($"{request.Path} {key}", body, () => ask(asked));
        return Results.Text(answer.Body, "application/json", statusCode: answer.Status);
    }

    static object Shown(Checkout checkout, HttpRequest request) => new
    {
        checkout.Id, Url = $"{request.Scheme}://{request.Host}/checkout/{checkout.Id}", checkout.Status, checkout.FailureCode,
        checkout.Amount, checkout.Currency,
        checkout.Reference, checkout.Description, checkout.ExpiresAt, checkout.CreatedAt, checkout.Payments,
    };

    static string Text(string? text, string name) =>
        text is { Length: > 0 and <= 200 } ? text : throw new Refused(422, name, $"{name} has 1 to 200 characters.");

    static string Url(string? text, string name) => text is not null && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "http" or "https")
        ? text : throw new Refused(422, name, $"{name} is an absolute URL.");

    static IResult Answer(int status, object answer) => Results.Json(answer, SimulatorHost.Json, statusCode: status);
    static IResult Error(int status, string code, string message) => Answer(status, new { error = new { code, message } });
}
