using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The journal texts of the resident's side.</summary>
static class ApplyDeeds
{
    public static readonly Deed Start = new("draft.started", "下書きを始めた");
    public static readonly Deed Save = new("draft.saved", "下書きを保存した");
    public static readonly Deed Discard = new("draft.discarded", "下書きを消した");
    public static readonly Deed ComeBack = new("visit.opened", "保存したリンクから、申し込みのページに戻った");
    public static readonly Deed Submit = new("application.submitted", "申し込みを送信した");
    public static readonly Deed Checkout = new("application.checkout", "申し込みの支払いへ進んだ",
        "お金を はらう ところへ すすんだ", "went on to pay for the application");
    public static readonly Deed Paid = new("application.paid", "支払いが確認され、申し込みを受け付けた",
        "お金が とどいて、うけつけた", "received the application once it was paid");
    public static readonly Deed Unpaid = new("application.unpaid", "支払いが終わらず、申し込みは送信されなかった",
        "お金が とどかず、おくられなかった", "the payment did not end, and the application was not sent");
    public static readonly Deed PaidTooLate = new("application.paid-too-late", "支払いを受けられず、返金することにした",
        "お金を うけとれないので、かえす ことに した", "could not take the payment and decided to give it back");
    public static readonly Deed Correct = new("application.corrected", "申し込みの内容を直した");
    public static readonly Deed Withdraw = new("application.withdrawn", "申し込みを取り下げた");
    public static readonly Deed Conclude = new("application.concluded", "申し込みの日が過ぎ、完了にした",
        "その日が すぎたので、おわりに した", "closed the application after its day had passed");
    public static readonly Deed SeeHousehold = Deed.Look("draft.household", "手続の画面に、同じ世帯の方の名前が出た");
    public static readonly Deed OpenFile = Deed.Look("application.file", "自分の添付ファイルを開いた");
    public static readonly Deed[] OfTheProgram = [Checkout, Paid, Unpaid, PaidTooLate, Conclude];
}
