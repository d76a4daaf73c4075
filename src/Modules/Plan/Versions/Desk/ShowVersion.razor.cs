using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>One version on the desk: what was changed so far and why, and everything in it.</summary>
public sealed partial class ShowVersion
{
    public sealed record Part(string Kind, string Code, string Title, bool Changed);
    public sealed record Page(PlanVersion Version, IReadOnlyList<ChangeLine> Changes, ILookup<string, Part> Parts, int? Base,
        ChangeLine? Done);

    public static string Url(int number) => $"/office/plan/versions/{number}";

    /// <summary>The version behind a change that was just made.</summary>
    public static string Done(int number, Guid change) => $"{Url(number)}?done={change}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/office/plan/versions/{number:int}", PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(int number, Look look, IStaff staff, Guid? done = null)
    {
        var draft = await Draft.Load(look, number);
        var changes = await draft.Changes(look, staff);
        var touched = changes.Select(c => (c.Change.Kind, c.Change.Code)).ToHashSet();
        var from = await look.Db.Set<PlanVersion>().Where(v => v.Id == draft.Version.Base).Select(v => (int?)v.Number)
            .FirstOrDefaultAsync(look.Stop);
        return Show(new(draft.Version, changes, draft.Items.Select(i =>
            new Part(i.Kind, i.Code, Facets.Title(i.Kind, i.Code, i.Json), touched.Contains((i.Kind, i.Code)))).ToLookup(p => p.Kind),
            from, changes.FirstOrDefault(c => c.Change.Id == done)));
    }
}
