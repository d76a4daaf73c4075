using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>A proposal on its way through a route of posts (起案): 回議 one after the other, 合議 side by side, 審査, 決裁. The route is a copy:
/// later editions of the table change nothing here, and what was decided never changes.</summary>
public sealed partial class Approval
{
    public const int LongestReason = 1000;

    public required Guid Id { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>From 1; a remanded record that is proposed again is the next revision, the old one stays readable.</summary>
    public required int Revision { get; init; }
    public required string Title { get; init; }

    /// <summary>決裁区分, and the article that says so.</summary>
    public required string DecisionClass { get; init; }
    public string? Article { get; init; }

    /// <summary>Kind of act, and what measures tell apart: documents, applications, expenditure, slips.</summary>
    public required string MatterAct { get; init; }
    public required string MatterKind { get; init; }
    public Yen? Amount { get; init; }

    /// <summary>Important, unusual, a precedent or disputed: in words, for the deciders; null for none of them.</summary>
    public string? Flags { get; init; }

    /// <summary>What the class and the kind of act allow.</summary>
    public bool NoProxy { get; init; }
    public bool Bulk { get; init; }
    public bool Factor { get; init; }

    /// <summary>紙併用: papers go round beside it.</summary>
    public bool WithPaper { get; init; }

    /// <summary>再起案: the subject whose place it takes.</summary>
    public Guid? Earlier { get; init; }

    /// <summary>Codes of the departments that are shown it once it is decided, with blanks between.</summary>
    public string Inform { get; init; } = "";

    /// <summary>Page of the record itself.</summary>
    public required string Url { get; init; }
    public required Guid Drafter { get; init; }
    public required string DrafterName { get; init; }
    public required string DrafterPost { get; init; }

    /// <summary>Code of the department for which the drafter drafted.</summary>
    public required string Department { get; set; }
    public required DateTimeOffset ProposedAt { get; init; }
    public ApprovalState State { get; private set; } = ApprovalState.InReview;
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Raised by every act.</summary>
    public long Version { get; private set; }
    public List<Step> Steps { get; private init; } = [];
    public List<Act> Acts { get; private init; } = [];
    public List<LaterView> Views { get; private init; } = [];

    /// <summary>The steps that wait; several while 合議 is asked side by side, none once the proposal has ended.</summary>
    public IReadOnlyList<Step> Waiting =>
        State is ApprovalState.InReview ? [.. Steps.Where(s => s.State.Waits()).OrderBy(s => s.Number)] : [];

    /// <summary>The first of them.</summary>
    public Step? Current => Waiting.FirstOrDefault();

    /// <summary>合議不調: a department did not agree, and the route goes up to the common superior.</summary>
    public bool AtOdds => Steps.Any(s => s.State is StepState.Disagreed);

    /// <summary>The step whose approval decides.</summary>
    public Step Deciding => Steps.Where(Needed).MaxBy(s => s.Stage) ?? throw new InvalidOperationException("no steps");

    bool Needed(Step step) => AtOdds || !step.OnlyAtOdds;

    /// <summary>Copies the route and opens its first step.</summary>
    /// <param name="route">The posts in order, each with who holds it today.</param>
    /// <exception cref="Rule">the route is empty, or the drafter holds one of its posts.</exception>
    /// <remarks>Steps behind the one that decides count only where a 合議 ends without agreement.</remarks>
    public static Approval Propose(Proposal proposal, RouteFace face, OfficerFace drafter,
        IReadOnlyList<(RouteStep Step, Post Post, OfficerFace? Holder)> route, int revision, TimeProvider clock)
    {
        if (route.Count == 0) throw new Rule("", "決裁する職が決まっていません。手続の設定を確かめてください。");
        if (route.FirstOrDefault(r => r.Holder?.Account == drafter.Account) is { Holder: not null } own)
            throw new Rule("", $"起案した人は、自分の案件を決裁できません。「{own.Post.Title}」はあなたの職です。別の職員が起案してください。");
        var now = clock.GetUtcNow();
        var approval = new Approval
        {
            Id = clock.NewId(), SubjectKind = proposal.SubjectKind, SubjectId = proposal.SubjectId, Revision = revision,
            Title = proposal.Title, DecisionClass = face.Class, Article = face.Article, Url = proposal.Url,
            MatterAct = proposal.Matter.Act, MatterKind = face.Kind, Amount = proposal.Matter.Amount, Flags = Words(proposal.Matter),
            NoProxy = face.NoProxy, Bulk = face.Bulk, Factor = face.Factor, Earlier = proposal.Earlier,
            WithPaper = proposal.WithPaper, Inform = string.Join(' ', proposal.Inform),
            Drafter = drafter.Account, DrafterName = drafter.Name, DrafterPost = drafter.PostTitle, Department = drafter.Department,
            ProposedAt = now,
        };
        foreach (var (asked, post, holder) in route)
        {
            // 合議 stands side by side; everything else has a turn of its own.
            var last = approval.Steps.LastOrDefault();
            var beside = last is { Kind: StepKind.Concur } && asked.Kind is StepKind.Concur;
            var step = new Step
            {
                Id = clock.NewId(), ApprovalId = approval.Id, Number = approval.Steps.Count + 1, Kind = asked.Kind,
                Stage = (last?.Stage ?? 0) + (beside ? 0 : 1), OnlyAtOdds = approval.Steps.Any(s => s.Kind is StepKind.Decide),
                Post = post.Code, PostTitle = post.Title, Department = post.Department
            };
            if (holder is not null) step.Give(holder with { Post = post.Code, PostTitle = post.Title });
            approval.Steps.Add(step);
        }
        approval.Note(ActKind.Proposed, null, drafter, null, clock);
        approval.Open(1, clock);
        return approval;
    }

    static string? Words(Matter m) => string.Join("・", new[] { (m.Important, "重要"), (m.Unusual, "異例"), (m.Precedent, "先例"),
        (m.Disputed, "紛争のおそれ") }.Where(f => f.Item1).Select(f => f.Item2)) is { Length: > 0 } words ? words : null;

    public ApprovalFace Face() => new(Id, State, [.. Steps.Where(Needed).OrderBy(s => s.Number).Select(s => s.Face())], ProposedAt);

    internal sealed class Map : IEntityTypeConfiguration<Approval>
    {
        public void Configure(EntityTypeBuilder<Approval> b)
        {
            b.ToTable("approvals_approvals");
            b.Ignore(x => x.Current);
            b.Ignore(x => x.Deciding);
            b.Ignore(x => x.Waiting);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Title).HasMaxLength(300);
            b.Property(x => x.DecisionClass).HasMaxLength(80);
            b.Property(x => x.Url).HasMaxLength(500);
            b.Property(x => x.DrafterName).HasMaxLength(200);
            b.Property(x => x.DrafterPost).HasMaxLength(200);
            b.HasMany(x => x.Steps).WithOne().HasForeignKey(x => x.ApprovalId);
            b.Property(x => x.Article).HasMaxLength(80);
            b.Property(x => x.MatterAct).HasMaxLength(80);
            b.Property(x => x.MatterKind).HasMaxLength(40);
            b.Property(x => x.Flags).HasMaxLength(40);
            b.Property(x => x.Inform).HasMaxLength(1000);
            b.HasMany(x => x.Views).WithOne().HasForeignKey(x => x.ApprovalId);
            b.HasIndex(x => new { x.MatterAct, x.Department, x.ProposedAt });
            b.HasMany(x => x.Acts).WithOne().HasForeignKey(x => x.ApprovalId);
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Revision }).IsUnique().Says("", "この案件は、すでに決裁に回っています。");
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => new { x.Drafter, x.ProposedAt });
        }
    }
}
