using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>Keys of one letter: / leads to the search, A decides. Who speaks to the machine, or whose hand trembles, can switch them off in
/// this browser (WCAG 2.1.4).</summary>
public static class FindKey
{
    public const string Url = FindAll.Url + "/key";
    const string Off = "keyaki-no-key";

    /// <summary>How a page behaves in one browser is no act: nothing is written down.</summary>
    static readonly Deed Switched = new("house.find-key", "1文字のキーを使うかどうかを変えた");

    internal static void Map(IEndpointRouteBuilder app) => app.MapAct(Url, Permission.Officer, Switched, Switch);

    public static bool IsUsed(HttpContext http) => !http.Request.Cookies.ContainsKey(Doors.Named(Off, Doors.IsStrict(http)));

    static Answer Switch(IFormCollection posted, HttpContext http, Journal journal)
    {
        journal.Nothing();
        var name = Doors.Named(Off, Doors.IsStrict(http));
        if (posted["use"] == "true") http.Response.Cookies.Delete(name, Doors.Options(http, TimeSpan.Zero));
        else http.Response.Cookies.Append(name, "1", Doors.Options(http, TimeSpan.FromDays(365)));
        return Answer.See(Back.To(http.Request.Query["back"], FindAll.Url));
    }
}
