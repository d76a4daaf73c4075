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
        services.AddScoped<Factors>();
        services.AddSingleton<NewApp>();
        services.AddIdentityCore<Credential>();
        services.AddScoped<IUserStore<Credential>, CredentialStore>();
        services.AddScoped<Passkeys>();
        services.AddSingleton(new PasskeyDomains(Domain(configuration["Keyaki:PublicAddress"]),
            Domain(configuration["Keyaki:OfficeAddress"])));
    }

    // A passkey belongs to a domain; a bare address (development) has none, then the request's own host counts.
    static string? Domain(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var home) && !IPAddress.TryParse(home.Host, out _) ? home.Host : null;
}
