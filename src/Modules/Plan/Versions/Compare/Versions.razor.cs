using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>これまでの版: every version that was the city's plan, to be read as it was.</summary>
public sealed partial class Versions
{
    public const string Url = "/plan/versions";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Look look) =>
        Show(await look.Db.Set<PlanVersion>().AsNoTracking().Where(v => v.AdoptedAt != null).OrderByDescending(v => v.Number)
            .ToListAsync(look.Stop) is { Count: > 0 } versions ? versions : throw new NotHere());
}
