using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>公印の使用を申請する: which seal, on how many papers.</summary>
public sealed partial class AskSeal
{
    public sealed record Page(Form Form, Draft Draft);

    static readonly Deed Asked = new("drafting.seal.asked", "公印の使用を申請した");

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/seal";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(MyDrafts.Url + "/{id:guid}/seal", DraftingModule.Write, Asked, Build, Ask, Accept);

    static Form Build(Look look) => new(
    [
        new Question("seal", new ChoiceKind(), "使う公印")
        { Options = [.. look.City.Files<DraftingFiles>().Seals.Select(s => new Option(s.Code, s.Title))] },
        new("count", new NumberKind(1, 1000), "押す枚数"),
    ]);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        if (look.Afresh)
            form.Fill("count", Math.Max(1L, await look.Db.Set<Addressee>().CountAsync(a => a.Draft == id, look.Stop)));
        return Show(new(form, draft));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var draft = await turn.Find(Drafts.Visible(turn).AsNoTracking().Where(d => d.Id == id));
        if (draft.Stage is not Stage.Decided) throw new Rule("", $"この起案は「{draft.Words}」です。公印は、決裁のあと、施行する前に使います。");
        if (await SealUse.Of(draft, turn) is { Agreed: not false }) throw new Rule("", "公印の使用は、すでに申請されています。");
        var seal = turn.City.Files<DraftingFiles>().Seals.First(s => s.Code == form["seal"]);
        turn.Db.Add(new SealUse
        {
            Id = turn.NewId(), Draft = id, Seal = seal.Code, SealTitle = seal.Title, Number = draft.Number ?? "", Subject = draft.Subject,
            Department = draft.Department, Count = (int)(form.Value("count") is long n ? n : 1), By = turn.Me, At = turn.Now,
        });
        turn.Journal.About(Draft.Kind, id);
        return Answer.See(IssueDraft.Url(id));
    }
}
