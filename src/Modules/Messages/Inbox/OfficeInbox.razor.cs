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
            new Inbox.Row(m.Id, m.Key, new Text(m.Subject, null, null), m.At, m.ReadAt == null)).ToListAsync(look.Stop))));
}

/// <summary>What the program told an officer waits to be read. It is written in Japanese alone; residents' messages are not.</summary>
[Once]
sealed class UnreadTask : TaskSource<InboxMessage>
{
    protected override Guid Cause(InboxMessage message) => message.Id;

    // One event may be told from two places: the first telling stands, and nobody ever reads the second.
    protected override async Task<TaskWish?> Wish(CityDb db, InboxMessage message, CancellationToken ct) =>
        message.EasySubject is not null || message.ReadAt is not null || await db.Set<InboxMessage>().AnyAsync(m =>
            m.Account == message.Account && m.Key == message.Key && m.Id != message.Id, ct) ? null
            : new(TaskKind.Read, message.Subject, $"{OfficeInbox.Url}/{message.Id}") { Account = message.Account };
}
