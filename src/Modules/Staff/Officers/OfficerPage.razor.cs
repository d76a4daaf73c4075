using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>One officer: posts over time, and what can be asked for.</summary>
public partial class OfficerPage : View<OfficerPage, OfficerPage.Face>
{
    public sealed record Face(Officer Officer, string Department, IReadOnlyList<Row> Posts, bool Ready, DateOnly Today, Row? Ended);
    public sealed record Row(Guid Id, string Title, DateOnly From, DateOnly? Until, string? GivenBy, DateTimeOffset GivenAt);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/officers/{id}", StaffModule.CanManage, Deed.None, Ask);
        app.MapAct("/office/officers/{id}/link", StaffModule.CanManage, StaffDeeds.Asked, MakeLink);
    }

    static async Task<IResult> Ask(Guid id, Guid? ended, CityDb db, IStaff staff, TimeProvider clock, CancellationToken ct)
    {
        var officer = await db.Set<Officer>().FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotHere();
        var holdings = await db.Set<PostHolding>().Where(h => h.Officer == id).OrderByDescending(h => h.From).ThenBy(h => h.Post)
            .ToListAsync(ct);
        var givers = await staff.Faces(db, [.. holdings.Select(h => h.GivenBy).OfType<Guid>().Distinct()], ct);
        var ready = await db.Set<Credential>().AnyAsync(c => c.Account == id && c.SealedTotp != null, ct);
        List<Row> rows = [.. holdings.Select(h => new Row(h.Id, staff.PostTitle(h.Post), h.From, h.Until, h.GivenBy is { } by
            && givers.TryGetValue(by, out var face) ? face.Name : null, h.GivenAt))];
        return Show(new(officer, staff.DepartmentName(officer.Department), rows, ready, clock.Today(),
            rows.Find(r => r.Id == ended && r.Until is not null)));
    }

    static async Task<Answer> MakeLink(Guid id, Actor actor, CityDb db, Second second, TimeProvider clock, Tickets tickets, Journal journal,
        CancellationToken ct)
    {
        var officer = await db.Set<Officer>().FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotHere();
        // Whoever can make a link for themselves could get round their own lost factor unseen: somebody else does it.
        if (officer.Id == actor.Account) throw new Rule("", "自分のリンクは作れません。ほかの担当者に頼んでください。");
        var first = officer.Mail is null ? WelcomeLink.Half() : null;
        var change = new PowerChange
        {
            Id = clock.NewId(), By = actor.Account, At = clock.GetUtcNow(), Kind = PowerKind.Link, Officer = id,
            FirstHalf = first is null ? null : Doors.Hash(first), Json = "{}"
        };
        await second.Ask(db, change, journal, ct);
        return Answer.See(ShowChange.After(tickets, change.Id, first, null));
    }

    internal static string Url(IConfiguration configuration, string path) => configuration["Keyaki:OfficeAddress"]?.TrimEnd('/') + path;
}
