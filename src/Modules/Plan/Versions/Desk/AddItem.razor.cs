using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>A thing that is new in a version, with the reason.</summary>
public sealed partial class AddItem
{
    public sealed record Page(PlanVersion Version, string Words, Form Form);

    static readonly Deed Added = new("plan.version.added", "計画の版に項目を加えた");

    public static string Url(int number, string kind) => $"/office/plan/versions/{number}/add/{kind}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/plan/versions/{number:int}/add/{kind}", PlanModule.Write, Added, Build, Ask, Accept);

    static async Task<Form> Build(int number, string kind, Look look)
    {
        var plan = (await Draft.Load(look, number)).Plan;
        return Editor.Of(kind) is var editor && !editor.IsAlone ? editor.Form(plan, null) : throw new NotHere();
    }

    static async Task<object> Ask(int number, string kind, Form form, Look look)
    {
        var version = (await Draft.Load(look, number)).Version;
        return look.Afresh && !version.CanChange ? Answer.See(ShowVersion.Url(number))
            : Show(new(version, Facets.Kinds[kind].Ja, form));
    }

    static async Task<Answer> Accept(int number, string kind, Form form, Turn turn)
    {
        var (draft, editor) = (await Draft.Load(turn, number), Editor.Of(kind));
        draft.Version.MustBeOpen();
        var code = editor.Code(form);
        if (draft.Item(kind, code) is { } there)
            throw new Rule("code", $"「{code}」は、もう「{Facets.Title(kind, code, there.Json)}」で使われています。別のものにしてください。");
        var json = editor.Read(form, code, null, draft.Plan);
        EditItem.Refuse(form, editor.Broken(json, draft.Plan));
        var change = await draft.Put(turn.Db, kind, code, json, form[Editor.Reason], turn.Actor, turn.Clock, turn.Stop);
        turn.Journal.About("plan.version", draft.Version.Id).Fact("kind", kind).Fact("how", "added");
        return Answer.See(ShowVersion.Done(number, change));
    }
}
