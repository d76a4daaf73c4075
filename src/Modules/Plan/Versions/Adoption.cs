using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>The version as deciders read it: every difference with its reasons.</summary>
sealed class VersionPaper(Library library) : ISubjectPaper
{
    public const string Kind = "plan.version";

    public string SubjectKind => Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Set<PlanVersion>().Where(v => v.Id == subject).Select(v => (int?)v.Number).FirstOrDefaultAsync(ct) is not { } number)
            return null;
        var compared = await Compared.Load(db, library, number, null, open: true, ct);
        return new($"推進計画「{compared.Version.Name}」", $"「{compared.Version.Name}」を、市の推進計画とする。決裁が済むと、違いと変更の理由とともに公開される。",
            [.. compared.Differences.Select(d => new CaseSection($"{d.KindWords}　{d.Heading}【{d.HowWords}】",
                [.. d.Fields.Select(f => new CaseRow(f.Label, $"前：{f.Before ?? "なし"}\n後：{f.After ?? "なし"}")),
                    new CaseRow("理由", Why(compared, d))]))], [], []);
    }

    static string Why(Compared compared, Difference of) => string.Join("\n", compared.Why(of).Select(c => c.Reason)) is { Length: > 0 } said
        ? said : "書かれていません";

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        (await db.Set<PlanChange>().CountAsync(c => c.VersionId == subject, ct))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Makes the version that the route decided the city's plan, opens again the one that it sent back, and tells who put
/// it.</summary>
sealed class VersionOutcome(IMessages messages, TimeProvider clock) : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public static readonly Deed Adopted = new("plan.version.adopted", "計画の版が決裁されて確定した"),
        Returned = new("plan.version.returned", "計画の版が差し戻された");

    public Task Hear(Decided said, CityDb db, CancellationToken ct) =>
        Change(said.SubjectKind, said.SubjectId, said.Approval, said.Decider, Adopted, v => v.Adopt(said.Decider.Account, said.At),
        "今から、この版が市の計画として公開されます。", db, ct);
    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);
    public Task Hear(Remanded said, CityDb db, CancellationToken ct) =>
        Change(said.SubjectKind, said.SubjectId, said.Approval, said.Decider, Returned, v => v.SendBack(),
        $"理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", db, ct);

    async Task Change(
        string kind,
        Guid id,
        Guid approval,
        OfficerFace by,
        Deed deed,
        Action<PlanVersion> change,
        string next,
        CityDb db,
        CancellationToken ct)
    {
        if (kind != VersionPaper.Kind) return;
        var version = await db.Set<PlanVersion>().AsTracking().FirstAsync(v => v.Id == id && v.Approval == approval, ct);
        change(version);
        Journal.Note(db, clock, new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, VersionPaper.Kind, id);
        if (version.ProposedBy is { } to)
            await messages.Send(db, new Message($"plan version {approval:N}", to, null, $"{deed.Label}お知らせ", $"「{version.Name}」\n\n{next}",
            ShowVersion.Url(version.Number)), ct);
    }
}
