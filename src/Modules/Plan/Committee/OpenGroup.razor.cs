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

    static Answer Accept(Input input, CityDb db, Actor actor, Journal journal, TimeProvider clock)
    {
        var group = new WorkingGroup
        {
            Id = clock.NewId(), Name = input.Name.Trim(), Purpose = input.Purpose.Trim(),
            OpenedBy = actor.Account ?? throw new NotHere(), OpenedAt = clock.GetUtcNow()
        };
        db.Add(group);
        journal.About("plan.group", group.Id);
        return Answer.See(CommitteeDesk.Url);
    }

    static async Task<Answer> Close(Guid id, CityDb db, Actor actor, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        (await db.Set<WorkingGroup>().AsTracking().FirstOrDefaultAsync(g => g.Id == id, ct) ?? throw new NotHere())
            .Close(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        journal.About("plan.group", id);
        return Answer.See(CommitteeDesk.Url);
    }
}
