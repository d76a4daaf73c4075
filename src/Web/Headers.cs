namespace Keyaki.Web;

/// <summary>The same strict headers on every answer; pages with personal data are never cached.</summary>
sealed class Headers(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var h = http.Response.Headers;
        h.ContentSecurityPolicy =
            "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        h.XContentTypeOptions = "nosniff";
        h["Referrer-Policy"] = "same-origin";
        h["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()";
        h["Cross-Origin-Opener-Policy"] = "same-origin";
        h["Cross-Origin-Resource-Policy"] = "same-origin";
        h.CacheControl = "no-store";
        if (http.Request.IsHttps) h.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return next(http);
    }
}
