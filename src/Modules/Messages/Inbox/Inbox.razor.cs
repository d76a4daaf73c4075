using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>お知らせ: what the city told this person, newest first.</summary>
public sealed partial class Inbox
{
    public const string Url = "/my/messages";
    internal const int Rows = 50;

    public sealed record Row(Guid Id, string Key, Text Subject, DateTimeOffset At, bool Unread);
    public sealed record Page(Slice<Row> Found);

    internal static readonly Order<InboxMessage, Row> Newest = new Order<InboxMessage, Row>().Down(m => m.At, r => r.At)
        .Down(m => m.Key, r => r.Key);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Applicant, Deed.None, Ask);

    /// <summary>Only one's own.</summary>
    internal static IQueryable<InboxMessage> Visible(CityDb db, Actor actor)
    {
        var account = actor.Account ?? Guid.Empty;
        return db.Set<InboxMessage>().Where(m => m.Account == account);
    }

    static async Task<IResult> Ask(Look look, string? at = null) =>
        Show(new(await Newest.Slice(Visible(look.Db, look.Actor), at, Rows, rows => rows.Select(m =>
            new Row(m.Id, m.Key, new Text(m.Subject, m.EasySubject, m.EnglishSubject), m.At, m.ReadAt == null)).ToListAsync(look.Stop))));
}
