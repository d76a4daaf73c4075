using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>手続ごとの電子申請件数: the same applications as <see cref="ApplicationsOnline"/>, a part for each procedure.</summary>
sealed class ApplicationsByProcedure : IMeasure
{
    /// <summary>The part of entries from before the procedure stood in them.</summary>
    const string Untold = "untold";

    public string Code => IProcedures.Measure;
    public string Label => "手続ごとの電子申請件数";
    public string Unit => "件";
    public string Explained => "オンラインで受け付けた申請を、手続ごとに数えたものです。手数料のある申請は、支払いを確認したときに1件と数えます。取り下げられた申請も含みます。";
    public IReadOnlyCollection<string> Reads { get; } = [ApplyDeeds.Submit.Code, ApplyDeeds.Paid.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        ApplicationsOnline.Door(entry) == Channels.Online ? [new(entry.Facts.GetValueOrDefault("procedure") ?? Untold, 1)] : [];
}

/// <summary>Tells other modules which procedures are offered.</summary>
sealed class OfferedProcedures(Catalogue catalogue, CityProfile city, ISlots slots) : IProcedures
{
    public IReadOnlyList<OnlineProcedure> Offered(DateOnly today) =>
        [.. catalogue.Online(today).Select(v =>
            new OnlineProcedure(v.Code, v.Definition.Title.Ja, v.Definition.Department))];

    public async Task<ProcedureFace?> Face(CityDb db, string code, DateOnly today, CancellationToken ct)
    {
        var open = catalogue.Online(code, today);
        if ((open ?? catalogue.Known(today).FirstOrDefault(v => v.Code == code))?.Definition is not { } known) return null;
        return new(code, known.Title, known.Lead, Fee(known, today), open is not null, known.ValidUntil,
            open is null ? null : await Free(db, known, today, ct));
    }

    // Whose figures end cannot say its price.
    static Text Fee(Definition definition, DateOnly today)
    {
        try { return definition.CostOn(today); }
        catch (MissingRule) { return definition.Cost; }
    }

    async Task<int?> Free(CityDb db, Definition definition, DateOnly today, CancellationToken ct)
    {
        if (definition.Capacity is not { } capacity || city.Files<SlotTables>().Of(definition) is not { } table) return null;
        var offered = new Dictionary<(string, DateOnly), Slot>();
        foreach (var key in table.Rows.Select(r => r.Key).Distinct())
            foreach (var slot in await slots.Offered(db, table.Code, key, today.AddDays(capacity.ClosesDaysBefore),
                today.AddDays(capacity.OpensDaysBefore), ct))
                offered[(slot.Pool, slot.Day)] = slot;
        var sum = 0;
        foreach (var pool in offered.Values.GroupBy(s => s.Pool))
        {
            var taken = await slots.Taken(db, [.. pool], Guid.Empty, default, ct);
            sum += pool.Sum(s => Math.Max(0, s.Places - taken.GetValueOrDefault(s.Day)));
        }
        return sum;
    }
}
