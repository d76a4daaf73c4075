using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>Who is told to wait before the next try, because of others' tries perhaps, proves the mail address instead; nobody learns here whether it has an account.</summary>
public partial class LiftWait : View<LiftWait, LiftWait.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("メールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address", Hint = "サインインに使うメールアドレスに確認コードを送ります。", EasyHint = "ここに 番号を おくります。", EnglishHint = "We send a code to the address that you sign in with.", Autocomplete = "email")] string Mail) : IForm<Input>;

    internal const string Purpose = "wait";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/sign-in/wait", Permission.Public, ResidentDeeds.CodeSent, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Input input, string? back, CityDb db, IMessages messages, MasterKey key, TimeProvider clock, Throttle throttle, HttpContext http, CancellationToken ct)
    {
        var code = await Letters.SendCode(db, Purpose, input.Mail, messages, key, clock, throttle, http, ct);
        return Answer.See($"/sign-in/wait/{code}" + QueryString.Create("back", Kernel.Back.To(back, "/my")));
    }
}
