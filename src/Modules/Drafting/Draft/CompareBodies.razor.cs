using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>版を比べる: two versions of the body in one, what is gone struck through, what is new in red; both in words, too.</summary>
public sealed partial class CompareBodies
{
    public sealed record Page(Draft Draft, IReadOnlyList<(int Number, string Words)> Versions, BodyVersion Before, BodyVersion After);

    public static string Url(Guid id) => $"{ShowDraft.Url(id)}/versions";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(MyDrafts.Url + "/{id:guid}/versions", Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, IApprovals approvals, IStaff staff, int? before = null, int? after = null)
    {
        var draft = await Drafts.Read(id, look, approvals);
        var all = await look.Db.Set<BodyVersion>().AsNoTracking().Where(b => b.Draft == id).OrderByDescending(b => b.Number)
            .Select(b => new { b.Number, b.By, b.At }).Take(200).ToListAsync(look.Stop);
        if (all.Count == 0) throw new NotHere();
        var faces = await staff.Faces(look, [.. all.Select(v => v.By).Distinct()]);
        var (to, from) = (after ?? all[0].Number, before ?? Math.Max(1, (after ?? all[0].Number) - 1));
        return Show(new(draft, [.. all.Select(v => (v.Number, $"第{v.Number}版　{EraDate.Of(v.At.Day()).Short}　{faces.NameOf(v.By)}"))],
            await Version(from), await Version(to)));

        Task<BodyVersion> Version(int number) => look.Find<BodyVersion>(b => b.Draft == id && b.Number == number);
    }
}
