using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Another mail address for the account, second step: the code proves it. The old address is told.</summary>
public partial class ProveMail : View<ProveMail, ProveMail.Page>
{
    public sealed record Page(Form Form);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code", EasyHint = "メールに ある 6つの 数字です。10分 つかえます。",
        EnglishHint = "The 6 digits in the mail. They are good for 10 minutes.", Hint = "メールに書かれた6桁の数字です。送ってから10分間使えます。")] string Code)
        : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/my/account/mail/code", Permission.Resident, ResidentDeeds.MailChanged, Ask, Accept);

    static object Ask(Form form, string? ticket, Look look, Tickets tickets) =>
        Read(tickets, ticket, look.Actor) is null ? Answer.See(ChangeMail.Url) : Show(new(form));

    static ChangeMail.Half? Read(Tickets tickets, string? ticket, Actor actor) =>
        tickets.Read<ChangeMail.Half>(ChangeMail.Step, ticket) is { } half && half.Account == actor.Account ? half : null;

    static async Task<Answer> Accept(Input input, string? ticket, Turn turn, IMessages messages, Announce announce, MasterKey key,
        Tickets tickets)
    {
        var half = Read(tickets, ticket, turn.Actor) ?? throw new Rule("",
            new Text("確認コードを送ってから時間がたちました。メールアドレスの入力からやり直してください。", "時間が たちました。メールアドレスを もういちど 書いて ください。",
            "The code is too old. Please enter your mail address again."));
        turn.Journal.About("account", half.Account, half.Account);
        var code = await turn.Take<MailCode>(c => c.Id == half.Code);
        if (Letters.Refusal(turn, code, input.Code, key, ResidentDeeds.Refused) is { } refusal) return refusal;
        var account = await turn.Take<Account>(a => a.Id == half.Account);
        var old = Mails.Open(account.SealedMail, key);
        var mail = Mails.Open(code.SealedMail, key);
        await Account.MustBeFree(mail, turn, key);
        account.Move(mail, key);
        await GuestVisitor.Forget(turn, account.Id);
        await announce.Say(new MailMoved(account.Id, account.SealedMail), turn.Db, turn.Stop);
        await OwnAccessRoutes.EndAll(turn.Db, account.Id, turn.Clock, turn.Stop, except: turn.Actor.Session);
        await messages.Send(turn.Db, Message.ToResident($"mail-changed-{code.Id:N}", account.Id, old, turn.Language, l => (
            l.Pick("メールアドレスが変わりました", "メールアドレスが かわりました", "Your mail address was changed"), l.Pick(
            "利用者アカウントのメールアドレスが、別のものに変わりました。これからの連絡は、新しいメールアドレスに届きます。\nご自分で変えたときは、何もしなくて大丈夫です。心当たりがないときは、すぐに市役所へ連絡してください。",
            "あなたの アカウントの メールアドレスが かわりました。これからは、あたらしい メールアドレスに おくります。\nじぶんで かえた ときは だいじょうぶです。しらない ときは、すぐに 市役所に 電話して ください。",
            "The mail address of your account was changed to another one. From now on we write to the new address.\nIf you changed it yourself, there is nothing to do. If not, please call the city hall at once."))), turn.Stop);
        return Answer.See(MyAccount.Url);
    }
}
