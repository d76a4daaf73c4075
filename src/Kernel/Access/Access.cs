using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>The shared parts of both doors: passwords, authenticator apps, passkeys, codes by mail, waiting times.</summary>
static class AccessServices
{
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Tickets>();
        services.AddSingleton<Devices>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<NewPassword>();
        services.AddSingleton<NewApp>();
        services.AddIdentityCore<Credential>();
        services.AddScoped<IUserStore<Credential>, CredentialStore>();
        services.AddScoped<IPasskeyHandler<Credential>, PasskeyHandler<Credential>>();
        services.AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            // Nobody types a name before a passkey is used, so the authenticator must be able to offer it by itself.
            (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required");
            // A passkey belongs to a domain; a bare address (development) has none, then the request's own host counts.
            if (Uri.TryCreate(configuration["Keyaki:PublicAddress"], UriKind.Absolute, out var home) && !IPAddress.TryParse(home.Host, out _)) o.ServerDomain = home.Host;
        });
    }
}
