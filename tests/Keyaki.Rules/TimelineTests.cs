using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kits;

namespace Keyaki.Tests.Rules;

/// <summary>Histories of any register: what held on a day, what was known at a moment, and what undoing gives back.</summary>
public sealed class TimelineTests
{
    sealed class Said : SubjectVersion
    {
        public string Words { get; init; } = "";
    }

    static readonly DateOnly First = new(2026, 4, 1);
    static readonly DateTimeOffset Begin = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Guid Subject = Guid.Parse("0198c0de-0000-7000-8000-000000000001");

    /// <summary>What is done to a history: 0 says something new from a day on, 1 corrects the last of a line, 2 undoes it.</summary>
    static readonly Gen<(int Does, int Which, int Day)[]> Walks =
        (from does in Gen.Choose(0, 2) from which in Gen.Choose(0, 20) from day in Gen.Choose(0, 12) select (does, which, day)).ArrayOf();

    static Said Version(List<Said> all, DateOnly from, string words, Said? instead, bool nothing = false) => new()
    {
        Subject = Subject, Number = all.Count + 1, ValidFrom = from, RecordedAt = Begin.AddMinutes(all.Count), Reason = "", Words = words,
        Replaces = instead?.Number, Line = instead?.Line ?? all.Count + 1, Void = nothing,
    };

    static Said Undo(List<Said> all, Said version) => all.Before(version) is { } before
        ? Version(all, before.ValidFrom, before.Words, version) : Version(all, version.ValidFrom, "", version, nothing: true);

    static List<Said> Walk((int Does, int Which, int Day)[] steps)
    {
        var all = new List<Said> { Version([], First, "1", null) };
        foreach (var (does, which, day) in steps)
        {
            var lasts = all.Where(v => all.IsLast(v) && (v.Number > 1 || v.Void)).ToList();
            var words = $"{all.Count + 1}";
            all.Add(does == 0 || lasts.Count == 0 ? Version(all, First.AddDays(day), words, null)
                : lasts[which % lasts.Count] is var last && does == 1 ? Version(all, First.AddDays(day), words, last) : Undo(all, last));
        }
        return all;
    }

    static IEnumerable<string?> Everyday(List<Said> all, DateTimeOffset known) =>
        Enumerable.Range(-1, 15).Select(d => all.AsOf(First.AddDays(d), known)?.Words);

    [Fact]
    public void どの時点の知識でも_版の期間は重ならず_すき間なく続く() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var all = Walk(steps);
            return Enumerable.Range(0, all.Count).All(n =>
            {
                var spans = all.Spans(Begin.AddMinutes(n));
                return spans.Zip(spans.Skip(1)).All(p => p.First.To == p.Second.From.AddDays(-1) && p.First.From < p.Second.From)
                    && (spans.Count == 0 || spans[^1].To is null);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void 取り消すと_どの日についても前の答えに戻り_取消しを取り消すと元に戻る() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var all = Walk(steps);
            var last = all[^1];
            if (last.Number == 1 || !all.IsLast(last)) return true;
            var (before, with) = (Everyday(all, Begin.AddMinutes(all.Count - 2)).ToList(), Everyday(all, DateTimeOffset.MaxValue).ToList());
            all.Add(Undo(all, last));
            var undone = Everyday(all, DateTimeOffset.MaxValue).ToList();
            all.Add(Undo(all, all[^1]));
            return undone.SequenceEqual(before) && Everyday(all, DateTimeOffset.MaxValue).SequenceEqual(with);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void あとから書いたことは_前に知っていたことの答えを変えない() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var all = Walk(steps);
            return Enumerable.Range(1, all.Count).All(n => Everyday(all.Take(n).ToList(), DateTimeOffset.MaxValue)
                .SequenceEqual(Everyday(all, Begin.AddMinutes(n - 1))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void データベースへの問いは_手もとの答えと同じになる() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var all = Walk(steps);
            return Enumerable.Range(-1, 15).All(d => all.AsQueryable().AsOf(First.AddDays(d), Begin.AddMinutes(all.Count / 2)).Select(v =>
                v.Words)
                .SequenceEqual(all.AsOf(First.AddDays(d), Begin.AddMinutes(all.Count / 2)) is { } one ? [one.Words] : []));
        }).QuickCheckThrowOnFailure();
}
