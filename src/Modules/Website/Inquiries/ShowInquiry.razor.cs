using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>An inquiry at the desk: answered by mail where the person gave an address, or closed with a word about what was done.</summary>
public sealed partial class ShowInquiry
{
    static readonly Deed Answered = new("website.answered", "ページへのお問い合わせに回答した"),
        Closed = new("website.inquiry-closed", "ページへのお問い合わせを対応済みにした");

    public sealed record Reply([Ask("回答", Kind = "longtext", MaxLength = Inquiry.LongestAnswer,
        Hint = "メールには、回答を読むためのアドレスだけを書きます。")] string Answer) : IForm<Reply>;
    public sealed record Done([Ask("何をしたか", Kind = "longtext", MaxLength = Inquiry.LongestWhy,
        Hint = "例：ページに開館時間を書き足した。電話で答えた。")] string Why) : IForm<Done>;

    /// <param name="Form">Of this page; null where nothing is to be done any more.</param>
    public sealed record Page(Inquiry Of, Form? Form, bool Answers, string Owner, string? ClosedBy);

    public static string Of(Guid id) => $"{ListInquiries.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        var home = ListInquiries.Url + "/{id:guid}";
        app.MapForm<Reply>(home, WebsiteModule.Write, Answered, Ask, Accept);
        app.MapForm<Done>(home + "/close", WebsiteModule.Write, Closed, AskClose, AcceptClose);
    }

    static Task<IResult> Ask(Guid id, Form form, Look look, IStaff staff) => Shown(id, form, true, look, staff);
    static Task<IResult> AskClose(Guid id, Form form, Look look, IStaff staff) => Shown(id, form, false, look, staff);

    static async Task<IResult> Shown(Guid id, Form form, bool answers, Look look, IStaff staff)
    {
        var inquiry = await look.Find(ListInquiries.Visible(look).Where(i => i.Id == id));
        var by = inquiry.ClosedBy is { } who ? (await staff.Faces(look, [who])).NameOf(who) : null;
        return Show(new(inquiry, inquiry.IsOpen && (!answers || inquiry.SealedMail is not null) ? form : null, answers,
            staff.DepartmentName(inquiry.Owner, look.Today), by));
    }

    static async Task<Answer> Accept(Guid id, Reply input, Turn turn, IMessages messages, MasterKey key, Tickets tickets)
    {
        var inquiry = await Take(id, turn);
        inquiry.Say(input.Answer, turn.Me, turn.Now);
        if (inquiry.SealedMail is { } box)
        {
            (string, string) Says(Language l) => (
                l.Pick($"お問い合わせへの回答（番号 {inquiry.Number}）", $"しつもんの こたえ（ばんごう {inquiry.Number}）",
                    $"The answer to your question (number {inquiry.Number})"),
                l.Pick("お問い合わせへの回答を書きました。次のアドレスから、60日の間読めます。",
                    "しつもんの こたえを 書きました。つぎの アドレスで、60日の あいだ 読めます。",
                    "We have answered your question. You can read the answer for 60 days at this address."));
            await messages.Send(turn.Db, Message.ToResident($"website-answer {inquiry.Id:N}", null, Mails.Open(box, key), inquiry.Language,
                Says, ReadAnswer.Of(tickets, inquiry.Id)), turn.Stop);
        }
        return Answer.See(ListInquiries.Url);
    }

    static async Task<Answer> AcceptClose(Guid id, Done input, Turn turn)
    {
        (await Take(id, turn)).Close(input.Why, turn.Me, turn.Now);
        return Answer.See(ListInquiries.Url);
    }

    static async Task<Inquiry> Take(Guid id, Turn turn)
    {
        var inquiry = await turn.Take(ListInquiries.Visible(turn).Where(i => i.Id == id));
        turn.Journal.About(SitePage.Subject, inquiry.Page);
        return inquiry;
    }
}
