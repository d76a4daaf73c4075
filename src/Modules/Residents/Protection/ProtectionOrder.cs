using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>On what ground somebody asked for protection (事務処理要領 第5の10). The kind alone; what happened to the person stands
/// nowhere.</summary>
public enum ProtectionReason
{
    [Label("配偶者などからの暴力")] Violence,
    [Label("ストーカー行為など")] Stalking,
    [Label("児童虐待など")] ChildAbuse,
    [Label("これらに準ずる行為")] Similar,
}

/// <summary>
/// 支援措置 (住民基本台帳事務処理要領 第5の10): while it stands, nobody learns the address without the power for it, and nothing is issued online.
/// It stands until an officer ends it: when its last day passes unnoticed, the shield stays (標準仕様書: 期間が過ぎても、抑止は自動では解除されない).
/// </summary>
public sealed class ProtectionOrder
{
    public required Guid Id { get; init; }
    public required Guid Person { get; init; }
    public required ProtectionReason Reason { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period, the extensions counted; then it is asked for anew.</summary>
    public DateOnly Until { get; private set; }
    public Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day on which it shields; null while nobody has ended it.</summary>
    public DateOnly? EndedOn { get; private set; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The person while nobody has ended it, null afterwards: a unique index on it allows one standing order per person.</summary>
    public Guid? Standing { get; private set; }
    public long Version { get; private set; } = 1;

    /// <summary>The version as a form posts it.</summary>
    public string Shown => Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The last day of one year from that day: 令和2年4月1日 - 令和3年3月31日. A year that begins on a leap day ends on the last day of
    /// February (民法143条2項).</summary>
    public static DateOnly YearFrom(DateOnly from) => from.AddYears(1) is var same && same.Day == from.Day ? same.AddDays(-1) : same;

    /// <summary>The day from which an extension may be asked for: one month before the last day.</summary>
    public DateOnly ExtendableFrom => Until.AddMonths(-1);

    /// <summary>Begins to shield a person.</summary>
    /// <param name="before">All orders that this person ever had.</param>
    /// <exception cref="Rule">the days do not fit, or another order of the person covers some of them.</exception>
    public static ProtectionOrder Begin(Guid person, ProtectionReason reason, DateOnly from, DateOnly until,
        IReadOnlyCollection<ProtectionOrder> before, DateOnly today, Guid? by, Guid id, DateTimeOffset at)
    {
        if (before.Any(o => o.EndedOn is null)) throw new Rule("", "この方の支援措置は、すでに記録されています。期間を延ばすときは、前の画面に戻って「延長する」を選んでください。");
        if (from > today) throw new Rule("from", "始まる日は、今日までの日にしてください。記録すると、すぐに住所が守られます。");
        if (before.Where(o => o.EndedOn >= from).Max(o => o.EndedOn) is { } last)
            throw new Rule("from", $"前の支援措置が{EraDate.Of(last)}まであり、期間が重なります。始まる日は、その次の日からにしてください。");
        Fits(from, until, today);
        return new() { Id = id, Person = person, Reason = reason, From = from, Until = until, By = by, At = at, Standing = person };
    }

    /// <summary>延長: another period of at most one year, counted from the day after the last one.</summary>
    /// <exception cref="Rule">it was ended, it is too early, or the day does not fit.</exception>
    public ProtectionExtension Extend(DateOnly until, DateOnly today, Guid by, Guid rowId, DateTimeOffset at)
    {
        StillStands();
        if (today < ExtendableFrom) throw new Rule("", $"延長は、期間が終わる1か月前（{EraDate.Of(ExtendableFrom)}）から記録できます。");
        var from = Until.AddDays(1);
        if (YearFrom(from) < today) throw new Rule("", "期間が終わってから1年を過ぎています。この支援措置を終わりにして、新しく記録してください。");
        Fits(from, until, today);
        (Until, Version) = (until, Version + 1);
        return new() { Id = rowId, Order = Id, From = from, Until = until, By = by, At = at };
    }

    /// <summary>終了: from the day after <paramref name="on"/> it shields nobody any more.</summary>
    /// <exception cref="Rule">it was ended before, or the day lies outside of its time.</exception>
    public void End(DateOnly on, DateOnly today, Guid by, DateTimeOffset at)
    {
        StillStands();
        if (on < From) throw new Rule("on", $"終わりにする日は、始まった日（{EraDate.Of(From)}）より前にはできません。");
        var latest = Until > today ? Until : today;
        if (on > latest) throw new Rule("on", $"終わりにする日は、{EraDate.Of(latest)}までの日にしてください。");
        (EndedOn, EndedBy, EndedAt, Standing, Version) = (on, by, at, null, Version + 1);
    }

    void StillStands()
    {
        if (EndedOn is { } on) throw new Rule("", $"この支援措置は、{EraDate.Of(on)}で終わりになっています。");
    }

    static void Fits(DateOnly from, DateOnly until, DateOnly today)
    {
        if (until < from) throw new Rule("until", $"期間の終わりの日は、{EraDate.Of(from)}より後の日にしてください。");
        if (until < today) throw new Rule("until", "期間の終わりの日は、今日から後の日にしてください。");
        if (until > YearFrom(from)) throw new Rule("until", $"1回の期間は1年までです。{EraDate.Of(YearFrom(from))}までの日にしてください。");
    }

    internal sealed class Map : IEntityTypeConfiguration<ProtectionOrder>
    {
        public void Configure(EntityTypeBuilder<ProtectionOrder> b)
        {
            b.ToTable("residents_protection_orders");
            b.Ignore(x => x.Shown);
            b.Ignore(x => x.ExtendableFrom);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.Person);
            b.HasIndex(x => x.Standing).IsUnique().Says("", "この方の支援措置は、すでに記録されています。前の画面に戻って、今の内容を確かめてください。");
        }
    }
}

/// <summary>延長: a further period of an order, with who recorded it and when.</summary>
public sealed class ProtectionExtension
{
    public required Guid Id { get; init; }
    public required Guid Order { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ProtectionExtension>
    {
        public void Configure(EntityTypeBuilder<ProtectionExtension> b)
        {
            b.ToTable("residents_protection_extensions");
            b.HasIndex(x => x.Order);
        }
    }
}

/// <summary>Which orders count on a day.</summary>
public static class Protection
{
    /// <summary>The orders that shield on that day.</summary>
    public static IQueryable<ProtectionOrder> On(this IQueryable<ProtectionOrder> orders, DateOnly day) =>
        orders.Where(o => o.From <= day && (o.EndedOn == null || o.EndedOn >= day));
}
