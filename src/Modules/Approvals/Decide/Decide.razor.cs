using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁する: the whole case on one screen, and the bar with 承認, 差戻し, 保留.</summary>
public sealed partial class Decide
{
    static readonly Deed LookDeed = Deed.Look("approvals.look", "決裁のために案件を見た", "きめる ために 見た", "looked at the case to decide on it");
    internal static readonly Deed Approved = new("approvals.approve", "案件を承認した", "よいと した", "approved the case");
    internal static readonly Deed Decided = new("approvals.decide", "案件を決裁した", "きめた", "decided the case");
    internal static readonly Deed SentBack = new("approvals.remand", "案件を差し戻した",
        "もういちど しらべる ことに した", "sent the case back to be examined again");
    internal static readonly Deed Held = new("approvals.defer", "案件を保留した", "きめるのを 待つ ことに した", "put the decision off");

    internal static readonly Deed TakenBack = new("approvals.retrieve", "案件を取り戻した", "とりもどした", "took the case or an act back");

    internal sealed record RemandInput([Ask("差戻しの理由", Kind = "longtext", Hint = "起案した職員が読みます。どこをどう直すかを書いてください。",
        MaxLength = Approval.LongestReason)] string RemandReason) : IForm<RemandInput>;
    internal sealed record DeferInput([Ask("保留の理由", Kind = "longtext", Hint = "何を待っているかを書いてください。案件はあなたのところに残ります。",
        MaxLength = Approval.LongestReason)] string DeferReason) : IForm<DeferInput>;

    public sealed record Page(
        Approval Approval,
        CasePaper? Paper,
        Marks? Marks,
        DateTimeOffset? Since,
        string Version,
        bool CanDecide,
        string WhyNot,
        bool CanReassign,
        string? Previous,
        string? Next,
        string? Place)
    {
        /// <summary>How whoever looks would act; what they may do besides; whether they may take something back.</summary>
        internal Hand? Hand { get; init; }
        internal IReadOnlyList<Say.Act> More { get; init; } = [];
        public IReadOnlyList<(string Title, string Url, Yen Amount)> Split { get; init; } = [];
        public Beside? Beside { get; init; }
        public IReadOnlyList<Kin> Kin { get; init; } = [];
        public bool CanRetrieve { get; init; }
        public Capacity Power => Hand?.Power ?? Capacity.Own;
        public Step? Step => Hand is null ? null : Approval.StepFor(Hand);

        public Form Approve { get; init; } = Plain();
        public Form Remand { get; init; } = Questions<RemandInput>.Form();
        public Form Defer { get; init; } = Questions<DeferInput>.Form();
        public string? Open { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Decided);
        app.MapPage("/office/decisions/{id:guid}", Permission.Officer, LookDeed, Read);
        app.MapForm("/office/decisions/{id:guid}/approve", ApprovalsModule.Decide, Approved, Plain, AskApprove, AcceptApprove, LookDeed)
            .Taking(Takes.Button);
        app.MapForm<RemandInput>("/office/decisions/{id:guid}/remand", ApprovalsModule.Decide, SentBack, AskRemand, AcceptRemand, LookDeed);
        app.MapAct("/office/decisions/{id:guid}/retrieve", Permission.Officer, TakenBack, Retrieve);
        app.MapForm<DeferInput>("/office/decisions/{id:guid}/defer", ApprovalsModule.Decide, Held, AskDefer, AcceptDefer, LookDeed);
    }

    static Form Plain() => new(Array.Empty<Question>());

    static async Task<IResult> Read(Guid id, Look look, Desktop desktop, Hands hands, IStaff staff) =>
        await Find(id, look, hands) is { } approval ? Show(await Put(approval, look, desktop, hands, staff))
            : await OwnAct.Of(id, look) ?? throw new NotHere();

    static async Task<Approval?> Find(Guid id, Look look, Hands hands) =>
        await Pile.Visible(look.Db, look.Actor, await hands.Standing(look)).Find(id, look.Stop);

    static async Task<IResult> AskApprove(Guid id, Form form, Look look, Desktop desktop, Hands hands, IStaff staff) =>
        Show(await Put(id, look, desktop, hands, staff) with { Approve = form });
    static async Task<IResult> AskRemand(Guid id, Form form, Look look, Desktop desktop, Hands hands, IStaff staff) =>
        Show(await Put(id, look, desktop, hands, staff) with { Remand = form, Open = "remand" });
    static async Task<IResult> AskDefer(Guid id, Form form, Look look, Desktop desktop, Hands hands, IStaff staff) =>
        Show(await Put(id, look, desktop, hands, staff) with { Defer = form, Open = "defer" });

    static async Task<Page> Put(Guid id, Look look, Desktop desktop, Hands hands, IStaff staff) =>
        await Put(await Find(id, look, hands) ?? throw new NotHere(), look, desktop, hands, staff);

    static async Task<Page> Put(Approval approval, Look look, Desktop desktop, Hands hands, IStaff staff)
    {
        var (id, account, standing) = (approval.Id, look.Me, await hands.Standing(look));
        var waiting = await Pile.Waiting(look.Db, look.Actor, standing).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id).Select(a => a.Id)
            .Take(500).ToListAsync(look.Stop);
        var at = waiting.IndexOf(id);
        var paper = await desktop.Paper(look.Db, approval, look.Actor, look.Stop);
        Marks? marks = null;
        DateTimeOffset? since = null;
        if (paper is not null)
        {
            look.Journal.About(approval.SubjectKind, approval.SubjectId, [.. paper.Persons.Select(p => (Guid?)p)])
                .Fact("approval", id.ToString("N")).For("decision");
            (marks, since) = await desktop.Mark(look.Db, approval, paper, account, look.Stop);
        }
        var hand = await hands.Of(look, approval);
        var version = await desktop.Version(look.Db, approval, hand, look.Stop);
        return new(approval, paper, marks, since, version, hand is not null,
            hand is not null ? ""
            : WhyNot(approval, look.Actor, approval.Current is { } now && (await staff.Holders(look, [now.Post]))
            .All(h => h.Account == approval.Drafter)), look.Actor.Can(ApprovalsModule.Reassign) && approval.Current is not null,
            at > 0 ? Links.Decide(waiting[at - 1]) : null, waiting.ElementAtOrDefault(at + 1) is var next && next != default
                && next != id ? Links.Decide(next) : null, at >= 0 && waiting.Count > 1 ? $"{at + 1}/{waiting.Count}" : null)
        {
            Hand = hand, CanRetrieve = approval.MayRetrieve(account),
            Split = await hands.Split(look, approval), More = Say.For(approval, hand, look),
            Beside = paper is null ? null : await desktop.Beside(approval, paper, look),
            Kin = await Approvals.Kin.Of(approval, look, standing),
        };
    }

    static string WhyNot(Approval approval, Actor actor, bool vacant) => approval.Current switch
    {
        null => $"この案件は{approval.State.Words()}です。",
        _ when approval.Drafter == actor.Account => "あなたが起案した案件です。起案した人は決裁できません。",
        { } step when vacant => $"「{step.PostTitle}」が空席です。担当が決まるまで待っています。",
        var step => $"今は「{step.PostTitle}」の順番です。",
    };

    internal static async Task<Answer> AcceptApprove(Guid id, Turn turn, Desktop desktop, Hands hands, IStaff staff, Announce announce)
    {
        var (approval, hand) = await Take(id, turn, desktop, hands);
        if (!await hands.Proven(turn, approval, hand)) return ProveFirst(turn, id);
        return await Approve(approval, hand, turn, staff, announce, null, false);
    }

    internal static Answer ProveFirst(Turn turn, Guid id) => OwnAccessRoutes.Confirm("/office/me", turn.Journal, Links.Decide(id));

    /// <summary>The approval itself, with or without words; what was decided is announced in the same turn.</summary>
    internal static async Task<Answer> Approve(Approval approval, Hand hand, Turn turn, IStaff staff, Announce announce, string? opinion,
        bool condition)
    {
        var decided = approval.Approve(hand, turn.Clock, opinion, condition);
        Note(turn.Journal, approval);
        turn.Journal.Fact("minutes", approval.Acts[^1].Minutes ?? 0);
        if (decided)
        {
            turn.Journal.As(Decided).Fact("kind", approval.MatterKind).Fact("department", approval.Department)
                .Fact("hybrid", approval.WithPaper ? 1 : 0);
            await announce.Say(new Decided(approval.SubjectKind, approval.SubjectId, approval.Id, hand.Face, turn.Now), turn.Db, turn.Stop);
        }
        else await Succession.Settle(approval, staff, turn);
        return Answer.See($"{Pile.Url}?after={approval.Id}");
    }

    internal static async Task<Answer> AcceptRemand(Guid id, RemandInput input, Turn turn, Desktop desktop, Hands hands, Announce announce)
    {
        var (approval, hand) = await Take(id, turn, desktop, hands);
        approval.Remand(hand, input.RemandReason, turn.Clock);
        Note(turn.Journal, approval);
        await announce.Say(new Remanded(approval.SubjectKind, approval.SubjectId, approval.Id, hand.Face, input.RemandReason.Trim(),
            turn.Now), turn.Db, turn.Stop);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    internal static async Task<Answer> AcceptDefer(Guid id, DeferInput input, Turn turn, Desktop desktop, Hands hands)
    {
        var (approval, hand) = await Take(id, turn, desktop, hands);
        approval.Defer(hand, input.DeferReason, turn.Clock);
        Note(turn.Journal, approval);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    /// <summary>取戻し: the drafter's whole proposal, or the act of who acted last.</summary>
    internal static async Task<Answer> Retrieve(Guid id, Turn turn, Hands hands, IStaff staff, Announce announce)
    {
        var approval = await Pile.Visible(turn.Db, turn.Actor, await hands.Standing(turn)).Take(id, turn.Stop);
        if (!turn.Saw(approval.Version)) throw new ChangedMeanwhile(What(approval, turn.Posted[Turn.Version].ToString()));
        var me = (await staff.Faces(turn, [turn.Me])).GetValueOrDefault(turn.Me) ?? throw new NotHere();
        if (approval.Retrieve(me, turn.Clock))
            await announce.Say(Say.Of(approval, me, "", turn.Now), turn.Db, turn.Stop);
        Note(turn.Journal, approval);
        return Answer.See(Links.Decide(id));
    }

    /// <summary>The proposal for this person to act on, as it was when they read it, and the hand by which they do.</summary>
    internal static async Task<(Approval, Hand)> Take(Guid id, Turn turn, Desktop desktop, Hands hands)
    {
        if (turn.Actor.Account is not { } account) throw new NotHere();
        var approval = await Pile.Visible(turn.Db, turn.Actor, await hands.Standing(turn)).Take(id, turn.Stop);
        var hand = await hands.Of(turn, approval);
        if (!turn.Saw(await desktop.Version(turn.Db, approval, hand, turn.Stop)))
            throw new ChangedMeanwhile(What(approval, turn.Posted[Turn.Version].ToString()));
        return hand is null ? throw new Rule("", WhyNot(approval, turn.Actor, vacant: false))
            : (approval, hand with { Seen = await desktop.Seen(turn.Db, approval, account, turn.Stop) });
    }

    static string What(Approval approval, string shown)
    {
        var seen = long.TryParse(shown.Split('.')[0], out var n) ? n : 0;
        var since = approval.Acts.Where(a => a.Number > seen).OrderBy(a => a.Number)
            .Select(a => $"{a.PostTitle} {a.OfficerName}：{a.Kind.Words()}").ToList();
        return since.Count > 0 ? string.Join("、", since) + "。" : "案件の内容が変わりました。";
    }

    internal static void Note(Journal journal, Approval approval) =>
        journal.About(approval.SubjectKind, approval.SubjectId).Fact("approval", approval.Id.ToString("N"))
            .Fact("act", approval.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
