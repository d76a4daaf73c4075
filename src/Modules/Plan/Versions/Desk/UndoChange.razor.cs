using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>A change is taken back: what was before is written again, which is a change with a reason of its own.</summary>
public sealed partial class UndoChange
{
    public sealed record Input([Ask("元に戻す理由", Kind = "longtext", Hint = Editor.ReasonHint, MaxLength = 1000)] string Reason) : IForm<Input>;
    public sealed record Page(PlanVersion Version, ChangeLine Line, Form Form, IReadOnlyList<FieldDifference> Back);

    static readonly Deed Undone = new("plan.version.undone", "計画の版の変更を元に戻した");

    public static string Url(int number, Guid change) => $"/office/plan/versions/{number}/changes/{change}/undo";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/versions/{number:int}/changes/{change:guid}/undo", PlanModule.Write, Undone, Ask, Accept);

    static async Task<(Draft Draft, ChangeLine Line)> Found(int number, Guid change, Look look, IStaff staff)
    {
        var draft = await Draft.Load(look, number);
        return (draft, (await draft.Changes(look, staff)).FirstOrDefault(l => l.Change.Id == change) ?? throw new NotHere());
    }

    static async Task<object> Ask(int number, Guid change, Form form, Look look, IStaff staff)
    {
        var (draft, line) = await Found(number, change, look, staff);
        if (look.Afresh && !draft.Version.CanChange) return Answer.See(ShowVersion.Url(number));
        return Show(new(draft.Version, line, form, Differences.Between(Facets.Of(line.Change.Kind, line.Change.After, draft.Plan.Book),
            Facets.Of(line.Change.Kind, line.Change.Before, draft.Plan.Book))));
    }

    static async Task<Answer> Accept(int number, Guid change, Input input, Turn turn, IStaff staff)
    {
        var (draft, line) = await Found(number, change, turn, staff);
        var c = line.Change;
        draft.Version.MustBeOpen();
        if (draft.Item(c.Kind, c.Code)?.Json != c.After) throw new Rule("", "この項目は、このあとにも変わっています。新しい変更から順に戻すか、項目を開いて直してください。");
        var undone = await draft.Put(turn.Db, c.Kind, c.Code, c.Before, input.Reason, turn.Actor, turn.Clock, turn.Stop);
        turn.Journal.About("plan.version", draft.Version.Id).Fact("kind", c.Kind).Fact("how", "undone");
        return Answer.See(ShowVersion.Done(number, undone));
    }
}
