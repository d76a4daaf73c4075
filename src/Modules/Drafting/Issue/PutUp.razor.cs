using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>掲示したと記録する: where and until when; with it the draft is issued.</summary>
public sealed partial class PutUp
{
    public sealed record Input([Ask("掲示した場所と期間", Hint = "例：市役所前の掲示場、令和8年12月15日まで", MaxLength = 300)] string Place) : IForm<Input>;
    public sealed record Page(Form Form, Draft Draft);

    static readonly Deed Published = new("drafting.published", "掲示したと記録した");

    public static string Url(Guid id) => $"{NoticeBoard.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(NoticeBoard.Url + "/{id:guid}", DraftingModule.Write, Published, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id && d.Way == Way.Publish))));

    internal static async Task<Answer> Accept(Guid id, Input input, Turn turn, Announce announce)
    {
        var draft = await turn.Take(Drafts.Visible(turn).Where(d => d.Id == id && d.Way == Way.Publish));
        if (draft.Stage is not Stage.Decided) throw new Rule("", $"この起案は「{draft.Words}」です。掲示を記録できません。");
        if (draft.Sealed && await SealUse.Of(draft, turn) is not { Agreed: true })
            throw new Rule("", "公印の管理者が確かめてから、掲示してください。");
        var board = new Addressee { Id = turn.NewId(), Draft = id, Position = 99, Name = "掲示場" };
        board.Send(Way.Publish, input.Place, turn.Me, turn.Now);
        turn.Db.Add(board);
        await SendOne.Issue(draft, board.Id, turn, announce);
        turn.Journal.About(Draft.Kind, id);
        return Answer.See(NoticeBoard.Url);
    }
}
