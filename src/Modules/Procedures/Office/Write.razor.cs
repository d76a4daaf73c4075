using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Writes a note to a case; two officers may write at once, a note changes nothing else.</summary>
public sealed partial class Write
{
    public sealed record Input([Ask("メモ", Hint = "住んでいる所や居場所がわかることは書かないでください。支援措置のある方でも、メモは隠れません。", Kind = "longtext",
        MaxLength = 2000)] string Text) : IForm<Input>;

    public sealed record Page(Application Case, Form Form, ReadyTexts Ready);

    public static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var found = await CaseAccess.Shown(look, id);
        var offer = await ReadyTexts.For(look, found, ReplyUse.Note, catalogue, found.Due);
        if (offer.Text is { } text) form.Fill("text", text);
        return Show(new(found, form, offer));
    }

    public static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var found = await turn.Find(turn.Db.Set<Application>().Visible(turn.Departments).Where(a => a.Id == id));
        Blanks.Filled("text", input.Text);
        turn.Db.Add(new Note
        {
            Id = turn.NewId(), ApplicationId = id, Text = input.Text.Trim(), By = turn.Me,
            At = turn.Now
        });
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
