using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>相続: a debtor has died, and these owe what they owed: each by share (相続分), or each the whole (連帯). It counts once a
/// second
/// officer agrees; the claims stay those of who died, and are written to the heirs. Why so: decision 0062.</summary>
public sealed class Inheritance : TwoPersons
{
    public const int LongestReason = 500;

    readonly List<Heir> heirs = [];

    /// <summary>Who died.</summary>
    public required Guid Debtor { get; init; }
    public required DateOnly DiedOn { get; init; }

    /// <summary>Each owes the whole.</summary>
    public required bool Joint { get; init; }

    /// <summary>How the heirs are known: 戸籍, 遺産分割協議書.</summary>
    public required string Reason { get; init; }
    public IReadOnlyList<Heir> Heirs => heirs;

    protected override string Own => "自分が記録した相続は、ほかの人が確認します。";

    // 地方税法9条2項: 相続人が2人以上のときは、民法の相続分で按分した額を納める。私債権も分割される（民法899条）。
    /// <exception cref="Rule">nobody, somebody twice, who died themselves, or shares that are not the whole.</exception>
    public void Name(IReadOnlyList<(Guid Of, int Part, int Whole)> all)
    {
        if (all.Count == 0) throw new Rule("heirs", "相続人を1人以上書いてください。");
        if (all.DistinctBy(h => h.Of).Count() < all.Count) throw new Rule("heirs", "同じ人が2度書かれています。");
        if (all.Any(h => h.Of == Debtor)) throw new Rule("heirs", "亡くなった人自身は相続人になりません。");
        if (all.Any(h => h.Part < 1 || h.Whole < h.Part)) throw new Rule("heirs",
            "相続分は、1/2のように、分子を分母以下の数で書いてください。");
        if (!Joint && !IsWhole(all)) throw new Rule("heirs", "相続分の合計が1になりません。分子と分母を確かめてください。");
        heirs.AddRange(all.Select((h, i) => new Heir
        {
            Inheritance = Id, Number = i + 1, Of = h.Of, Part = Joint ? 1 : h.Part, Whole = Joint ? 1 : h.Whole,
        }));
    }

    static bool IsWhole(IReadOnlyList<(Guid Of, int Part, int Whole)> all)
    {
        var whole = all.Aggregate(new System.Numerics.BigInteger(1), (product, h) => product * h.Whole);
        return all.Aggregate(System.Numerics.BigInteger.Zero, (sum, h) => sum + whole / h.Whole * h.Part) == whole;
    }

    /// <summary>What each owes of an amount: the whole, or their share; yen that cannot be divided are the first one's.</summary>
    public IReadOnlyList<(Heir Heir, Yen Amount)> Split(Yen amount)
    {
        var all = heirs.OrderBy(h => h.Number).ToList();
        if (Joint) return [.. all.Select(h => (h, amount))];
        var parts = all.ConvertAll(h => new Yen((long)((Int128)amount.Amount * h.Part / h.Whole)));
        var rest = amount - Yen.Sum(parts);
        return [.. all.Select((h, i) => (h, i == 0 ? parts[i] + rest : parts[i]))];
    }

    internal sealed class Map : IEntityTypeConfiguration<Inheritance>
    {
        public void Configure(EntityTypeBuilder<Inheritance> b)
        {
            b.ToTable("payments_inheritances");
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasMany(x => x.Heirs).WithOne().HasForeignKey(h => h.Inheritance);
            b.Navigation(x => x.Heirs).HasField(nameof(heirs));
            b.HasIndex(x => x.Debtor).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("",
                "この債務者には、確認を待っている相続がもうあります。");
        }
    }
}

/// <summary>相続人: a debtor who owes for one who died, with their share.</summary>
public sealed class Heir
{
    public required Guid Inheritance { get; init; }

    /// <summary>Their order, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The debtor that they are.</summary>
    public required Guid Of { get; init; }
    public required int Part { get; init; }
    public required int Whole { get; init; }
    public string Share => Whole == 1 ? "全部" : $"{Whole}分の{Part}";

    internal sealed class Map : IEntityTypeConfiguration<Heir>
    {
        public void Configure(EntityTypeBuilder<Heir> b)
        {
            b.ToTable("payments_heirs");
            b.HasKey(x => new { x.Inheritance, x.Number });
            b.Ignore(x => x.Share);
            b.HasIndex(x => x.Of);
        }
    }
}

/// <summary>An inheritance before the second officer.</summary>
sealed class CheckInheritance : SecondPerson<Inheritance>
{
    public static readonly SecondWords Said = new("payments inheritance", "この相続を認めますか", "認めない理由",
        "相続の記録が認められませんでした",
        "確認を待っている相続", "ほかの職員が記録した相続です。亡くなった日、相続人、相続分を、戸籍などと照らしてください。");

    public static string Page(Inheritance act) => $"{ClaimPaths.Ledger}/inheritances/{act.Id}/check";
    public static string Back(Inheritance act) => $"{ClaimPaths.Ledger}/inheritances/{act.Id}/take-back";

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanDetermine;
    public override string Url(Inheritance act) => Page(act);
    public override string Home(Inheritance act) => ClaimPaths.Debtor(act.Debtor);
    public override string TakeBack(Inheritance act) => Back(act);

    public override IQueryable<Inheritance> Visible(Look look)
    {
        var debtors = look.Debtors();
        return look.Db.Set<Inheritance>().Include(i => i.Heirs).Where(i => debtors.Any(d => d.Id == i.Debtor));
    }

    public override async Task<SecondFace> Face(Inheritance act, Look look)
    {
        var ids = act.Heirs.Select(h => h.Of).Append(act.Debtor).ToList();
        var names = await look.Db.Debtors().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, look.Stop);
        return new("相続を確かめる", [new("債権と収納", FindDebtor.Url), new(names[act.Debtor], Home(act))],
        [
            ("亡くなった債務者", Written.Strong(names[act.Debtor])), ("亡くなった日", Written.Text($"{EraDate.Of(act.DiedOn)}")),
            ("引き継ぎ方", Written.Text(act.Joint ? "連帯して（それぞれが全部を負う）" : "相続分に応じて")),
            .. act.Heirs.OrderBy(h => h.Number).Select(h => ($"相続人{h.Number}", Written.Text($"{names[h.Of]}（{h.Share}）"))),
            ("確かめたもの", Written.Lines(act.Reason)),
        ])
        { Note = "認めると、督促状は相続人に送られ、住民記録の方である相続人のマイページに債権が出ます。債権と記帳は変わりません。" };
    }

    public override Task<string> InWords(Inheritance act, Look look) => Task.FromResult($"債務者の相続、相続人{act.Heirs.Count}人");

    public override Task Note(Inheritance act, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, act.Debtor, [act.Debtor, .. act.Heirs.Select(h => (Guid?)h.Of)]);
        return Task.CompletedTask;
    }

    public override async Task<string> CarryOut(Inheritance act, Turn turn)
    {
        (await turn.Db.Debtors().AsTracking().FirstAsync(d => d.Id == act.Debtor, turn.Stop)).Pass(act.Id);
        return Home(act);
    }
}

static class InheritanceSets
{
    /// <summary>Who owes for these debtors since they died; by who died.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Inheritance>> Inherited(this CityDb db, IReadOnlyCollection<Guid> debtors,
        CancellationToken ct) => await db.Set<Inheritance>().AsNoTracking().Include(i => i.Heirs)
            .Where(i => db.Debtors().Any(d => debtors.Contains(d.Id) && d.Inheritance == i.Id)).ToDictionaryAsync(i => i.Debtor, ct);
}
