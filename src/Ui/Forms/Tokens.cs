using Keyaki.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

static class Tokens
{
    /// <summary>The key of one press, by which a second one is known; none on a page for the static copy.</summary>
    public static string? PressOf(this HttpContext http) => http.Features.Get<ForCopy>() is null ? FormKey.Of(http) : null;

    /// <summary>The mark by which a post is known to come from our own page. A page for the static copy has none: nothing is sent from
    /// there.</summary>
    public static string? TokenFor(this IAntiforgery antiforgery, HttpContext http) =>
        http.Features.Get<ForCopy>() is null ? antiforgery.GetAndStoreTokens(http).RequestToken : null;
}
