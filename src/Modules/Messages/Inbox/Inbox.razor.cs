using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>お知らせ: what the city told this person, newest first.</summary>
public sealed partial class Inbox
{
    public const string Url = "/my/messages";
    const int Rows = 50;

    public sealed record Row(Guid Id, Text Subject, DateTimeOffset At, bool Unread);
    public sealed record Page(IReadOnlyList<Row> Found, int Number, int Last);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Applicant, Deed.None, Ask);

    /// <summary>Only one's own.</summary>
    internal static IQueryable<InboxMessage> Visible(CityDb db, Actor actor)
    {
        var account = actor.Account ?? Guid.Empty;
        return db.Set<InboxMessage>().Where(m => m.Account == account);
    }

    static async Task<IResult> Ask(Look look, int page = 1)
    {
        var last = Math.Max(1, (await Visible(look.Db, look.Actor).CountAsync(look.Stop) + Rows - 1) / Rows);
        page = Math.Clamp(page, 1, last);
        return Show(new(await Visible(look.Db, look.Actor).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Skip((page - 1) * Rows)
            .Take(Rows)
            .Select(m => new Row(m.Id, new Text(m.Subject, m.EasySubject, m.EnglishSubject), m.At, m.ReadAt == null))
                .ToListAsync(look.Stop), page, last));
    }
}
