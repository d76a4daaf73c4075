using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>お知らせを読む; the first reading is noted, and what became of the mail is said.</summary>
public sealed partial class ReadMessage
{
    public sealed record Page(Text Subject, Text Text, string? Url, DateTimeOffset At, MailState? Mail);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Inbox.Url + "/{id:guid}", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, Turns turns)
    {
        var message = await Open(id, look, turns);
        var mail = await look.Db.Set<Mail>().FirstOrDefaultAsync(m => m.Key == message.Key, look.Stop);
        return Show(new(new(message.Subject, message.EasySubject, message.EnglishSubject),
            new(message.Text, message.EasyText, message.EnglishText), message.Url, message.At, mail?.State));
    }

    /// <summary>The message, from now on read.</summary>
    internal static async Task<InboxMessage> Open(Guid id, Look look, Turns turns)
    {
        var message = await look.Find(Inbox.Visible(look.Db, look.Actor).Where(m => m.Id == id));
        if (message.ReadAt is null)
            await turns.Run(async (_, turn, c) =>
            {
                (await turn.Set<InboxMessage>().FirstAsync(m => m.Id == id, c)).Read(look.Now);
                return true;
            });
        return message;
    }
}
