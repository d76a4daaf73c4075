using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>組織の引継ぎ: what hangs on a department that ends goes to its successor, once a second person has agreed.</summary>
public sealed class Reorganisation : TwoPersons
{
    public required string From { get; init; }
    public required string To { get; init; }
    public required DateOnly Last { get; init; }

    /// <summary>When everything was moved: with the agreement, or once the last day is over.</summary>
    public DateTimeOffset? CarriedAt { get; private set; }

    /// <summary>Moves everything over all modules, unless the department still works.</summary>
    internal async Task Carry(CityDb db, IEnumerable<ISuccession> modules, DateTimeOffset now, CancellationToken ct)
    {
        if (Last >= now.Day()) return;
        foreach (var module in modules) await module.Move(db, Change, ct);
        CarriedAt = now;
    }

    public Succeeds Change => new(From, To, Last);

    internal sealed class Map : IEntityTypeConfiguration<Reorganisation>
    {
        public void Configure(EntityTypeBuilder<Reorganisation> b)
        {
            b.ToTable("approvals_reorganisations");
            b.Ignore(x => x.Change);
            b.Property(x => x.From).HasMaxLength(80);
            b.Property(x => x.To).HasMaxLength(80);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.From).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("", "この課の引継ぎは、すでに確認を待っています。");
        }
    }
}

/// <summary>The second person reads what will move and what is stuck, and lets it be done.</summary>
sealed class CheckReorganisation(IEnumerable<ISuccession> modules, IStaff staff) : SecondPerson<Reorganisation>
{
    public static readonly Deed Checked = new("approvals.reorganised", "組織の引継ぎを確かめた", "かえることを たしかめた", "checked a reorganisation"),
        TakenBack = new("approvals.reorganise-taken-back", "組織の引継ぎを取り下げた", "かえるのを やめた", "took a reorganisation back");

    public override SecondWords Words { get; } = new("approvals reorganise", "この引継ぎを行いますか", "行わない理由", "組織の引継ぎが認められませんでした",
        "確認を待つ組織の引継ぎ", "廃止される課のものを、最後の日の翌日に、後を継ぐ課に移します。")
    { TakeBack = "引継ぎを取り下げる" };
    public override Permission Who => ApprovalsModule.Reassign;
    public override string Url(Reorganisation act) => $"{Reorganise.Url}/{act.Id}";
    public override string Home(Reorganisation act) => Reorganise.Url;

    public override async Task<SecondFace> Face(Reorganisation act, Look look) => new("組織の引継ぎを確かめる", [new("組織の引継ぎ", Reorganise.Url)],
    [
        ("廃止される課", Written.Text(staff.DepartmentName(act.From, look.Today))),
        ("後を継ぐ課", Written.Text(staff.DepartmentName(act.To, act.Last.AddDays(1)))),
        .. (await Reorganise.Hangs(look.Db, act.Change, modules, look.Stop))
            .Select(h => (h.What, Written.Text($"{h.Count}件{(h.Stuck is { } stuck ? $"（移せません：{stuck}）" : "")}"))),
    ]);

    public override Task<string> InWords(Reorganisation act, Look look) =>
        Task.FromResult($"{staff.DepartmentName(act.From, look.Today)}から{staff.DepartmentName(act.To, act.Last.AddDays(1))}への引継ぎ");

    public override Task Note(Reorganisation act, Look look) =>
        Task.FromResult(look.Journal.About("approvals.reorganisation", act.Id).Fact("from", act.From).Fact("to", act.To));

    public override async Task<string> CarryOut(Reorganisation act, Turn turn)
    {
        await act.Carry(turn.Db, modules, turn.Now, turn.Stop);
        return Home(act);
    }
}

/// <summary>The day after a department's last: what was agreed to beforehand is done.</summary>
sealed class CarryReorganisations(IEnumerable<ISuccession> modules) : IJob
{
    public string Code => "approvals.reorganise";
    public string Label => "認められた組織の引継ぎを、最後の日の翌日に行う";

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        foreach (var act in await db.Set<Reorganisation>().AsTracking().Where(r => r.Agreed == true && r.CarriedAt == null).ToListAsync(ct))
            await act.Carry(db, modules, due.Now, ct);
    }
}

/// <summary>Running routes: what waits for a post of the department goes to the same post of the successor.</summary>
sealed class RoutesSucceed(CityProfile city, IStaff staff, TimeProvider clock) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct)
    {
        var open = await Open(db, change).AsNoTracking().Include(a => a.Steps).ToListAsync(ct);
        var posts = open.SelectMany(a => a.Steps.Where(s => Hangs(s, change))).GroupBy(s => s.Post).ToList();
        var drafted = open.Count(a => a.Department == change.From);
        return Hanging.Of([.. posts.Select(g => new Hanging($"決裁の経路の「{g.First().PostTitle}」", g.Count(), Heir(g.Key, change) is null
            ? Lacking : null)),
            .. (await Owed(db, change).AsNoTracking().ToListAsync(ct)).GroupBy(v => v.Post).Select(g => new Hanging(
                $"「{g.First().PostTitle}」が後閲する案件", g.Count(), Heir(g.Key, change) is null ? Lacking : null)),
            new("決裁中の起案", drafted)]);
    }

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        foreach (var approval in await Open(db, change).AsTracking().Include(a => a.Steps).Include(a => a.Acts).AsSplitQuery()
            .ToListAsync(ct))
        {
            foreach (var step in approval.Steps.Where(s => Hangs(s, change)))
                if (Heir(step.Post, change) is { } heir)
                    approval.Succeed(step, heir, await staff.Holder(db, heir.Code, change.First, ct), clock);
            if (approval.Department == change.From) approval.MoveTo(change.To);
        }
        foreach (var view in await Owed(db, change).AsTracking().ToListAsync(ct))
            if (Heir(view.Post, change) is { } heir) view.Hand(heir);
    }

    const string Lacking = "後を継ぐ課に同じ段階の職がありません。職を作るか、決裁の担当を変更してください。";

    static IQueryable<LaterView> Owed(CityDb db, Succeeds change) => db.Set<LaterView>()
        .Where(v => v.Department == change.From && v.At == null);

    static IQueryable<Approval> Open(CityDb db, Succeeds change) => db.Approvals().Where(a => a.State == ApprovalState.InReview
        && (a.Department == change.From || a.Steps.Any(s => s.Department == change.From)));

    static bool Hangs(Step step, Succeeds change) => step.Department == change.From
        && (step.State is StepState.Ahead || step.State.Waits());

    /// <summary>The post of the successor on the same rung.</summary>
    Post? Heir(string post, Succeeds change) => city.Post(post, change.Last) is { } own
        ? city.PostsKnown(change.First).Where(p => p.Department == change.To && p.Rank == own.Rank
            && p.CountsOn(change.First)).OrderBy(p => p.Code, StringComparer.Ordinal).FirstOrDefault() : null;
}
