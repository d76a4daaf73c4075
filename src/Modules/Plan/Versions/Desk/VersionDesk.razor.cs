using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>ローリング: the plan's versions, and the way to a new one.</summary>
public sealed partial class VersionDesk
{
    public const string Url = "/office/plan/versions";

    public sealed record Line(PlanVersion Version, string OpenedBy, string? EndedBy, int Changes);
    public sealed record Page(IReadOnlyList<Line> Lines, PlanVersion? Open, PlanVersion? Done);

    /// <summary>The desk behind the end of a version.</summary>
    public static string Done(int number) => $"{Url}?done={number}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, int? done = null)
    {
        var versions = await look.Db.Set<PlanVersion>().AsNoTracking().OrderByDescending(v => v.Number).ToListAsync(look.Stop);
        var changes = await look.Db.Set<PlanChange>().GroupBy(c => c.VersionId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var faces = await staff.Faces(look,
            [.. versions.SelectMany(v => new[] { v.OpenedBy, v.AdoptedBy, v.DiscardedBy }).OfType<Guid>().Distinct()]);
        string? Name(Guid? who) => who is { } account ? faces.NameOf(account) : null;
        return Show(new([.. versions.Select(v => new Line(v, Name(v.OpenedBy) ?? "市の設定ファイル", Name(v.AdoptedBy ?? v.DiscardedBy),
            changes.GetValueOrDefault(v.Id)))], versions.FirstOrDefault(v => v.IsOpen),
            versions.FirstOrDefault(v => v.Number == done && !v.IsOpen)));
    }
}
