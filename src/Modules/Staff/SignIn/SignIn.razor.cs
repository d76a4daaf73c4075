using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The office door, first step: login name and password. The second factor follows; a passkey is both at once.</summary>
public partial class SignIn : View<SignIn, SignIn.Face>
{
    public sealed record Face(Form Form, string Back, bool Lifted);

    public sealed record Input(
        [Ask("ログイン名", MaxLength = 60, Autocomplete = "username")] string Login,
        [Ask("パスワード", Kind = "password")] string Password) : IForm<Input>;

    /// <summary>What hashing found out, before the turn.</summary>
    public sealed record Proof(Guid Account, bool Right, int Changes);

    /// <summary>The password was right: carried to the second step.</summary>
    internal sealed record Half(Guid Account, int Changes);

    internal const string Step = "office-second-step";
    internal static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    const string Wrong = "ログイン名かパスワードが違います。もう一度入力してください。";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/sign-in", Permission.Public, StaffDeeds.Refused, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Look look, string? need) =>
        look.Actor.Kind is ActorKind.Officer ? Answer.See(look.Back("/office"))
            : Show(new(form, look.Back("/office"), need == "wait-lifted"));

    static async Task<Proof> Weigh(Input input, Look look)
    {
        var login = SignInName.Fold(input.Login);
        var found = await (from o in look.Db.Set<Officer>() where o.Login == login join c in look.Db.Set<Credential>(
            ) on o.Id equals c.Account select new { o.Id, c.PasswordHash, c.PasswordChanges, c.SealedTotp }).FirstOrDefaultAsync(look.Stop);
        // Without a second factor the account is not set up yet: the welcome link does that.
        return new(found?.Id ?? default, Credential.Accepts(found?.SealedTotp is null ? null : found.PasswordHash, input.Password),
            found?.PasswordChanges ?? 0);
    }

    static async Task<Answer> Accept(Input input, Proof proof, string? lift, Turn turn, Throttle throttle,
        Tickets tickets)
    {
        var tried = throttle.Of(turn, ActorKind.Officer, proof.Account, input.Login, proof.Changes, Throttle.Password, lift);
        if (await throttle.Wait(turn, tried) is { } wait)
        {
            turn.Journal.Nothing();
            return Answer.Refuse(wait);
        }
        if (!proof.Right)
        {
            await throttle.Failed(turn, tried);
            if (proof.Account != default) turn.Journal.About("officer", proof.Account);
            turn.Journal.Fact("factor", "password");
            return Answer.Refuse(new Rule("password", Wrong));
        }
        turn.Journal.Nothing();
        var ticket = tickets.Make(Step, new Half(proof.Account, proof.Changes), Good);
        return Answer.See(Kernel.Back.Link("/office/sign-in/code", ("ticket", ticket), ("back", turn.Back("/office"))));
    }
}
