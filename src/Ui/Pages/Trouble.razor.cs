using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>What a person reads when a page cannot be shown, and how to go on.</summary>
public sealed partial class Trouble
{
    public sealed record Page(string Title, IReadOnlyList<string> Lines, ShellLink Next, string? Reference = null, Contact? Contact = null);

    static readonly ShellLink Home = new("トップページへ戻る", "/");

    public static IResult NotFound() => Show(new("ページが見つかりません", ["アドレスが変わったか、ページがなくなった可能性があります。", "アドレスを入力した場合は、間違いがないか確かめてください。"], Home), 404);

    public static IResult Forbidden() => Show(new("このページは見ることができません", ["このページを見る権限がありません。別のアカウントをお持ちの場合は、サインインし直してください。"], Home), 403);

    public static IResult Expired(ShellLink? next = null) => Show(new("期限が切れています", ["このページやリンクは、使える期限を過ぎました。", "保存された内容は失われていません。下のボタンから続けてください。"], next ?? Home), 410);

    /// <summary>A button was pressed after the sign-in had ended: after signing in again the person comes to an address that is no page.</summary>
    public static IResult NotDone(ShellLink next) => Show(new("もう一度操作してください", ["サインインし直しました。その前に押したボタンの操作は、まだ行われていません。", "同じ画面を開いて、もう一度操作してください。"], next), 409);

    /// <summary>Something in the request was refused that belongs to no field.</summary>
    public static IResult Refused(string why, ShellLink? next = null, int status = StatusCodes.Status422UnprocessableEntity) => Show(new("受け付けられませんでした", [why], next ?? Home), status);

    /// <summary>The browser named another page than ours as where the post came from, or none.</summary>
    public static IResult Elsewhere(ShellLink next) => Show(new("操作を確かめられませんでした", ["この操作がどの画面から送られたかを確かめられなかったため、受け付けていません。何も変わっていません。", "ブラウザーの「戻る」で前の画面に戻り、もう一度操作してください。同じ表示が続くときは、ブラウザーの拡張機能を止めるか、別のブラウザーでお試しください。"], next), 403);

    public static IResult Failed(string reference) => Show(new("処理を終えられませんでした", ["市のシステムに問題が起きました。入力した内容は、送信前の画面に戻ると残っていることがあります。", "時間をおいてもう一度お試しください。"], Home, reference), 500);

    public static IResult Busy(ShellLink? next = null) => Show(new("ただいま混み合っています", ["しばらくお待ちいただき、もう一度お試しください。", "「受け付けました」と表示された手続は、確かに受け付けています。"], next ?? Home), 503);
}
