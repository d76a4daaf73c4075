using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Addresses of slips, what the journal says about them, and which of them an officer sees.</summary>
static class SlipDesk
{
    public const string Home = "/office/payments/slips", Kind = "slips";

    public static string Batch(Guid id) => $"{Home}/{id}";
    public static string Pdf(Guid batch, int part) => $"{Home}/{batch}/{part}.pdf";
    public static string ElQr(Guid batch) => $"{Home}/{batch}/el-qr.csv";
    public static string ElQrCancelled(Guid batch) => $"{Home}/{batch}/el-qr-cancelled.csv";
    public static string Make(Guid batch) => $"{Home}/{batch}/make";
    public static string OfDebtor(Guid debtor) => $"{ClaimPaths.Debtor(debtor)}/slips";

    public static Deed Made { get; } = new("payments.slips-made", "納付書を作った", "お金を はらう 紙を つくった", "made payment slips");
    public static Deed Listed { get; } = new("payments.slips-listed", "納付書を作る期別を選んだ",
        "お金を はらう 紙を つくる じゅんびを した",
        "chose a term for which payment slips are made");
    public static Deed Look { get; } = Deed.Look("payments.slips-look", "納付書を見た", "お金を はらう 紙を 見た",
        "looked at payment slips");

    extension(Look look)
    {
        public IQueryable<SlipBatch> SlipBatches() => look.Actor.Can(PaymentsModule.CanSeeAll) ? look.Db.Set<SlipBatch>()
            : look.Db.Set<SlipBatch>().Where(b => look.Departments.Contains(b.Department));

        /// <summary>Slips with their claims and the names on them, in their order.</summary>
        public async Task<IReadOnlyList<SlipFace>> SlipFaces(IReadOnlyList<IssuedSlip> slips)
        {
            var ids = slips.Select(s => s.Claim).Distinct().ToList();
            var claims = await look.Db.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, look.Stop);
            var debtors = claims.Values.Select(c => c.Debtor).Distinct().ToList();
            var names = await look.Db.Debtors().Where(d => debtors.Contains(d.Id)).Select(d => new { d.Id, d.Name })
                .ToDictionaryAsync(d => d.Id, d => d.Name, look.Stop);
            return [.. slips.Select(s => new SlipFace(s, claims[s.Claim], look.Items[claims[s.Claim].Item],
                names[claims[s.Claim].Debtor]))];
        }
    }

    extension(CityDb db)
    {
        /// <summary>The last slip of each of these claims.</summary>
        public async Task<IReadOnlyDictionary<Guid, IssuedSlip>> LastSlips(IReadOnlyCollection<Guid> claims, CancellationToken ct) =>
            (await db.Set<IssuedSlip>().AsNoTracking().Where(s => claims.Contains(s.Claim)).ToListAsync(ct))
                .GroupBy(s => s.Claim).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Id).Last());

        /// <summary>Claims of a whole term of which something is owed.</summary>
        public IQueryable<Claim> Unpaid(SlipBatch of) => db.Claims().Where(c => c.Item == of.Item && c.Year == of.Year && c.Term == of.Term
            && db.Entries().Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0);
    }
}

/// <summary>A slip with what it is for, and whose.</summary>
public sealed record SlipFace(IssuedSlip Of, Claim Claim, Item Item, string Payer)
{
    public string Title => new ClaimFace(Claim, Item, Balance.None(Claim.Id)).Title;
    public Slip Slip => Of.Read(Claim, Item, Payer);
}
