using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What the officer's departments sent to others: that it was sent, and no more. Nobody's name stands here.</summary>
public sealed partial class ListSent
{
    internal const string Url = WorkList.Path + "/sent";

    public sealed record Row(Guid Id, ReceiptNumber? Number, string Title, string To, DateTimeOffset At);
    public sealed record Page(Slice<Row> Rows);

    sealed record Found(Guid Id, ReceiptNumber? Number, string Procedure, string To, DateTimeOffset At);

    static readonly Order<Handover, Found> Newest = new Order<Handover, Found>().Down(h => h.EndedAt!.Value, r => r.At)
        .Down(h => h.Id, r => r.Id);

    public static async Task<IResult> Ask(Look look, Catalogue catalogue, IStaff staff, string? at = null)
    {
        var departments = look.Departments;
        var sent = look.Db.Set<Handover>().Where(h => h.How == HandoverEnd.Taken && departments.Contains(h.From));
        var slice = await Newest.Slice(sent, at, WorkList.Rows, some => some.Select(h => new Found(h.Id,
            look.Db.Set<Application>().Where(a => a.Id == h.ApplicationId).Select(a => a.Number).FirstOrDefault(),
            look.Db.Set<Application>().Where(a => a.Id == h.ApplicationId).Select(a => a.Procedure).First(), h.To,
            h.EndedAt ?? h.At)).ToListAsync(look.Stop));
        return Show(new(slice.Map(f => new Row(f.Id, f.Number, catalogue.TitleOf(f.Procedure), staff.DepartmentName(f.To, look.Today),
            f.At))));
    }
}
