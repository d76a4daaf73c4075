using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The journal texts of the officer's side.</summary>
static class OfficeDeeds
{
    public static readonly Deed LookAtList = Deed.Look("office.cases.list", "申し込みの一覧を見た",
        "もうしこみを さがした", "looked at the list of applications");
    public static readonly Deed LookAtCase = Deed.Look("office.case.look", "申し込みの内容を見た", "もうしこみを 見た", "looked at your application");
    public static readonly Deed OpenFile = Deed.Look("office.case.file", "申し込みの添付ファイルを開いた",
        "もうしこみの ファイルを ひらいた", "opened a file of your application");
    public static readonly Deed OpenLetter = Deed.Look("office.case.letter", "通知書・証明書を開いた",
        "あなたの 紙を ひらいた", "opened the notice or certificate");
    public static readonly Deed Export = Deed.Look("office.cases.export", "申し込みの一覧をファイルに出した",
        "もうしこみの 一覧を ファイルに した", "exported the list of applications to a file");
    public static readonly Deed ExportAnswers = Deed.Look("office.cases.answers", "申し込みの内容をファイルに出した",
        "もうしこみの 内容を ファイルに した", "exported what was answered to a file");
    public static readonly Deed Enter = new("office.case.enter", "紙や電話の申し込みを入力した",
        "紙や 電話の もうしこみを 入れた", "typed in an application made on paper or by telephone");
    public static readonly Deed FindForEntry = new("office.case.enter-person", "申し込みを入力するため、住民をさがした",
        "もうしこみを 入れるため 住民を さがした", "looked for a resident to type in an application");
    public static readonly Deed LookAtRegister = Deed.Look("office.case.enter-look", "申し込みを入力するため、住民記録を見た",
        "もうしこみを 入れるため 住民票を 見た", "looked at the register to type in an application");
    public static readonly Deed KeepEntry = new("office.case.keep-entry", "紙や電話の申し込みを途中まで入力した",
        "紙や 電話の もうしこみを とちゅうまで 入れた", "typed in a part of an application");
    public static readonly Deed Retype = new("office.case.retype", "申し込みの補正を入力した",
        "もうしこみを なおした", "typed in a correction of your application");
    public static readonly Deed Examine = new("office.case.examine", "申し込みの審査を始めた",
        "もうしこみを しらべはじめた", "began to examine your application");
    public static readonly Deed Assign = new("office.case.assign", "申し込みの担当を決めた",
        "しらべる 人を きめた", "assigned your application to an officer");
    public static readonly Deed ExamineMany = new("office.cases.examine", "選んだ申し込みの審査をまとめて始めた",
        "えらんだ もうしこみを まとめて しらべはじめた", "began to examine several applications at once");
    public static readonly Deed AssignMany = new("office.cases.assign", "選んだ申し込みの担当をまとめて決めた",
        "えらんだ もうしこみを しらべる 人を きめた", "assigned several applications at once");
    public static readonly Deed Preview = Deed.Look("office.case.preview", "通知書・証明書の案を見た",
        "つくる まえの 紙を 見た", "looked at a draft of the notice or certificate");
    public static readonly Deed Note = new("office.case.note", "申し込みに職員のメモを書いた", "メモを 書いた", "wrote a note in the case");
    public static readonly Deed Correct = new("office.case.correct", "内容を直すようお願いした",
        "なおして くださいと おねがいした", "asked you to correct something");
    public static readonly Deed Propose = new("office.case.propose", "決定の案を作り、決める職員に回した",
        "どう きめるか 考えて、きめる 人に わたした", "proposed a decision and passed it to those who decide");
    public static readonly Deed Decide = new("office.case.decide", "申し込みについて決定した", "もうしこみに ついて きめた", "decided on your application");
    public static readonly Deed HandBack = new("office.case.hand-back", "窓口で受け取った手数料を返した", "はらった お金を かえした",
        "handed back the fee that was paid at the counter");
    public static readonly Deed Deliver = new("office.case.deliver", "申し込みの結果を交付した", "けっかを わたした", "handed out the result");
    public static readonly Deed CarryOut = new("procedures.decided", "申し込みについて決定した", "もうしこみに ついて きめた", "decided on your application");
    public static readonly Deed SendBack = new("procedures.remanded", "差し戻された申し込みを審査に戻した",
        "もういちど しらべる ことに した", "took the case back to be examined again");
    public static readonly Deed MakeLetter = new("procedures.letter", "通知書・証明書を作った", "あなたの 紙を つくった", "made the notice or certificate");

    public static readonly Deed Tie = new("office.case.tie", "申し込みを住民記録と結び付けた",
        "もうしこみを 住民の きろくと むすんだ", "linked your application to the register");
    public static readonly Deed Untie = new("office.case.untie", "申し込みと住民記録の結び付きを取り消した",
        "もうしこみを 住民の きろくから はなした", "ended the link between your application and the register");
    public static readonly Deed LookAtTies = Deed.Look("office.case.ties", "住民記録と結び付けた申し込みを見た",
        "住民の きろくと むすんだ もうしこみを 見た", "looked at the applications that are linked to the register");
    public static readonly Deed MakeAgain = new("office.case.letter-again", "通知書・証明書を作り直させた",
        "あなたの 紙を つくりなおした", "had the notice or certificate made again");

    public static readonly Deed Tell = new("office.case.tell", "申し込んだ方に連絡した", "あなたに おしらせを 書いた", "wrote a message to you");
    public static readonly Deed Offer = new("office.case.offer", "申し込みをほかの課へ移すことを申し出た",
        "ほかの 課に おねがいした", "asked another section to take over your application");
    public static readonly Deed TakeBackOffer = new("office.case.offer-back", "ほかの課へ移す申し出を取り下げた",
        "ほかの 課への おねがいを やめた", "no longer asks another section to take over your application");
    public static readonly Deed TakeOver = new("office.case.take", "移された申し込みを受けるか答えた",
        "ほかの 課の もうしこみを うけるか こたえた", "answered whether to take over your application");

    /// <summary>Why a case was looked at; the resident reads it on their own page.</summary>
    public const string Purpose = "examination";
}
