using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the journal says about claims and the ledger.</summary>
static class ClaimDeeds
{
    public const string Kind = "claim", Debtor = "debtor";

    public static readonly Deed Add = new("payments.debtor-added", "債務者を登録した", "お金を はらう 人を きろくした",
        "recorded a debtor");
    public static readonly Deed Change = new("payments.debtor-changed", "債務者の氏名や住所を変えた",
        "お金を はらう 人の なまえや じゅうしょを かえた",
        "changed a debtor's name or address");
    public static readonly Deed Tie = new("payments.debtor-tie", "債務者と住民記録の方の結び付けを申し出た",
        "お金を はらう 人が だれかを 出した", "proposed who a debtor is in the residents' register");
    public static readonly Deed CheckTie = new("payments.debtor-tie-checked", "債務者の結び付けを二人目として確かめた",
        "お金を はらう 人が だれかを、ふたりめの 人が 見た", "checked as a second person who a debtor is");
    public static readonly Deed TakeBackTie = new("payments.debtor-tie-ended", "債務者の結び付けの申し出を取り下げた",
        "お金を はらう 人が だれかを きめるのを やめに した", "took back the wish to say who a debtor is");
    public static readonly Deed Inherit = new("payments.inheritance", "亡くなった債務者の相続を記録した",
        "なくなった 人の かわりに お金を はらう 人を きろくした", "recorded who owes for a debtor who died");
    public static readonly Deed CheckInherit = new("payments.inheritance-checked", "相続を二人目として確かめた",
        "かわりに お金を はらう 人を、ふたりめの 人が 見た", "checked as a second person who owes for a debtor who died");
    public static readonly Deed TakeBackInherit = new("payments.inheritance-ended", "相続の記録を取り下げた",
        "かわりに お金を はらう 人の きろくを やめに した", "took back who owes for a debtor who died");
    public static readonly Deed Pick = new("payments.debtor-picked", "債務者を住民記録から選んだ",
        "お金を はらう 人を 住民の きろくで さがした",
        "looked for somebody who owes money in the residents' register");
    public static readonly Deed Determine = new("payments.determine", "調定した", "はらう お金を きめた", "determined what is to be paid");
    public static readonly Deed Determined = new("payments.determined", "業務からの調定を記帳した", "はらう お金を きろくした",
        "posted what another section determined");
    public static readonly Deed Again = new("payments.determine-again", "調定を変更した", "はらう お金を かえた",
        "changed what is to be paid");
    public static readonly Deed Collect = new("payments.collect", "収納を記帳した", "もらった お金を きろくした",
        "posted money that came in");
    public static readonly Deed CollectUnknown = new("payments.collect-unknown", "分からない入金を記帳した",
        "だれの お金か わからない お金を きろくした",
        "posted money of which nobody knows what it is for");
    public static readonly Deed Assign = new("payments.assign", "不明金を消し込んだ", "だれの お金か わかった",
        "matched money to what it is for");
    public static readonly Deed Return = new("payments.return", "不明金を返した", "だれの お金か わからない お金を かえした",
        "gave back money that nobody knew");
    public static readonly Deed CheckReturn = new("payments.return-checked", "不明金の返金を二人目として確かめた",
        "お金を かえして よいか、ふたりめの 人が 見た", "checked as a second person that money that nobody knew goes back");
    public static readonly Deed TakeBackReturn = new("payments.return-ended", "不明金の返金の申し出を取り下げた",
        "お金を かえすのを やめに した", "took back the wish to send back money that nobody knew");
    public static readonly Deed Appropriate = new("payments.appropriate", "過誤納金を充当した",
        "多く はらった お金を ほかの お金に つかった",
        "counted overpaid money for what was owed");
    public static readonly Deed PayBack = new("payments.pay-back", "過誤納金の還付を決めた", "多く はらった お金を かえす ことに した",
        "decided to pay back overpaid money");
    public static readonly Deed CheckPayBack = new("payments.pay-back-checked", "還付を二人目として確かめた",
        "お金を かえして よいか、ふたりめの 人が 見た", "checked as a second person that overpaid money goes back");
    public static readonly Deed TakeBackPayBack = new("payments.pay-back-ended", "還付の申し出を取り下げた",
        "お金を かえすのを やめに した",
        "took back the wish to pay back overpaid money");
    public static readonly Deed CloseDays = new("payments.days-closed", "日計を締めた", "お金の きろくを しめた",
        "closed the books of a day");
    public static readonly Deed CheckDays = new("payments.days-checked", "日計の締めを二人目として確かめた",
        "お金の きろくを しめて よいか、ふたりめの 人が 見た", "checked as a second person that the books of a day are closed");
    public static readonly Deed TakeBackDays = new("payments.days-ended", "日計の締めを取り消した",
        "お金の きろくを しめるのを やめた", "took back the closing of a day");
    public static readonly Deed Reverse = new("payments.reverse", "記帳を取り消した", "きろくを とりけした", "took back a posting");
    public static readonly Deed Look = Deed.Look("payments.look-claim", "債権と記帳を見た", "はらう お金の きろくを 見た",
        "looked at what is owed and paid");
    public static readonly Deed Find = Deed.Look("payments.find-debtor", "債務者を検索した", "お金を はらう 人を さがした",
        "looked for debtors");
    public static readonly Deed Lists = Deed.Look("payments.ledger-lists", "収納の確認の一覧を見た", "お金の きろくの 一覧を 見た",
        "looked at the lists of money to be settled");
    public static readonly Deed Reports = Deed.Look("payments.ledger-report", "収納の集計を見た", "お金の 合計を 見た",
        "looked at the sums of the ledger");
}
