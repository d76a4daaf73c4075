using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the pages of a payment say of what is paid for: an application that waits for its money, or something that is owed and
/// stays owed.</summary>
sealed record PayWords(Text Back, Text Kept, Text Safe, Text Closed, Text Failed, Text InTime, Text Wait, Text Late, Text Ended, Text See)
{
    public static PayWords Of(Charge charge) => charge.OfClaim ? Claim : Application;

    static readonly PayWords Application = new(
        new("申し込みの画面に戻る", "もうしこみの 画面に もどる", "Back to the application"),
        new("期限まで、この申し込みをお取りしています。", "この 時間まで、もうしこみを とって あります。",
            "Until then your application is kept for you."),
        new("申し込みの内容は保存してあります。", "書いた ものは のこって います。", "Your application is saved."),
        new("申し込みの画面に戻り、内容を確認してください。お支払いが必要なときは、そこからもう一度進めます。",
            "もうしこみの 画面に もどって ください。まだ はらう ときは、そこから できます。",
            "Please go back to the application. If a payment is still needed, you can begin it there."),
        new("申し込みは、まだ終わっていません", "まだ おわって いません", "You have not applied yet"),
        new("期限までに支払うと、申し込みが終わります。", "お金を はらうと おわります。",
            "Your application is complete once you pay in time."),
        new("この画面は自動で新しくなります。確認できたら申し込みが終わります。画面を閉じても、支払いが済んでいれば申し込みは終わります。",
            "画面は ひとりで かわります。お金が とどくと おわります。画面を とじても いいです。",
            "This page renews itself. Your application is complete as soon as the payment is confirmed, even if you close the page."),
        new("お支払いは確認できていません。あとから引き落としがわかったときは、申し込みをお受けするか、自動でお返しします。",
            "お金は とどいて いません。あとで とどいた ときは、うけつけるか、お金を かえします。",
            "We have seen no payment. If it turns out later that you paid, we accept your application or pay the money back."),
        new("申し込みの画面で、いまの状態を確認してください。", "もうしこみの 画面を 見て ください。",
            "Please look at your application to see how it stands."),
        new("申し込みの結果を見る", "もうしこみを 見る", "See your application"));

    static readonly PayWords Claim = new(
        new("納付の画面に戻る", "お金の 画面に もどる", "Back to what you owe"),
        new("この時刻を過ぎたときは、納付の画面からもう一度始められます。", "時間が すぎても、もういちど できます。",
            "When this time is over you can begin again from what you owe."),
        new("納める額は変わっていません。", "はらう お金は かわりません。", "What you owe has not changed."),
        new("納付の画面に戻り、これから納める額を確認してください。お支払いが必要なときは、そこからもう一度進めます。",
            "お金の 画面に もどって ください。まだ はらう ときは、そこから できます。",
            "Please go back to what you owe. If a payment is still needed, you can begin it there."),
        new("納付は、まだ済んでいません", "まだ はらって いません", "Nothing has been paid yet"),
        new("納付の画面から、もう一度支払えます。", "お金の 画面から もういちど できます。", "You can pay again from what you owe."),
        new("この画面は自動で新しくなります。確認できたら、納めた額に入ります。画面を閉じても、支払いが済んでいれば記録されます。",
            "画面は ひとりで かわります。お金が とどくと わかります。画面を とじても いいです。",
            "This page renews itself. The payment is recorded as soon as it is confirmed, even if you close the page."),
        new("お支払いは確認できていません。あとから引き落としがわかったときは、納めたものとして記録します。",
            "お金は とどいて いません。あとで とどいた ときは、はらった ことに なります。",
            "We have seen no payment. If it turns out later that you paid, it is recorded as paid."),
        new("納付の画面で、いまの状態を確認してください。", "お金の 画面を 見て ください。",
            "Please look at what you owe to see how it stands."),
        new("納付の状態を見る", "お金の 画面を 見る", "See what you owe"));
}
