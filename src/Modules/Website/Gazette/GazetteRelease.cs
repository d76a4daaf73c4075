using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>校了 of a whole issue: one editor asks for it, another one has read it. It holds for these very words.</summary>
public sealed class GazetteRelease : TwoPersons
{
    public required Guid Issue { get; init; }

    /// <summary>The hash of all articles as they were when it was asked for.</summary>
    public required string Pin { get; init; }

    /// <summary>Why nobody waits for departments that have not passed.</summary>
    public required string? Why { get; init; }

    protected override string Own => "自分が申し出た校了は、ほかの編集の担当者が確かめます。";

    internal sealed class Map : IEntityTypeConfiguration<GazetteRelease>
    {
        public void Configure(EntityTypeBuilder<GazetteRelease> b)
        {
            b.ToTable("website_gazette_releases");
            b.Property(x => x.Pin).HasMaxLength(64);
            b.Property(x => x.Why).HasMaxLength(GazetteIssue.LongestWhy);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Issue);
        }
    }
}

/// <summary>The issue before the second editor.</summary>
sealed class CheckRelease : SecondPerson<GazetteRelease>
{
    public static readonly SecondWords Said = new("website gazette", "この号を校了にしますか", "校了にしない理由",
        "市報の校了が認められませんでした",
        "確認を待つ、市報の校了", "ほかの編集の担当者が、市報の校了を申し出ました。")
    { Then = "直してから、もう一度申し出てください。" };

    public override SecondWords Words => Said;
    public override Permission Who => WebsiteModule.Gazette;
    public override string Url(GazetteRelease act) => $"{GazettePaths.Releases}/{act.Id}";
    public override string Home(GazetteRelease act) => GazettePaths.Issue(act.Issue);

    public override async Task<SecondFace> Face(GazetteRelease act, Look look)
    {
        var (plan, issue) = (GazetteDesk.Plan(look), await look.Find<GazetteIssue>(i => i.Id == act.Issue));
        var articles = await GazetteDesk.Articles(look, issue.Id);
        return new("市報の校了を確かめる", [new("市報", ListGazette.Url), new(plan.NameOf(issue), GazettePaths.Issue(issue.Id))],
        [
            ("号", Written.Link(ShowProof.Url(issue.Id), plan.NameOf(issue))), ("発行日", Written.Of(issue.Day)),
            ("記事", Written.Text($"{articles.Count}件、合わせて{articles.Sum(a => a.Length):#,0}字")),
            ("校了していない課を待たない理由", Written.Lines(act.Why ?? "（すべての課が校了しています）")),
        ])
        { Note = "認めると、記事は変えられなくなり、印刷所に渡すものができます。" };
    }

    public override async Task<string> InWords(GazetteRelease act, Look look) =>
        GazetteDesk.Plan(look).NameOf(await look.Find<GazetteIssue>(i => i.Id == act.Issue));

    public override Task Note(GazetteRelease act, Look look) => Task.FromResult(look.Journal.About(GazetteIssue.Subject, act.Issue));

    public override async Task<string> CarryOut(GazetteRelease act, Turn turn)
    {
        var issue = await turn.Take<GazetteIssue>(i => i.Id == act.Issue);
        if (GazetteArticle.PinOf(await GazetteDesk.Articles(turn, issue.Id)) != act.Pin)
            throw new Rule("", "申し出のあとで記事が変わりました。申し出た人が取り下げて、もう一度申し出てください。");
        await GazetteDesk.GoOn(turn, issue, GazetteState.Ready, act.Why, act.By ?? turn.Me);
        return Home(act);
    }
}
