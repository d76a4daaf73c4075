using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>Binds the token of a form to the visit that it was shown to: another visit's token, also that of the same browser before it
/// signed in, is stale.</summary>
sealed class FormOfVisit : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext http) => http.Actor().Session?.ToString("N") ?? "-";
    public bool ValidateAdditionalData(HttpContext http, string given) => given == GetAdditionalData(http);
}
