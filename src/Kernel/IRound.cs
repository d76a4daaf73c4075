namespace Keyaki.Kernel;

/// <summary>
/// What a module does by itself each time after the journal was sealed, every few seconds. Outside of any turn, so that it may read for
/// a while; what it changes it changes in short turns of its own.
/// </summary>
public interface IRound
{
    Task Round(CancellationToken ct);
}
