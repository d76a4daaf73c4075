using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>All officers with the posts they hold today.</summary>
public partial class Officers : View<Officers, Officers.Face>
{
    public sealed record Face(IReadOnlyList<Row> Rows);
    public sealed record Row(Guid Id, string Name, string Login, string Department, IReadOnlyList<string> Posts, bool Ready,
        DateOnly? LeftOn);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/office/officers", StaffModule.CanManage, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff)
    {
        var today = look.Today;
        var officers = await look.Db.Set<Officer>().OrderBy(o => o.Department).ThenBy(o => o.Kana)
            .Select(o => new
            {
                o.Id, o.Name, o.Login, o.Department, o.LeftOn, Ready = look.Db.Set<Credential>()
                .Any(c => c.Account == o.Id && c.SealedTotp != null)
            }).ToListAsync(look.Stop);
        var posts = (await look.Db.Set<PostHolding>().On(today).Select(h => new { h.Officer, h.Post }).ToListAsync(look.Stop))
            .ToLookup(h => h.Officer, h => h.Post);
        return Show(new([.. officers.Select(o => new Row(o.Id, o.Name, o.Login, staff.DepartmentName(o.Department, today),
            [.. posts[o.Id].Select(post => staff.PostTitle(post, today))], o.Ready, o.LeftOn))]));
    }
}
