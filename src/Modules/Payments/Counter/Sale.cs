using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>窓口での払い方: by hand, or by one of the ways of a terminal.</summary>
public enum CounterMethod { Cash, Card, EMoney, CodePayment }

/// <summary>会計の状態: still to be paid; the terminal has it; paid; given up before anything was paid.</summary>
public enum SaleState { Open, Waiting, Paid, Dropped }

/// <summary>会計の1行: so many of one thing, at the price of the day; or what is owed of a claim of whatever room, or a part of
/// it.</summary>
public sealed class SaleLine
{
    public required Guid Id { get; init; }
    public required Guid SaleId { get; init; }
    public required int Position { get; init; }
    public required string Good { get; init; }
    public required string Title { get; init; }
    public required int Count { get; init; }
    public required Yen Price { get; init; }

    /// <summary>The claim that it pays; null where something is sold.</summary>
    public Guid? Claim { get; init; }

    /// <summary>減免の理由; null where it is paid.</summary>
    public string? Free { get; init; }
    public Yen Sum => Free is null ? Price * Count : Yen.Zero;

    internal sealed class Map : IEntityTypeConfiguration<SaleLine>
    {
        public void Configure(EntityTypeBuilder<SaleLine> b)
        {
            b.ToTable("payments_sale_lines");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.Good).HasMaxLength(80);
            b.Property(x => x.Title).HasMaxLength(200);
            b.Property(x => x.Free).HasMaxLength(200);
            b.Ignore(x => x.Sum);
            b.HasIndex(x => new { x.SaleId, x.Position }).IsUnique();
        }
    }
}

/// <summary>窓口の会計: what one person pays at once at a drawer. Nobody's name stands in it.</summary>
public sealed class Sale
{
    public const int MostOfOne = 100;

    readonly List<SaleLine> lines = [];

    Sale() { }

    public Guid Id { get; private init; }
    public string Drawer { get; private init; } = "";
    public string Department { get; private init; } = "";

    /// <summary>The day of the drawer's closing in which it counts: that on which it was paid, until then that on which it began.</summary>
    public DateOnly Day { get; private set; }
    public Guid By { get; private init; }
    public DateTimeOffset OpenedAt { get; private init; }
    public SaleState State { get; private set; }

    /// <summary>In yen, to be summed by the database.</summary>
    public long Figure { get; private init; }
    public Yen Total => new(Figure);

    /// <summary>領収番号 of its drawer and day, from 1 without a gap; given when it is paid.</summary>
    public int? Number { get; private set; }
    public CounterMethod? Method { get; private set; }

    /// <summary>お預かり; null unless it was paid by hand.</summary>
    public Yen? Given { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>What the terminal was told last.</summary>
    public Guid? Call { get; private set; }

    /// <summary>When the terminal said that a payment which it had approved was taken back; the sale is to be paid again.</summary>
    public DateTimeOffset? FellAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<SaleLine> Lines => lines;
    public Yen Change => (Given ?? Total) - Total;

    /// <summary>領収番号 as it is printed: 市民課1番 20261130-0007.</summary>
    public string? Receipt => Number is { } n ? $"{Drawer}-{Day:yyyyMMdd}-{n:0000}" : null;

    /// <exception cref="Rule">nothing is sold, or too many of one thing.</exception>
    public static Sale Open(TimeProvider clock, Drawer drawer, IReadOnlyList<(Good Good, int Count, Reduction? Free)> sold,
        RuleTables rules, Guid by)
    {
        if (sold.Count == 0) throw new Rule("", "売るものを1つ以上選んでください。");
        if (sold.Any(s => s.Count is < 1 or > MostOfOne)) throw new Rule("", $"1つのものは、1から{MostOfOne}までの数で入力してください。");
        var (id, today) = (clock.NewId(), clock.Today());
        var lines = sold.Select((s, i) => new SaleLine
        {
            Id = clock.NewId(), SaleId = id, Position = i + 1, Good = s.Good.Code, Title = s.Good.Title.Ja, Count = s.Count,
            Price = s.Good.Costs(today, rules), Free = s.Free is { } free ? $"{free.Title}（{free.Source}）" : null,
        }).ToList();
        var sale = new Sale
        {
            Id = id, Drawer = drawer.Code, Department = drawer.Department, Day = today, By = by, OpenedAt = clock.GetUtcNow(),
            Figure = Yen.Sum(lines.Select(l => l.Sum)).Amount,
        };
        sale.lines.AddRange(lines);
        return sale;
    }

    /// <summary>What is owed is paid at a drawer.</summary>
    /// <exception cref="Rule">nothing, or more than is owed.</exception>
    internal static Sale Owed(TimeProvider clock, Drawer drawer, IReadOnlyList<(ClaimFace Face, Yen Amount)> due, Guid by)
    {
        if (due.Any(d => d.Amount <= Yen.Zero || d.Amount > d.Face.Balance.Owed))
            throw new Rule("amount", $"受け取れるのは、1円から{due[0].Face.Balance.Owed}までです。");
        var id = clock.NewId();
        var sale = new Sale
        {
            Id = id, Drawer = drawer.Code, Department = drawer.Department, Day = clock.Today(), By = by, OpenedAt = clock.GetUtcNow(),
            Figure = Yen.Sum(due.Select(d => d.Amount)).Amount,
        };
        sale.lines.AddRange(due.Select((d, i) => new SaleLine
        {
            Id = clock.NewId(), SaleId = id, Position = i + 1, Good = "", Title = PlainText.Cut(d.Face.Title, 200), Count = 1,
            Price = d.Amount, Claim = d.Face.Claim.Id,
        }));
        return sale;
    }

    /// <summary>現金で受け取る. Nothing is taken where everything is free.</summary>
    /// <exception cref="Rule">less was handed over than it costs, or it does not wait for money.</exception>
    public void PayCash(Yen given, int number, TimeProvider clock)
    {
        Wait(SaleState.Open);
        if (given < Total) throw new Rule("given", $"お預かりが{Total - given}足りません。");
        (Given, Call) = (given, null);
        Pay(CounterMethod.Cash, number, clock);
    }

    /// <summary>The terminal is told; until it has answered nothing else can be done with it.</summary>
    public void Tell(TerminalCall call)
    {
        Wait(SaleState.Open);
        if (Total == Yen.Zero) throw new Rule("", "払うお金はありません。「0円で受け付ける」を押してください。");
        (State, Call, Version) = (SaleState.Waiting, call.Id, Version + 1);
    }

    /// <summary>What the terminal said of the call that this sale waits for.</summary>
    /// <param name="number">The receipt's number, where it was approved.</param>
    public void Hear(TerminalCall call, int? number, TimeProvider clock)
    {
        if (State is not SaleState.Waiting || Call != call.Id)
            throw new InvalidOperationException($"sale {Id} does not wait for {call.Id}");
        if (call.State is CallState.Approved) Pay(call.Method, number ?? throw new ArgumentNullException(nameof(number)), clock);
        else (State, Version) = (SaleState.Open, Version + 1);
    }

    /// <summary>The terminal took its word back: what was paid is not there.</summary>
    public void Fall(DateTimeOffset now)
    {
        if (State is not SaleState.Paid) return;
        (State, Number, Method, PaidAt, FellAt, Version) = (SaleState.Open, null, null, null, now, Version + 1);
    }

    public void Drop()
    {
        Wait(SaleState.Open);
        (State, Version) = (SaleState.Dropped, Version + 1);
    }

    void Pay(CounterMethod method, int number, TimeProvider clock) =>
        (State, Method, Number, PaidAt, Day, FellAt, Version) =
            (SaleState.Paid, method, number, clock.GetUtcNow(), clock.Today(), null, Version + 1);

    void Wait(SaleState needed)
    {
        if (State != needed) throw new Rule("", State switch
        {
            SaleState.Waiting => "端末の返事を待っています。返事があるまで、ほかの払い方はできません。",
            SaleState.Paid => "この会計は、もう支払い済みです。",
            _ => "この会計は、取りやめてあります。",
        });
    }

    internal sealed class Map : IEntityTypeConfiguration<Sale>
    {
        public void Configure(EntityTypeBuilder<Sale> b)
        {
            b.ToTable("payments_sales");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.Drawer).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.State).HasConversion<string>().HasMaxLength(40);
            b.Property(x => x.Method).HasConversion<string>().HasMaxLength(40);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.Total);
            b.Ignore(x => x.Change);
            b.Ignore(x => x.Receipt);
            b.HasMany(x => x.Lines).WithOne().HasForeignKey(l => l.SaleId);
            b.Navigation(x => x.Lines).HasField("lines");
            b.HasIndex(x => new { x.Drawer, x.Day, x.Number }).IsUnique();
            b.HasIndex(x => new { x.Department, x.Day });
        }
    }
}
