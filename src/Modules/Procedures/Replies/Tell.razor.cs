using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>連絡: writes something to the applicant. The page has the text; the mail says only that there is one.</summary>
public sealed partial class Tell
{
    public sealed record Input([Ask("連絡の内容", Kind = "longtext", MaxLength = 2000)] string Text) : IForm<Input>;

    public sealed record Page(Application Case, Form Form, ReadyTexts Ready);

    public static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var found = await CaseAccess.Shown(look, id);
        var offer = await ReadyTexts.For(look, found, ReplyUse.Mail, catalogue, found.Due);
        if (offer.Text is { } text) form.Fill("text", text);
        return Show(new(found, form, offer));
    }

    public static async Task<Answer> Accept(Guid id, Input input, Turn turn, Catalogue catalogue, IMessages messages, Mine mine)
    {
        var found = await turn.Find(turn.Db.Set<Application>().Visible(turn.Departments).Where(a => a.Id == id));
        if (found.EnteredBy is not null || found.ErasedAt is not null) throw new Rule("", "この方には、画面で連絡できません。電話か郵便で伝えてください。");
        Blanks.Filled("text", input.Text);
        var reply = new Reply { Id = turn.NewId(), ApplicationId = id, Text = input.Text.Trim(), By = turn.Me, At = turn.Now };
        turn.Db.Add(reply);
        await messages.Send(turn.Db, Message.ToResident($"procedures.reply.{reply.Id:N}", found.Account, mine.MailOf(found),
            found.Reads, l =>
        {
            var title = catalogue.MailTitleOf(found.Procedure, l);
            return (l.Pick($"市からの連絡があります：{title}", $"市からの おしらせ：{title}", $"A message from the city: {title}"), l.Pick(
                $"受付番号 {found.Number} について、担当の課から連絡があります。申し込みのページで読んでください。",
                $"うけつけ番号 {found.Number} に おしらせが あります。もうしこみの ページで 読んで ください。",
                $"There is a message about your application (receipt number {found.Number}). Please read it on its page."));
        }, Links.Application(id)), turn.Stop);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
