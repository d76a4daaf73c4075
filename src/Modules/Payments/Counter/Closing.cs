using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>What came in and went back by one way on a day at a drawer; what the terminal has in its own books, where it was
/// asked.</summary>
public sealed record MethodSum(CounterMethod Method, int Count, Yen In, Yen Out, Yen? Said = null)
{
    public Yen Net => In - Out;
}

/// <summary>日締め: what lay in a drawer at the end of a day against what should, and the terminal's books against ours. It counts once a
/// second person has signed; from then on nothing of that day changes.</summary>
public sealed class Closing : TwoPersons
{
    public const int LongestWords = 500;

    /// <summary>Begins the name under which its difference stands in the ledger.</summary>
    internal const string Begins = "closing:";

    /// <summary>The notes and coins, the largest first.</summary>
    public static IReadOnlyList<int> Pieces { get; } = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1];

    public required string Drawer { get; init; }
    public required string Department { get; init; }
    public required DateOnly Day { get; init; }
    public required Yen Float { get; init; }
    public required Yen Counted { get; init; }

    /// <summary>How many of each piece, as JSON: {"10000":3}.</summary>
    public required string Coins { get; init; }

    /// <summary>The day's sums by method as they were when it was counted, as JSON.</summary>
    public required string Figures { get; init; }

    /// <summary>What explains the differences; null where there is none.</summary>
    public string? Why { get; init; }

    /// <summary>True where the terminal could not be asked.</summary>
    public required bool TerminalSilent { get; init; }

    public IReadOnlyList<MethodSum> Sums => JsonSerializer.Deserialize<List<MethodSum>>(Figures) ?? [];

    /// <summary>What should lie in the drawer.</summary>
    public Yen Expected => Should(Float, Sums);

    /// <summary>過不足: more than there should be is positive.</summary>
    public Yen Difference => Counted - Expected;

    protected override string Own => "自分が締めた引き出しは、ほかの人が確認します。";

    public static Yen Should(Yen coins, IEnumerable<MethodSum> sums) =>
        coins + Yen.Sum(sums.Where(s => s.Method is CounterMethod.Cash).Select(s => s.Net));

    /// <param name="silent">The drawer has a terminal, and it could not be asked.</param>
    /// <exception cref="Rule">something differs and nobody has said why.</exception>
    public static Closing Of(Drawer drawer, IReadOnlyDictionary<int, int> coins, IReadOnlyList<MethodSum> sums, bool silent, string? why,
        Guid by, TimeProvider clock)
    {
        var counted = Yen.Sum(coins.Select(c => new Yen((long)c.Key * c.Value)));
        var differs = new List<string>();
        if (counted - Should(drawer.Float, sums) is var off && off != Yen.Zero)
            differs.Add(off > Yen.Zero ? $"現金が{off}多くあります" : $"現金が{-off}足りません");
        foreach (var sum in sums)
            if (sum.Said is { } said && said != sum.Net) differs.Add($"{Sales.Words(sum.Method)}は、会計では{sum.Net}、端末では{said}です");
        if (silent) differs.Add("端末の集計を確かめられませんでした");
        if (differs.Count > 0 && PlainText.IsBlank(why ?? ""))
            throw new Rule("why", $"{string.Join("。", differs)}。数え直すか、分かっている理由を書いてください。");
        return new()
        {
            Id = clock.NewId(), By = by, At = clock.GetUtcNow(), Drawer = drawer.Code, Department = drawer.Department, Day = clock.Today(),
            Float = drawer.Float, Counted = counted, Coins = JsonSerializer.Serialize(coins), Figures = JsonSerializer.Serialize(sums),
            Why = PlainText.IsBlank(why ?? "") ? null : why?.Trim(), TerminalSilent = silent,
        };
    }

    internal sealed class Map : IEntityTypeConfiguration<Closing>
    {
        public void Configure(EntityTypeBuilder<Closing> b)
        {
            b.ToTable("payments_closings");
            b.Property(x => x.Drawer).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Coins).HasMaxLength(500);
            b.Property(x => x.Figures).HasMaxLength(2000);
            b.Property(x => x.Why).HasMaxLength(LongestWords);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Ignore(x => x.Sums);
            b.Ignore(x => x.Expected);
            b.Ignore(x => x.Difference);
            b.HasIndex(x => new { x.Drawer, x.Day }).IsUnique().HasFilter("\"Agreed\" IS NULL")
                .Says("", "この引き出しの日締めは、もう確認を待っています。");
            b.HasIndex(x => x.Day);
        }
    }
}

/// <summary>The second person signs a drawer's day.</summary>
sealed class CheckClosing : SecondPerson<Closing>
{
    public static readonly SecondWords Said = new("counter closing", "この日締めに署名しますか", "署名しない理由",
        "日締めの確認で、数え直しを求められました", "署名を待っている日締め",
        "ほかの職員が数えた引き出しです。現金と端末の控えを見て、確かめてください。")
    { Then = "もう一度数えて、日締めをしてください。", TakeBack = "日締めを取り消す" };

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanSell;
    public override ValueTask<string?> Department(CityDb db, Closing closing, CancellationToken ct) => new(closing.Department);
    public override string Url(Closing closing) => $"{Sales.Home}/closings/{closing.Id}";
    public override string Home(Closing closing) => Sales.Home;

    public override IQueryable<Closing> Visible(Look look)
    {
        var own = look.Departments;
        return look.Db.Set<Closing>().Where(c => own.Contains(c.Department));
    }

    public override Task<SecondFace> Face(Closing closing, Look look)
    {
        var drawer = look.City.Files<Counters>().Find(closing.Drawer)?.Title ?? closing.Drawer;
        var facts = new List<(string, Ui.Markup)>
        {
            ("引き出し", Written.Text(drawer)), ("日", Written.Text($"{EraDate.Of(closing.Day)}")),
            ("元金", Written.Text($"{closing.Float}")), ("あるはずの現金", Written.Text($"{closing.Expected}")),
            ("数えた現金", Written.Strong($"{closing.Counted}")),
            ("過不足", Written.Strong(closing.Difference == Yen.Zero ? "なし" : $"{closing.Difference}")),
        };
        foreach (var sum in closing.Sums.Where(s => s.Count > 0 || s.Said is not null))
            facts.Add((Sales.Words(sum.Method), Written.Text($"{sum.Count}件、受け取り{sum.In}、返金{sum.Out}"
                + (sum.Said is { } said ? $"、端末の集計{said}" : ""))));
        if (closing.TerminalSilent) facts.Add(("端末", Written.Text("集計を確かめられませんでした")));
        if (closing.Why is { } why) facts.Add(("違いの理由", Written.Lines(why)));
        return Task.FromResult(new SecondFace($"{drawer}の日締めを確かめる", [new("窓口の会計", Sales.Home)], facts)
        {
            Note = "署名すると、この日の会計は変えられません。"
                + (closing.Difference == Yen.Zero ? "" : "過不足は、理由とともに元帳に記帳されます。"),
        });
    }

    public override Task<string> InWords(Closing closing, Look look) => Task.FromResult(
        $"{look.City.Files<Counters>().Find(closing.Drawer)?.Title ?? closing.Drawer}、{EraDate.Of(closing.Day)}の日締め");

    /// <summary>What is too much or too little stands in the books from now on, with its explanation (現金過不足).</summary>
    public override Task<string> CarryOut(Closing closing, Turn turn)
    {
        if (closing.Difference != Yen.Zero)
        {
            var book = Book.New(turn.Db, turn.City);
            book.Write(book.Ledger.Differ($"{Closing.Begins}{closing.Id:N}", closing.Difference, closing.Why ?? "", closing.Day),
                closing.By,
                turn.Clock);
        }
        return Task.FromResult(Home(closing));
    }

    public override Task Note(Closing closing, Look look)
    {
        look.Journal.About("payments.closing", closing.Id).Fact("department", closing.Department).Fact("on", closing.Day)
            .Fact("difference", closing.Difference.Amount);
        return Task.CompletedTask;
    }
}
