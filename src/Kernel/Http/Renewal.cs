using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>A page that waits for work that goes on elsewhere is asked for again by the browser, without scripting too. Only for pages
/// on which nothing is typed.</summary>
public static class Renewal
{
    public static void RenewIn(this HttpContext http, int seconds) =>
        http.Response.Headers["Refresh"] = seconds.ToString(CultureInfo.InvariantCulture);
}
