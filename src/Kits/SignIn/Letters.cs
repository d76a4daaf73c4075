using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Sends a code to a mail address, and takes it back; both in the caller's turn.</summary>
public static class Letters
{
    /// <summary>Codes within an hour from one line: a whole office or a mobile network may stand behind it.</summary>
    public const int MostFromOneLine = 60;

    /// <exception cref="Rule">Too many were sent to this mail address, or asked for from this line, within the hour.</exception>
    public static Task<Guid> SendCode(Turn turn, string purpose, string mail, IMessages messages, MasterKey key, Throttle throttle) =>
        SendCode(turn, purpose, mail, mail, messages, key, throttle);

    /// <summary>The same for who signs in by a name that is no address. Where there is nobody, or no address, the same
    /// rows are written and nothing is sent: nobody learns that.</summary>
    public static async Task<Guid> SendCode(Turn turn, string purpose, string name, string? to, IMessages messages, MasterKey key,
        Throttle throttle)
    {
        var (blinds, hourAgo) = (Mails.Blinds(name, key), turn.Now.AddHours(-1));
        // Each purpose has its own letters, and each line its own: who asks for many keeps nobody else from the next one.
        await throttle.Often(turn, $"code:{purpose}:{blinds[0]}", MailCode.MostPerHourFromOneLine,
            new("このメールアドレスには確認コードを続けて送りました。", "番号を なんども おくりました。", "Codes were sent to this mail address several times."));
        if (await turn.Db.Set<MailCode>()
            .CountAsync(c => blinds.Contains(c.BlindMail) && c.Purpose == purpose && c.SentAt > hourAgo, turn.Stop) >= MailCode.MostPerHour)
            throw new Rule("", new Text("このメールアドレスには確認コードを続けて送りました。1時間ほど待ってから、もう一度お試しください。", "番号を なんども おくりました。1時間 まって、もういちど して ください。",
                "Codes were sent to this mail address several times. Please wait about an hour and try again."));
        await throttle.Often(turn, "codes", MostFromOneLine,
            new("お使いの回線から、確認コードを続けて送りました。", "番号を なんども おくりました。", "Too many codes were asked for from your line."));
        var (row, code) = MailCode.For(purpose, name, key, turn.Clock);
        turn.Db.Add(row);
        await messages.Send(turn.Db, Message.ToResident($"code-{row.Id:N}", null, to ?? Message.Nobody, turn.Language,
            l => (l.Pick("確認コードのお知らせ", "番号の おしらせ", "Your code"), l.Pick(
            $"""
            確認コードは {code} です。

            画面に戻って、この6桁の数字を入力してください。10分間使えます。
            この確認コードを、電話やメールで人に教えないでください。市の職員が尋ねることもありません。
            心当たりがないときは、このメールを削除してください。何も変わりません。
            """,
            $"""
            番号は {code} です。

            画面に この 6つの 数字を 書いて ください。10分 つかえます。
            この 番号を ほかの 人に いわないで ください。市の 人も ききません。
            わからない メールの ときは、けして ください。だいじょうぶです。
            """,
            $"""
            Your code is {code}.

            Go back to the page and enter these 6 digits. They are good for 10 minutes.
            Tell this code to nobody, by phone or by mail. Our staff never ask for it.
            If you did not ask for it, delete this mail. Nothing changes.
            """)), lane: Lane.Awaited), turn.Stop);
        return row.Id;
    }

    /// <summary>Takes the typed code: null when it was right, and it is used up; else the refusal, which counts at this code and at no
    /// other.</summary>
    public static Answer? Refusal(Turn turn, MailCode code, string typed, MasterKey key, Deed refused)
    {
        if (code.Take(typed, key, turn.Now) is not { } why) return null;
        turn.Journal.As(refused).Fact("factor", "mail");
        return Answer.Refuse(new Rule("code", why));
    }
}
