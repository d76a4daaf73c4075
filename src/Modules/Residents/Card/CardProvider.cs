using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Keyaki.Kernel;

namespace Keyaki.Residents;

/// <summary>Who says whose card it is (デジタル認証アプリ or one of its shape): OpenID Connect by the framework's own handler, asked by
/// <see cref="CardDoor"/> and by nothing else (0039). Without an issuer the city has no sign-in by card.</summary>
static class CardProvider
{
    public const string Scheme = "card", Return = "/sign-in/card/return";

    const string IssuerName = "Keyaki:Card:Issuer", ClientName = "Keyaki:Card:Client", SecretName = "Keyaki:Card:Secret";

    /// <summary>How sure the authenticator has to be: with the card's own certificate, and looked up that it was not withdrawn.</summary>
    const string Sure = "aal3", Sureness = Sure + " crl";

    public static readonly IReadOnlyList<Setting> Settings =
    [
        new(IssuerName, "",
            "マイナンバーカードでのサインインの提供者（OpenID Connectの発行者、https://…）。空なら、カードでのサインインは出さない"),
        new(ClientName, "", "提供者に登録したこのまちの名前（client_id）。戻り先には「Keyaki:PublicAddress + " + Return + "」を登録する"),
        new(SecretName, "", "提供者から受け取った秘密（client_secret）", Secret: true),
    ];

    public static string? Issuer(IConfiguration configuration) => configuration[IssuerName] is { Length: > 0 } issuer ? issuer : null;

    public static void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<CardDoor>();
        services.AddScoped<Contracts.Residents.ICardSignIn>(sp => sp.GetRequiredService<CardDoor>());
        if (Issuer(configuration) is not { } issuer) return;
        services.AddHttpClient(Scheme, http => http.Timeout = TimeSpan.FromSeconds(10));
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IHttpClientFactory, IHostEnvironment, TimeProvider>(
            (o, clients, environment, clock) => Set(o, issuer, configuration, clients.CreateClient(Scheme), environment.IsDevelopment(),
                clock));
    }

    static void Set(OpenIdConnectOptions o, string issuer, IConfiguration configuration, HttpClient http, bool practice, TimeProvider clock)
    {
        (o.Authority, o.ClientId, o.ClientSecret, o.CallbackPath) = (issuer, configuration[ClientName], configuration[SecretName], Return);
        (o.ResponseType, o.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (o.GetClaimsFromUserInfoEndpoint, o.MapInboundClaims, o.RequireHttpsMetadata) = (true, false, !practice);
        (o.Backchannel, o.ConfigurationManager) = (http, new CardKeys(issuer, http, https: !practice, clock));
        o.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        o.Scope.Clear();
        foreach (var scope in new[] { "openid", "name", "address", "birthdate", "gender" }) o.Scope.Add(scope);
        o.TokenValidationParameters.ValidIssuer = issuer;
        o.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256];
        // For this browser's visit to the provider only; they end with it, and the nonce in them is good for an hour.
        o.CorrelationCookie = Cookie("keyaki-card-way-", practice);
        o.NonceCookie = Cookie("keyaki-card-once-", practice);
        o.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = to =>
            {
                to.ProtocolMessage.RedirectUri = configuration["Keyaki:PublicAddress"]?.TrimEnd('/') + Return;
                to.ProtocolMessage.AcrValues = Sureness;
                // Whoever uses this screen next has a card of their own.
                to.ProtocolMessage.Prompt = OpenIdConnectPrompt.Login;
                to.ProtocolMessage.UiLocales = Language.Of(to.HttpContext) == Language.English ? "en" : "ja";
                return Task.CompletedTask;
            },
            OnMessageReceived = came =>
            {
                Of(came.HttpContext).Back = came.Properties?.RedirectUri;
                // Another issuer's answer, brought here by a mix-up (RFC 9207).
                if (came.ProtocolMessage.Parameters.TryGetValue("iss", out var from) && from != issuer) came.Fail("another issuer");
                return Task.CompletedTask;
            },
            OnTokenValidated = came =>
            {
                if (came.SecurityToken.Claims.FirstOrDefault(c => c.Type == "acr") is { } acr && acr.Value != Sure)
                    came.Fail("not as sure as was asked for");
                return Task.CompletedTask;
            },
            OnUserInformationReceived = came =>
            {
                Of(came.HttpContext).Told = CardHolder.Read(issuer, came.User.RootElement);
                return Task.CompletedTask;
            },
            OnTicketReceived = came =>
            {
                Of(came.HttpContext).IsRight = true;
                came.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = came =>
            {
                Of(came.HttpContext).Failure = came.Failure;
                came.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    static CookieBuilder Cookie(string name, bool practice) => new()
    {
        Name = Doors.Named(name, !practice), Path = "/", HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax,
        SecurePolicy = practice ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always,
    };

    /// <summary>What the handler found out about this request.</summary>
    internal static CardAnswer Of(HttpContext http)
    {
        if (http.Features.Get<CardAnswer>() is not { } answer) http.Features.Set(answer = new());
        return answer;
    }
}

/// <summary>What a provider's answer was found to be.</summary>
sealed class CardAnswer
{
    /// <summary>Where the person wanted to go on to, out of the sealed state.</summary>
    public string? Back { get; set; }
    public CardHolder? Told { get; set; }
    public bool IsRight { get; set; }
    public Exception? Failure { get; set; }
}

/// <summary>What the provider says of itself and the keys that it signs with. An unknown key makes it read once more, not more often than
/// every ten seconds; while the provider is down, what is known goes on.</summary>
sealed class CardKeys : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    static readonly TimeSpan Good = TimeSpan.FromHours(12), Apart = TimeSpan.FromSeconds(10);
    readonly SemaphoreSlim gate = new(1);
    readonly (string Issuer, HttpDocumentRetriever Documents, TimeProvider Clock) of;
    OpenIdConnectConfiguration? known;
    DateTimeOffset readAt;
    volatile bool stale;

    public CardKeys(string issuer, HttpClient http, bool https, TimeProvider clock)
    {
        of = (issuer, new HttpDocumentRetriever(http) { RequireHttps = https }, clock);
        // A key that the provider took back signs nothing any more.
        UseLastKnownGoodConfiguration = false;
    }

    bool IsFresh => !stale && of.Clock.GetUtcNow() - readAt < Good;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (known is { } now && IsFresh) return now;
        await gate.WaitAsync(cancel);
        try
        {
            if (known is not null && IsFresh) return known;
            try { known = await Read(cancel); }
            catch (Exception) when (known is not null && !cancel.IsCancellationRequested) { /* as before, until the next time */ }
            (readAt, stale) = (of.Clock.GetUtcNow(), false);
            return known ?? throw new IOException("nothing read");
        }
        finally { gate.Release(); }
    }

    async Task<OpenIdConnectConfiguration> Read(CancellationToken cancel)
    {
        var read = await OpenIdConnectConfigurationRetriever.GetAsync(of.Issuer.TrimEnd('/') + "/.well-known/openid-configuration",
            of.Documents, cancel);
        return read.Issuer == of.Issuer ? read : throw new SecurityTokenInvalidIssuerException("the provider names another issuer");
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => stale |= of.Clock.GetUtcNow() - readAt >= Apart;
}
