using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The journal texts of the officer's side.</summary>
static class OfficeDeeds
{
    public static readonly Deed LookAtList = Deed.Look("office.cases.list", "申し込みの一覧を見た");
    public static readonly Deed LookAtCase = Deed.Look("office.case.look", "申し込みの内容を見た");
    public static readonly Deed OpenFile = Deed.Look("office.case.file", "申し込みの添付ファイルを開いた");
    public static readonly Deed OpenLetter = Deed.Look("office.case.letter", "通知書・証明書を開いた");
    public static readonly Deed Export = Deed.Look("office.cases.export", "申し込みの一覧をファイルに出した");
    public static readonly Deed Examine = new("office.case.examine", "申し込みの審査を始めた");
    public static readonly Deed Assign = new("office.case.assign", "申し込みの担当を決めた");
    public static readonly Deed ExamineMany = new("office.cases.examine", "選んだ申し込みの審査をまとめて始めた");
    public static readonly Deed AssignMany = new("office.cases.assign", "選んだ申し込みの担当をまとめて決めた");
    public static readonly Deed Preview = Deed.Look("office.case.preview", "通知書・証明書の案を見た");
    public static readonly Deed Note = new("office.case.note", "申し込みに職員のメモを書いた");
    public static readonly Deed Correct = new("office.case.correct", "内容を直すようお願いした");
    public static readonly Deed Propose = new("office.case.propose", "決定の案を作り、決める職員に回した");
    public static readonly Deed Decide = new("office.case.decide", "申し込みについて決定した");
    public static readonly Deed Deliver = new("office.case.deliver", "申し込みの結果を交付した");
    public static readonly Deed CarryOut = new("procedures.decided", "申し込みについて決定した");
    public static readonly Deed SendBack = new("procedures.remanded", "差し戻された申し込みを審査に戻した");
    public static readonly Deed MakeLetter = new("procedures.letter", "通知書・証明書を作った");

    public static readonly Deed Tie = new("office.case.tie", "申し込みを住民記録と結び付けた");
    public static readonly Deed Untie = new("office.case.untie", "申し込みと住民記録の結び付きを取り消した");
    public static readonly Deed LookAtTies = Deed.Look("office.case.ties", "住民記録と結び付けた申し込みを見た");
    public static readonly Deed MakeAgain = new("office.case.letter-again", "通知書・証明書を作り直させた");

    /// <summary>Why a case was looked at; the resident reads it on their own page.</summary>
    public const string Purpose = "examination";
}
