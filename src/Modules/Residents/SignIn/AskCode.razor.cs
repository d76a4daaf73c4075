using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>
/// The mail address of whoever forgot the password, or is told to wait before the next try (because of others' tries perhaps). A code
/// goes there; nobody learns here whether it has an account.
/// </summary>
public partial class AskCode : View<AskCode, AskCode.Page>
{
    public const string Wait = "/sign-in/wait", Lost = "/account/forgot";

    public sealed record Page(Form Form, bool Forgotten);

    public sealed record Input([Ask("メールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address",
        Hint = "サインインに使うメールアドレスに確認コードを送ります。", EasyHint = "ここに 番号を おくります。",
        EnglishHint = "We send a code to the address that you sign in with.", Autocomplete = "email")] string Mail) : IForm<Input>;

    internal const string Waiting = "wait", Forgot = "forgot";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>(Wait, Permission.Public, ResidentDeeds.CodeSent, (Form form) => Show(new(form, false)),
            AcceptWaiting);
        app.MapForm<Input>(Lost, Permission.Public, ResidentDeeds.CodeSent, (Form form) => Show(new(form, true)),
            AcceptForgot);
    }

    static async Task<Answer> AcceptWaiting(Input input, Turn turn, IMessages messages, MasterKey key,
        Throttle throttle) =>
        Answer.See(Kernel.Back.Link(
            $"{Wait}/{await Letters.SendCode(turn, Waiting, input.Mail, messages, key, throttle)}",
            ("back", turn.Back("/my"))));

    static async Task<Answer> AcceptForgot(Input input, Turn turn, IMessages messages, MasterKey key, Throttle throttle) =>
        Answer.See($"{Lost}/{await Letters.SendCode(turn, Forgot, input.Mail, messages, key, throttle)}");
}
