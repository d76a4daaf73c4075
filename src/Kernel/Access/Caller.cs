using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>Knows the other systems of the city that call with a token.</summary>
public interface ICallers
{
    /// <summary>Who calls, with what it may do at this moment; null where the token is none of ours or too old, or its system
    /// ended.</summary>
    Task<Actor?> Caller(HttpContext http);
}

/// <summary>Nobody is known by this token: 401.</summary>
public sealed class UnknownCaller() : Exception("unknown caller");
