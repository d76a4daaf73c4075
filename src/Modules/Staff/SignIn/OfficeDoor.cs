using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The office door.</summary>
sealed class OfficeDoor : SignInDoor
{
    internal static readonly DoorPlate Sign = new(ActorKind.Officer, "officer", Door.Office, "/office", "/office/sign-in", LiftWait.Purpose)
    {
        SignedIn = StaffDeeds.SignedIn, SignedOut = StaffDeeds.SignedOut, Refused = StaffDeeds.Refused, WaitLifted = StaffDeeds.WaitLifted,
        NotThisPasskey = new("このパスキーではサインインできません。ログイン名とパスワードでサインインしてください。"),
        CodeSent = new("職員として登録のあるログイン名なら、登録したメールアドレスに確認コードを送りました。"),
        AskAgain = new("ログイン名の入力からやり直す"),
        Over = new("ログイン名の入力に戻る"),
        WithoutApp = new(Lost),
    };

    /// <summary>What to do without password or app.</summary>
    internal const string Lost = "所属の課を通じて、職員の登録を受け持つ課に連絡してください。"
        + "本人を確かめたうえで、新しく設定するためのリンクを渡します。";

    internal static readonly OwnPlate Own = new(Sign, Me.Url, Permission.Officer, new("自分の設定"))
    {
        PasswordSet = StaffDeeds.PasswordSet, ProvenAgain = StaffDeeds.ProvenAgain, WithApp = true,
        Name = look => look.Find(look.Db.Set<Officer>().Where(o => o.Id == look.Actor.Account).Select(o => o.Login)),
        Without = new("今のパスワードや認証アプリが使えないときは、職員の登録を受け持つ課に、設定用のリンクを作り直してもらってください。"),
    };

    public override DoorPlate Plate => Sign;

    public override Task<bool> Knows(Turn turn, Guid account)
    {
        var today = turn.Today;
        return turn.Db.Set<Officer>().AnyAsync(o => o.Id == account && (o.LeftOn == null || o.LeftOn >= today), turn.Stop);
    }
}
