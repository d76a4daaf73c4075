using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>What the decision page puts before a person: the paper with its marks, the route, what is next.</summary>
sealed class Desktop(Subjects subjects, MasterKey key, Turns turns, TimeProvider clock)
{
    public Task<CasePaper?> Paper(CityDb db, Approval approval, Actor actor, CancellationToken ct) =>
        subjects.Paper(approval.SubjectKind)?.Show(db, approval.SubjectId, actor, ct)
            ?? Task.FromResult<CasePaper?>(null);

    /// <summary>What a decision must name to be about what was read: the acts so far and the record's own version.</summary>
    public async Task<string> Version(CityDb db, Approval approval, CancellationToken ct) =>
        $"{approval.Version}.{(subjects.Paper(approval.SubjectKind) is { } paper ? await paper.Version(db, approval.SubjectId, ct) : "")}";

    /// <summary>Marks against the last look that saw something else, and keeps this one when it saw something new. So the marks stay
    /// when the page is opened again.</summary>
    public async Task<(Marks Marks, DateTimeOffset? Since)> Mark(CityDb db, Approval approval, CasePaper paper, Guid account,
        CancellationToken ct)
    {
        var looks = await db.Set<PaperSeen>().AsNoTracking()
            .Where(l => l.SubjectKind == approval.SubjectKind && l.SubjectId == approval.SubjectId && l.Account == account)
            .OrderByDescending(l => l.At).Take(20).ToListAsync(ct);
        string Print(string text) => key.Blind(text, "approvals.look")[..24];
        var now = new Marks(paper, Print, null).Print;
        if (looks.FirstOrDefault()?.Print != now)
            await turns.Run((_, turn, _) =>
            {
                turn.Add(new PaperSeen
                {
                    Id = clock.NewId(), SubjectKind = approval.SubjectKind, SubjectId = approval.SubjectId,
                    Account = account, At = clock.GetUtcNow(), Print = now
                });
                return Task.FromResult(true);
            });
        var before = looks.FirstOrDefault(l => l.Print != now);
        return (new Marks(paper, Print, before?.Print), before?.At);
    }
}
