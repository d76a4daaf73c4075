using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納付書などの支払いを受ける: what is owed, by the number of a slip, whatever room it is of; by a name only of the items that the
/// officer may see.</summary>
public sealed partial class FindDue
{
    const int Most = 50;

    /// <param name="ByName">The officer may look by name, too.</param>
    public sealed record Page(Drawer Drawer, string? Words, IReadOnlyList<ClaimFace> Found, bool ByName, DateOnly Today);

    public static string Url(string drawer) => $"{Sales.Drawer(drawer)}/due";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(Sales.Home + "/{drawer}/due", PaymentsModule.CanSell, CounterDeeds.FindDue, Ask);

    static async Task<IResult> Ask(string drawer, Look look, string? q = null)
    {
        var (at, named) = (Sales.Find(look, drawer), look.Actor.Can(PaymentsModule.CanLedger));
        var claims = PlainText.IsBlank(q) ? [] : await Found(look, q?.Trim() ?? "", named);
        var faces = (await look.Faces(claims)).Where(f => f.Balance.Owed > Yen.Zero).ToList();
        look.Journal.With([.. faces.Select(f => (Guid?)f.Claim.Debtor).Distinct()]).Fact("count", faces.Count);
        return Show(new(at, q, faces, named, look.Today));
    }

    static async Task<List<Claim>> Found(Look look, string typed, bool named)
    {
        var number = string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c != '-'));
        var (slips, db) = (look.Db.Set<IssuedSlip>(), look.Db);
        var found = await db.Claims().AsNoTracking().Where(c => c.Key == typed || slips.Any(s => s.Claim == c.Id && s.Key == number))
            .Take(Most).ToListAsync(look.Stop);
        if (found.Count == 0 && named && JapaneseText.Fold(typed) is { Length: > 1 } words)
            found = await look.Claims().AsNoTracking().Where(c => db.Debtors().Any(d => d.Id == c.Debtor && d.Words.Contains(words))
                && db.Entries().Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0)
                .OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most).ToListAsync(look.Stop);
        return found.FindAll(c => !ChargeBooks.Owns(c));
    }
}
