using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>The office door, first step: login name and password. The second factor follows; a passkey is both at once.</summary>
public partial class SignIn : View<SignIn, SignIn.Page>
{
    public sealed record Page(Form Form, string Back, bool Lifted);

    public sealed record Input(
        [Ask("ログイン名", MaxLength = 60, Autocomplete = "username")] string Login,
        [Ask("パスワード", Kind = "password")] string Password) : IForm<Input>;

    static readonly Text Wrong = new("ログイン名かパスワードが違います。もう一度入力してください。");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/sign-in", Permission.Public, StaffDeeds.Refused, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Look look, string? need) =>
        look.Actor.Kind is ActorKind.Officer ? Answer.See(look.Back("/office"))
            : Show(new(form, look.Back("/office"), need == "wait-lifted"));

    static Task<PasswordProof> Weigh(Input input, Look look)
    {
        var login = SignInName.Fold(input.Login);
        // The welcome link sets the account up; before that no password is right.
        return PasswordProof.Weigh(look, look.Db.Set<Officer>().Where(o => o.Login == login).Select(o => o.Id), input.Password,
            onlyWithApp: true);
    }

    static Task<Answer> Accept(Input input, PasswordProof proof, Turn turn, SignInSteps steps) =>
        steps.First(turn, OfficeDoor.Sign, input.Login, proof, Wrong);
}
