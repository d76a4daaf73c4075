using System.Globalization;
using System.Net;
using System.Text.Json;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Keyaki.Residents;

/// <summary>Why somebody came back without having shown a card: they ended it, nobody answers there, or the answer is not one to
/// believe.</summary>
public enum CardFault { Ended, Down, Wrong }

/// <summary>Who holds a card: the provider and its own word for the person, and the four facts.</summary>
public sealed record CardHolder(string Issuer, string Subject, CardFacts Facts)
{
    /// <summary>One word for the person that no other provider's can be.</summary>
    public string Word => $"{Issuer} {Subject}";

    /// <summary>Null where one of them is missing or cannot be read.</summary>
    internal static CardHolder? Read(string issuer, JsonElement told) =>
        Text(told, "sub") is { } sub && Text(told, "name") is { } name && Day(Text(told, "birthdate")) is { } birth
            ? new(issuer, sub, new(name, birth, Address(told), Sex(Text(told, "gender")))) : null;

    static string? Text(JsonElement told, string name) =>
        told.TryGetProperty(name,
            out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 300 } text
            ? text : null;

    static string? Address(JsonElement told) => Text(told, "address") ?? (told.TryGetProperty("address", out var parts)
        && parts.ValueKind is JsonValueKind.Object ? Text(parts, "formatted") : null);

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture,
        DateTimeStyles.None, out var day) ? day : null;

    // ISO/IEC 5218, as the card has it, or OpenID Connect's words.
    static string? Sex(string? text) => text switch { "1" or "male" => "male", "2" or "female" => "female", _ => null };
}

/// <summary>The way to the card's provider and back. The library looks at an answer only when it is asked here: its own place would be
/// before the guard (0038).</summary>
sealed class CardDoor(IConfiguration configuration, IAuthenticationHandlerProvider handlers, ILogger<CardDoor> log) : ICardSignIn
{
    public bool Offered => CardProvider.Issuer(configuration) is not null;

    async Task<IAuthenticationHandler> Handler(HttpContext http) =>
        Offered && await handlers.GetHandlerAsync(http, CardProvider.Scheme) is { } handler ? handler : throw new NotHere();

    /// <summary>Sends the browser to the provider; says why not, where it cannot.</summary>
    public async Task<CardFault?> Leave(HttpContext http, string back)
    {
        var handler = await Handler(http);
        try { await handler.ChallengeAsync(new AuthenticationProperties { RedirectUri = back }); }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested) { return Told(e); }
        return null;
    }

    /// <summary>Whose card it is, and where they wanted to go; or why it is not known.</summary>
    public async Task<(CardHolder? Holder, string? Back, CardFault Fault)> Receive(HttpContext http)
    {
        if (await Handler(http) is IAuthenticationRequestHandler handler) await handler.HandleRequestAsync();
        var answer = CardProvider.Of(http);
        if (answer is { IsRight: true, Told: { } holder }) return (holder, answer.Back, default);
        return (null, answer.Back, Told(answer.Failure ?? new InvalidDataException("a fact is missing")));
    }

    CardFault Told(Exception e)
    {
        var fault = Chain(e).Any(x => x.Data["error"] is "access_denied") ? CardFault.Ended
            : Chain(e).Any(x => x is IOException or OperationCanceledException
                or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError }) ? CardFault.Down : CardFault.Wrong;
        // Only what kind of failure it was: messages may hold what the provider sent.
        if (fault is not CardFault.Ended)
            log.LogWarning("Sign-in by card: {Fault}, {Kind} {Error}", fault, e.GetType().Name, Chain(e).Select(x => x.Data["error"])
                .FirstOrDefault(x => x is not null));
        return fault;
    }

    static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
