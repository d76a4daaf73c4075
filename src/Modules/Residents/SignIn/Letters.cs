using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Sends a code to a mail address, in the caller's turn.</summary>
static class Letters
{
    /// <exception cref="Rule">Too many were sent to this address within the hour.</exception>
    internal static async Task<Guid> SendCode(CityDb db, string purpose, string mail, IMessages messages, MasterKey key, TimeProvider clock, CancellationToken ct)
    {
        var (blind, hourAgo) = (Mails.Blind(mail, key), clock.GetUtcNow().AddHours(-1));
        if (await db.Set<MailCode>().CountAsync(c => c.BlindMail == blind && c.SentAt > hourAgo, ct) >= MailCode.MostPerHour)
            throw new Rule("mail", "このメールアドレスには確認コードを続けて送りました。1時間ほど待ってから、もう一度お試しください。");
        var (row, code) = MailCode.For(purpose, mail, key, clock);
        db.Add(row);
        await messages.Send(db, new Message($"code-{row.Id:N}", null, mail, $"確認コード：{code}",
            $"""
            確認コードは {code} です。

            画面に戻って、この6桁の数字を入力してください。10分間使えます。
            この確認コードを、電話やメールで人に教えないでください。市の職員が尋ねることもありません。
            心当たりがないときは、このメールを削除してください。何も変わりません。
            """), ct);
        return row.Id;
    }
}
