using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The residents' door: with an account (password, then a code; or a passkey), by mail only, or by making an account.</summary>
public partial class SignIn : View<SignIn, SignIn.Face>
{
    /// <summary>Need says why the person was sent here: a permission's code, has-account, or new-password.</summary>
    public sealed record Face(Form Form, string Back, string? Need)
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

    /// <summary>What hashing found out, before the turn.</summary>
    public sealed record Proof(Guid Account, bool Right, bool HasApp, int Changes);

    /// <summary>The password was right: carried to the second step. Without an app a code was mailed.</summary>
    internal sealed record Half(Guid Account, int Changes, Guid? MailCode);

    internal const string Step = "resident-second-step";
    static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    static readonly Text Wrong = new("メールアドレスかパスワードが違います。もう一度入力してください。", "メールアドレスか パスワードが ちがいます。もういちど 書いて ください。",
        "The mail address or the password is wrong. Please enter them again.");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/sign-in", Permission.Public, ResidentDeeds.Refused, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Look look, string? need) =>
        look.Actor.Kind is ActorKind.Resident ? Answer.See(look.Back("/my"))
            : Show(new(form, look.Back("/my"), need));

    static async Task<Proof> Weigh(Input input, Look look, MasterKey key)
    {
        var blinds = Mails.Blinds(input.Mail, key);
        var found = await (from a in look.Db.Set<Account>() where blinds.Contains(a.BlindMail) join c in look.Db.Set<Credential>(
            ) on a.Id equals c.Account select new { a.Id, c.PasswordHash, c.PasswordChanges, c.SealedTotp }).FirstOrDefaultAsync(look.Stop);
        return new(found?.Id ?? default, Credential.Accepts(found?.PasswordHash, input.Password), found?.SealedTotp is not null,
            found?.PasswordChanges ?? 0);
    }

    static async Task<Answer> Accept(Input input, Proof proof, Turn turn, Throttle throttle, Tickets tickets, IMessages messages,
        MasterKey key)
    {
        var tried = throttle.Of(turn, ActorKind.Resident, proof.Account, input.Mail, proof.Changes, Throttle.Password, turn.Query["lift"]);
        if (await throttle.Wait(turn, tried) is { } wait)
        {
            turn.Journal.Nothing();
            return Answer.Refuse(wait);
        }
        if (!proof.Right)
        {
            await throttle.Failed(turn, tried);
            if (proof.Account != default) turn.Journal.About("account", proof.Account);
            turn.Journal.Fact("factor", "password");
            return Answer.Refuse(new Rule("password", Wrong));
        }
        turn.Journal.Nothing();
        Guid? code = proof.HasApp ? null : await Letters.SendCode(turn, "sign-in", input.Mail, messages, key, throttle);
        var ticket = tickets.Make(Step, new Half(proof.Account, proof.Changes, code), Good);
        return Answer.See(Kernel.Back.Link("/sign-in/code", ("ticket", ticket), ("back", turn.Back("/my"))));
    }
}
