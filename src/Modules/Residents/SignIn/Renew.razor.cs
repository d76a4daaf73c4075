using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A new password after a code by mail. Who has set an app needs its code as well when signing in afterwards: the mailbox
/// alone opens nothing.</summary>
public partial class Renew : View<Renew, Renew.Page>
{
    public sealed record Page(Form Form);

    public sealed record Input(
        [Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code", EasyHint = "メールに ある 6つの 数字です。",
            EnglishHint = "The 6 digits in the mail.", Hint = "メールに書かれた6桁の数字です。")] string Code,
        [AskNewPassword] string Password,
        [AskPasswordAgain] string Again,
        [Ask("パスキーも削除しますか", Easy = "パスキーも けしますか", English = "Delete your passkeys as well?",
            EasyHint = "ほかの 人が つかったかも しれない ときは「はい」を えらんで ください。",
            EnglishHint = "Choose yes if somebody else may have used your account. Without passkeys you need not choose.",
            Hint = "ほかの人に使われたかもしれないときは、「はい」を選んでください。パスキーを登録していない方は、選ばなくて大丈夫です。")] bool? DropPasskeys = null) : IForm<Input>;

    public sealed record Hashed(string Password);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/account/forgot/{id}", Permission.Public, ResidentDeeds.PasswordSet, Ask, Accept, weigh: Weigh);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        await look.Db.Set<MailCode>().AnyAsync(c => c.Id == id && c.Purpose == AskCode.Forgot, look.Stop) ? Show(new(form))
            : throw new NotHere();

    static async Task<Hashed> Weigh(Guid id, Input input, Look look, NewPassword passwords, MasterKey key) =>
        new(passwords.Hash(input.Password, input.Again, Mails.Open(await look.Find(look.Db.Set<MailCode>()
            .Where(c => c.Id == id && c.Purpose == AskCode.Forgot).Select(c => c.SealedMail)),
            key)));

    static async Task<Answer> Accept(Guid id, Input input, Hashed hashed, Turn turn, Factors factors, MasterKey key,
        Entrance entrance)
    {
        var code = await turn.Take<MailCode>(c => c.Id == id && c.Purpose == AskCode.Forgot);
        if (Letters.Refusal(turn, code, input.Code, key, ResidentDeeds.Refused) is { } refusal) return refusal;
        var blinds = Mails.Blinds(Mails.Open(code.SealedMail, key), key);
        var credential = await (from a in turn.Db.Set<Account>() where blinds.Contains(a.BlindMail) join c in turn.Db.Set<Credential>()
            .AsTracking() on a.Id equals c.Account select c).FirstOrDefaultAsync(turn.Stop);
        if (credential is null) return Answer.Refuse(new Rule("",
            new Text("このメールアドレスの利用者アカウントはありません。はじめての方は、利用者アカウントを作ってください。", "この メールアドレスの アカウントは ありません。はじめての 人は アカウントを つくって ください。",
            "There is no account with this mail address. If you are new here, please make one.")));
        credential.Use(hashed.Password, turn.Now);
        await Factors.DropPasskeys(turn.Db, credential.Account, input.DropPasskeys is true, turn.Stop);
        await factors.Changed(turn.Db, ActorKind.Resident, credential.Account, FactorNews.PasswordChanged, null, turn.Stop);
        turn.Journal.About("account", credential.Account, credential.Account);
        return await entrance.Remember(turn, Answer.See("/sign-in?need=new-password"), ActorKind.Resident, credential.Account,
            whole: false);
    }
}
