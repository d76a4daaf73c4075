using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>A room whose addresses no route says, such as the pages of the city's site: asked before an address is said to be
/// nowhere.</summary>
public interface IElsewhere
{
    /// <summary>What stands at that address; null where this room has nothing there.</summary>
    Task<IResult?> Find(Look look, string path);
}
