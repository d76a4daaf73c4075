using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債務者の画面: what they owe and paid, by year and item, and every posting.</summary>
public sealed partial class ShowDebtor
{
    const int PageSize = 50;

    public sealed record Page(Debtor Debtor, IReadOnlyList<Debtor> Members, IReadOnlyList<Debtor> Joint, Slice<ClaimFace> Claims,
        Balance Total,
        Slice<Posted> Postings, IReadOnlyDictionary<Guid, string> Titles, DateOnly Today, bool MayDetermine)
    {
        public bool MayTransfer { get; init; }

        /// <summary>Where they live must not be seen by this officer.</summary>
        public bool Hidden { get; init; }

        /// <summary>What they were called before, the newest first, and by whom it was changed.</summary>
        public IReadOnlyList<(DebtorChange Change, string By)> Changes { get; init; } = [];

        /// <summary>Who they were said to be in the register, the newest first; the waiting one too.</summary>
        public IReadOnlyList<(DebtorTie Tie, string By, string CheckedBy)> Ties { get; init; } = [];
        public DebtorTie? WaitingTie => Ties.Select(t => t.Tie).FirstOrDefault(t => t.Agreed is null);

        /// <summary>Who owes since they died, and what waits for a second officer.</summary>
        public Inheritance? Inherited { get; init; }
        public Inheritance? Waiting { get; init; }

        /// <summary>Names of the heirs.</summary>
        public IReadOnlyDictionary<Guid, string> Heirs { get; init; } = new Dictionary<Guid, string>();
        public bool MayTie { get; init; }
        public Guid Me { get; init; }
    }

    static readonly Order<Claim, Claim> ByYear = new Order<Claim, Claim>().Down(c => c.Year, c => c.Year).Up(c => c.Item, c => c.Item)
        .Up(c => c.Term, c => c.Term).Up(c => c.Id, c => c.Id);

    static readonly Order<Posted, Posted> Newest = new Order<Posted, Posted>().Down(p => p.Row, p => p.Row);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(ClaimPaths.Ledger + "/debtors/{id:guid}", PaymentsModule.CanLedger, ClaimDeeds.Look, Ask);

    static async Task<IResult> Ask(Guid id, Look look, IRegister register, IStaff staff, string? at = null, string? posted = null)
    {
        var debtor = await look.Find(look.Debtors().AsNoTracking().Where(d => d.Id == id));
        var (claims, members) = (look.Claims().AsNoTracking().Where(c => c.Debtor == id), look.Db.Set<DebtorMember>());
        var slice = await ByYear.Slice(claims, at, PageSize, rows => rows.ToListAsync(look.Stop));
        var faces = await look.Faces(slice.Rows);
        var total = await (from e in look.Db.Entries() join c in claims on e.Claim equals (Guid?)c.Id select new { e.Account, e.Figure })
            .GroupBy(_ => 1).Select(g => new Balance
            {
                Claim = id, DeterminedFigure = -g.Sum(e => e.Account == Account.Revenue || e.Account == Account.Deposit ? e.Figure : 0),
                OwedFigure = g.Sum(e => e.Account == Account.Receivable ? e.Figure : 0),
                OverpaidFigure = -g.Sum(e => e.Account == Account.Overpaid ? e.Figure : 0),
                WrittenOffFigure = g.Sum(e => e.Account == Account.WrittenOff ? e.Figure : 0),
            }).FirstOrDefaultAsync(look.Stop) ?? Balance.None(id);
        var postings = await Newest.Slice(look.Db.Touching(claims), posted, PageSize, rows => rows.ToListAsync(look.Stop));
        look.Journal.About(ClaimDeeds.Debtor, id, id, debtor.Person is { } tied && tied != id ? tied : null);
        var inheritances = await look.Db.Set<Inheritance>().AsNoTracking().Include(i => i.Heirs)
            .Where(i => i.Debtor == id && (i.Agreed == null || i.Id == debtor.Inheritance)).ToListAsync(look.Stop);
        return Show(new(debtor,
            await Debtors(look, members.Where(m => m.Debtor == id).OrderBy(m => m.Number).Select(m => m.Member)),
            await Debtors(look, members.Where(m => m.Member == id).Select(m => m.Debtor)),
            new(faces, slice.Before, slice.After), total, postings, await Titles(look, postings.Rows), look.Today,
            debtor.Kind is not (DebtorKind.Account or DebtorKind.Counter) && look.Actor.Can(PaymentsModule.CanDetermine))
        {
            Hidden = (await FindDebtor.Hidden(look, register, [debtor])).Count > 0, Changes = await Changes(id, look, staff),
            Ties = await Ties(id, look, staff), Inherited = inheritances.Find(i => i.Agreed is true),
            Waiting = inheritances.Find(i => i.Agreed is null), Me = look.Me,
            Heirs = await NamesOf(look, inheritances.SelectMany(i => i.Heirs).Select(h => h.Of)),
            MayTie = debtor.Kind is DebtorKind.Person && look.Actor.Can(PaymentsModule.CanDetermine)
                && look.Actor.Can(RegisterSearch.Finding),
            MayTransfer = debtor.Kind is not (DebtorKind.Account or DebtorKind.Counter) && look.Actor.Can(PaymentsModule.CanTransfer)
        });
    }

    static async Task<IReadOnlyList<(DebtorChange, string)>> Changes(Guid id, Look look, IStaff staff)
    {
        var rows = await look.Db.Set<DebtorChange>().AsNoTracking().Where(c => c.Debtor == id).OrderByDescending(c => c.At)
            .ToListAsync(look.Stop);
        if (rows is []) return [];
        var faces = await staff.Faces(look, [.. rows.Select(c => c.By).Distinct()]);
        return [.. rows.Select(c => (c, faces.NameOf(c.By)))];
    }

    static async Task<IReadOnlyList<(DebtorTie, string, string)>> Ties(Guid id, Look look, IStaff staff)
    {
        var rows = await look.Db.Set<DebtorTie>().AsNoTracking().Where(t => t.Debtor == id && t.Agreed != false)
            .OrderByDescending(t => t.At).ToListAsync(look.Stop);
        if (rows is []) return [];
        var faces = await staff.Faces(look, [.. rows.SelectMany(t => new[] { t.By, t.CheckedBy }).OfType<Guid>().Distinct()]);
        string Name(Guid? of) => of is { } who ? faces.NameOf(who) : "";
        return [.. rows.Select(t => (t, Name(t.By), Name(t.CheckedBy)))];
    }

    static async Task<IReadOnlyDictionary<Guid, string>> NamesOf(Look look, IEnumerable<Guid> debtors)
    {
        var ids = debtors.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>()
            : await look.Db.Debtors().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, look.Stop);
    }

    static Task<List<Debtor>> Debtors(Look look, IQueryable<Guid> ids) =>
        look.Debtors().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(look.Stop);

    /// <summary>What the claims that these postings touch are called, as far as this officer may see them.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> Titles(Look look, IReadOnlyList<Posted> postings)
    {
        var ids = postings.SelectMany(p => p.Entries).Select(e => e.Claim).OfType<Guid>().Distinct().ToList();
        return (await look.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(look.Stop))
            .ToDictionary(c => c.Id, c => new ClaimFace(c, look.Items[c.Item], Balance.None(c.Id)).Title);
    }
}
