using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The orders of a person, the newest first, and who did what about them when.</summary>
public sealed record OrderHistory(IReadOnlyList<(ProtectionOrder Order, IReadOnlyList<OrderHistory.Line> Lines)> Orders, DateOnly Today)
{
    public sealed record Line(string What, DateTimeOffset At, string? By);

    internal static async Task<OrderHistory> Of(Look look, Guid person, IStaff staff, DateOnly today)
    {
        var orders = await look.Db.Set<ProtectionOrder>().Where(o => o.Person == person).OrderByDescending(o => o.From)
            .ThenByDescending(o => o.At).ToListAsync(look.Stop);
        var extensions = orders.Count == 0 ? [] : await look.Db.Set<ProtectionExtension>()
            .Where(e => look.Db.Set<ProtectionOrder>().Any(o => o.Person == person && o.Id == e.Order)).OrderBy(e => e.At)
                .ToListAsync(look.Stop);
        Guid?[] officers = [.. orders.SelectMany(o => new[] { o.By, o.EndedBy }), .. extensions.Select(e => (Guid?)e.By)];
        var faces = await staff.Faces(look, [.. officers.OfType<Guid>().Distinct()]);
        return new([.. orders.Select(o => (o, Lines(o)))], today);

        IReadOnlyList<Line> Lines(ProtectionOrder order)
        {
            var own = extensions.Where(e => e.Order == order.Id).ToList();
            return
            [
                new($"{EraDate.Of(own is [var first, ..] ? first.From.AddDays(-1) : order.Until)}までの期間で記録", order.At, Name(order.By)),
                .. own.Select(e => new Line($"{EraDate.Of(e.Until)}まで延長", e.At, Name(e.By))),
                .. order is { EndedOn: { } on, EndedAt: { } at } ? [new Line($"{EraDate.Of(on)}で終了", at, Name(order.EndedBy))]
                    : Array.Empty<Line>(),
            ];
        }

        string? Name(Guid? officer) => officer is { } id ? faces.NameOf(id) : null;
    }
}
