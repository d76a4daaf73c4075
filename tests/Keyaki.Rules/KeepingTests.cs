using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class 文書の保存と廃棄の規則
{
    static DateOnly Day(string day) => CityFile.Day(day) ?? throw new ArgumentException(day);

    static Hold Of(HoldKind kind, string? ended)
    {
        var hold = new Hold { Id = Guid.Empty, DocumentId = Guid.Empty, Kind = kind, Case = "例", By = Guid.Empty, At = default };
        if (ended is { } day) hold.End(Day(day), Guid.Empty);
        return hold;
    }

    static Document Made(string on, int? years, RetentionStart start)
    {
        var document = new Document
        {
            Id = Guid.Empty, Department = "somu", FiscalYear = 2026, Series = "somu", Run = "somu:2026", Serial = 1,
            Number = "1", Subject = "例", RecordClass = "c",
            ClassName = "c", ClassPath = "c", RetentionYears = years, Start = start, AtExpiry = AtExpiry.Destroy, CreatedOn = Day(on),
            SubjectKind = "test", SubjectId = Guid.Empty, Direction = Direction.Drafted, Disclosure = DisclosureClass.Open,
            RegisteredAt = default,
        };
        document.Count();
        return document;
    }

    [Theory]
    [InlineData("2027-03-31", 5, "2032-03-31")]
    [InlineData("2027-04-01", 5, "2033-03-31")]
    [InlineData("2028-02-29", 1, "2029-03-31")]
    [InlineData("2028-02-29", 30, "2058-03-31")]
    public void 完結から数える文書は_完結した年度の次の四月一日から(string completed, int years, string until)
    {
        var document = Made("2020-05-01", years, RetentionStart.Completed);
        Assert.Null(document.RetainedUntil);
        document.Complete(Day(completed));
        document.Complete(Day("2040-01-01")); // the first one stays
        Assert.Equal(Day(until), document.RetainedUntil);
    }

    [Fact]
    public void 作成から数える文書は完結を待たず_永年の文書には満了日がない()
    {
        Assert.Equal(Day("2026-03-31"), Made("2020-05-01", 5, RetentionStart.Made).RetainedUntil);
        var forever = Made("2020-05-01", null, RetentionStart.Made);
        forever.Complete(Day("2021-01-01"));
        Assert.Null(forever.RetainedUntil);
    }

    [Theory]
    [InlineData("2026-11-24", "2027-11-24")]
    [InlineData("2027-02-28", "2028-02-29")] // 翌日の3月1日から、応当日の前日の2月29日まで
    [InlineData("2028-02-28", "2029-02-28")] // 翌日の2月29日に応当する日がないので、月の末日まで
    [InlineData("2028-02-29", "2029-02-28")]
    [InlineData("2026-12-31", "2027-12-31")]
    public void 裁決や決定の翌日から一年は廃棄しない(string decided, string until)
    {
        Assert.Equal(Day(until), Of(HoldKind.Appeal, decided).Until);
        Assert.Equal(Day(until), Of(HoldKind.DisclosureRequest, decided).Until);
        Assert.Equal(Day(decided), Of(HoldKind.Audit, decided).Until);
    }

    [Fact]
    public void 理由が二つあれば遅いほうまで_終わっていなければ期限なし()
    {
        var own = Day("2027-03-31");
        var two = Kept.Of(own, [Of(HoldKind.Audit, "2027-06-30"), Of(HoldKind.DisclosureRequest, "2026-10-01")], []);
        Assert.Equal(Day("2027-10-01"), two.Until);
        Assert.Contains("開示請求", two.Why, StringComparison.Ordinal);
        Assert.False(two.IsOver(Day("2027-10-01")));
        Assert.True(two.IsOver(Day("2027-10-02")));
        Assert.Null(Kept.Of(own, [Of(HoldKind.Lawsuit, null), Of(HoldKind.Audit, "2030-01-01")], []).Until);
    }

    [Fact]
    public void もっと長く保存する文書が参照している文書は守られる()
    {
        Assert.Equal(Day("2040-03-31"), Kept.Of(Day("2027-03-31"), [], [Day("2025-03-31"), Day("2040-03-31")]).Until);
        Assert.Null(Kept.Of(Day("2027-03-31"), [], [null]).Until);
        Assert.Equal("保存年限", Kept.Of(Day("2027-03-31"), [], [Day("2026-03-31")]).Why);
    }

    [Fact]
    public void 延長は満了した日の次の日から数え_なくなった文書は延ばせない()
    {
        var document = Made("2020-05-01", 5, RetentionStart.Made);
        document.Complete(Day("2020-05-01"));
        document.Extend(3);
        Assert.Equal(Day("2029-03-31"), document.RetainedUntil);
        document.End(DocumentState.Destroyed, default);
        Assert.Throws<Rule>(() => document.Extend(1));
    }

    [Fact]
    public void 分類の措置と違うことをするには理由がいる()
    {
        var item = new DisposalItem { Id = Guid.Empty, ListId = Guid.Empty, DocumentId = Guid.Empty };
        item.Choose(Fate.Destroy, AtExpiry.Destroy, null, null, Guid.Empty);
        Assert.Throws<Rule>(() => item.Choose(Fate.Transfer, AtExpiry.Destroy, null, " ", Guid.Empty));
        Assert.Throws<Rule>(() => item.Choose(Fate.Destroy, AtExpiry.Transfer, null, null, Guid.Empty));
        Assert.Throws<Rule>(() => item.Choose(Fate.Extend, AtExpiry.Destroy, 31, "係争中", Guid.Empty));
        item.Choose(Fate.Extend, AtExpiry.Destroy, 30, "係争中", Guid.Empty);
        Assert.Equal(30, item.Years);
    }
}
