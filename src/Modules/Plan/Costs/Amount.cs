using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>予算額 (what may be spent in a fiscal year) or 決算額 (what was).</summary>
public enum AmountKind
{
    [Label("予算額")] Budget,
    [Label("決算額")] Settled,
}

/// <summary>費用: an amount of an initiative in one fiscal year, as somebody entered it from a source. A correction is the next revision;
/// the earlier ones stay.</summary>
public sealed class Amount
{
    public required Guid Id { get; init; }
    public required string Initiative { get; init; }

    /// <summary>Fiscal year by the western year in which it begins.</summary>
    public required int Year { get; init; }
    public required AmountKind Kind { get; init; }

    /// <summary>From 1, for the same year and kind.</summary>
    public required int Revision { get; init; }
    public required Yen Value { get; init; }
    public required string Source { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <exception cref="Rule">what was spent in a year that has not begun.</exception>
    public static Amount Make(Guid id, string initiative, int year, AmountKind kind, Yen value, string source, IEnumerable<Amount> before,
        Guid by, DateOnly today, DateTimeOffset at)
    {
        if (kind is AmountKind.Settled && new FiscalYear(year).First > today) throw new Rule("year", "まだ始まっていない年度の決算額は入れられません。");
        var revision = before.Where(a => a.Initiative == initiative && a.Year == year && a.Kind == kind).Select(a => a.Revision)
            .DefaultIfEmpty().Max() + 1;
        return new()
        {
            Id = id, Initiative = initiative, Year = year, Kind = kind, Revision = revision, Value = value,
            Source = source.Trim(), By = by, At = at
        };
    }

    /// <summary>The amounts that count: the newest of each initiative, year and kind.</summary>
    internal static IQueryable<Amount> Newest(CityDb db) =>
        db.Set<Amount>().AsNoTracking().Where(a => !db.Set<Amount>()
            .Any(n => n.Initiative == a.Initiative && n.Year == a.Year && n.Kind == a.Kind && n.Revision > a.Revision));

    internal sealed class Map : IEntityTypeConfiguration<Amount>
    {
        public void Configure(EntityTypeBuilder<Amount> b)
        {
            b.ToTable("plan_amounts");
            b.Property(x => x.Initiative).HasMaxLength(80);
            b.Property(x => x.Source).HasMaxLength(300);
            b.HasIndex(x => new { x.Initiative, x.Year, x.Kind, x.Revision }).IsUnique()
                .Says("", "ほかの人が、たった今、同じ年度の金額を入れました。画面を開き直して確かめてください。");
        }
    }
}

/// <summary>Amounts added up: one row per fiscal year, or per initiative. Null is not zero: nobody has entered anything.</summary>
public sealed record Sum(string Label, Yen? Budget, Yen? Settled)
{
    public string? Url { get; init; }

    public static Sum Of(string label, IEnumerable<Amount> amounts)
    {
        var all = amounts.ToList();
        Yen? Total(AmountKind kind) => all.Any(a => a.Kind == kind) ? Yen.Sum(all.Where(a => a.Kind == kind).Select(a => a.Value)) : null;
        return new(label, Total(AmountKind.Budget), Total(AmountKind.Settled));
    }

    public static string Words(Yen? amount) => amount?.ToString() ?? "入力なし";
}
