using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Notes the last day of work; afterwards the account does not enter any more.</summary>
public partial class Leave : View<Leave, Leave.Page>
{
    public static string Url(Guid officer) => $"{OfficerPage.Url(officer)}/leave";

    public sealed record Page(Form Form, Guid Officer, string Name);

    public sealed record Input([Ask("最後の勤務日", Hint = "この日まではサインインできます。")] DateOnly Last) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/leave", StaffModule.CanManage, StaffDeeds.OfficerLeft, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, id, await look.Find(look.Db.Set<Officer>().Where(o => o.Id == id).Select(o => o.Name))));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        if (id == turn.Actor.Account) throw new Rule("", "自分の退職は記録できません。ほかの担当者に頼んでください。");
        var officer = await turn.Take<Officer>(o => o.Id == id);
        // A later day gives the powers back, which needs a second person.
        if (officer.LeftOn is { } last && input.Last > last) throw new Rule("last", "記録した日より後の日にはできません。「退職の記録を取り消す」から申し出てください。");
        officer.LeftOn = input.Last;
        if (!officer.MayEnter(turn.Today)) await OwnAccessRoutes.EndAll(turn.Db, id, turn.Clock, turn.Stop);
        turn.Journal.About("officer", id).Fact("last", input.Last);
        return Answer.See(OfficerPage.Url(id));
    }
}
