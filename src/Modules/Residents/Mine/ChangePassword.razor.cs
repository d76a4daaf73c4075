using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A new password for who knows the old one; the other sessions end.</summary>
public partial class ChangePassword : View<ChangePassword, ChangePassword.Page>
{
    public sealed record Page(Form Form);

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

    static async Task<Form> Build(Look look) =>
        await look.Db.Set<Passkey>().AnyAsync(p => p.Account == look.Actor.Account, look.Stop)
            ? Questions<Input>.Form(language: look.Language)
            : Questions<Input>.Without("dropPasskeys", look.Language);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Form form, Look look, NewPassword passwords) =>
        Questions<Input>.Build(form) is var input
            ? new(await OwnPassword.Weigh(look, input.Current), passwords.Hash(input.Password, input.Again, look.Actor.Mail ?? ""),
                input.DropPasskeys is true) : throw new NotHere();

    static async Task<Answer> Accept(Proof proof, Turn turn, Factors factors, Throttle throttle)
    {
        turn.Journal.About("account", turn.Me, turn.Actor.Account);
        if (await proof.Own.Refusal(turn, ResidentDeeds.Refused, throttle) is { } refusal) return refusal;
        var credential = await turn.Db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == turn.Actor.Account, turn.Stop);
        credential.Use(proof.Hash, turn.Now);
        await Factors.DropPasskeys(turn.Db, credential.Account, proof.DropPasskeys, turn.Stop);
        await factors.Changed(turn.Db, ActorKind.Resident, credential.Account, FactorNews.PasswordChanged, turn.Actor.Session, turn.Stop);
        return Answer.See("/my/account");
    }
}
