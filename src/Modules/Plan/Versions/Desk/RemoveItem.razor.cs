using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>A thing is taken out of a version, with the reason; in the versions before it stays.</summary>
public sealed partial class RemoveItem
{
    public sealed record Input([Ask("変更の理由", Kind = "longtext", Hint = Editor.ReasonHint, MaxLength = 1000)] string Reason) : IForm<Input>;
    public sealed record Page(PlanVersion Version, string Title, string ItemVersion, Form Form, IReadOnlyList<FieldDifference> Lost);

    static readonly Deed Removed = new("plan.version.removed", "計画の版から項目を除いた");

    public static string Url(int number, string kind, string code) => $"/office/plan/versions/{number}/remove/{kind}/{EditItem.Path(code)}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/versions/{number:int}/remove/{kind}/{*code}", PlanModule.Write, Removed, Ask, Accept);

    static async Task<object> Ask(int number, string kind, string code, Form form, Look look)
    {
        var draft = await Draft.Load(look, number);
        var json = Editor.Of(kind).IsAlone ? null : await draft.Json(look.Db, kind, code, look.Stop);
        if (json is null) throw new NotHere();
        var item = draft.Item(kind, code);
        if (look.Afresh && (item is null || !draft.Version.CanChange))
            return Answer.See(ShowVersion.Url(number));
        return Show(new(draft.Version, Facets.Title(kind, code, json), $"{item?.Version}", form,
            Differences.Between(Facets.Of(kind, json, draft.Plan.Book), [])));
    }

    static async Task<Answer> Accept(int number, string kind, string code, Input input, Turn turn, IStaff staff)
    {
        var draft = await Draft.Load(turn, number);
        if (Editor.Of(kind).IsAlone) throw new NotHere();
        await draft.AsShown(turn, staff, kind, code);
        var change = await draft.Put(turn.Db, kind, code, null, input.Reason, turn.Actor, turn.Clock, turn.Stop);
        turn.Journal.About("plan.version", draft.Version.Id).Fact("kind", kind).Fact("how", "removed");
        return Answer.See(ShowVersion.Done(number, change));
    }
}
