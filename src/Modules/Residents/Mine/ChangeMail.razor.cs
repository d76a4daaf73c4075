using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>Another mail address for the account, first step: the password once more, and a code to the new address.</summary>
public partial class ChangeMail : View<ChangeMail, ChangeMail.Page>
{
    public const string Url = "/my/account/mail";

    public sealed record Page(Form Form, string Mail);

    public sealed record Input(
        [Ask("新しいメールアドレス", Kind = "mail", Easy = "あたらしい メールアドレス", English = "New mail address", EasyHint = "つぎから、この メールアドレスで サインイン します。",
            EnglishHint = "From now on you sign in with it.", Hint = "これからは、このメールアドレスでサインインします。", Autocomplete = "email")] string Mail,
        [AskPresentPassword] string Current) : IForm<Input>;

    /// <summary>The password was right, and the code is on its way: carried to the second step, so that no other code opens it.</summary>
    internal sealed record Half(Guid Account, Guid Code);

    internal const string Step = "new-mail";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Url, Permission.Resident, ResidentDeeds.CodeSent, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form, Look look) => Show(new(form, look.Actor.Mail ?? ""));

    static Task<OwnPassword> Weigh(Input input, Look look) =>
        OwnPassword.Weigh(look, input.Current);

    static async Task<Answer> Accept(Input input, OwnPassword own, Turn turn, IMessages messages, MasterKey key, Tickets tickets,
        Throttle throttle)
    {
        turn.Journal.About("account", turn.Me, turn.Actor.Account);
        if (await own.Refusal(turn, ResidentDeeds.Refused, throttle) is { } refusal) return refusal;
        if (Mails.Normal(input.Mail) == Mails.Normal(turn.Actor.Mail ?? ""))
            throw new Rule("mail", new Text("今と同じメールアドレスです。新しいメールアドレスを入力してください。", "いまと おなじ メールアドレスです。あたらしい ものを 書いて ください。",
            "This is your present mail address. Please enter a new one."));
        var code = await Letters.SendCode(turn, Step, input.Mail, messages, key, throttle);
        return Answer.See(Back.Link("/my/account/mail/code",
            ("ticket", tickets.Make(Step, new Half(turn.Me, code), MailCode.Good))));
    }
}
