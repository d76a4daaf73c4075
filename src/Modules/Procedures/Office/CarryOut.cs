using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Carries out what the route decided, in the transaction of the last approval.</summary>
sealed class CarryOut(Dispatch dispatch, TimeProvider clock) : IHear<Decided>
{
    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (said.SubjectKind != Application.Kind) return;
        var (application, recommendation) = await Proposed.Find(db, said.SubjectId, said.Approval, ct);
        await dispatch.Decide(db, application, recommendation.Outcome, recommendation.Outcome is Outcome.Refused ? recommendation.Reason
            : null, said.Decider.Account, said.Approval, ct);
        Journal.Note(db, clock, Proposed.Actor(said.Decider), OfficeDeeds.CarryOut, Application.Kind, application.Id, application.Account,
            application.Person);
    }
}

/// <summary>Takes a case back to whoever drafted it when the route sent it back, and tells them why; it stands in the notes, too.</summary>
sealed class SendBack(IStaff staff, IMessages messages, TimeProvider clock) : IHear<Remanded>, IHear<Ended>
{
    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (said.SubjectKind != Application.Kind) return;
        var (application, recommendation) = await Proposed.Find(db, said.SubjectId, said.Approval, ct);
        var drafter = (await staff.Of(db, application.Department, clock.Today(), ct)).Any(o => o.Account == recommendation.By)
            ? recommendation.By
            : (Guid?)null;
        if (drafter is { } to && to != application.Assignee)
            db.Add(new Assignment
            {
                Id = clock.NewId(), ApplicationId = application.Id, Officer = to, By = said.Decider.Account,
                At = said.At
            });
        application.Remand(recommendation, said.Reason, drafter, said.At);
        if (drafter is { } back)
            await messages.Send(db, new Message($"procedures.remanded.{said.Approval:N}", back, null, "決裁で差し戻されました",
                $"受付番号 {application.Number}\n\n理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", Links.Case(application.Id)), ct);
        db.Add(new Note
        {
            Id = clock.NewId(), ApplicationId = application.Id, Text = $"差戻し：{said.Reason}", By = said.Decider.Account,
            At = said.At
        });
        Journal.Note(db, clock, Proposed.Actor(said.Decider), OfficeDeeds.SendBack, Application.Kind, application.Id, application.Account,
            application.Person);
    }
}

/// <summary>The case that an approval is about.</summary>
static class Proposed
{
    public static async Task<(Application, Recommendation)> Find(CityDb db, Guid id, Guid approval, CancellationToken ct) =>
        (await db.Set<Application>().AsTracking().FirstAsync(a => a.Id == id, ct), await db.Set<Recommendation>().AsTracking()
            .FirstAsync(r => r.ApplicationId == id && r.Approval == approval && r.EndedAt == null, ct));

    public static Actor Actor(OfficerFace officer) =>
        new(ActorKind.Officer, officer.Account, officer.Name, officer.Post, officer.Department);
}
