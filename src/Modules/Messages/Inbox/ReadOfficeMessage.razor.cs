using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Messages;

/// <summary>An officer reads what they were told; the first reading is noted.</summary>
public sealed partial class ReadOfficeMessage
{
    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(OfficeInbox.Url + "/{id:guid}", Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, Turns turns) =>
        Show(await ReadMessage.Open(id, look, turns));
}
