using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>供覧の一覧: what is shown to me, and what I have read of it.</summary>
public sealed partial class Circulars
{
    public const string Url = "/office/circulars";
    internal static readonly Deed Seen = new("approvals.circular-read", "供覧されたものを読んだ", "よんだ", "read what was circulated");
    static readonly Order<Circulated, Row> Newest = new Order<Circulated, Row>().Down(c => c.At, r => r.At).Down(c => c.Id, r => r.Id);

    public sealed record Row(Guid Id, string Title, string Url, Guid From, DateTimeOffset At, DateTimeOffset? ReadAt);
    public sealed record Page(bool Read, Slice<Row> Found, IReadOnlyDictionary<Guid, OfficerFace> From);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Officer, Deed.None, Ask);
        app.MapAct(Url + "/{id:guid}/read", Permission.Officer, Seen, Mark);
    }

    static async Task<IResult> Ask(Look look, IStaff staff, string? show = null, string? at = null)
    {
        var (me, read) = (look.Me, show == "read");
        var found = await Newest.Slice(look.Db.Set<Circulated>().AsNoTracking().Where(c => c.Officer == me
            && (c.ReadAt != null) == read), at,
            50, rows => rows.Select(c => new Row(c.Id, c.Title, c.Url, c.From, c.At, c.ReadAt)).ToListAsync(look.Stop));
        return Show(new(read, found, await staff.Faces(look, [.. found.Rows.Select(r => r.From).Distinct()])));
    }

    internal static async Task<Answer> Mark(Guid id, Turn turn)
    {
        var shown = await turn.Take<Circulated>(c => c.Id == id && c.Officer == turn.Me);
        shown.Read(turn.Now);
        turn.Journal.About(shown.SubjectKind, shown.SubjectId);
        return Answer.See(Url);
    }
}
