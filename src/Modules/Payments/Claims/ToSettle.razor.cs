using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>確認が要るもの: money that met no claim, too much or too little of one, twice, or late; each a list with what to do.</summary>
public sealed partial class ToSettle
{
    public const string Url = ClaimPaths.Ledger + "/to-settle";
    const int PageSize = 50;

    public enum Which { Unknown, Overpaid, Double, Partial, Late }

    /// <param name="Amount">What it is about: unknown or overpaid money, what is still owed, what lateness adds.</param>
    public sealed record Row(Guid Id, string Title, string? Whose, DateOnly Day, Yen? Amount, string Url, string Do);

    public sealed record Page(Which List, Slice<Row> Rows);

    static readonly Order<Posted, Posted> Oldest = new Order<Posted, Posted>().Up(p => p.Row, p => p.Row);
    static readonly Order<Posted, Posted> Newest = new Order<Posted, Posted>().Down(p => p.Row, p => p.Row);
    static readonly Order<Claim, Claim> ByDue = new Order<Claim, Claim>().Up(c => c.Due, c => c.Due).Up(c => c.Id, c => c.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PaymentsModule.CanLedger, ClaimDeeds.Lists, Ask);

    static async Task<IResult> Ask(Look look, Which list = Which.Unknown, string? at = null) => Show(new(list, list switch
    {
        Which.Unknown => await Unknown(look, at),
        Which.Late => await Late(look, at),
        _ => await Claims(look, list, at),
    }));

    static async Task<Slice<Row>> Unknown(Look look, string? at)
    {
        var entries = look.Db.Entries();
        var slice = await Oldest.Slice(look.Db.Postings().AsNoTracking().Include(p => p.Entries)
            .Where(p => p.Kind == PostingKind.Collect && p.Payment != null && p.Entries.Any(e => e.Account == Account.Unmatched)
                && entries.Where(e => e.Account == Account.Unmatched && e.Payment == p.Payment).Sum(e => e.Figure) < 0), at, PageSize,
                    rows => rows.ToListAsync(look.Stop));
        return slice.Map(p => new Row(p.Id, PostingWords.From(p.Payment ?? ""), null, p.PaidOn, p.Amount, ClaimPaths.Posting(p.Id),
            ChargeBooks.Owns(p.Payment ?? "") ? "決済会社からの返金を待っています" : "債権に消し込むか、送った人に返す"));
    }

    static async Task<Slice<Row>> Claims(Look look, Which list, string? at)
    {
        var (all, postings) = (look.Claims(), look.Db.Postings());
        var entries = look.Db.Entries();
        var over = all.Where(c => entries.Where(e => e.Claim == c.Id && e.Account == Account.Overpaid).Sum(e => e.Figure) < 0);
        var twice = (int)Match.Double;
        var asked = list switch
        {
            // Owed, and less than was determined: the two together are below nothing.
            Which.Partial => all.Where(c => entries.Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0
                && entries.Where(e => e.Claim == c.Id && (e.Account == Account.Receivable || e.Account == Account.Revenue
                    || e.Account == Account.Deposit)).Sum(e => e.Figure) < 0),
            Which.Double => over.Where(c => postings.Any(p => ((p.Match ?? 0) & twice) != 0 && p.Entries.Any(e => e.Claim == c.Id)
                    && !postings.Any(u => u.Undoes == p.Id))),
            _ => over,
        };
        var slice = await ByDue.Slice(asked.AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var faces = await look.Faces(slice.Rows);
        look.Journal.With([.. slice.Rows.Select(c => (Guid?)c.Debtor)]);
        return new([.. faces.Select(f => new Row(f.Claim.Id, f.Title, f.Debtor, f.Claim.Due,
            list is Which.Partial ? f.Balance.Owed : f.Balance.Overpaid, ClaimPaths.Claim(f.Claim.Id),
            list is Which.Partial ? "残りを確かめる" : "充当するか、還付する"))], slice.Before, slice.After);
    }

    static async Task<Slice<Row>> Late(Look look, string? at)
    {
        var (late, claims, postings) = ((int)Match.Late, look.Claims(), look.Db.Postings());
        var slice = await Newest.Slice(postings.AsNoTracking().Include(p => p.Entries).Where(p => ((p.Match ?? 0) & late) != 0
            && p.Entries.Any(e => claims.Any(c => c.Id == e.Claim)) && !postings.Any(u => u.Undoes == p.Id)
            && !look.Db.Entries().Any(e => e.Part == Part.LateCharge && p.Entries.Any(own => own.Claim == e.Claim))),
            at, PageSize, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.SelectMany(p => p.Entries).Select(e => e.Claim).OfType<Guid>().Distinct().ToList();
        var about = await claims.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(look.Stop);
        var faces = (await look.Faces(about)).ToDictionary(f => f.Claim.Id);
        var book = await Book.Open(look.Db, look.City, about, [], look.Stop);
        var recoveries = await look.Db.Recoveries(about, look.Stop);
        look.Journal.With([.. about.Select(c => (Guid?)c.Debtor).Distinct()]);
        return slice.Map(p =>
        {
            var face = p.Entries.Where(e => e.Claim is { } id && faces.ContainsKey(id)).Select(e => faces[e.Claim ?? default]).First();
            var added = ShowClaim.Late(book.Ledger, book.Of(face.Claim), recoveries[face.Claim.Key], look).Late?.Amount;
            return new Row(p.Id, face.Title, face.Debtor, p.PaidOn, added,
                ClaimPaths.Claim(face.Claim.Id), "延滞金を確かめる");
        });
    }

    static (string Title, string Lead, string Amount, string Day) Words(Which list) => list switch
    {
        Which.Unknown => ("不明金", "だれの、何のお金かが分からない入金です。", "金額", "領収日"),
        Which.Overpaid => ("過誤納", "調定した額より多く入っているものです。", "過誤納の額", "納期限"),
        Which.Double => ("二重納付", "すべて納められた後に、もう一度入ったものです。", "過誤納の額", "納期限"),
        Which.Partial => ("一部納付", "一部だけが納められたものです。", "残りの額", "納期限"),
        _ => ("期限後の納付", "納期限の後に納められ、延滞金を調定していないものです。新しいものから並びます。", "今日までの延滞金",
            "領収日"),
    };
}
