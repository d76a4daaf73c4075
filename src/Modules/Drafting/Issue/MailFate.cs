using System.Globalization;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>What became of a mail to an addressee: taken by the mail server, or refused. Who was not reached waits to be issued to once
/// more, and the drafter is told.</summary>
sealed class MailFate(IMessages messages, TimeProvider clock) : IHear<MailEnded>
{
    const string Begin = "drafting send ";
    static readonly Deed Refused = new("drafting.mail-refused", "施行のメールが届かなかった");

    public static string Key(Addressee to, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Begin}{to.Id:N} {at.ToUnixTimeMilliseconds()}");

    public async Task Hear(MailEnded said, CityDb db, CancellationToken ct)
    {
        if (!said.Key.StartsWith(Begin, StringComparison.Ordinal) || !Guid.TryParseExact(said.Key.Split(' ')[2], "N", out var id)) return;
        var to = await db.Set<Addressee>().AsTracking().FirstOrDefaultAsync(a => a.Id == id, ct);
        // It was issued to in another way meanwhile.
        if (to is not { Way: Way.Mail, SentAt: { } sent } || said.Key != Key(to, sent)) return;
        if (said.Taken) to.Mailed(said.At);
        else await NotReached(to, said.At, db, ct);
    }

    async Task NotReached(Addressee to, DateTimeOffset at, CityDb db, CancellationToken ct)
    {
        to.NotReached(at);
        var draft = await db.Set<Draft>().AsTracking().FirstAsync(d => d.Id == to.Draft, ct);
        draft.IssueAgain();
        Journal.Note(db, clock, Actor.Program, Refused, Draft.Kind, draft.Id);
        await messages.Send(db, new Message($"drafting refused {to.Id:N} {at.ToUnixTimeMilliseconds()}", draft.By, null,
            $"施行のメールが届きませんでした：{PlainText.Cut(draft.Subject, 60)}",
            $"「{draft.Subject}」の宛先「{to.Name}」へのメールは、相手のメールサーバーに断られたか、送るファイルに問題があり、届きませんでした。\n\n"
            + "アドレスを確かめて、電話をするか、ほかの方法で施行してください。", IssueDraft.Url(draft.Id)), ct);
    }
}
