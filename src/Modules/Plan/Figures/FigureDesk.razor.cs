using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>計画の数字: what the secretariat works with. What waits for a second person, and every target with its newest figure.</summary>
public sealed partial class FigureDesk
{
    public const string Url = "/office/plan";

    public sealed record Waiting(Entry Entry, string Title, string Unit, string By, bool Mine);
    public sealed record Page(Shelf Shelf, IReadOnlyList<Waiting> Entries, IReadOnlyList<(RenewalSystem System, string Warning)> Warnings)
    {
        /// <summary>The entry that was just entered or checked, and what it is a figure of.</summary>
        public (Entry Entry, Target Target)? Last { get; init; }
    }

    internal static string After(Guid entry) => $"{Url}?after={entry}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Shelves shelves, IStaff staff, Guid? after = null)
    {
        var shelf = await shelves.Open(look.Db, look.Stop);
        var open = await look.Db.Set<Entry>().AsNoTracking().Where(e => e.Agreed == null).OrderBy(e => e.At).Take(100)
            .ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. open.Select(e => e.By).OfType<Guid>().Distinct()]);
        var last = after is null ? null : await look.Db.Set<Entry>().AsNoTracking()
            .FirstOrDefaultAsync(e => e.Id == after && (e.Agreed == null ? e.By : e.CheckedBy) == look.Actor.Account, look.Stop);
        return Show(new(shelf, [.. open.Select(e => new Waiting(e, shelf.Plan.Target(e.Target)?.Title ?? e.Target,
            shelf.Plan.Target(e.Target)?.Unit ?? "", faces.NameOf(e.By ?? Guid.Empty), e.By == look.Actor.Account))],
            [.. from s in shelf.Plan.Systems let w = s.Warning(shelf.Today) where w is not null select (s, w)])
        { Last = last is not null && shelf.Plan.Target(last.Target) is { } target ? (last, target) : null });
    }
}
