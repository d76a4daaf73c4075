using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the journal says about payouts and their lists.</summary>
static class PayoutDeeds
{
    public const string Kind = "payout", Run = "payment-run", Payee = "payee";

    public static readonly Deed Look = Deed.Look("payments.look-payout", "支払いと支払先を見た", "はらう お金の きろくを 見た",
        "looked at what is paid to somebody");
    public static readonly Deed List = Deed.Look("payments.list-payouts", "支払いの一覧を見た", "はらう お金の 一覧を 見た",
        "looked at the list of what is to be paid");
    public static readonly Deed Freeze = new("payments.run-frozen", "支払いの一覧を固め、ほかの職員に回した", "はらう お金の 一覧を きめた",
        "froze a list of payments and put it to decision");
    public static readonly Deed Drop = new("payments.run-dropped", "固めた支払いの一覧をやめた", "はらう お金の 一覧を やめた",
        "dropped a list of payments");
    public static readonly Deed Decided = new("payments.run-decided", "支払いの一覧がほかの職員に認められた", "はらう ことが きまった",
        "decided a list of payments");
    public static readonly Deed Back = new("payments.run-back", "支払いの一覧が認められずに戻った", "はらう お金の 一覧が もどった",
        "sent a list of payments back");
    public static readonly Deed Send = new("payments.run-sent", "総合振込のファイルを作った", "銀行へ おくる ファイルを つくった",
        "made the bank's file of transfers");
    public static readonly Deed File = Deed.Look("payments.run-file", "総合振込のファイルを受け取った",
        "銀行へ おくる ファイルを うけとった",
        "took the bank's file of transfers");
    public static readonly Deed Result = new("payments.run-result", "振込の結果を記帳した", "銀行の けっかを きろくした",
        "posted the result of transfers");
    public static readonly Deed Account = new("payments.account-change", "支払先の口座の変更を書いた", "お金を 入れる 口座を かえた",
        "wrote down another account");
    public static readonly Deed CheckAccount = new("payments.account-checked", "口座の変更を二人目として確かめた",
        "口座を ふたりめの 人が 見た", "checked an account as a second person");
    public static readonly Deed TakeBackAccount = new("payments.account-ended", "口座の変更を取り下げた", "口座を かえるのを やめた",
        "took back another account");
    public static readonly Deed Cash = new("payments.cash-payout", "現金で支払うことを申し出た", "げんきんで わたす ことを きいた",
        "asked to pay in cash");
    public static readonly Deed CheckCash = new("payments.cash-payout-checked", "現金の支払いを二人目として確かめた",
        "げんきんを ふたりめの 人が 見た", "checked as a second person that cash was paid");
    public static readonly Deed TakeBackCash = new("payments.cash-payout-ended", "現金の支払いの申し出を取り下げた",
        "げんきんで わたすのを やめた", "took back the wish to pay in cash");
    public static readonly Deed CameBack = new("payments.payout-back", "振り込んだお金が戻ったことを記録した", "お金が もどって きた",
        "noted that a transfer came back");

    public static IReadOnlyList<Deed> OfTheProgram { get; } = [Payouts.Taken, Payouts.Off, Decided, Back, AccountsEnd.Ended];
}

/// <summary>Addresses of these pages.</summary>
static class PayoutPaths
{
    public const string Home = "/office/payments/payouts";
    public static string New(string kind) => $"{Home}/new/{kind}";
    public static string Line(Guid id) => $"{Home}/lines/{id}";
    public static string Cash(Guid line) => $"{Line(line)}/cash";
    public static string CheckCash(Guid act) => $"{Home}/cash/{act}";
    public static string CameBack(Guid line) => $"{Line(line)}/came-back";
    public static string Account(Guid line) => $"{Line(line)}/account";
    public static string CheckAccount(Guid act) => $"{Home}/accounts/{act}";
    public static string Run(Guid id) => $"{Home}/runs/{id}";
    public static string Propose(Guid run) => $"{Run(run)}/propose";
    public static string Drop(Guid run) => $"{Run(run)}/drop";
    public static string Send(Guid run) => $"{Run(run)}/send";
    public static string File(Guid run) => $"{Run(run)}/file";
    public static string Result(Guid run) => $"{Run(run)}/result";
}
