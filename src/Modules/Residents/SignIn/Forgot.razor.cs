using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>A forgotten password begins with the mail address; nobody learns here whether it has an account.</summary>
public partial class Forgot : View<Forgot, Forgot.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("メールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address", Hint = "登録したメールアドレスに確認コードを送ります。", EasyHint = "ここに 番号を おくります。", EnglishHint = "We send a code to the address of your account.", Autocomplete = "email")] string Mail) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/account/forgot", Permission.Public, ResidentDeeds.CodeSent, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Input input, CityDb db, IMessages messages, MasterKey key, TimeProvider clock, Throttle throttle, HttpContext http, CancellationToken ct) =>
        Answer.See($"/account/forgot/{await Letters.SendCode(db, "forgot", input.Mail, messages, key, clock, throttle, http, ct)}");
}
