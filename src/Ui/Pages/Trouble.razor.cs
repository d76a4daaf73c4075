using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>What a person reads when a page cannot be shown, and how to go on.</summary>
public sealed partial class Trouble
{
    public sealed record Page(Text Title, IReadOnlyList<Text> Lines, ShellLink Next, string? Reference = null, Contact? Contact = null);

    public static readonly ShellLink Home = new("トップページへ戻る", "/") { Easy = "はじめの ページへ", English = "Back to the home page" };

    public static IResult NotFound() => Show(new(
        new("ページが見つかりません", "ページが ありません", "Page not found"),
        [
            new("アドレスが変わったか、ページがなくなった可能性があります。", "ページは なくなったかも しれません。",
                "The address may have changed, or the page is gone."),
            new("アドレスを入力した場合は、間違いがないか確かめてください。", "アドレスが 正しいか 見て ください。",
                "If you typed the address, please check it."),
        ], Home), 404);

    public static IResult Forbidden() => Show(new(
        new("このページは見ることができません", "この ページは 見られません", "You may not see this page"),
        [new("このページを見る権限がありません。別のアカウントをお持ちの場合は、サインインし直してください。",
            "この アカウントでは 見られません。ほかの アカウントが あれば、それで サインイン して ください。",
            "Your account may not open it. If you have another account, sign in with that one.")], Home), 403);

    public static IResult Expired(ShellLink? next = null) => Show(new(
        new("期限が切れています", "時間が すぎました", "This has expired"),
        [
            new("このページやリンクは、使える期限を過ぎました。", "この ページや リンクは もう つかえません。",
                "This page or link can no longer be used."),
            new("保存された内容は失われていません。下のボタンから続けてください。",
                "書いた ものは のこって います。下の ボタンを おして ください。",
                "What was saved is not lost. Go on with the button below."),
        ], next ?? Home), 410);

    /// <summary>A button was pressed after the sign-in had ended: after signing in again the person comes to an address that is no
    /// page.</summary>
    public static IResult NotDone(ShellLink next) => Show(new(
        new("もう一度操作してください", "もういちど して ください", "Please do it again"),
        [
            new("サインインし直しました。その前に押したボタンの操作は、まだ行われていません。",
                "サインイン しました。まえに おした ボタンは、まだ できて いません。",
                "You are signed in again. What you pressed before has not been done."),
            new("同じ画面を開いて、もう一度操作してください。", "おなじ 画面を ひらいて、もういちど おして ください。",
                "Please open the same page and press the button again."),
        ], next), 409);

    /// <summary>Something in the request was refused that belongs to no field.</summary>
    public static IResult Refused(Text why, ShellLink? next = null, int status = StatusCodes.Status422UnprocessableEntity) =>
        Show(new(new("受け付けられませんでした", "できませんでした", "This could not be done"), [why], next ?? Home), status);

    /// <summary>The browser named another page than ours as where the post came from, or none.</summary>
    public static IResult Elsewhere(ShellLink next) => Show(new(
        new("操作を確かめられませんでした", "できませんでした", "This could not be checked"),
        [
            new("この操作がどの画面から送られたかを確かめられなかったため、受け付けていません。何も変わっていません。",
                "どの 画面から 来たか わかりません。なにも かわって いません。",
                "We could not tell which page this came from, so nothing was done."),
            new("ブラウザーの「戻る」で前の画面に戻り、もう一度操作してください。同じ表示が続くときは、ブラウザーの拡張機能を止めるか、別のブラウザーでお試しください。",
                "ブラウザーの「戻る」で もどって、もういちど して ください。だめな ときは、ほかの ブラウザーを つかって ください。",
                "Go back with your browser and try again. If it goes on like this, stop browser extensions or use another browser."),
        ], next), 403);

    public static IResult Failed(string reference) => Show(new(
        new("処理を終えられませんでした", "できませんでした", "Something went wrong"),
        [
            new("市のシステムに問題が起きました。入力した内容は、送信前の画面に戻ると残っていることがあります。",
                "市の コンピューターが こわれて います。まえの 画面に もどると、書いた ものが のこって いる ことが あります。",
                "The city's system has a problem. If you go back to the page before, your text may still be there."),
            new("時間をおいてもう一度お試しください。", "あとで もういちど して ください。", "Please try again later."),
        ], Home, reference), 500);

    public static IResult Busy(ShellLink? next = null) => Show(new(
        new("ただいま混み合っています", "いま こんで います", "We are very busy right now"),
        [
            new("しばらくお待ちいただき、もう一度お試しください。", "すこし まって、もういちど して ください。",
                "Please wait a while and try again."),
            new("「受け付けました」と表示された手続は、確かに受け付けています。", "「うけつけました」と 出た ものは、だいじょうぶです。",
                "Whatever was shown as received is received."),
        ], next ?? Home), 503);
}
