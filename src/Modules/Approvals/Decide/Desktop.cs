using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>What the decision page puts before a person: the paper with its marks, the route, what is next.</summary>
sealed class Desktop(Subjects subjects, FileTickets tickets, FilePages pages, MasterKey key, Turns turns, TimeProvider clock)
{
    public Task<Beside?> Beside(Approval approval, CasePaper paper, Look look) =>
        Approvals.Beside.Of(approval, paper, look, subjects, tickets, pages);

    public Task<CasePaper?> Paper(CityDb db, Approval approval, Actor actor, CancellationToken ct) =>
        subjects.Paper(approval.SubjectKind)?.Show(db, approval.SubjectId, actor, ct)
            ?? Task.FromResult<CasePaper?>(null);

    /// <summary>What a decision must name to be about what was read: the acts so far and the record's own version.</summary>
    async Task<string> Shown(CityDb db, Approval approval, CancellationToken ct)
    {
        if (shown is var (of, id, acts, said) && of == db && id == approval.Id && acts == approval.Version) return said;
        var version = subjects.Paper(approval.SubjectKind) is { } paper ? await paper.Version(db, approval.SubjectId, ct) : "";
        shown = (db, approval.Id, approval.Version, Said(approval.Version, version));
        return shown.Value.Said;
    }

    internal static string Said(long acts, string version) => $"{acts}.{version}";

    // A page asks twice.
    (CityDb Of, Guid Id, long Acts, string Said)? shown;

    /// <summary>The same with the power by which the page lets somebody act: an absence that has ended since makes it another
    /// page.</summary>
    public async Task<string> Version(CityDb db, Approval approval, Hand? hand, CancellationToken ct) =>
        await Shown(db, approval, ct) + (hand is null ? "" : $".{hand.Power}.{hand.Post}");

    /// <summary>SHA-256 over all that is shown: cover, text, attachments with their own hashes, and where the route stands.</summary>
    public static string Seal(Approval a, CasePaper paper)
    {
        var all = new StringBuilder();
        void Line(params ReadOnlySpan<object?> parts)
        {
            // Each part with its length: no two papers give the same row of characters.
            foreach (var part in parts)
            {
                var text = Convert.ToString(part, CultureInfo.InvariantCulture) ?? "";
                all.Append(CultureInfo.InvariantCulture, $"{text.Length}:{text} ");
            }
            all.Append('\n');
        }
        Line(a.Id, a.Revision, a.Version, a.Title, a.DecisionClass, a.Article, a.MatterAct, a.Amount?.Amount, a.Flags,
            a.WithPaper, a.Earlier, a.Drafter, a.DrafterName, a.DrafterPost, a.Department,
            a.ProposedAt.ToString("O", CultureInfo.InvariantCulture));
        foreach (var step in a.Steps.OrderBy(s => s.Number)) Line(step.Number, step.Kind, step.Post, step.State, step.Holder, step.Reason);
        Line(paper.Title, paper.Proposal, paper.Keeping, paper.IssuedOn?.ToString("O", CultureInfo.InvariantCulture));
        foreach (var link in new[] { paper.Draft, paper.Preceding }) Line(link?.Label, link?.Url);
        foreach (var section in paper.Sections)
        {
            Line("section", section.Title, section.Rows.Count);
            foreach (var row in section.Rows) Line(row.Label, row.Text, row.Marked);
        }
        foreach (var file in paper.Files) Line(file.Name, file.Type, file.Size, file.Url, file.Sha256);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    /// <summary>The seal of what this person was last shown, where that is still what there is; null where there is no
    /// paper.</summary>
    /// <exception cref="Rule">there is a paper, and this person was not shown it as it is.</exception>
    public async Task<string?> Seen(CityDb db, Approval approval, Guid account, CancellationToken ct)
    {
        if (subjects.Paper(approval.SubjectKind) is null) return null;
        var version = await Shown(db, approval, ct);
        return await db.Set<PaperSeen>().AsNoTracking().Where(l => l.SubjectKind == approval.SubjectKind
            && l.SubjectId == approval.SubjectId && l.Account == account && l.Version == version)
            .OrderByDescending(l => l.At).Select(l => l.Seal).FirstOrDefaultAsync(ct)
            ?? throw new Rule("", "案件の内容が変わったか、まだ開いていません。案件を開いて、内容を確かめてください。");
    }

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
        var (seal, version) = (Seal(approval, paper), await Shown(db, approval, ct));
        if (looks.FirstOrDefault() is not { } last || last.Print != now || last.Seal != seal || last.Version != version)
            await turns.Run((_, turn, _) =>
            {
                turn.Add(new PaperSeen
                {
                    Id = clock.NewId(), SubjectKind = approval.SubjectKind, SubjectId = approval.SubjectId,
                    Account = account, At = clock.GetUtcNow(), Print = now, Seal = seal, Version = version,
                });
                return Task.FromResult(true);
            });
        var before = looks.FirstOrDefault(l => l.Print != now);
        return (new Marks(paper, Print, before?.Print), before?.At);
    }
}
