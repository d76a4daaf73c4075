using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>滞納者の画面: what a debtor did not pay in time, what was done about each of it, and how the promises to pay in parts
/// stand.</summary>
public sealed partial class ShowArrears
{
    const int Most = 300;

    /// <param name="Ends">The last day of its time, in words.</param>
    public sealed record Row(ClaimFace Face, Recovery Recovery, string Ends, (Tone Tone, string Words) State);

    public sealed record Plan(PaymentPlan Of, PlanStanding Standing, IReadOnlyList<(Determination Of, Yen Amount)> Next);

    public sealed record Page(Debtor Debtor, IReadOnlyList<Row> Rows, IReadOnlyList<Plan> Plans, IReadOnlyDictionary<string, string> Titles,
        DateOnly Today, bool May);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ClaimPaths.Ledger + "/debtors/{id:guid}/recovery", PaymentsModule.CanLedger, RecoveryDeeds.Look, Ask);
        app.MapAct(ClaimPaths.Ledger + "/debtors/{id:guid}/plans/{plan:guid}/end", PaymentsModule.CanRecover, RecoveryDeeds.EndPlan, End);
    }

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var debtor = await look.Find(look.Debtors().AsNoTracking().Where(d => d.Id == id));
        var claims = await look.Claims().AsNoTracking().Where(c => c.Debtor == id).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most)
            .ToListAsync(look.Stop);
        var faces = (await look.Faces(claims)).ToDictionary(f => f.Claim.Key);
        var book = await Book.Open(look.Db, look.City, claims, [], look.Stop);
        var recoveries = await look.Db.Recoveries(claims, look.Stop);
        var plans = recoveries.Values.SelectMany(r => r.Plans).DistinctBy(p => p.Id).OrderByDescending(p => p.MadeOn)
            .Select(p => (Of: p, Standing: p.Standing(book.Ledger, look.Today)))
            .Select(p => new Plan(p.Of, p.Standing, p.Of.Counting(book.Ledger, p.Standing.Next?.Amount ?? Yen.Zero))).ToList();
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(debtor,
            [.. claims.Where(c => c.Due < look.Today && faces[c.Key].Balance.Owed > Yen.Zero)
                .Select(c => Told(faces[c.Key], book, recoveries[c.Key], look))],
            plans, faces.ToDictionary(f => f.Key, f => f.Value.Title), look.Today, look.Actor.Can(PaymentsModule.CanRecover)));
    }

    static Row Told(ClaimFace face, Book book, Recovery recovery, Look look)
    {
        var (of, today) = (book.Of(face.Claim), look.Today);
        var state = recovery.Suspension(today) is not null ? (Tone.Plain, "執行停止")
            : recovery.IsSeized(today) ? (Tone.Bad, "差押")
            : recovery.StayOn(today) is not null ? (Tone.Warning, "猶予")
            : recovery.PlanOn(book.Ledger, today) is not null ? (Tone.Good, "分納")
            : recovery.Demand is not null ? (Tone.Warning, "督促済み") : (Tone.Bad, "未督促");
        return new(face, recovery, Ends(book.Ledger, of, recovery, look), state);
    }

    static string Ends(Ledger ledger, Determination of, Recovery recovery, Look look)
    {
        try
        {
            var time = Limitation.Of(ledger, of, recovery, look.City.Rules);
            return time.Last is { } last ? $"{EraDate.Of(last)}{(time.IsComplete(look.Today) ? "（完成）" : "")}" : "完成しない";
        }
        catch (MissingRule) { return "計算できません"; }
    }

    static async Task<Answer> End(Guid id, Guid plan, Turn turn)
    {
        await turn.Find(turn.Debtors().AsNoTracking().Where(d => d.Id == id));
        var found = await turn.Take(turn.Db.Set<PaymentPlan>().Where(p => p.Id == plan && p.Debtor == id));
        found.End(turn.Today);
        turn.Journal.About(ClaimDeeds.Debtor, id, id);
        return Answer.See(RecoveryPaths.Debtor(id));
    }
}
