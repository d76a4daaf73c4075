using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>The answer to an inquiry, behind the link of its mail: what was asked and answered stands in no mail.</summary>
public sealed partial class ReadAnswer
{
    const string Purpose = "website-answer";
    internal static readonly TimeSpan Good = TimeSpan.FromDays(60);

    sealed record Ticket(Guid Inquiry);
    public sealed record Page(Language Language, ReceiptNumber Number, string Title, string Words, string Answer, Contact Contact);

    internal static string Of(Tickets tickets, Guid inquiry) => $"/inquiry/answer/{tickets.Make(Purpose, new Ticket(inquiry), Good)}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/inquiry/answer/{ticket}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string ticket, Tickets tickets, Look look)
    {
        var id = tickets.Read<Ticket>(Purpose, ticket)?.Inquiry ?? throw new NotHere();
        var inquiry = await look.Find<Inquiry>(i => i.Id == id && i.Answer != null);
        return Show(new(look.Language, inquiry.Number, inquiry.Title, inquiry.Words, inquiry.Answer ?? "",
            look.City.ContactOf(inquiry.Owner, look.Today)));
    }
}
