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
        [Ask("今のパスワード", Easy = "いまの パスワード", English = "Present password", Kind = "password",
            Autocomplete = "current-password")] string Current,
        [Ask("新しいパスワード", Easy = "あたらしい パスワード", English = "New password", EasyHint = "12文字より ながく して ください。ほかで つかって いない ものに します。",
            EnglishHint = "At least 12 characters, and one that you use nowhere else.", Kind = "password",
            Hint = "12文字以上。ほかで使っていないものにしてください。", Autocomplete = "new-password")] string Password,
        [Ask("新しいパスワード（もう一度）", Easy = "あたらしい パスワード（もういちど）", English = "New password (once more)", Kind = "password",
            Autocomplete = "new-password")] string Again,
        [Ask("パスキーも削除しますか", Easy = "パスキーも けしますか", English = "Delete your passkeys as well?",
            EasyHint = "ほかの 人が つかったかも しれない ときは「はい」を えらんで ください。", EnglishHint = "Choose yes if somebody else may have used your account.",
            Hint = "ほかの人に使われたかもしれないときは、「はい」を選んでください。")] bool? DropPasskeys = null) : IForm<Input>;

    public sealed record Proof(OwnPassword Own, string Hash, bool DropPasskeys);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/my/account/password", Permission.Resident, ResidentDeeds.PasswordSet, Build, Ask, Accept, weigh: Weigh);

    static async Task<Form> Build(Actor actor, CityDb db, HttpContext http, CancellationToken ct) =>
        await db.Set<Passkey>().AnyAsync(p => p.Account == actor.Account, ct) ? Questions<Input>.Form(language: Language.Of(http))
            : Questions<Input>.Without("dropPasskeys", Language.Of(http));

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Form form, Actor actor, CityDb db, NewPassword passwords, CancellationToken ct) =>
        Questions<Input>.Build(form) is var input
            ? new(await OwnPassword.Weigh(db, actor, input.Current, ct), passwords.Hash(input.Password, input.Again, actor.Mail ?? ""),
                input.DropPasskeys is true) : throw new NotHere();

    static async Task<Answer> Accept(Proof proof, Actor actor, CityDb db, Factors factors, Throttle throttle, TimeProvider clock,
        Journal journal, HttpContext http, CancellationToken ct)
    {
        journal.About("account", actor.Account ?? throw new NotHere(), actor.Account);
        if (await proof.Own.Refusal(db, actor, ResidentDeeds.Refused, throttle, journal, http, ct) is { } refusal) return refusal;
        var credential = await db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == actor.Account, ct);
        credential.Use(proof.Hash, clock.GetUtcNow());
        await Factors.DropPasskeys(db, credential.Account, proof.DropPasskeys, ct);
        await factors.Changed(db, ActorKind.Resident, credential.Account, FactorNews.PasswordChanged, actor.Session, ct);
        return Answer.See("/my/account");
    }
}
