using FsCheck;
using FsCheck.Fluent;
using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>見た内容の印: the hash over all that a decider was shown.</summary>
public sealed class 見た内容の印
{
    static readonly TestClock Clock = new(TestClock.StoryDay);
    static readonly OfficerFace Drafter = new(new Guid(1, 0, 0, new byte[8]), "鈴木 亮", "kankyo-shuji", "主事", "kankyo", "環境課");

    static readonly CasePaper Paper = new("件名", "伺い文", [new("表紙", [new("根拠", "要綱"), new("本文", "# 見出し")]), new("宛先", [])],
        [new("図面.pdf", "/f/1", "application/pdf", 100) { Sha256 = "a1" }], [], new("前の起案", "/d/1"))
    { Draft = new("本文をPDFで見る", "/d/2"), Keeping = "3年", IssuedOn = new(2026, 11, 24) };

    static Approval Proposed() => Approval.Propose(new("draft", Guid.Empty, "件名", new("permission", "kankyo"), Drafter.Account, "/"),
        new("課長専決", "別表", []), Drafter, [(new(StepKind.Decide, "kankyo-kacho"), new("kankyo-kacho", "課長", "kankyo", 4), null)], 1, Clock);

    static CasePaper Row(CasePaper p, Func<CaseRow, CaseRow> change) =>
        p with { Sections = [p.Sections[0] with { Rows = [change(p.Sections[0].Rows[0]), p.Sections[0].Rows[1]] }, p.Sections[1]] };
    static CasePaper File(CasePaper p, Func<CaseFile, CaseFile> change) => p with { Files = [change(p.Files[0])] };

    /// <summary>Each part of a paper, changed by a text that is not there.</summary>
    static readonly (string Part, Func<CasePaper, string, CasePaper> Change)[] Parts =
    [
        ("CasePaper.Title", (p, t) => p with { Title = p.Title + t }),
        ("CasePaper.Proposal", (p, t) => p with { Proposal = t + p.Proposal }),
        ("CasePaper.Sections", (p, _) => p with { Sections = [p.Sections[1], p.Sections[0]] }),
        ("CasePaper.Files", (p, _) => p with { Files = [] }),
        ("CasePaper.Preceding", (p, _) => p with { Preceding = null }),
        ("CasePaper.Draft", (p, _) => p with { Draft = null }),
        ("CasePaper.IssuedOn", (p, _) => p with { IssuedOn = null }),
        ("CasePaper.Keeping", (p, t) => p with { Keeping = t + p.Keeping }),
        ("CaseSection.Title", (p, t) => p with { Sections = [p.Sections[0], p.Sections[1] with { Title = t + "宛先" }] }),
        ("CaseSection.Rows", (p, t) => p with { Sections = [p.Sections[0], p.Sections[1] with { Rows = [new(t, t)] }] }),
        ("CaseRow.Label", (p, t) => Row(p, r => r with { Label = r.Label + t })),
        ("CaseRow.Text", (p, t) => Row(p, r => r with { Text = r.Text + t })),
        ("CaseRow.Marked", (p, _) => Row(p, r => r with { Marked = !r.Marked })),
        ("CaseFile.Name", (p, t) => File(p, f => f with { Name = f.Name + t })),
        ("CaseFile.Url", (p, t) => File(p, f => f with { Url = f.Url + t })),
        ("CaseFile.Type", (p, t) => File(p, f => f with { Type = f.Type + t })),
        ("CaseFile.Size", (p, t) => File(p, f => f with { Size = f.Size + t.Length })),
        ("CaseFile.Sha256", (p, t) => File(p, f => f with { Sha256 = f.Sha256 + t })),
        ("CaseLink.Label", (p, t) => p with { Preceding = new("前の起案" + t, "/d/1") }),
        ("CaseLink.Url", (p, t) => p with { Draft = new("本文をPDFで見る", "/d/2" + t) }),
    ];

    static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => s.Get);

    [Fact]
    public void 見せた部分のどれか一つでも変わると印が変わり_変わらなければ同じ() => Prop.ForAll(Gen.Zip(Text, Gen.Elements(Parts)).ToArbitrary(), drawn =>
    {
        var (text, (_, change)) = drawn;
        var approval = Proposed();
        var seal = Desktop.Seal(approval, Paper);
        return seal == Desktop.Seal(approval, Paper with { Title = Paper.Title }) && seal != Desktop.Seal(approval, change(Paper, text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 印に入る部分に漏れがない()
    {
        // Whose data it is stands in the journal, the stored file is told by its hash, and how a link opens is no part of what is read.
        string[] elsewhere = ["CasePaper.Persons", "CaseFile.File", "CaseLink.Subject", "CaseLink.Asked"];
        var all = new[] { typeof(CasePaper), typeof(CaseSection), typeof(CaseRow), typeof(CaseFile), typeof(CaseLink) }
            .SelectMany(t => t.GetProperties().Select(p => $"{t.Name}.{p.Name}")).Except(elsewhere);
        Assert.Equal(all.Order(StringComparer.Ordinal), Parts.Select(p => p.Part).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(nameof(Approval.Title), "別の件名")]
    [InlineData(nameof(Approval.DecisionClass), "部長専決")]
    [InlineData(nameof(Approval.Article), null)]
    [InlineData(nameof(Approval.MatterAct), "contract")]
    [InlineData(nameof(Approval.Flags), "重要")]
    [InlineData(nameof(Approval.WithPaper), true)]
    [InlineData(nameof(Approval.DrafterName), "別の人")]
    [InlineData(nameof(Approval.DrafterPost), "係長")]
    [InlineData(nameof(Approval.Department), "dx")]
    public void 表紙と決裁区分が変わると印が変わる(string part, object? other)
    {
        var approval = Proposed();
        var seal = Desktop.Seal(approval, Paper);
        typeof(Approval).GetProperty(part)?.SetValue(approval, other);
        Assert.NotEqual(seal, Desktop.Seal(approval, Paper));
    }
}
