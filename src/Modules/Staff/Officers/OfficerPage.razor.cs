using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>One officer: posts over time, and the one-time link right after it was made.</summary>
public partial class OfficerPage : View<OfficerPage, OfficerPage.Face>
{
    public sealed record Face(Officer Officer, string Department, IReadOnlyList<Row> Posts, bool Ready, string? Link, DateOnly Today);
    public sealed record Row(Guid Id, string Title, DateOnly From, DateOnly? Until, string? GivenBy, DateTimeOffset GivenAt);

    sealed record Made(Guid Officer, string Token);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/officers/{id}", StaffModule.CanManage, Deed.None, Ask);
        app.MapAct("/office/officers/{id}/link", StaffModule.CanManage, StaffDeeds.LinkMade, MakeLink);
    }

    static async Task<IResult> Ask(Guid id, string? made, CityDb db, IStaff staff, Tickets tickets, TimeProvider clock, IConfiguration configuration, CancellationToken ct)
    {
        var officer = await db.Set<Officer>().FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotHere();
        var holdings = await db.Set<PostHolding>().Where(h => h.Officer == id).OrderByDescending(h => h.From).ThenBy(h => h.Post).ToListAsync(ct);
        var givers = await staff.Faces(db, [.. holdings.Select(h => h.GivenBy).OfType<Guid>().Distinct()], ct);
        var ready = await db.Set<Credential>().AnyAsync(c => c.Account == id && c.SealedTotp != null, ct);
        var link = tickets.Read<Made>("welcome-link", made) is { } m && m.Officer == id ? Url(configuration, m.Token) : null;
        return Show(new(officer, staff.DepartmentName(officer.Department),
            [.. holdings.Select(h => new Row(h.Id, staff.PostTitle(h.Post), h.From, h.Until, h.GivenBy is { } by && givers.TryGetValue(by, out var face) ? face.Name : null, h.GivenAt))], ready, link, clock.Today()));
    }

    static async Task<Answer> MakeLink(Guid id, Actor actor, CityDb db, TimeProvider clock, Tickets tickets, Journal journal, CancellationToken ct)
    {
        var officer = await db.Set<Officer>().FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotHere();
        // Whoever can make a link for themselves could get round their own lost factor unseen: somebody else does it.
        if (officer.Id == actor.Account) throw new Rule("", "自分のリンクは作れません。ほかの担当者に頼んでください。");
        await OwnAccessRoutes.Reset(db, id, clock, ct);
        journal.About("officer", id);
        return Answer.See(WithLink(tickets, id, await WelcomeLink.Make(db, clock, id, actor.Account, ct)));
    }

    /// <summary>The officer's page, showing the link for a few minutes to who made it.</summary>
    internal static string WithLink(Tickets tickets, Guid officer, string token) =>
        Back.Link($"/office/officers/{officer}", ("made", tickets.Make("welcome-link", new Made(officer, token), TimeSpan.FromMinutes(10))));

    internal static string Url(IConfiguration configuration, string token) => $"{configuration["Keyaki:OfficeAddress"]?.TrimEnd('/')}/office/welcome/{token}";
}
