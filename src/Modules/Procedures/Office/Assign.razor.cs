using Keyaki.Contracts;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Gives a case to an officer of its department.</summary>
public sealed partial class Assign
{
    public sealed record Page(Application Case, Form Form);

    public static async Task<Form> Build(Guid id, Look look, IStaff staff)
    {
        var found = await CaseAccess.Own(look, id);
        var officers = await staff.Of(look, found.Department);
        return new Form([new Ui.Question("officer", new ChoiceKind(),
            "担当する職員") { Options = [.. officers.Select(o => new Ui.Option(o.Account.ToString("N"), $"{o.Name}（{o.PostTitle}）"))] }])
            .Fill("officer", found.Assignee?.ToString("N") ?? look.Actor.Account?.ToString("N"));
    }

    public static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(await CaseAccess.Shown(look, id), form));

    public static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var officer = Guid.Parse((string)(form.Value("officer") ?? ""));
        // The list may be older than the staff: whoever left the department meanwhile takes nothing on.
        if ((await staff.Of(turn, found.Department)).All(o => o.Account != officer))
            throw new Rule("officer", "この職員は今この課にいません。選び直してください。");
        turn.Db.Add(found.Assign(officer, turn.Me, turn.NewId(), turn.Now));
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
