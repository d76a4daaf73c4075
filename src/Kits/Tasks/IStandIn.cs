using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A room in which one officer acts for another who is away: what waits for the other waits for them, too.</summary>
public interface IStandIn
{
    /// <summary>What caused the tasks that this officer may do today in somebody's place.</summary>
    Task<IReadOnlyList<Guid>> Causes(Look look);
}
