using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A new password for who knows the old one; the other sessions end.</summary>
public partial class ChangePassword : View<ChangePassword, ChangePassword.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input(
        [Ask("今のパスワード", Kind = "password", Autocomplete = "current-password")] string Current,
        [Ask("新しいパスワード", Kind = "password", Hint = "12文字以上。ほかで使っていないものにしてください。", Autocomplete = "new-password")] string Password,
        [Ask("新しいパスワード（もう一度）", Kind = "password", Autocomplete = "new-password")] string Again) : IForm<Input>;

    public sealed record Proof(bool Right, string Hash);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/my/account/password", Permission.Resident, ResidentDeeds.PasswordSet, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Input input, Actor actor, CityDb db, CancellationToken ct)
    {
        var old = await db.Set<Credential>().Where(c => c.Account == actor.Account).Select(c => c.PasswordHash).FirstOrDefaultAsync(ct);
        return new(Credential.Accepts(old, input.Current), NewPassword.Hash(input.Password, input.Again, actor.Mail));
    }

    static async Task<Answer> Accept(Input input, Proof proof, Actor actor, CityDb db, Throttle throttle, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var who = "resident:" + Mails.Normal(actor.Mail ?? "");
        journal.About("account", actor.Account ?? throw new NotHere(), actor.Account);
        if (await throttle.Wait(db, who, http, ct) is { } wait) throw wait;
        if (!proof.Right)
        {
            await throttle.Failed(db, who, http, ct);
            journal.As(ResidentDeeds.Refused).Fact("factor", "password");
            return Answer.Refuse(new Rule("current", "今のパスワードが違います。"));
        }
        var credential = await db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == actor.Account, ct);
        credential.Use(proof.Hash, clock.GetUtcNow());
        await OwnAccessRoutes.EndAll(db, credential.Account, clock, ct, except: actor.Session);
        return Answer.See("/my/account");
    }
}
