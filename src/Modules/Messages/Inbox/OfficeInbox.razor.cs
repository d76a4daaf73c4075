using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>職員へのお知らせ: what the program told this officer, newest first.</summary>
public sealed partial class OfficeInbox
{
    public const string Url = "/office/messages";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null) =>
        Show(new(await Inbox.Newest.Slice(Inbox.Visible(look.Db, look.Actor), at, Inbox.Rows, rows => rows.Select(m =>
            new Inbox.Row(m.Id, new Text(m.Subject, null, null), m.At, m.ReadAt == null)).ToListAsync(look.Stop))));
}

/// <summary>読んでいないお知らせ on the office's home page; nothing while all are read.</summary>
sealed class UnreadTile : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct) =>
        await Inbox.Visible(db, actor).CountAsync(m => m.ReadAt == null, ct) is var unread and > 0
            ? [new("読んでいないお知らせ", OfficeInbox.Url, unread, "期限の近い仕事などを、システムから知らせています。")] : [];
}
