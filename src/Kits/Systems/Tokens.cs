using System.Security.Claims;
using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Keyaki.Kits;

/// <summary>
/// Gives tokens to the systems that are linked, and knows them again: OAuth 2.0 client credentials by OpenIddict, without its tables.
/// A token says who calls and what was asked for; what the system may do is read from its row with every call.
/// </summary>
static class Tokens
{
    public const string Url = Api.Root + "/token";

    /// <summary>Long enough for a night's work by few tokens, short enough to copy nothing of worth.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(10);

    static readonly Deed Given = new("systems.token", "連携システムに、通信のための札を渡した");
    static readonly Deed Refused = new("systems.token-refused", "連携システムを名乗る通信を断った");

    public static void Services(IServiceCollection services)
    {
        services.AddOpenIddict()
            .AddServer(o =>
            {
                o.SetTokenEndpointUris(Url).AllowClientCredentialsFlow().SetAccessTokenLifetime(Good);
                // Clients and their scopes are rows of ours; the tokens are sealed by the house like everything that a framework seals.
                o.EnableDegradedMode().DisableScopeValidation().UseDataProtection();
                // Asked for by the library, used by nothing: no token is signed or encrypted with them.
                o.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
                o.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
                o.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(b => b.UseScopedHandler<Check>());
                o.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(b => b.UseSingletonHandler<Sign>());
                o.UseAspNetCore();
            })
            .AddValidation(o =>
            {
                o.UseLocalServer();
                o.UseDataProtection();
                // A token stands in its header and nowhere else: no body is read before it is known who sends it.
                o.UseAspNetCore(b => b.DisableAccessTokenExtractionFromBodyForm().DisableAccessTokenExtractionFromQueryString());
            });
        // Behind a proxy the request says https; only a practice city has none.
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IHostEnvironment>((o, of) =>
            o.DisableTransportSecurityRequirement = of.IsDevelopment());
        services.AddScoped<ICallers, Callers>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Refused);
        app.MapMachine(Url, Given, Give);
    }

    /// <summary>The library answers by itself.</summary>
    static async Task<object?> Give(HttpContext http, IAuthenticationHandlerProvider handlers)
    {
        // What is no form is told so, as everywhere.
        await Posted.Read(http.Request, http.RequestAborted);
        if (await handlers.GetHandlerAsync(http, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            is IAuthenticationRequestHandler server) await server.HandleRequestAsync();
        return null;
    }

    /// <summary>The system that signs in by this name and secret; null where it may not call today.</summary>
    static async Task<LinkedSystem?> Find(CityDb db, string? id, DateOnly today, CancellationToken ct) =>
        Guid.TryParseExact(id, "N", out var key)
            && await db.Set<LinkedSystem>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == key, ct) is { } found
            && found.Counts(today) ? found : null;

    sealed class Check(CityDb db, TimeProvider clock, Refusals refusals, Turns turns, IHttpContextAccessor request)
        : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenRequestContext>
    {
        public async ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenRequestContext context)
        {
            var http = request.HttpContext ?? throw new InvalidOperationException("no request");
            var system = await Find(db, context.ClientId, clock.Today(), http.RequestAborted);
            if (system is null || !system.Knows(context.ClientSecret ?? ""))
            {
                await refusals.Note(http, Refused, "client", system is null ? "unknown" : system.ClientId);
                context.Reject(Errors.InvalidClient, "The system is not known, has ended, or its secret is another one.");
                return;
            }
            if (context.Request.GetScopes().Except(system.Allowed).Any())
            {
                await refusals.Note(http, Refused, "client", system.ClientId);
                context.Reject(Errors.InvalidScope, "The system may not have one of these scopes.");
                return;
            }
            await turns.Run((_, turn, _) =>
            {
                new Journal().About(LinkedSystem.Kind, system.Id).Write(turn, clock, Callers.As(system), Given);
                return Task.FromResult(true);
            });
        }
    }

    sealed class Sign : IOpenIddictServerHandler<OpenIddictServerEvents.HandleTokenRequestContext>
    {
        public ValueTask HandleAsync(OpenIddictServerEvents.HandleTokenRequestContext context)
        {
            var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
            identity.SetClaim(Claims.Subject, context.Request.ClientId);
            identity.SetScopes(context.Request.GetScopes());
            context.SignIn(new ClaimsPrincipal(identity));
            return default;
        }
    }

    sealed class Callers(CityDb db, TimeProvider clock, IAuthenticationHandlerProvider handlers) : ICallers
    {
        public async Task<Actor?> Caller(HttpContext http)
        {
            // The library looks at a request first, then at its token; its own place would be before the guard.
            if (await handlers.GetHandlerAsync(http, OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)
                is not IAuthenticationRequestHandler reader || await reader.HandleRequestAsync()) return null;
            if ((await reader.AuthenticateAsync()).Principal is not { } token) return null;
            if (await Find(db, token.GetClaim(Claims.Subject), clock.Today(), http.RequestAborted) is not { } system) return null;
            var asked = token.GetScopes();
            return As(system) with
            {
                // A token without scopes is for all that the system may.
                Permissions = system.Allowed.Where(p => asked.IsEmpty || asked.Contains(p)).ToHashSet(),
            };
        }

        public static Actor As(LinkedSystem system) =>
            new(ActorKind.Machine, system.Id, system.Name, Department: system.Department);
    }
}
