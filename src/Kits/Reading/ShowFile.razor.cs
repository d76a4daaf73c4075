using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>ファイルを画面で見る: page by page, for whom a room gave a ticket.</summary>
public sealed partial class ShowFile
{
    public const string Url = "/office/files";
    static readonly Deed Looked = Deed.Look("files.page", "ファイルを画面で見た", "ファイルを 見た", "looked at a file");

    public sealed record Page(string Name, FileView View, string Ticket)
    {
        public string At(int page) => Address.Of($"{Url}/{Ticket}", ("page", $"{page}"));
        public string Picture => Address.Of($"{Url}/{Ticket}/picture", ("page", $"{View.Number}"));
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url + "/{ticket}", Permission.Officer, Looked, Ask);
        app.MapPage(Url + "/{ticket}/picture", Permission.Officer, Looked, Picture);
    }

    static async Task<IResult> Ask(string ticket, Look look, FileTickets tickets, FilePages pages, int page = 1)
    {
        var file = await Find(ticket, look, tickets);
        return Show(new(file.Name, await pages.View(file, page, look.Stop), ticket));
    }

    static async Task<IResult> Picture(string ticket, Look look, FileTickets tickets, FilePages pages, FileStore files, int page = 1)
    {
        var file = await Find(ticket, look, tickets);
        if (file.Type is FileBytes.Jpeg or FileBytes.Png) return new SentFile(files, file, kept: false);
        return Results.Bytes(await pages.Picture(file, page, look.Stop) ?? throw new NotHere(), "image/png");
    }

    static async Task<StoredFile> Find(string ticket, Look look, FileTickets tickets)
    {
        var open = tickets.Open(look, ticket);
        look.Journal.About(open.Kind, open.Record, [.. open.Persons.Select(p => (Guid?)p)]);
        return await look.Find<StoredFile>(f => f.Id == open.File);
    }
}
