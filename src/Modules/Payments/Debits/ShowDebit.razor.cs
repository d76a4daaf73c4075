using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座振替の依頼の画面: its lines, what has changed since they were frozen, the file, and what the bank answered.</summary>
public sealed partial class ShowDebit
{
    const int PageSize = 50;

    /// <param name="Changed">Why it cannot be sent as it was frozen; null where it can.</param>
    public sealed record Row(DebitLine Of, string Title, Guid? Claim, string Debtor, string Account, string? Changed);

    /// <param name="Blocked">How many lines have changed since; then the file is not given.</param>
    public sealed record Page(DebitRequest Request, Slice<Row> Rows, int Blocked, int Paid, int Failed, Guid Me);

    static readonly Order<DebitLine, DebitLine> ByNumber = new Order<DebitLine, DebitLine>().Up(l => l.Number, l => l.Number);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(DebitDesk.Home + "/{id:guid}", PaymentsModule.CanTransfer, DebitDesk.Look, Ask);
        app.MapPage(DebitDesk.Home + "/{id:guid}/file", PaymentsModule.CanTransfer, DebitDesk.Written, Give);
        app.MapAct(DebitDesk.Home + "/{id:guid}/drop", PaymentsModule.CanTransfer, DebitDesk.Dropped, Drop);
        app.MapSecond<DebitRequest>(DebitDesk.Home + "/{act:guid}/check", DebitDesk.Home + "/{act:guid}/take-back",
            PaymentsModule.CanTransfer, DebitDesk.Checked, DebitDesk.TookBack, DebitDesk.Look);
    }

    /// <summary>Lines that are not as they were frozen: their account was ended, or less is owed.</summary>
    static IQueryable<DebitLine> Changed(CityDb db, Guid request)
    {
        var (mandates, entries) = (db.Set<DebitMandate>(), db.Entries());
        return db.Set<DebitLine>().Where(l => l.Request == request && l.Paid == null && (mandates.Any(m => m.Id == l.Mandate
            && m.EndedAt != null)
            || entries.Where(e => e.Claim == l.Claim && e.Account == Account.Receivable).Sum(e => e.Figure) < l.Figure));
    }

    static async Task<IResult> Ask(Guid id, Look look, MasterKey key, string? at = null)
    {
        var (request, lines) = (await look.Find<DebitRequest>(r => r.Id == id), look.Db.Set<DebitLine>().AsNoTracking().Where(l =>
            l.Request == id));
        var slice = await ByNumber.Slice(lines, at, PageSize, rows => rows.ToListAsync(look.Stop));
        var counts = await lines.GroupBy(l => l.Paid).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(look.Stop);
        var changed = (await Changed(look.Db, id).Select(l => l.Id).ToListAsync(look.Stop)).ToHashSet();
        return Show(new(request, new(await Faces(slice.Rows, changed, look, key), slice.Before, slice.After), changed.Count,
            counts.Where(c => c.Key is true).Sum(c => c.Count), counts.Where(c => c.Key is false).Sum(c => c.Count), look.Me));
    }

    internal static async Task<IReadOnlyList<Row>> Faces(IReadOnlyList<DebitLine> lines, IReadOnlySet<Guid> changed, Look look,
        MasterKey key)
    {
        var (claimIds, mandateIds) = (lines.Select(l => l.Claim).ToList(), lines.Select(l => l.Mandate).Distinct().ToList());
        var faces = (await look.Faces(await look.Claims().AsNoTracking().Where(c => claimIds.Contains(c.Id)).ToListAsync(look.Stop)))
            .ToDictionary(f => f.Claim.Id);
        var mandates = await look.Db.Set<DebitMandate>().AsNoTracking().Where(m => mandateIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id,
            look.Stop);
        look.Journal.With([.. mandates.Values.Select(m => (Guid?)m.Debtor).Distinct()]);
        return [.. lines.Select(l => faces.GetValueOrDefault(l.Claim) is { } face
            ? new Row(l, face.Title, l.Claim, face.Debtor, mandates[l.Mandate].Read(key).Masked, Why(l, mandates[l.Mandate]))
            : new Row(l, "ほかの課の債権", null, "", "", Why(l, mandates[l.Mandate])))];

        string? Why(DebitLine line, DebitMandate mandate) => !changed.Contains(line.Id) ? null
            : mandate.EndedAt is not null ? "口座振替が終わりました。" : "未納の額が変わりました。";
    }

    static async Task<IResult> Give(Guid id, Look look, MasterKey key)
    {
        var request = await look.Find<DebitRequest>(r => r.Id == id);
        if (request is not { Agreed: true, DroppedAt: null }) throw new NotHere();
        if (await Changed(look.Db, id).AnyAsync(look.Stop)) return Results.Redirect(DebitDesk.Show(id));
        var (content, hash) = await Write(look.Db, request, look.City, key, look.Stop);
        if (hash != request.Hash) return Results.Redirect(DebitDesk.Show(id));
        look.Journal.About(DebitDesk.Request, id).Fact("hash", hash[..16]).Unnamed();
        return Results.File(content, "application/octet-stream", $"furikae-{request.Day:yyyyMMdd}.dat");
    }

    /// <summary>The file as it would be made of the lines now.</summary>
    internal static async Task<(byte[] Content, string Hash)> Write(CityDb db, DebitRequest request, CityProfile city, MasterKey key,
        CancellationToken ct)
    {
        var lines = await (from l in db.Set<DebitLine>().AsNoTracking() where l.Request == request.Id
                           join m in db.Set<DebitMandate>().AsNoTracking() on l.Mandate equals m.Id select new { l, m }).ToListAsync(ct);
        return DebitFile.Write(city, request.Day, lines.Select(each => (each.l, each.m.Read(key))));
    }

    static async Task<Answer> Drop(Guid id, Turn turn)
    {
        var request = await turn.Take<DebitRequest>(r => r.Id == id);
        if (await turn.Db.Set<DebitLine>().AnyAsync(l => l.Request == id && l.Paid != null, turn.Stop))
            throw new Rule("", "銀行の結果が入っているので、やめられません。");
        request.Drop(turn.Me, turn.Now);
        turn.Journal.About(DebitDesk.Request, id);
        return Answer.See(DebitDesk.Show(id));
    }
}
