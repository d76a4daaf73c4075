using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>このページへのお問い合わせ: a reader asks the department whose page it is, without an account.</summary>
public sealed partial class AskCity
{
    const int MostAnHour = 10;
    internal static readonly Deed Asked = new("website.asked", "読んだ人が、ページについて問い合わせた");

    public sealed record Input(
        [Ask("お問い合わせの内容", Kind = "longtext", MaxLength = Inquiry.LongestWords, Easy = "ききたい こと", English = "Your question",
            Hint = "氏名、住所、電話番号、マイナンバーは書かないでください。", EasyHint = "名前や 住所、電話番号は 書かないで ください。",
            EnglishHint = "Please do not write names, addresses, phone numbers or your My Number.")] string Words,
        [Ask("回答を受け取るメールアドレス", Kind = "mail", Easy = "メールアドレス", English = "Mail address for the answer",
            Autocomplete = "email", Hint = "メールで回答がほしいときだけ入力してください。回答を送ることだけに使います。",
            EasyHint = "へんじが ほしい ときだけ 書いて ください。",
            EnglishHint = "Only if you want an answer by mail. We use it for nothing else.")] string? Mail = null) : IForm<Input>;

    public sealed record Page(Language Language, Form Form, string Title, string Url, Contact Contact);

    public static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"/inquiry/{number:0000000}");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/inquiry/{number:int}", Permission.Public, Asked, Ask, Accept);

    static async Task<IResult> Ask(int number, Form form, Look look)
    {
        var (l, page) = (look.Language, await look.Find(TellOpinion.Open(look.Db, number)));
        return Show(new(l, form, page.TitleIn(l).Words, page.Url(l), look.City.ContactOf(page.Owner, look.Today)));
    }

    static async Task<Answer> Accept(int number, Input input, Turn turn, MasterKey key, Throttle throttle)
    {
        var page = await turn.Find(TellOpinion.Open(turn.Db, number));
        await throttle.Often(turn, "inquiry", MostAnHour, new("お問い合わせが続いています。", "たくさん おくられて います。",
            "Many questions came from your connection."));
        var inquiry = Inquiry.Of(page, turn.Language, input.Words, input.Mail is { Length: > 0 } mail ? Mails.Seal(mail, key) : null, turn);
        turn.Db.Add(inquiry);
        turn.Journal.About(SitePage.Subject, page.Id);
        return Answer.See(turn.Language.Url(WasAsked.Of(inquiry.Id)));
    }
}
