using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The residents' door for who has an account.</summary>
sealed class ResidentDoor(MasterKey key, Announce announce) : SignInDoor
{
    internal static readonly DoorPlate Sign = new(ActorKind.Resident, "account", Door.Public, "/my", "/", AskCode.Waiting)
    {
        SignedIn = ResidentDeeds.SignedIn, SignedOut = ResidentDeeds.SignedOut, Refused = ResidentDeeds.Refused,
        WaitLifted = ResidentDeeds.WaitLifted,
        NotThisPasskey = new("このパスキーではサインインできません。メールアドレスとパスワードでサインインしてください。",
            "この パスキーは つかえません。メールアドレスと パスワードで サインイン して ください。",
            "You cannot sign in with this passkey. Please use your mail address and password."),
        CodeSent = new("入力されたメールアドレスに、確認コードを送りました。", "メールアドレスに 番号を おくりました。",
            "We sent a code to the mail address that you entered."),
        AskAgain = new("メールアドレスの入力からやり直す", "メールアドレスを もういちど 書く", "Enter the mail address again"),
        Over = new("サインインの画面に戻る", "サインインの 画面に もどる", "Back to signing in"),
        WithoutApp = new(
            "スマートフォンをなくしたときや、アプリを消してしまったときは、本人確認の書類を持って市役所の窓口へお越しください。"
            + "職員が本人を確かめたうえで、設定をやり直せるようにします。",
            "スマホを なくした ときは、マイナンバーカードや 在留カードを もって、市やくしょに 来て ください。",
            "If you lost your phone or deleted the app, come to the city hall with an identity document. Our staff check who you are, "
                + "and you can set it up again."),
    };

    internal static readonly OwnPlate Own = new(Sign, MyAccount.Url, Permission.Resident, new("アカウント", "アカウント", "Account"))
    {
        PasswordSet = ResidentDeeds.PasswordSet, ProvenAgain = ResidentDeeds.ProvenAgain,
        Name = look => Task.FromResult(look.Actor.Mail ?? ""),
    };

    public override DoorPlate Plate => Sign;

    public override Task<bool> Knows(Turn turn, Guid account) => turn.Db.Set<Account>().AnyAsync(a => a.Id == account, turn.Stop);

    public override async Task<string> Arrive(Turn turn, Guid account, string back)
    {
        await Account.Reading(turn, account, turn.Language);
        return await AccountSource.Arrive(turn, account, back, key, announce);
    }
}
