using System.Collections.Concurrent;
using Keyaki.Kernel;
using Keyaki.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>What was read of Kiyose's files is lent to one hall at a time: reading and checking them again for each test took a sixth of
/// all tests' time. Only the book of posts in it changes, and each hall fills it when it opens.</summary>
static class Profiles
{
    public static readonly string Kiyose = Path.Combine(City.Root, "cities", "kiyose");
    static readonly ConcurrentBag<CityProfile> free = [];

    /// <summary>Lends one to the hall that these services become, if it is a hall of Kiyose; it comes back when the hall closes.</summary>
    public static void Lend(IServiceCollection services, string? folder)
    {
        if (folder != Kiyose) return;
        services.AddSingleton<Loan>();
        services.AddSingleton(sp => sp.GetRequiredService<Loan>().Profile);
    }

    sealed class Loan : IDisposable
    {
        public CityProfile Profile { get; } = free.TryTake(out var read) ? read
            : CityProfile.Load(Kiyose, Path.Combine(AppContext.BaseDirectory, "rules", "japan"), Hall.Modules);

        public void Dispose() => free.Add(Profile);
    }
}
