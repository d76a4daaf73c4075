using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Residents;

/// <summary>What a person reads when the card did not open what it should, and what the journal says of cards.</summary>
static class CardPages
{
    public static readonly Deed Tied = new("residents.card-tied", "利用者がマイナンバーカードでのサインインを登録した");
    public static readonly Deed Removed = new("residents.card-removed", "利用者がマイナンバーカードでのサインインを削除した");
    public static readonly Deed Linked = new("residents.card-linked", "マイナンバーカードで本人を確かめ、アカウントと住民が結び付いた",
        "マイナンバーカードで あなたを たしかめて、アカウントと むすんだ",
            "identified you by your card and linked your account to the register");
    public static readonly Deed Compared = new("residents.card-compared",
        "マイナンバーカードの内容と住民記録を見比べ、アカウントと結び付けた",
        "カードと 住民の きろくを くらべて、アカウントと むすんだ", "compared your card with the register and linked your account");
    public static readonly Deed Refused = new("residents.card-refused", "マイナンバーカードの内容を見て、住民と結び付けないことにした",
        "カードを 見て、住民の きろくと むすばなかった", "looked at what your card says and did not link your account to the register");
    public static readonly Deed ListSeen = Deed.Look("residents.card-list", "マイナンバーカードで確かめた方の一覧を見た",
        "カードで たしかめた 人の リストを 見た", "looked at the list of people whose card waits to be compared");
    public static readonly Deed Seen = Deed.Look("residents.card-seen", "マイナンバーカードの内容を、住民記録と見比べるために見た",
        "カードと 住民の きろくを くらべる ために 見た", "looked at what your card says, to compare it with the register");

    public static readonly Text Elsewhere = new(
        "このマイナンバーカードは、別の利用者アカウントに登録されています。そのアカウントでサインインしてください。",
        "この カードは、ほかの アカウントの ものです。その アカウントで サインイン して ください。",
        "This card belongs to another account. Please sign in with that one.");

    static readonly Text Kept = new("入力した内容は失われていません。下のボタンから、元の画面へ戻れます。",
        "書いた ものは のこって います。下の ボタンで もどれます。",
        "Nothing that you typed is lost. The button below leads back to it.");

    public static IResult Failed(CardFault fault, string back) => fault switch
    {
        CardFault.Ended => Page(StatusCodes.Status200OK, back,
            new("マイナンバーカードでの確認をやめました", "カードで たしかめるのを やめました", "You stopped showing your card"),
            new("もう一度カードで確かめるか、ほかの方法でサインインしてください。",
                "もういちど カードで たしかめるか、ほかの サインインを して ください。",
                "Show your card once more, or sign in another way.")),
        CardFault.Down => Page(StatusCodes.Status503ServiceUnavailable, back,
            new("カードの確認サービスにつながりません", "カードを たしかめる ところに つながりません",
                "The service that checks cards does not answer"),
            new("少し待ってからやり直すか、ほかの方法でサインインしてください。",
                "すこし まって もういちど するか、ほかの サインインを して ください。",
                "Please try again in a little while, or sign in another way.")),
        _ => Page(StatusCodes.Status422UnprocessableEntity, back,
            new("カードで確かめられませんでした", "カードで たしかめられませんでした", "Your card could not be checked"),
            new("時間がたったか、確認サービスの返事が正しくありませんでした。初めからやり直してください。",
                "時間が たったか、返事が 正しく ありませんでした。はじめから もういちど して ください。",
                "Too much time passed, or the answer of the service was not right. Please begin again.")),
    };

    public static IResult OfAnother(string back) => Page(StatusCodes.Status422UnprocessableEntity, back,
        new("別のアカウントのカードです", "ほかの アカウントの カードです", "This is the card of another account"), Elsewhere);

    static IResult Page(int status, string back, Text title, Text line) => Trouble.Show(new(title, [line, Kept],
        new("戻る", SignInAgain(back)) { Easy = "もどる", English = "Go back" }), status);

    // The sign-in page offers all ways, and leads back; where one is signed in it goes straight on.
    static string SignInAgain(string back) => Back.Link(Links.SignIn, ("back", back));
}
