using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>部会を置く, and end it.</summary>
public sealed partial class OpenGroup
{
    public const string Url = CommitteeDesk.Url + "/groups/new";

    public sealed record Input(
        [Ask("部会の名前", MaxLength = 100)] string Name,
        [Ask("検討すること", Kind = "longtext", Hint = "公開の画面に載ります。", MaxLength = 500)] string Purpose) : IForm<Input>;

    static readonly Deed Opened = new("plan.group.opened", "計画の部会を置いた"), Closed = new("plan.group.closed", "計画の部会を終えた");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>(Url, PlanModule.Write, Opened, Ask, Accept);
        app.MapAct(CommitteeDesk.Url + "/groups/{id:guid}/close", PlanModule.Write, Closed, Close);
    }

    static IResult Ask(Form form) => Show(form);

    static Answer Accept(Input input, Turn turn)
    {
        var group = new WorkingGroup
        {
            Id = turn.NewId(), Name = input.Name.Trim(), Purpose = input.Purpose.Trim(),
            OpenedBy = turn.Me, OpenedAt = turn.Now
        };
        turn.Db.Add(group);
        turn.Journal.About("plan.group", group.Id);
        return Answer.See(CommitteeDesk.Url);
    }

    static async Task<Answer> Close(Guid id, Turn turn)
    {
        (await turn.Take<WorkingGroup>(g => g.Id == id))
            .Close(turn.Me, turn.Now);
        turn.Journal.About("plan.group", id);
        return Answer.See(CommitteeDesk.Url);
    }
}
