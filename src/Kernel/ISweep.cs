namespace Keyaki.Kernel;

/// <summary>Clears what has run out in a module, once an hour, in the turn of the round.</summary>
public interface ISweep
{
    Task Sweep(CityDb db, DateTimeOffset now, CancellationToken ct);
}
