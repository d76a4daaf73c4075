using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>Going on without an account: a mail address, proven by a code.</summary>
public partial class Guest : View<Guest, Guest.Page>
{
    public const string Url = "/guest", Account = "/account/new";

    public sealed record Page(Form Form, string Back, bool ForAccount)
    {
        public bool ComesBack => Back.StartsWith(Links.MyPage, StringComparison.Ordinal);
    }

    public sealed record Input([Ask("メールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address",
        Hint = "確認コードを送ります。市からの連絡も、このアドレスに届きます。", EasyHint = "ここに 番号を おくります。市からの おしらせも とどきます。",
        EnglishHint = "We send a code to it. Messages from the city go there, too.", Autocomplete = "email")] string Mail) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>(Url, Permission.Public, ResidentDeeds.CodeSent, Ask, Accept);
        app.MapForm<Input>(Account, Permission.Public, ResidentDeeds.CodeSent, AskForAccount, AcceptForAccount);
    }

    static IResult Ask(Form form, Look look) => Show(new(form, look.Back("/my"), ForAccount: false));
    static IResult AskForAccount(Form form, Look look) => Show(new(form, look.Back("/my"), ForAccount: true));

    static async Task<Answer> Accept(Input input, Turn turn, IMessages messages, MasterKey key, Throttle throttle)
    {
        var code = await Letters.SendCode(turn, "guest", input.Mail, messages, key, throttle);
        return Answer.See($"/guest/code/{code}" + QueryString.Create("back", turn.Back("/my")));
    }

    static async Task<Answer> AcceptForAccount(Input input, Turn turn, IMessages messages, MasterKey key,
        Throttle throttle)
    {
        var code = await Letters.SendCode(turn, "account", input.Mail, messages, key, throttle);
        return Answer.See($"/guest/code/{code}" + QueryString.Create("back", turn.Back("/my")));
    }
}
