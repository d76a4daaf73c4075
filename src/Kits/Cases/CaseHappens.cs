using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>What a case waits for, as a line of what is to be done: to be examined, mended after the deciders sent it back, or handed
/// over.</summary>
public abstract class CaseTasks<T> : TaskSource<T> where T : Case
{
    /// <summary>What it is about, where it is done, and who may.</summary>
    protected abstract (string Title, string Url, Permission Power) Face(T found);

    protected override Guid Cause(T found) => found.Id;

    protected override Task<TaskWish?> Wish(CityDb db, T found, CancellationToken ct) => Task.FromResult(found.WaitsFor switch
    {
        WaitsFor.Office => Waits(found, found.ReturnedAt is null ? TaskKind.Examine : TaskKind.Mend, found.Due),
        // The deadline was the decision's.
        WaitsFor.Delivery => Waits(found, TaskKind.Deliver, null),
        _ => null,
    });

    TaskWish Waits(T found, TaskKind kind, DateOnly? due)
    {
        var (title, url, power) = Face(found);
        return new(kind, title, url) { Account = found.Assignee, Department = found.Department, Power = power, Due = due };
    }
}

/// <summary>When a department ends, its open cases go to its successor; whoever handles one goes on with it if they work there, else it
/// waits for anybody.</summary>
public abstract class CaseSuccession<T>(IStaff staff) : ISuccession where T : Case
{
    /// <summary>Those that go along: what is not over.</summary>
    protected virtual IQueryable<T> Open(CityDb db, Succeeds change) =>
        db.Set<T>().Where(a => a.Department == change.From && a.WaitsFor != WaitsFor.Nobody);

    public abstract Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct);

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        var here = (await staff.Of(db, change.To, change.First, ct)).Select(o => (Guid?)o.Account).ToHashSet();
        foreach (var found in await Open(db, change).AsTracking().ToListAsync(ct)) found.MoveTo(change.To, here.Contains(found.Assignee));
    }
}

/// <summary>Carries out what the route decided, in the transaction of the last approval, and takes a case back to whoever drafted it when
/// the route sent it back.</summary>
public abstract class ProposedCases<TCase, TProposal>(string record, Deed carriedOut, Deed sentBack, IStaff staff, TimeProvider clock)
    : IHear<Decided>, IHear<Remanded>, IHear<Ended> where TCase : Case where TProposal : CaseProposal
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does what was proposed.</summary>
    protected abstract Task CarryOut(CityDb db, TCase found, TProposal proposal, Decided said, CancellationToken ct);

    /// <summary>It comes back.</summary>
    /// <param name="drafter">Who drafted it, while they work in its department; null where it waits for anybody there.</param>
    protected abstract Task SendBack(CityDb db, TCase found, TProposal proposal, Remanded said, Guid? drafter, CancellationToken ct);

    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (said.SubjectKind != record) return;
        var (found, proposal) = await Proposed(db, said.SubjectId, said.Approval, ct);
        await CarryOut(db, found, proposal, said, ct);
        Note(db, said.Decider, carriedOut, found);
    }

    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (said.SubjectKind != record) return;
        var (found, proposal) = await Proposed(db, said.SubjectId, said.Approval, ct);
        var works = (await staff.Of(db, found.Department, Clock.Today(), ct)).Any(o => o.Account == proposal.By);
        await SendBack(db, found, proposal, said, works ? proposal.By : null, ct);
        Note(db, said.Decider, sentBack, found);
    }

    static async Task<(TCase, TProposal)> Proposed(CityDb db, Guid id, Guid approval, CancellationToken ct) =>
        (await db.Set<TCase>().AsTracking().FirstAsync(a => a.Id == id, ct),
            await db.Set<TProposal>().AsTracking().FirstAsync(r => r.Approval == approval && r.EndedAt == null, ct));

    void Note(CityDb db, OfficerFace by, Deed deed, TCase found) => Journal.Note(db, Clock,
        new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, found.Record, found.Id, found.Concerns());
}

public static class CaseServices
{
    /// <summary>Hears what became of what was proposed for cases of this kind.</summary>
    public static IServiceCollection AddProposed<T>(this IServiceCollection services)
        where T : class, IHear<Decided>, IHear<Remanded>, IHear<Ended> =>
        services.AddScoped<IHear<Decided>, T>().AddScoped<IHear<Remanded>, T>().AddScoped<IHear<Ended>, T>();
}
