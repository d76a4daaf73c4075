using Keyaki.Kernel;

namespace Keyaki.Staff;

/// <summary>What the module writes into the journal.</summary>
static class StaffDeeds
{
    public static readonly Deed SignedIn = new("staff.signed-in", "職員がサインインした");
    public static readonly Deed Refused = new("staff.sign-in-refused", "職員のサインインを断った");
    public static readonly Deed SignedOut = new("staff.signed-out", "職員がサインアウトした");
    public static readonly Deed FactorsSet = new("staff.factors-set", "職員がパスワードと認証アプリを設定した");
    public static readonly Deed PasswordSet = new("staff.password-set", "職員が自分のパスワードを変えた");
    public static readonly Deed PasskeyAdded = new("staff.passkey-added", "職員がパスキーを登録した");
    public static readonly Deed PasskeyRemoved = new("staff.passkey-removed", "職員がパスキーを削除した");
    public static readonly Deed CodeSent = new("staff.code-sent", "職員に、サインインの待ち時間をなくす確認コードをメールで送った");
    public static readonly Deed WaitLifted = new("staff.wait-lifted", "メールの確認コードで、職員のサインインの待ち時間がなくなった");
    public static readonly Deed ProvenAgain = new("staff.proven-again", "職員が、認証の手段を変える前にもう一度本人と確かめられた");
    public static readonly Deed SessionEnded = new("staff.session-ended", "職員が自分のサインインを終わらせた");
    public static readonly Deed OfficerAdded = new("staff.officer-added", "サーバーの命令で職員を登録した");
    public static readonly Deed Asked = new("staff.power-asked", "職員の権限の変更を申し出た");
    public static readonly Deed Agreed = new("staff.power-agreed", "職員の権限の変更を二人目として認めた");
    public static readonly Deed Declined = new("staff.power-declined", "職員の権限の変更を認めなかった");
    public static readonly Deed TakenBack = new("staff.power-taken-back", "職員の権限の変更の申し出を取り下げた");
    public static readonly Deed AgreedOnMachine = new("staff.power-agreed-on-machine", "サーバーの命令で職員の権限の変更を認めた");
    public static readonly Deed FilesTaken = new("staff.files-taken", "市の設定ファイルの職と権限を取り込んだ");
    public static readonly Deed OfficePostEnded = new("staff.office-post-ended", "職を廃止した");
    public static readonly Deed PostEnded = new("staff.post-ended", "職員の職を終わらせた");
    public static readonly Deed OfficerLeft = new("staff.officer-left", "職員の退職日を記録した");
}
