using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>Decides as the route did; what it sent back goes to whoever drafted it, who is told why; it stands in the notes, too.</summary>
sealed class RouteDecides(Dispatch dispatch, IStaff staff, IMessages messages, TimeProvider clock)
    : ProposedCases<Application, Recommendation>(Application.Kind, OfficeDeeds.CarryOut, OfficeDeeds.SendBack, staff, clock)
{
    protected override Task CarryOut(CityDb db, Application found, Recommendation proposal, Decided said, CancellationToken ct) =>
        dispatch.Decide(db, found, proposal.Outcome, proposal.Outcome is Outcome.Refused ? proposal.Reason : null, said.Decider.Account,
            said.Approval, ct);

    protected override async Task SendBack(CityDb db, Application found, Recommendation proposal, Remanded said, Guid? drafter,
        CancellationToken ct)
    {
        var by = said.Decider.Account;
        if (drafter is { } to && to != found.Assignee)
            db.Add(new Assignment { Id = Clock.NewId(), ApplicationId = found.Id, Officer = to, By = by, At = said.At });
        found.Remand(proposal, said.Reason, drafter, said.At);
        if (drafter is { } back)
            await messages.Send(db, new Message($"procedures.remanded.{said.Approval:N}", back, null, "決裁で差し戻されました",
                $"受付番号 {found.Number}\n\n理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", Links.Case(found.Id)), ct);
        db.Add(new Note { Id = Clock.NewId(), ApplicationId = found.Id, Text = $"差戻し：{said.Reason}", By = by, At = said.At });
    }
}
