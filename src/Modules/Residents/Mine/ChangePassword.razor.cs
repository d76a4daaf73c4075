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

    public sealed record Proof(OwnPassword Own, string Hash);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/my/account/password", Permission.Resident, ResidentDeeds.PasswordSet, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Input input, Actor actor, CityDb db, NewPassword passwords, CancellationToken ct) =>
        new(await OwnPassword.Weigh(db, actor, input.Current, ct), passwords.Hash(input.Password, input.Again, actor.Mail ?? ""));

    static async Task<Answer> Accept(Proof proof, Actor actor, CityDb db, Throttle throttle, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        if (await proof.Own.Refusal(db, actor, throttle, journal, http, ct) is { } refusal) return refusal;
        var credential = await db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == actor.Account, ct);
        credential.Use(proof.Hash, clock.GetUtcNow());
        await OwnAccessRoutes.EndAll(db, credential.Account, clock, ct, except: actor.Session);
        return Answer.See("/my/account");
    }
}
