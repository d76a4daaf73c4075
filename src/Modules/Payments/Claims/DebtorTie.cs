using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>債務者と住民の結び付け: a debtor that was written by hand is this person of the register, or is not after all. It counts once a
/// second officer agrees; claims and entries stay as they are.</summary>
public sealed class DebtorTie : TwoPersons
{
    public const int LongestReason = 200;

    public required Guid Debtor { get; init; }

    /// <summary>Of the register; null where the tie ends.</summary>
    public required Guid? Person { get; init; }
    public required string Reason { get; init; }

    protected override string Own => "自分が申し出た結び付けは、ほかの人が確認します。";
    protected override bool Concerns(Guid person) => person == Person;

    internal sealed class Map : IEntityTypeConfiguration<DebtorTie>
    {
        public void Configure(EntityTypeBuilder<DebtorTie> b)
        {
            b.ToTable("payments_debtor_ties");
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => new { x.Debtor, x.At });
            b.HasIndex(x => x.Debtor).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("",
                "この債務者には、確認を待っている結び付けがもうあります。");
        }
    }
}

/// <summary>A tie before the second officer: what was written by hand beside what the register has.</summary>
sealed class CheckTie(IRegister register) : SecondPerson<DebtorTie>
{
    public static readonly SecondWords Said = new("payments debtor-tie", "同じ人として認めますか", "認めない理由",
        "債務者の結び付けが認められませんでした",
        "確認を待っている債務者の結び付け",
            "ほかの職員が申し出た、債務者と住民記録の方の結び付けです。氏名、住所、生年月日を確かめてください。");

    public static string Page(DebtorTie tie) => $"{ClaimPaths.Ledger}/ties/{tie.Id}/check";
    public static string Back(DebtorTie tie) => $"{ClaimPaths.Ledger}/ties/{tie.Id}/take-back";

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanDetermine;
    public override string Url(DebtorTie tie) => Page(tie);
    public override string Home(DebtorTie tie) => ClaimPaths.Debtor(tie.Debtor);
    public override string TakeBack(DebtorTie tie) => Back(tie);

    public override IQueryable<DebtorTie> Visible(Look look)
    {
        var debtors = look.Debtors();
        return look.Db.Set<DebtorTie>().Where(t => debtors.Any(d => d.Id == t.Debtor));
    }

    public override async Task<SecondFace> Face(DebtorTie tie, Look look)
    {
        var debtor = await look.Db.Debtors().AsNoTracking().FirstAsync(d => d.Id == tie.Debtor, look.Stop);
        var person = tie.Person ?? debtor.Person ?? default;
        var hidden = await register.Hides(person, look.Actor, look.Stop);
        var found = (await register.Household(person, look.Stop))?.Members.FirstOrDefault(m => m.Id == person);
        return new(tie.Person is null ? "結び付けをやめることを確かめる" : "債務者の結び付けを確かめる",
            [new("債権と収納", FindDebtor.Url), new(debtor.Name, Home(tie))],
        [
            ("債務者の氏名", Written.Strong(debtor.Name)), ("債務者の住所",
                Written.Text(hidden ? FindDebtor.NotShown : debtor.Address ?? "")),
            ("住民記録の氏名", Written.Strong(found?.Name ?? "住民記録にいません")),
            ("生年月日", Written.Text(found is null ? "" : $"{EraDate.Of(found.Birth)}")),
            ("住民記録の住所", Written.Text(found is null ? "" : hidden ? FindDebtor.NotShown : PickResident.Home(found))),
            ("理由", Written.Lines(tie.Reason)),
        ])
        {
            Note = tie.Person is null ? "認めると、この方のマイページに、この債務者の債権は出なくなります。"
                : "認めると、この方のマイページに、この債務者の債権が出ます。債権と記帳は変わりません。",
        };
    }

    public override Task<string> InWords(DebtorTie tie, Look look) =>
        Task.FromResult(tie.Person is null ? "債務者と住民記録の方の結び付けをやめること" : "債務者と住民記録の方の結び付け");

    public override Task Note(DebtorTie tie, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, tie.Debtor, tie.Debtor, tie.Person);
        return Task.CompletedTask;
    }

    public override async Task<string> CarryOut(DebtorTie tie, Turn turn)
    {
        (await turn.Db.Debtors().AsTracking().FirstAsync(d => d.Id == tie.Debtor, turn.Stop)).Tie(tie.Person);
        return Home(tie);
    }
}
