using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The year's money of a grant: its limit, what was granted of it, and what open applications ask for.</summary>
public sealed record YearBudget(Yen Limit, Yen Granted, Yen Asked)
{
    /// <summary>What may still be granted.</summary>
    public Yen Left => Limit - Granted;

    /// <summary>What is not even asked for yet; may be below zero when corrections asked for more.</summary>
    public Yen Free => Left - Asked;

    /// <summary>For the officer: what is left, and how much of it others are waiting for.</summary>
    public string InWords => Asked > Yen.Zero ? $"{Left}（ほかに審査中の申請が{Asked}）" : Left.ToString();

    /// <summary>Counted in the turn or the page that asks. Only this year's applications of the procedure are read, and the limit
    /// itself keeps them few.</summary>
    /// <exception cref="MissingRule">nobody has written down the money of this year.</exception>
    /// <param name="except">The application that asks: its own wish does not stand in its way.</param>
    public static async Task<YearBudget> Of(CityDb db, Definition definition, Budget budget, DateTimeOffset now, Guid except,
        CancellationToken ct)
    {
        var of = FiscalYear.Of(now.Day());
        var (procedure, year) = (definition.Code, (int?)of.Year);
        var counted = await db.Set<Application>().AsNoTracking()
            .Where(a => a.Procedure == procedure && a.BudgetYear == year && a.Id != except).Select(a => new { a.State, a.Grant })
            .ToListAsync(ct);
        Yen Sum(bool granted) => Yen.Sum(counted.Where(a => (a.State is ApplicationState.Granted or ApplicationState.Completed) == granted)
            .Select(a => a.Grant ?? Yen.Zero));
        return new(new((long)budget.Table.In(of).Value), Sum(granted: true),
            Sum(granted: false) + await Held(db, definition, now, except, ct));
    }

    /// <summary>What checkouts that are not paid yet ask for: while they are held, and one for each person, so that nobody keeps the
    /// money from others.</summary>
    static async Task<Yen> Held(CityDb db, Definition definition, DateTimeOffset now, Guid except, CancellationToken ct)
    {
        if (definition.Fee is null) return Yen.Zero;
        var held = await db.Set<Application>().AsNoTracking()
            .Where(a => a.Procedure == definition.Code && a.State == ApplicationState.AwaitingPayment && a.HeldUntil > now
                && a.Grant != null && a.Id != except)
            .Select(a => new { a.Account, a.Grant }).ToListAsync(ct);
        return Yen.Sum(held.GroupBy(h => h.Account).Select(own => own.Max(h => h.Grant) ?? Yen.Zero));
    }

    /// <summary>The money of the year for an officer who looks at this application; null when the definition has no limit.</summary>
    public static async Task<YearBudget?> For(CityDb db, Application application, Definition definition, DateTimeOffset now,
        CancellationToken ct) =>
        definition.Budget is { } budget ? await Of(db, definition, budget, now, application.Id, ct) : null;

    /// <exception cref="Rule">the grant would go beyond the year's money.</exception>
    public void Suffices(Yen? grant)
    {
        if (grant is { } wanted && wanted > Left)
            throw new Rule("", $"今年度の予算の残りは{Left}で、この申請の{wanted}には足りません。決定できません。");
    }
}
