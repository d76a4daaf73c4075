using FsCheck;
using FsCheck.Fluent;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Plan;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class MeasureTests
{
    /// <summary>Marks of every kind: several at once, of two parts, taking away, nothing.</summary>
    sealed class Rate : IMeasure
    {
        public string Code => "test.rate";
        public string Label => "電子の割合";
        public string Unit => "%";
        public string Explained => "";
        public IReadOnlyCollection<string> Reads => ["a", "b", "c"];
        public IEnumerable<Mark> Count(Happened entry) => entry.Code switch
        {
            "a" => [new("electronic", 1)],
            "b" => [new("paper", 2), new("electronic", entry.Facts.ContainsKey("undone") ? -1 : 0)],
            _ => [],
        };
        public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
            parts.Values.Sum() is 0 ? null : 100m * parts.GetValueOrDefault("electronic") / parts.Values.Sum();
    }

    static readonly DateTimeOffset Start = new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero);

    static readonly Gen<Happened> Entry =
        from code in Gen.Elements("a", "b", "c")
        from minutes in Gen.Choose(0, 60 * 24 * 400)
        from undone in Gen.Elements(true, false)
        select new Happened(code, Start.AddMinutes(minutes), ActorKind.Resident, "online", null, undone
            ? new Dictionary<string, string> { ["undone"] = "1" } : []);

    // Steps of two nodes: each reads some batches from where the cursor stands, and keeps them sooner or later, or never.
    static readonly Gen<(IReadOnlyList<Happened> Journal, IReadOnlyList<int> Borders,
        IReadOnlyList<(int Node, int Reads, bool Keeps)> Steps)> Stories =
        from journal in Entry.ListOf()
        from borders in Gen.Choose(1, 7).ListOf(200)
        from steps in (from node in Gen.Choose(0, 1) from reads in Gen.Choose(1, 4) from keeps in Gen.Elements(true, false) select (node,
            reads, keeps)).ListOf(60)
        select ((IReadOnlyList<Happened>)[.. journal], (IReadOnlyList<int>)[.. borders], (IReadOnlyList<(int, int, bool)>)[.. steps]);

    static Sums Count(IEnumerable<Happened> entries)
    {
        var sums = new Sums();
        foreach (var entry in entries) sums.Count(new Rate(), entry);
        return sums;
    }

    static List<List<Happened>> Batches(IReadOnlyList<Happened> journal, IReadOnlyList<int> borders)
    {
        var batches = new List<List<Happened>>();
        for (var (from, i) = (0, 0); from < journal.Count; from += borders[i++ % borders.Count])
            batches.Add([.. journal.Skip(from).Take(borders[i % borders.Count])]);
        return batches;
    }

    [Fact]
    public void どこで区切りどの順に集計しても数え直しと同じになる() => Prop.ForAll(Stories.ToArbitrary(), story =>
    {
        var batches = Batches(story.Journal, story.Borders);
        var (tallies, cursor) = (new Sums(), 0);
        var held = new (int After, int Until, Sums Sums)?[2];
        void Keep(int node)
        {
            if (held[node] is { } read && read.After == cursor)
            {
                tallies.Add(read.Sums);
                cursor = read.Until;
            }
            held[node] = null;
        }
        foreach (var (node, reads, keeps) in story.Steps)
        {
            var until = Math.Min(cursor + reads, batches.Count);
            held[node] ??= (cursor, until, Count(batches[cursor..until].SelectMany(b => b)));
            if (keeps) Keep(node);
        }
        for (; cursor < batches.Count; cursor++) tallies.Add(Count(batches[cursor]));
        return tallies.Against(Count(story.Journal.Reverse())).Count == 0
            && (story.Journal.All(e => e.Code == "c") || Count(story.Journal).Values.Count > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 同じところを二度足せば数え直しで見つかる() => Prop.ForAll(Entry.NonEmptyListOf().ToArbitrary(), journal =>
    {
        var (once, twice) = (Count(journal), Count(journal));
        twice.Add(once);
        return once.Values.All(v => v.Value == 0) || twice.Against(once).Count > 0;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-03-31T14:59:59Z", "2026-03"), InlineData("2026-03-31T15:00:00Z", "2026-04"),
        InlineData("2026-12-31T15:00:00Z", "2027-01")]
    public void 月は日本の時刻で分かれる(string at, string month) =>
        Assert.Equal(month, Month.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).ToString());

    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    static readonly Tally[] Tallies = [Of(202608, "electronic", 1), Of(202608, "paper", 3), Of(202610, "electronic", 4)];

    static Tally Of(int month, string part, long value) => new() { Measure = "test.rate", Month = month, Part = part, Value = value };
    static Reading Read(long batch, DateTimeOffset? failedAt = null) =>
        new()
        {
            Measure = "test.rate", LastBatch = batch, ReadAt = Now, FailedAt = failedAt, Failure = failedAt is null ? null
        : "IOException"
        };

    [Fact]
    public void 読まれていない計測には値がない()
    {
        foreach (var reading in new[] { null, Read(0), Read(0, Now) })
        {
            var found = Measurement.Of(new Rate(), reading, null, null, [], Now);
            Assert.Equal((Standing.Unread, null), (found.Standing, found.AsOf));
            Assert.Empty(found.Months);
            Assert.Null(found.Over(new(202604), new(202703)));
        }
    }

    [Fact]
    public void 月の値は初めの記録から数えたところまでで_何もない月の割合は零ではない()
    {
        var found = Measurement.Of(new Rate(), Read(5), Now.AddMinutes(-1), null, Tallies, Now);
        Assert.Equal(Standing.Current, found.Standing);
        Assert.Equal([("2026-08", 25m), ("2026-09", null), ("2026-10", 100m), ("2026-11", null)],
            found.Months.Select(m => (m.Month.ToString(), m.Value)));
        Assert.Equal(62.5m, found.Over(new(202604), new(202703)));
        Assert.Null(found.Over(new(202609), new(202609)));
        Assert.Null(found.Over(new(202704), new(202803)));
    }

    [Fact]
    public void 遅れているか失敗している計測は古いと示され_数えたところより先の月はない()
    {
        var asOf = Now.AddMonths(-1);
        Standing At(DateTimeOffset? failed, DateTimeOffset? unread) =>
            Measurement.Of(new Rate(), Read(5, failed), asOf, unread, Tallies, Now).Standing;
        Assert.Equal(Standing.Current, At(null, Now.AddMinutes(-30)));
        Assert.Equal(Standing.Stale, At(null, Now.AddMinutes(-31)));
        Assert.Equal(Standing.Stale, At(Now, Now));
        var late = Measurement.Of(new Rate(), Read(5, Now), asOf, asOf, Tallies, Now);
        Assert.Equal((asOf, "IOException", "2026-10"), (late.AsOf, late.Failure, late.Months[^1].Month.ToString()));
    }

    sealed class Broken : IMeasure
    {
        public string Code => "test.broken";
        public string Label => "";
        public string Unit => "件";
        public string Explained => "";
        public IReadOnlyCollection<string> Reads => [];
        public IEnumerable<Mark> Count(Happened entry) => [new(new string('x', 81), 1)];
        public decimal? Value(IReadOnlyDictionary<string, long> parts) => 1 / (parts.Values.Sum() - parts.Values.Sum());
    }

    [Fact]
    public void 値を出せない計測は古いと示され零にはならない()
    {
        var found = Measurement.Of(new Broken(), Read(5), Now, null, Tallies, Now);
        Assert.Equal((Standing.Stale, "DivideByZeroException"), (found.Standing, found.Failure));
        Assert.All(found.Months, m => Assert.Null(m.Value));
        Assert.Null(found.Over(new(202604), new(202703)));
    }

    [Fact]
    public void 長すぎる区分の名前は計測の失敗である() =>
        Assert.Throws<ArgumentException>(() => new Sums()
            .Count(new Broken(), new Happened("a", Now, ActorKind.Resident, "online", null, new Dictionary<string, string>())));
}
