using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>不明金を返す申し出: money that nobody knew and that is more than one officer sends back alone. Nothing is posted until a
/// second one has agreed.</summary>
public sealed class ReturnWish : TwoPersons
{
    /// <summary>The posting by which it came in.</summary>
    public required Guid Posting { get; init; }

    /// <summary>In yen, as it was shown to the first officer.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required CollectionMethod Method { get; init; }
    public required string Reason { get; init; }

    protected override string Own => "自分が申し出た返金は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<ReturnWish>
    {
        public void Configure(EntityTypeBuilder<ReturnWish> b)
        {
            b.ToTable("payments_returns");
            b.Ignore(x => x.Amount);
            b.Property(x => x.Reason).HasMaxLength(Determine.LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Posting).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("",
                "この入金には、確認を待っている返金がもうあります。");
        }
    }
}

/// <summary>Unknown money that goes back, before the second officer.</summary>
sealed class CheckReturn(Bookkeeper books) : SecondPerson<ReturnWish>
{
    public static readonly SecondWords Said = new("payments return", "この不明金を返すことを認めますか", "認めない理由",
        "不明金の返金が認められませんでした", "確認を待っている不明金の返金",
        "ほかの職員が申し出た、不明金の返金です。だれのお金かを調べたことと、理由と金額を確かめてください。");

    public static string Page(ReturnWish wish) => $"{ClaimPaths.Ledger}/returns/{wish.Id}/check";
    public static string Back(ReturnWish wish) => $"{ClaimPaths.Ledger}/returns/{wish.Id}/take-back";

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanRefund;
    public override string Url(ReturnWish wish) => Page(wish);
    public override string Home(ReturnWish wish) => ClaimPaths.Posting(wish.Posting);
    public override string TakeBack(ReturnWish wish) => Back(wish);

    public override async Task<SecondFace> Face(ReturnWish wish, Look look)
    {
        var posted = await Assign.Unknown(wish.Posting, look);
        return new("不明金の返金を確かめる", [new("債権と収納", FindDebtor.Url), new(posted.Title, Home(wish))],
        [
            ("手がかり", Written.Text(PostingWords.From(posted.Payment ?? ""))), ("領収日", Written.Text($"{EraDate.Of(posted.PaidOn)}")),
            ("返す金額", Written.Strong($"{wish.Amount}")), ("返す方法", Written.Text(Keyaki.Ui.Labels.Label(wish.Method))),
            ("理由", Written.Lines(wish.Reason)),
        ]);
    }

    public override Task<string> InWords(ReturnWish wish, Look look) => Task.FromResult($"不明金の返金、{wish.Amount}");

    public override Task Note(ReturnWish wish, Look look)
    {
        look.Journal.About("posting", wish.Posting).Fact("yen", wish.Figure);
        return Task.CompletedTask;
    }

    public override async Task<string> CarryOut(ReturnWish wish, Turn turn)
    {
        var posted = await Assign.Unknown(wish.Posting, turn);
        var payment = posted.Payment ?? throw new NotHere();
        if (-await turn.Db.Entries().Where(e => e.Account == Account.Unmatched && e.Payment == payment)
            .SumAsync(e => e.Figure, turn.Stop) != wish.Figure)
            throw new Rule("", "申し出たあとに、この不明金は動きました。認めずに、申し出からやり直してもらってください。");
        await books.Return(turn.Db, payment, wish.Method, wish.Reason, wish.By ?? throw new NotHere(), turn.Stop);
        return Home(wish);
    }
}
