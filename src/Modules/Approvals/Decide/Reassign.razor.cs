using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁の担当を変更する: for a vacant post, or one whose holder cannot act.</summary>
public sealed partial class Reassign
{
    static readonly Deed Reassigned = new("approvals.reassign", "決裁の担当を変更した", "きめる 人を かえた", "changed who decides");

    public sealed record Page(Guid Id, string Title, string Step, string Version, bool Nobody, Form Form);

    public static string Url(Guid id) => $"{Links.Decide(id)}/reassign";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/decisions/{id:guid}/reassign", ApprovalsModule.Reassign, Reassigned, Build, Ask, Accept);

    // Posts of the step's department and above it whose holder can decide today; never the drafter, nor whoever reassigns.
    static async Task<Form> Build(Guid id, Look look, IStaff staff)
    {
        var (approval, step) = await Open(id, look);
        var deciders = (await staff.Holding(look, ApprovalsModule.Decide.Code)).Select(o => o.Account).ToHashSet();
        var options = new List<Option>();
        foreach (var post in look.City.PostsKnown(look.Today).Where(p => p.Department is null || step.Department is null
            || p.Department == step.Department)
            .OrderByDescending(p => p.Rank))
            if (await staff.Holder(look, post.Code) is { } holder && deciders.Contains(holder.Account)
                && holder.Account != approval.Drafter && holder.Account != look.Actor.Account
                && !(holder.Account == step.Holder && post.Code == step.Post))
                options.Add(new(post.Code, $"{post.Title}　{holder.Name}"));
        return new Form(
        [
            new Question("post", new ChoiceKind(), "新しい担当") { Options = options },
            new Question("reason", new LongTextKind(), "変更の理由") { Hint = "案件の経過に残ります。", MaxLength = Approval.LongestReason },
        ]);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var (approval, step) = await Open(id, look);
        return Show(new(id, approval.Title, $"{step.PostTitle} {step.HolderName}（{step.State.Words()}）", VersionOf(approval),
            form.Questions.First().Options.Count == 0, form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, IMessages messages)
    {
        var (approval, step) = await Open(id, turn);
        if (!turn.Saw(VersionOf(approval))) throw new ChangedMeanwhile($"今は「{step.PostTitle}」の順番です。");
        var post = form["post"];
        var to = await staff.Holder(turn, post) ?? throw new Rule("post", "その職は空席になりました。別の職を選んでください。");
        var by = turn.Actor.Account is { } account ? (await staff.Faces(turn, [account]))
            .GetValueOrDefault(account) ?? throw new NotHere()
            : throw new NotHere();
        approval.Reassign(to with { Post = post, PostTitle = staff.PostTitle(post, turn.Today) }, by, form["reason"], turn.Clock);
        await messages.Send(turn.Db, new Message($"approvals.reassigned.{id:N}.{approval.Version}", to.Account, null, "決裁の担当になりました",
            $"「{approval.Title}」\n\n理由：{form["reason"].Trim()}", Links.Decide(id)), turn.Stop);
        turn.Journal.About(approval.SubjectKind, approval.SubjectId).Fact("approval", id.ToString("N")).Fact("post", post);
        return Answer.See($"{Pile.Url}?after={id}");
    }

    static async Task<(Approval, Step)> Open(Guid id, Look look)
    {
        var approval = await Pile.Visible(look.Db, look.Actor).Take(id, look.Stop);
        return (approval, approval.Current ?? throw new NotHere());
    }

    static string VersionOf(Approval approval) => approval.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
