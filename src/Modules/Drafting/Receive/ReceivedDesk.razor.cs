using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>収受簿: what came in, whose it is, and what has arrived and waits to be registered.</summary>
public sealed partial class ReceivedDesk
{
    public const string Url = "/office/received";
    const int PerPage = 50;
    static readonly Order<Received, Received> Newest = new Order<Received, Received>().Down(r => r.At, r => r.At).Down(r => r.Id, r
        => r.Id);

    public sealed record Row(Received Received, string Officer, string Department);
    public sealed record Page(Slice<Row> Found, IReadOnlyList<Arrival> Arrivals, string State, string? Words, bool Distributes);

    internal static readonly IReadOnlyList<(string Code, string Words)> States =
        [("open", "処理が済んでいないもの"), ("mine", "自分の担当"), ("done", "処理済み"), ("all", "すべて")];

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DraftingModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Search search, IStaff staff, string? state = null, string? q = null, string? at = null)
    {
        var (found, me) = (Received.Visible(look).AsNoTracking(), look.Me);
        var chosen = States.FirstOrDefault(s => s.Code == state, States[0]).Code;
        found = chosen switch
        {
            "mine" => found.Where(r => r.Officer == me && r.DoneAt == null),
            "done" => found.Where(r => r.DoneAt != null),
            "all" => found,
            _ => found.Where(r => r.DoneAt == null),
        };
        if (search.Find(look.Db, FindReceived.Name, q) is { } hits) found = found.Where(r => hits.Contains(r.Id));
        var slice = await Newest.Slice(found, at, PerPage, r => r.ToListAsync(look.Stop));
        var faces = await staff.Faces(look, [.. slice.Rows.Select(r => r.Officer).OfType<Guid>().Distinct()]);
        var arrivals = await look.Db.Set<Arrival>().AsNoTracking().Where(a => a.EndedAt == null).OrderBy(a => a.At).Take(100)
            .ToListAsync(look.Stop);
        return Show(new(slice.Map(r => new Row(r, r.Officer is { } o ? faces.NameOf(o) : "", staff.DepartmentName(r.Department,
            look.Today))),
            look.Actor.Can(DraftingModule.Receive) ? arrivals : [], chosen, q, look.Actor.Can(DraftingModule.Receive)));
    }
}
