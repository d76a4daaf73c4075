using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>督促の一覧: claims that one officer decided to remind of; they are reminded of when a second one has agreed.</summary>
public sealed class DemandList : TwoPersons
{
    public required string Department { get; init; }

    /// <summary>Of the claims, with a space between them.</summary>
    public required string Keys { get; init; }
    public required int Count { get; init; }

    /// <summary>What was owed when it was decided, in yen.</summary>
    public required long Figure { get; init; }

    public IReadOnlyList<string> All => Keys.Split(' ');

    protected override string Own => "自分が決めた督促は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<DemandList>
    {
        public void Configure(EntityTypeBuilder<DemandList> b)
        {
            b.ToTable("payments_demand_lists");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Ignore(x => x.All);
            b.HasIndex(x => new { x.Department, x.At });
        }
    }
}

/// <summary>Reminders before the second officer: with their yes each claim that still is to be reminded of is, on this day.</summary>
sealed class CheckDemands(CityProfile city, PaperLetters letters, IEnumerable<IRunWork> works) : SecondPerson<DemandList>
{
    /// <summary>So many are said in the turn of the second officer; more are a run.</summary>
    internal const int AtOnce = 500;
    const int Shown = 200;

    static readonly Order<Claim, Claim> ByDue = new Order<Claim, Claim>().Up(c => c.Due, c => c.Due).Up(c => c.Id, c => c.Id);

    public static readonly SecondWords Said = new("payments demand", "この督促を認めますか", "認めない理由", "督促が認められませんでした",
        "確認を待っている督促", "ほかの職員が決めた督促です。件数と内容を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanRecover;
    public override string Url(DemandList list) => RecoveryPaths.CheckDemands(list.Id);
    public override string Home(DemandList list) => RecoveryPaths.Demands;
    public override string TakeBack(DemandList list) => $"{RecoveryPaths.Demands}/{list.Id}/take-back";
    public override ValueTask<string?> Department(CityDb db, DemandList list, CancellationToken ct) => new(list.Department);

    public override IQueryable<DemandList> Visible(Look look) => Seen(look);

    internal static IQueryable<DemandList> Seen(Look look) => look.Actor.Can(PaymentsModule.CanSeeAll) ? look.Db.Set<DemandList>()
        : look.Db.Set<DemandList>().Where(l => look.Departments.Contains(l.Department));

    public override async Task<SecondFace> Face(DemandList list, Look look)
    {
        var keys = list.All.Take(Shown).ToList();
        var first = await ByDue.Slice(look.Claims().AsNoTracking().Where(c => keys.Contains(c.Key)), null, Shown,
            rows => rows.ToListAsync(look.Stop));
        var faces = await look.Faces(first.Rows);
        look.Journal.With([.. first.Rows.Select(c => (Guid?)c.Debtor).Distinct()]);
        return new("督促を確かめる", [new("債権と収納", FindDebtor.Url), new("督促", RecoveryPaths.Demands)],
        [
            ("担当課", Written.Text(look.City.Department(list.Department, look.Today)?.Name ?? list.Department)),
            ("件数", Written.Strong($"{list.Count}件")), ("未納の合計", Written.Text($"{new Yen(list.Figure)}")),
            ("指定期限", Written.Text($"{EraDate.Of(Demanding.Term(look.Today, look.City.Rules, look.City.Calendar))}（きょう出すとき）")),
        ])
        {
            Note = (list.Count > AtOnce ? "件数が多いので、認めると一括処理で順に進みます。" : "")
                + "認めると、きょうの日付で督促したことになり、督促状が「手紙」の印刷を待つものに入ります。"
                + "そのときまでに納められたもの、猶予したものは除かれます。",
            Below = Rendered.Of<DemandRows>((nameof(DemandRows.Of), faces), (nameof(DemandRows.More), list.Count - faces.Count)),
        };
    }

    public override Task<string> InWords(DemandList list, Look look) => Task.FromResult($"督促 {list.Count}件");

    public override Task Note(DemandList list, Look look)
    {
        look.Journal.About("demand-list", list.Id).Fact("count", list.Count);
        return Task.CompletedTask;
    }

    public override async Task<string> CarryOut(DemandList list, Turn turn)
    {
        if (list.Count > AtOnce) return ShowRun.Url(await Runs.Order(turn.Db, works.OfType<DemandRun>().Single(), $"{list.Id:N}", "",
            turn.Me, trial: false, turn.Clock, turn.Stop));
        await Reminders.Say(turn.Db, list, list.All, city, letters, turn.Clock, turn.Journal, turn.Stop);
        return Home(list);
    }
}
