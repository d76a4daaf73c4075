using Keyaki.Contracts;
using Keyaki.Kernel;
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
    static readonly Deed SentBack = new("approvals.remand", "案件を差し戻した",
        "もういちど しらべる ことに した", "sent the case back to be examined again");
    static readonly Deed Held = new("approvals.defer", "案件を保留した", "きめるのを 待つ ことに した", "put the decision off");

    internal sealed record RemandInput([Ask("差戻しの理由", Kind = "longtext", Hint = "起案した職員が読みます。どこをどう直すかを書いてください。",
        MaxLength = Approval.LongestReason)] string RemandReason) : IForm<RemandInput>;
    internal sealed record DeferInput([Ask("保留の理由", Kind = "longtext", Hint = "何を待っているかを書いてください。案件はあなたのところに残ります。",
        MaxLength = Approval.LongestReason)] string DeferReason) : IForm<DeferInput>;

    public sealed record Page(Approval Approval, CasePaper? Paper, Marks? Marks, DateTimeOffset? Since, string Version, bool CanDecide,
        string WhyNot, bool CanReassign, string? Previous, string? Next, string? Place)
    {
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
        app.MapForm<DeferInput>("/office/decisions/{id:guid}/defer", ApprovalsModule.Decide, Held, AskDefer, AcceptDefer, LookDeed);
    }

    static Form Plain() => new(Array.Empty<Question>());

    static async Task<IResult> Read(Guid id, Look look, Desktop desktop, IStaff staff) =>
        await OwnAct.Of(id, look) ?? Show(await Put(id, look, desktop, staff));

    static async Task<IResult> AskApprove(Guid id, Form form, Look look, Desktop desktop, IStaff staff) =>
        Show(await Put(id, look, desktop, staff) with { Approve = form });
    static async Task<IResult> AskRemand(Guid id, Form form, Look look, Desktop desktop, IStaff staff) =>
        Show(await Put(id, look, desktop, staff) with { Remand = form, Open = "remand" });
    static async Task<IResult> AskDefer(Guid id, Form form, Look look, Desktop desktop, IStaff staff) =>
        Show(await Put(id, look, desktop, staff) with { Defer = form, Open = "defer" });

    static async Task<Page> Put(Guid id, Look look, Desktop desktop, IStaff staff)
    {
        if (look.Actor.Account is not { } account) throw new NotHere();
        var approval = await Pile.Visible(look.Db, look.Actor).Take(id, look.Stop);
        var waiting = await Pile.Waiting(look.Db, look.Actor).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id).Select(a => a.Id).Take(500)
            .ToListAsync(look.Stop);
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
        var can = look.Actor.Can(ApprovalsModule.Decide) && approval.Waits(look.Actor);
        return new(approval, paper, marks, since, await desktop.Version(look.Db, approval, look.Stop), can, can ? ""
            : WhyNot(approval, look.Actor, approval.Current is { } now && (await staff.Holders(look, [now.Post]))
            .All(h => h.Account == approval.Drafter)), look.Actor.Can(ApprovalsModule.Reassign) && approval.Current is not null,
            at > 0 ? Links.Decide(waiting[at - 1]) : null, waiting.ElementAtOrDefault(at + 1) is var next && next != default
                && next != id ? Links.Decide(next) : null, at >= 0 && waiting.Count > 1 ? $"{at + 1}/{waiting.Count}" : null);
    }

    static string WhyNot(Approval approval, Actor actor, bool vacant) => approval.Current switch
    {
        null => $"この案件は{approval.State.Words()}です。",
        _ when approval.Drafter == actor.Account => "あなたが起案した案件です。起案した人は決裁できません。",
        { } step when vacant => $"「{step.PostTitle}」が空席です。担当が決まるまで待っています。",
        var step => $"今は「{step.PostTitle}」の順番です。",
    };

    internal static async Task<Answer> AcceptApprove(Guid id, Turn turn, Desktop desktop, IStaff staff, Announce announce)
    {
        var (approval, by) = await Take(id, turn, desktop, staff);
        var decided = approval.Approve(by, turn.Clock);
        Note(turn.Journal, approval);
        if (decided)
        {
            turn.Journal.As(Decided);
            await announce.Say(new Decided(approval.SubjectKind, approval.SubjectId, approval.Id, by, turn.Now), turn.Db, turn.Stop);
        }
        else if (approval.Current is { } next)
            Succession.Settle(approval, await staff.Holders(turn, [next.Post]), turn.Clock);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    static async Task<Answer> AcceptRemand(Guid id, RemandInput input, Turn turn, Desktop desktop, IStaff staff, Announce announce)
    {
        var (approval, by) = await Take(id, turn, desktop, staff);
        approval.Remand(by, input.RemandReason, turn.Clock);
        Note(turn.Journal, approval);
        await announce.Say(new Remanded(approval.SubjectKind, approval.SubjectId, approval.Id, by, input.RemandReason.Trim(),
            turn.Now), turn.Db, turn.Stop);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    static async Task<Answer> AcceptDefer(Guid id, DeferInput input, Turn turn, Desktop desktop, IStaff staff)
    {
        var (approval, by) = await Take(id, turn, desktop, staff);
        approval.Defer(by, input.DeferReason, turn.Clock);
        Note(turn.Journal, approval);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    /// <summary>The proposal for this person to act on, as it was when they read it.</summary>
    static async Task<(Approval, OfficerFace)> Take(Guid id, Turn turn, Desktop desktop, IStaff staff)
    {
        if (turn.Actor.Account is not { } account) throw new NotHere();
        var approval = await Pile.Visible(turn.Db, turn.Actor).Take(id, turn.Stop);
        if (!turn.Saw(await desktop.Version(turn.Db, approval, turn.Stop)))
            throw new ChangedMeanwhile(What(approval, turn.Posted[Turn.Version].ToString()));
        var by = (await staff.Faces(turn, [account])).GetValueOrDefault(account) ?? throw new NotHere();
        if (approval.Current is { } step && approval.Waits(turn.Actor)) by = by with { Post = step.Post, PostTitle = step.PostTitle };
        return (approval, by);
    }

    static string What(Approval approval, string shown)
    {
        var seen = long.TryParse(shown.Split('.')[0], out var n) ? n : 0;
        var since = approval.Acts.Where(a => a.Number > seen).OrderBy(a => a.Number)
            .Select(a => $"{a.PostTitle} {a.OfficerName}：{a.Kind.Words()}").ToList();
        return since.Count > 0 ? string.Join("、", since) + "。" : "案件の内容が変わりました。";
    }

    static void Note(Journal journal, Approval approval) =>
        journal.About(approval.SubjectKind, approval.SubjectId).Fact("approval", approval.Id.ToString("N"))
            .Fact("act", approval.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
