using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>職員へのお知らせ: what the program told this officer, newest first.</summary>
public sealed partial class OfficeInbox
{
    public const string Url = "/office/messages";
    const int Rows = 50;

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, int page = 1)
    {
        var last = Math.Max(1, (await Inbox.Visible(look.Db, look.Actor).CountAsync(look.Stop) + Rows - 1) / Rows);
        page = Math.Clamp(page, 1, last);
        return Show(new(await Inbox.Visible(look.Db, look.Actor).OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Skip((page - 1) * Rows)
            .Take(Rows)
            .Select(m => new Inbox.Row(m.Id, new Text(m.Subject, null, null), m.At, m.ReadAt == null)).ToListAsync(look.Stop), page, last));
    }
}

/// <summary>読んでいないお知らせ on the office's home page; nothing while all are read.</summary>
sealed class UnreadTile : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct) =>
        await Inbox.Visible(db, actor).CountAsync(m => m.ReadAt == null, ct) is var unread and > 0
            ? [new("読んでいないお知らせ", OfficeInbox.Url, unread, "期限の近い仕事などを、システムから知らせています。")] : [];
}
