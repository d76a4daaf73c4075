using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>One thing of an open version is written anew, with the reason.</summary>
public sealed partial class EditItem
{
    public sealed record Page(PlanVersion Version, string Kind, string Title, string ItemVersion, Form Form,
        IReadOnlyList<ChangeLine> Earlier);

    static readonly Deed Changed = new("plan.version.changed", "計画の版の内容を変えた");

    public static string Url(int number, string kind, string code) => $"/office/plan/versions/{number}/edit/{kind}/{Path(code)}";

    /// <summary>A term may hold any sign.</summary>
    internal static string Path(string code) => string.Join('/', code.Split('/').Select(Uri.EscapeDataString));

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/plan/versions/{number:int}/edit/{kind}/{*code}", PlanModule.Write, Changed, Build, Ask, Accept);

    // Somebody may have taken it away meanwhile: what was typed is shown all the same.
    static async Task<Form> Build(int number, string kind, string code, Look look)
    {
        var draft = await Draft.Load(look, number);
        return Editor.Of(kind).Form(draft.Plan, await draft.Json(look.Db, kind, code, look.Stop) ?? throw new NotHere());
    }

    static async Task<object> Ask(int number, string kind, string code, Form form, Look look, IStaff staff)
    {
        var draft = await Draft.Load(look, number);
        var item = draft.Item(kind, code);
        if (look.Afresh && (item is null || !draft.Version.CanChange))
            return Answer.See(ShowVersion.Url(number));
        var earlier = await draft.Changes(look, staff, kind, code);
        return Show(new(draft.Version, kind, item is null ? earlier[0].Title : Facets.Title(kind, code, item.Json), $"{item?.Version}",
            form, earlier));
    }

    static async Task<Answer> Accept(int number, string kind, string code, Form form, Turn turn, IStaff staff)
    {
        var (draft, editor) = (await Draft.Load(turn, number), Editor.Of(kind));
        var item = await draft.AsShown(turn, staff, kind, code);
        var json = editor.Read(form, code, item.Json, draft.Plan);
        Refuse(form, editor.Broken(json, draft.Plan));
        var change = await draft.Put(turn.Db, kind, code, json, form[Editor.Reason], turn.Actor, turn.Clock, turn.Stop);
        turn.Journal.About("plan.version", draft.Version.Id).Fact("kind", kind).Fact("how", "changed");
        return Answer.See(ShowVersion.Done(number, change));
    }

    /// <summary>Says every broken rule at its question.</summary>
    internal static void Refuse(Form form, IEnumerable<Breach> broken)
    {
        var all = broken.ToList();
        foreach (var b in all.GroupBy(b => b.Field)) form.Reject(b.Key, string.Join(" ", b.Select(x => x.Sentence)));
        if (all.Count > 0) throw new Rule(all[0].Field, all[0].Sentence);
    }
}
