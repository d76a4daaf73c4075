using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>不納欠損の申し出: a claim that one officer would write off. Nothing is posted until a second one has agreed.</summary>
public sealed class WriteOffWish : TwoPersons
{
    public required Guid Claim { get; init; }
    public required WriteOffReason Why { get; init; }

    /// <summary>In the officer's words; of a waiver the resolution.</summary>
    public required string Reason { get; init; }

    protected override string Own => "自分が申し出た不納欠損は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<WriteOffWish>
    {
        public void Configure(EntityTypeBuilder<WriteOffWish> b)
        {
            b.ToTable("payments_write_offs");
            b.Property(x => x.Reason).HasMaxLength(Determine.LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Claim).IsUnique().HasFilter("\"Agreed\" IS NULL")
                .Says("", "この債権には、確認を待っている不納欠損がもうあります。");
        }
    }
}

/// <summary>A write-off before the second officer: with their yes it is posted.</summary>
sealed class CheckWriteOff(CityProfile city, TimeProvider clock) : SecondPerson<WriteOffWish>
{
    public static readonly SecondWords Said = new("payments write-off", "この不納欠損を認めますか", "認めない理由",
        "不納欠損が認められませんでした", "確認を待っている不納欠損", "ほかの職員が申し出た不納欠損です。理由と時効を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanWriteOff;
    public override string Url(WriteOffWish wish) => RecoveryPaths.CheckWriteOff(wish.Claim, wish.Id);
    public override string Home(WriteOffWish wish) => RecoveryPaths.Claim(wish.Claim);
    public override string TakeBack(WriteOffWish wish) => RecoveryPaths.TakeBackWriteOff(wish.Claim, wish.Id);

    public override async ValueTask<string?> Department(CityDb db, WriteOffWish wish, CancellationToken ct) =>
        city.Files<Items>()[(await Of(db, wish, ct)).Item].Department;

    public override IQueryable<WriteOffWish> Visible(Look look)
    {
        var claims = look.Claims();
        return look.Db.Set<WriteOffWish>().Where(w => claims.Any(c => c.Id == w.Claim));
    }

    public override async Task<SecondFace> Face(WriteOffWish wish, Look look)
    {
        var face = await look.Face(wish.Claim);
        return new("不納欠損を確かめる", [new("債権と収納", FindDebtor.Url), new(face.Title, Home(wish))],
        [
            ("債務者", Written.Text(face.Debtor)), ("債権", Written.Text(face.Title)),
            ("債権の種類", Written.Text(face.Item.Class.Label())),
            ("不納欠損にする額", Written.Strong($"{face.Balance.Owed}")),
            ("わけ", Written.Text($"{wish.Why.Label()}（{WritingOff.Article(face.Item, wish.Why)}）")),
            ("理由", Written.Lines(wish.Reason)),
        ])
        { Note = "認めると記帳され、この債権の未納はなくなります。時効の計算書と経過は、債権の滞納整理の画面にあります。" };
    }

    public override async Task<string> InWords(WriteOffWish wish, Look look) =>
        $"{(await look.Face(wish.Claim)).Title}、{wish.Why.Label()}";

    public override async Task Note(WriteOffWish wish, Look look) => look.About(await Of(look.Db, wish, look.Stop));

    public override async Task<string> CarryOut(WriteOffWish wish, Turn turn)
    {
        var (_, book, of, recovery) = await ShowRecovery.Open(wish.Claim, turn);
        book.Write(book.Ledger.WriteOff(of, recovery, wish.Why, wish.Reason, turn.Today, city.Rules), wish.By, clock);
        return Home(wish);
    }

    static Task<Claim> Of(CityDb db, WriteOffWish wish, CancellationToken ct) =>
        db.Claims().AsNoTracking().FirstAsync(c => c.Id == wish.Claim, ct);
}
