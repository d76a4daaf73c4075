using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Approvals;

/// <summary>What is done to a proposal with words beside 承認, 差戻し and 保留: each a page with its own address.</summary>
public sealed partial class Say
{
    public sealed record Act(string Code, string Title, string Submit, string Explained, Deed Deed, bool Danger = false);

    internal static readonly Act Opine = new("opine", "意見・条件を付けて承認", "承認する", "意見と条件は、承認とともに記録に残ります。",
            new("approvals.opine", "意見を付けて案件を承認した", "いけんを つけて よいと した", "approved the case with an opinion")),
        Disagree = new("disagree", "合議に不同意と答える", "不同意と答える", "案件は先へ進み、課の上の職が決裁します。",
            new("approvals.disagree", "合議に不同意と答えた", "よくないと こたえた", "did not agree to the case")),
        Return = new("return", "前の職へ差し戻す", "差し戻す", "選んだ職から、もう一度順に回ります。",
            new("approvals.return", "案件を前の職へ差し戻した", "前の 人に もどした", "sent the case back to an earlier post")),
        Reject = new("reject", "否決する", "否決する", "この案件は、決裁されずに終わります。",
            new("approvals.reject", "案件を否決した", "だめだと きめた", "rejected the case"), Danger: true),
        Drop = new("drop", "取り下げる", "取り下げる", "起案した人が、決裁の前に終わりにします。",
            new("approvals.drop", "案件を取り下げた", "とりさげた", "withdrew the case"), Danger: true),
        Abandon = new("abandon", "廃案にする", "廃案にする", "この案件は、もうだれも決裁しません。",
            new("approvals.abandon", "案件を廃案にした", "やめることに した", "gave the case up"), Danger: true),
        View = new("view", "後閲する", "後閲を記録する", "代決・引上げで決まったことを確かめます。決裁は変わりません。",
            new("approvals.view", "案件を後閲した", "あとから 見た", "saw the case afterwards"));

    static readonly Act[] All = [Opine, Disagree, Return, Reject, Drop, Abandon, View];

    public sealed record Page(Guid Id, string Title, Act Act, Form Form, string Version, string? WhyNot);

    public static string Url(Guid id, Act act) => $"{Links.Decide(id)}/{act.Code}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        foreach (var act in All)
            app.MapForm($"/office/decisions/{{id:guid}}/{act.Code}", Permission.Officer, act.Deed,
                (Guid id, Look look, Hands hands) => Build(act, id, look, hands),
                (Guid id, Form form, Look look, Desktop desktop, Hands hands) => Ask(act, id, form, look, desktop, hands),
                (Guid id, Form form, Turn turn, Office office) => Do(act, id, form, turn, office));
    }

    static async Task<Form> Build(Act act, Guid id, Look look, Hands hands)
    {
        var reason = new Question("reason", new LongTextKind(), "理由") { Hint = "案件の経過に残ります。", MaxLength = Approval.LongestReason };
        if (act == Opine)
            return new([
                new Question("as", new ChoiceKind(), "付けるもの") { Options = [new("opinion", "意見"), new("condition", "条件")] },
                new Question("reason", new LongTextKind(), "意見・条件") { MaxLength = Approval.LongestReason }]);
        if (act == View)
            return new([new Question("concern", new LongTextKind(), "気付いたこと")
                { Required = false, Hint = "なければ、空のままにしてください。", MaxLength = Approval.LongestReason }]);
        if (act != Return) return new([reason]);
        var approval = await Pile.Visible(look.Db, look.Actor, await hands.Standing(look)).Take(id, look.Stop);
        var step = await hands.Of(look, approval) is { } hand ? approval.StepFor(hand) : null;
        return new([new Question("to", new ChoiceKind(), "差戻し先") { Options = [.. step is null ? [] : approval.ReturnsTo(step)
            .Select(s => new Option($"{s.Number}", $"{s.PostTitle}　{s.HolderName}"))] }, reason]);
    }

    static async Task<IResult> Ask(Act act, Guid id, Form form, Look look, Desktop desktop, Hands hands)
    {
        var approval = await Pile.Visible(look.Db, look.Actor, await hands.Standing(look)).Take(id, look.Stop);
        var hand = await hands.Of(look, approval);
        return Show(new(id, approval.Title, act, form, await desktop.Version(look.Db, approval, hand, look.Stop),
            WhyNot(act, approval, hand, look)));
    }

    /// <summary>Why this cannot be done now; null where it can.</summary>
    internal static string? WhyNot(Act act, Approval approval, Hand? hand, Look look)
    {
        var step = hand is null ? null : approval.StepFor(hand);
        var me = look.Actor.Account;
        if (act == Drop) return approval.State is ApprovalState.InReview && approval.Drafter == me ? null : "取り下げられるのは、決裁中の案件を起案した人です。";
        if (act == Abandon)
            return approval.CanAbandon && (approval.Drafter == me || look.Actor.Can(ApprovalsModule.Reassign)) ? null : "この案件は、廃案にできません。";
        if (act == View) return Owed(approval, look.Actor) is not null ? null : "あなたが後閲する案件ではありません。";
        if (step is null) return "今は、あなたの順番ではありません。";
        if (act == Disagree && step.Kind is not StepKind.Concur) return "不同意と答えられるのは、合議を求められた職です。";
        if (act == Return && approval.ReturnsTo(step).Count == 0) return "まだだれも承認していないので、差し戻せる職がありません。";
        return act == Reject && step != approval.Deciding ? $"否決できるのは「{approval.Deciding.PostTitle}」です。" : null;
    }

    /// <summary>What this person may do besides approving, sending back and putting off.</summary>
    internal static IReadOnlyList<Act> For(Approval approval, Hand? hand, Look look) =>
        [.. All.Where(act => WhyNot(act, approval, hand, look) is null)];

    internal static LaterView? Owed(Approval approval, Actor actor) =>
        approval.Views.Find(v => v.At is null && (actor.Posts.Contains(v.Post) || actor.Post == v.Post));

    internal static async Task<Answer> Do(Act act, Guid id, Form form, Turn turn, Office office)
    {
        var (desktop, hands, staff, announce) = office;
        if (act == Drop || act == Abandon || act == View) return await Beside(act, id, form, turn, office);
        var (approval, hand) = await Decide.Take(id, turn, desktop, hands);
        if (WhyNot(act, approval, hand, turn) is { } why) throw new Rule("", why);
        var (clock, reason) = (turn.Clock, form["reason"]);
        if (act == Opine && !await hands.Proven(turn, approval, hand)) return Decide.ProveFirst(turn, id);
        if (act == Opine) return await Decide.Approve(approval, hand, turn, staff, announce, reason, form["as"] == "condition");
        if (act == Disagree) approval.Disagree(hand, reason, clock);
        else if (act == Return) approval.Return(hand, int.Parse(form["to"], CultureInfo.InvariantCulture), reason, clock);
        else approval.Reject(hand, reason, clock);
        Decide.Note(turn.Journal, approval);
        await Succession.Settle(approval, staff, turn);
        if (act == Reject) await announce.Say(Of(approval, hand.Face, reason, turn.Now), turn.Db, turn.Stop);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    /// <summary>What is nobody's turn: 取下げ, 廃案, 後閲.</summary>
    static async Task<Answer> Beside(Act act, Guid id, Form form, Turn turn, Office office)
    {
        var (_, hands, staff, announce) = office;
        var approval = await Pile.Visible(turn.Db, turn.Actor, await hands.Standing(turn)).Take(id, turn.Stop);
        if (WhyNot(act, approval, null, turn) is { } why) throw new Rule("", why);
        var me = (await staff.Faces(turn, [turn.Me])).GetValueOrDefault(turn.Me) ?? throw new NotHere();
        if (act == View && Owed(approval, turn.Actor) is { } owed)
            approval.View(owed, me with { Post = owed.Post, PostTitle = owed.PostTitle }, form["concern"], turn.Clock);
        else
        {
            var open = approval.State is ApprovalState.InReview;
            if (act == Drop) approval.Drop(me, form["reason"], turn.Clock);
            else approval.Abandon(me, form["reason"], turn.Clock);
            if (open) await announce.Say(Of(approval, me, form["reason"], turn.Now), turn.Db, turn.Stop);
        }
        Decide.Note(turn.Journal, approval);
        return Answer.See(Links.Decide(id));
    }

    internal static Ended Of(Approval approval, OfficerFace by, string reason, DateTimeOffset now) =>
        new(approval.SubjectKind, approval.SubjectId, approval.Id, approval.State, by, reason.Trim(), now);
}

/// <summary>What every act of a decider needs beside its turn.</summary>
sealed record Office(Desktop Desktop, Hands Hands, IStaff Staff, Announce Announce);
