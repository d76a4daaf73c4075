using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Hears an announcement of another module, in the same transaction.</summary>
public interface IHear<in T>
{
    Task Hear(T announced, CityDb db, CancellationToken ct);
}

/// <summary>Tells the other modules what happened, inside the caller's turn.</summary>
public sealed class Announce(IServiceProvider turn)
{
    public async Task Say<T>(T what, CityDb db, CancellationToken ct)
    {
        foreach (var ear in turn.GetServices<IHear<T>>()) await ear.Hear(what, db, ct);
    }
}
