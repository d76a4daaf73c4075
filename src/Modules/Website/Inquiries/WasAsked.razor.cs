using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>The end page of an inquiry: its number, and what happens next. It does not say what was asked.</summary>
public sealed partial class WasAsked
{
    public sealed record Page(Language Language, ReceiptNumber Number, bool Answered, string Title, string? Url, Contact Contact);

    public static string Of(Guid id) => $"/inquiry/sent/{id}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/inquiry/sent/{id:guid}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var inquiry = await look.Find<Inquiry>(i => i.Id == id);
        var page = await look.Find<SitePage>(p => p.Id == inquiry.Page);
        return Show(new(look.Language, inquiry.Number, inquiry.SealedMail is not null, page.TitleIn(look.Language).Words,
            page.IsLive ? page.Url(look.Language) : null, look.City.ContactOf(inquiry.Owner, look.Today)));
    }
}
