using Keyaki.Kernel;

namespace Keyaki.Residents;

/// <summary>What the module writes into the journal.</summary>
static class ResidentDeeds
{
    public static readonly Deed SignedIn = new("residents.signed-in", "利用者がサインインした");
    public static readonly Deed Refused = new("residents.sign-in-refused", "利用者のサインインを断った");
    public static readonly Deed SignedOut = new("residents.signed-out", "利用者がサインアウトした");
    public static readonly Deed CodeSent = new("residents.code-sent", "確認コードをメールで送った");
    public static readonly Deed WaitLifted = new("residents.wait-lifted", "メールの確認コードで、サインインの待ち時間がなくなった");
    public static readonly Deed MailProven = new("residents.mail-proven", "メールアドレスが確認された");
    public static readonly Deed AccountOpened = new("residents.account-opened", "利用者アカウントが作られた");
    public static readonly Deed AccountChanged = new("residents.account-changed", "利用者が自分の登録内容を変えた");
    public static readonly Deed MailChanged = new("residents.mail-changed", "利用者が自分のメールアドレスを変えた");
    public static readonly Deed AccountClosed = new("residents.account-closed", "利用者がアカウントを閉じた");
    public static readonly Deed AppSet = new("residents.app-set", "利用者が認証アプリを設定した");
    public static readonly Deed PasswordSet = new("residents.password-set", "利用者がパスワードを変えた");
    public static readonly Deed PasskeyAdded = new("residents.passkey-added", "利用者がパスキーを登録した");
    public static readonly Deed PasskeyRemoved = new("residents.passkey-removed", "利用者がパスキーを削除した");
    public static readonly Deed ProvenAgain = new("residents.proven-again", "利用者が、認証の手段を変える前にもう一度本人と確かめられた");
    public static readonly Deed SessionEnded = new("residents.session-ended", "利用者が自分のサインインを終わらせた");
    public static readonly Deed Searched = Deed.Look("residents.searched", "住民を検索した",
        "住民を さがした", "searched the register of residents");
    public static readonly Deed Seen = Deed.Look("residents.seen", "住民の登録内容を見た", "あなたの 登録を 見た", "looked at your record");
    public static readonly Deed Linked = new("residents.linked", "窓口で本人を確かめ、アカウントと住民を結び付けた",
        "まどぐちで あなたを たしかめて、アカウントと むすんだ", "checked who you are at the counter and linked your account to the register");
    public static readonly Deed Unlinked = new("residents.unlinked", "アカウントと住民の結び付きを終わらせた",
        "アカウントと 住民の きろくを はなした", "ended the link between your account and the register");
    public static readonly Deed FactorsReset = new("residents.factors-reset", "窓口で本人を確かめ、アカウントの認証の手段を失効させた",
        "まどぐちで あなたを たしかめて、サインインの しかたを けした", "checked who you are at the counter and removed your ways to sign in");
    public static readonly Deed Protected = new("residents.protection-begun", "支援措置を記録した",
        "あなたを まもる きまりを きろくした", "recorded a protection order");
    public static readonly Deed Extended = new("residents.protection-extended", "支援措置を延長した",
        "あなたを まもる きまりを のばした", "extended a protection order");
    public static readonly Deed Ended = new("residents.protection-ended", "支援措置を終わりにした",
        "あなたを まもる きまりを おわりに した", "ended a protection order");
    public static readonly Deed ExpiringSeen = Deed.Look("residents.protection-list", "期限の近い支援措置の一覧を見た",
        "もうすぐ おわる、まもる きまりを 見た", "looked at the list of protection orders that end soon");
}
