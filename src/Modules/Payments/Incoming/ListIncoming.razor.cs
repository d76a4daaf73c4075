using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>収納の結果: the files that were taken, and how many rows of them an officer has to look at.</summary>
public sealed partial class ListIncoming
{
    const int PageSize = 50;

    public sealed record Row(IncomingFile File, string Source, string By);

    public sealed record Page(Slice<Row> Rows, int Differs);

    static readonly Order<IncomingFile, IncomingFile> Newest = new Order<IncomingFile, IncomingFile>().Down(f => f.At, f => f.At)
        .Down(f => f.Id, f => f.Id);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(IncomingDesk.Home, PaymentsModule.CanTakeFiles, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff, string? at = null)
    {
        var slice = await Newest.Slice(look.Db.Set<IncomingFile>().AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var faces = await staff.Faces(look, [.. slice.Rows.Select(f => f.By).Distinct()]);
        var sources = look.City.Files<IncomingSources>();
        return Show(new(slice.Map(f => new Row(f, sources.Find(f.Source)?.Title ?? f.Source, faces.NameOf(f.By))),
            await ListDifferences.Open(look).CountAsync(look.Stop)));
    }
}
