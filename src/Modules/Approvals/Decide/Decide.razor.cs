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

    static async Task<IResult> Read(Guid id, Actor actor, CityDb db, CityProfile city, Desktop desktop, IStaff staff, Journal journal,
        CancellationToken ct) =>
        await OwnAct.Of(id, actor, db, city, ct) ?? Show(await Put(id, actor, db, city, desktop, staff, journal, ct));

    static async Task<IResult> AskApprove(Guid id, Form form, Actor actor, CityDb db, CityProfile city, Desktop desktop, IStaff staff,
        Journal journal, CancellationToken ct) => Show(await Put(id, actor, db, city, desktop, staff, journal, ct) with { Approve = form });
    static async Task<IResult> AskRemand(Guid id, Form form, Actor actor, CityDb db, CityProfile city, Desktop desktop, IStaff staff,
        Journal journal, CancellationToken ct) =>
        Show(await Put(id, actor, db, city, desktop, staff, journal, ct) with { Remand = form, Open = "remand" });
    static async Task<IResult> AskDefer(Guid id, Form form, Actor actor, CityDb db, CityProfile city, Desktop desktop, IStaff staff,
        Journal journal, CancellationToken ct) =>
        Show(await Put(id, actor, db, city, desktop, staff, journal, ct) with { Defer = form, Open = "defer" });

    static async Task<Page> Put(Guid id, Actor actor, CityDb db, CityProfile city, Desktop desktop, IStaff staff, Journal journal,
        CancellationToken ct)
    {
        if (actor.Account is not { } account) throw new NotHere();
        var approval = await Pile.Visible(db, actor, city).Take(id, ct);
        var waiting = await Pile.Waiting(db, actor).OrderBy(a => a.ProposedAt).ThenBy(a => a.Id).Select(a => a.Id).Take(500)
            .ToListAsync(ct);
        var at = waiting.IndexOf(id);
        var paper = await desktop.Paper(db, approval, actor, ct);
        Marks? marks = null;
        DateTimeOffset? since = null;
        if (paper is not null)
        {
            journal.About(approval.SubjectKind, approval.SubjectId, [.. paper.Persons.Select(p => (Guid?)p)])
                .Fact("approval", id.ToString("N")).For("decision");
            (marks, since) = await desktop.Mark(db, approval, paper, account, ct);
        }
        var can = actor.Can(ApprovalsModule.Decide) && approval.Waits(actor);
        return new(approval, paper, marks, since, await desktop.Version(db, approval, ct), can, can ? ""
            : WhyNot(approval, actor, approval.Current is { } now && (await staff.Holders(db, [now.Post], ct))
            .All(h => h.Account == approval.Drafter)), actor.Can(ApprovalsModule.Reassign) && approval.Current is not null,
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

    internal static async Task<Answer> AcceptApprove(Guid id, IFormCollection posted, Actor actor, CityDb db, CityProfile city,
        Desktop desktop, IStaff staff, Announce announce, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var (approval, by) = await Take(id, posted, actor, db, city, desktop, staff, ct);
        var decided = approval.Approve(by, clock);
        Note(journal, approval);
        if (decided)
        {
            journal.As(Decided);
            await announce.Say(new Decided(approval.SubjectKind, approval.SubjectId, approval.Id, by, clock.GetUtcNow()), db, ct);
        }
        else if (approval.Current is { } next) Succession.Settle(approval, await staff.Holders(db, [next.Post], ct), clock);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    static async Task<Answer> AcceptRemand(Guid id, RemandInput input, IFormCollection posted, Actor actor, CityDb db, CityProfile city,
        Desktop desktop, IStaff staff, Announce announce, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var (approval, by) = await Take(id, posted, actor, db, city, desktop, staff, ct);
        approval.Remand(by, input.RemandReason, clock);
        Note(journal, approval);
        await announce.Say(new Remanded(approval.SubjectKind, approval.SubjectId, approval.Id, by, input.RemandReason.Trim(),
            clock.GetUtcNow()), db, ct);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    static async Task<Answer> AcceptDefer(Guid id, DeferInput input, IFormCollection posted, Actor actor, CityDb db, CityProfile city,
        Desktop desktop, IStaff staff, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var (approval, by) = await Take(id, posted, actor, db, city, desktop, staff, ct);
        approval.Defer(by, input.DeferReason, clock);
        Note(journal, approval);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    /// <summary>The proposal for this person to act on, as it was when they read it.</summary>
    static async Task<(Approval, OfficerFace)> Take(Guid id, IFormCollection posted, Actor actor, CityDb db, CityProfile city,
        Desktop desktop, IStaff staff, CancellationToken ct)
    {
        if (actor.Account is not { } account) throw new NotHere();
        var approval = await Pile.Visible(db, actor, city).Take(id, ct);
        if (posted["_version"].ToString() != await desktop.Version(db, approval, ct))
            throw new ChangedMeanwhile(What(approval, posted["_version"].ToString()));
        var by = (await staff.Faces(db, [account], ct)).GetValueOrDefault(account) ?? throw new NotHere();
        if (approval.Current is { } step && approval.Waits(actor)) by = by with { Post = step.Post, PostTitle = step.PostTitle };
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
