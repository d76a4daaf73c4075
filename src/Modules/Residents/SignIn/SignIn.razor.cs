using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>The residents' door: with an account (password, then a code; or a passkey), by mail only, or by making an account.</summary>
public partial class SignIn : View<SignIn, SignIn.Page>
{
    /// <summary>Need says why the person was sent here: a permission's code, has-account, or new-password.</summary>
    public sealed record Page(Form Form, string Back, string? Need)
    {
        /// <summary>They want to see what is there already: everybody who came to the door by themselves, and who follows a link to an
        /// own page.</summary>
        public bool ComesBack => Need is null or "applicant"
            && (Back == Links.MyPage || Back.StartsWith(Links.MyPage + "/", StringComparison.Ordinal)
            || Back.StartsWith("/payments/", StringComparison.Ordinal));

        /// <summary>They followed a link to one case, in another browser or after their visit had ended.</summary>
        public bool FromMail => ComesBack && Back != Links.MyPage;
    }

    public sealed record Input(
        [Ask("メールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address", Autocomplete = "username")] string Mail,
        [Ask("パスワード", Kind = "password", Easy = "パスワード", English = "Password")] string Password) : IForm<Input>;

    static readonly Text Wrong = new("メールアドレスかパスワードが違います。もう一度入力してください。", "メールアドレスか パスワードが ちがいます。もういちど 書いて ください。",
        "The mail address or the password is wrong. Please enter them again.");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Links.SignIn, Permission.Public, ResidentDeeds.Refused, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Look look, string? need) =>
        look.Actor.Kind is ActorKind.Resident ? Answer.See(look.Back("/my"))
            : Show(new(form, look.Back("/my"), need));

    static Task<PasswordProof> Weigh(Input input, Look look, MasterKey key)
    {
        var blinds = Mails.Blinds(input.Mail, key);
        return PasswordProof.Weigh(look, look.Db.Set<Account>().Where(a => blinds.Contains(a.BlindMail)).Select(a => a.Id), input.Password);
    }

    static Task<Answer> Accept(Input input, PasswordProof proof, Turn turn, SignInSteps steps, IMessages messages, MasterKey key,
        Throttle throttle) =>
        steps.First(turn, ResidentDoor.Sign, input.Mail, proof, Wrong,
            mail: () => Letters.SendCode(turn, "sign-in", input.Mail, messages, key, throttle));
}
