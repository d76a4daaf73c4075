using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// How much a post to a route may hold on the wire, in bytes: what is typed (a kana is nine of them when it is encoded) and what is
/// attached. It stands at the route, is set before anybody reads, and is the most that is kept across a sign-in. A route without it
/// takes nothing.
/// </summary>
public sealed record Takes(long Text, long Files = 0)
{
    /// <summary>A button: the form's token, its key, and what a passkey says.</summary>
    public static readonly Takes Button = new(64 * 1024);

    /// <summary>A form whose questions are made from data.</summary>
    public static readonly Takes Form = new(2 * 1024 * 1024);

    /// <summary>Such a form that may ask for files; each is measured again when it is stored.</summary>
    public static readonly Takes Attachments = Form with { Files = 64 * 1024 * 1024 };

    public long Whole => Text + Files;
}

/// <summary>Where the questions of a form are data: what this very request may hold, asked before anything of it is read. Never more
/// than the route's <see cref="Takes"/>.</summary>
public sealed record TakesOf(Func<HttpContext, ValueTask<Takes>> Ask);
