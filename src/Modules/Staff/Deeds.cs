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
    public static readonly Deed ProvenAgain = new("staff.proven-again", "職員が、認証の手段を変える前にもう一度本人と確かめられた");
    public static readonly Deed SessionEnded = new("staff.session-ended", "職員が自分のサインインを終わらせた");
    public static readonly Deed OfficerAdded = new("staff.officer-added", "職員を登録した");
    public static readonly Deed LinkMade = new("staff.link-made", "職員の認証の手段を失効させ、設定用のリンクを作った");
    public static readonly Deed PostGiven = new("staff.post-given", "職員に職を割り当てた");
    public static readonly Deed PostEnded = new("staff.post-ended", "職員の職を終わらせた");
    public static readonly Deed OfficerLeft = new("staff.officer-left", "職員の退職日を記録した");
}
