using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>What one item came to in the days of a closing, in yen; owed and overpaid are of its end. Without an item it is money that
/// nobody knew.</summary>
public sealed record DayLine(string? Item, long Determined, long Collected, long PaidBack, long Owed, long Overpaid);

/// <summary>日計の締め: up to a day the books are fixed. From when the first person has closed it nothing is posted with such a day any
/// more; what comes later stands on the next day (docs/decisions/0059). It counts once a second person has signed.</summary>
public sealed class DayClosing : TwoPersons
{
    /// <summary>The first day since the closing before; null where there was none.</summary>
    public required DateOnly? From { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>The sums as they were, as JSON.</summary>
    public required string Figures { get; init; }

    /// <summary>How many postings stand on these days.</summary>
    public required int Postings { get; init; }

    public IReadOnlyList<DayLine> Lines => JsonSerializer.Deserialize<List<DayLine>>(Figures) ?? [];

    protected override string Own => "自分が締めた日計は、ほかの人が確認します。";

    /// <exception cref="Rule">the day is not over, or closed already.</exception>
    public static DayClosing Of(Guid id, DateOnly? closed, DateOnly day, IReadOnlyList<DayLine> lines, int postings, Guid by,
        TimeProvider clock)
    {
        if (day >= clock.Today()) throw new Rule("day", "締められるのは、きのうまでの日です。");
        if (day <= closed) throw new Rule("day", $"{EraDate.Of(closed.Value)}までは、もう締めてあります。その後の日を選んでください。");
        return new()
        {
            Id = id, By = by, At = clock.GetUtcNow(), From = closed?.AddDays(1), Day = day, Figures = JsonSerializer.Serialize(lines),
            Postings = postings,
        };
    }

    internal sealed class Map : IEntityTypeConfiguration<DayClosing>
    {
        public void Configure(EntityTypeBuilder<DayClosing> b)
        {
            b.ToTable("payments_day_closings");
            b.Ignore(x => x.Lines);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Day).IsUnique().HasFilter("\"Agreed\" IS NOT FALSE").Says("day", "この日は、もう締めてあります。");
        }
    }
}

static class ClosedDays
{
    extension(CityDb db)
    {
        /// <summary>The last day of which the books are fixed; null where none is. A closing that waits for its second person
        /// counts.</summary>
        public Task<DateOnly?> ClosedUntil(CancellationToken ct) =>
            db.Set<DayClosing>().Where(d => d.Agreed != false).MaxAsync(d => (DateOnly?)d.Day, ct);
    }
}

/// <summary>Whatever posts, and with whatever day: it never gets into books that are closed.</summary>
sealed class KeepClosed : IBeforeSaving
{
    public async Task Saving(CityDb db, CancellationToken ct)
    {
        var fresh = db.Appending.OfType<Posted>().ToList();
        if (fresh.Count == 0 || await db.ClosedUntil(ct) is not { } closed) return;
        foreach (var posted in fresh) posted.Move(closed.AddDays(1));
    }
}

/// <summary>The second person signs the sums of the days.</summary>
sealed class CheckDays : SecondPerson<DayClosing>
{
    public static readonly SecondWords Said = new("payments day-closing", "この日計の締めに署名しますか", "署名しない理由",
        "日計の締めに署名されませんでした", "署名を待っている日計の締め", "ほかの職員が締めた日計です。合計を見て、確かめてください。")
    { Then = "確かめてから、もう一度締めてください。", TakeBack = "締めを取り消す" };

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanCloseDays;
    public static string UrlOf(DayClosing closing) => $"{CloseDays.Url}/{closing.Id}/check";
    public static string BackOf(DayClosing closing) => $"{CloseDays.Url}/{closing.Id}/take-back";
    public override string Url(DayClosing closing) => UrlOf(closing);
    public override string Home(DayClosing closing) => CloseDays.Url;
    public override string TakeBack(DayClosing closing) => BackOf(closing);

    public override Task<SecondFace> Face(DayClosing closing, Look look) => Task.FromResult(new SecondFace("日計の締めを確かめる",
        [new("債権と収納", FindDebtor.Url), new("日計の締め", CloseDays.Url)],
        [
            ("締める日", Written.Text(InDays(closing))), ("記帳", Written.Text($"{closing.Postings:#,0}件")),
            ("収納額", Written.Strong($"{Yen.Sum(closing.Lines.Select(l => new Yen(l.Collected)))}")),
            ("還付", Written.Text($"{Yen.Sum(closing.Lines.Select(l => new Yen(l.PaidBack)))}")),
        ])
    {
        Note = "署名すると、この日までの帳簿は変わりません。後から届いた分は、次の日に載ります。",
        Below = Ui.Rendered.Of<DayFigures>((nameof(DayFigures.Of), ShowDays.Rows(closing, look))),
    });

    public override Task<string> InWords(DayClosing closing, Look look) => Task.FromResult($"{InDays(closing)}の日計の締め");

    internal static string InDays(DayClosing closing) => closing.From is not { } from ? $"{EraDate.Of(closing.Day)}まで"
        : from == closing.Day ? $"{EraDate.Of(closing.Day)}" : $"{EraDate.Of(from)}から{EraDate.Of(closing.Day)}まで";

    public override Task Note(DayClosing closing, Look look)
    {
        look.Journal.About("payments.day-closing", closing.Id).Fact("on", closing.Day);
        return Task.CompletedTask;
    }
}
