using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>One officer: posts over time, and what can be asked for.</summary>
public partial class OfficerPage : View<OfficerPage, OfficerPage.Page>
{
    public static string Url(Guid officer) => $"{Officers.Url}/{officer}";
    internal static string Link(Guid officer) => $"{Url(officer)}/link";

    public sealed record Page(Officer Officer, string Department, IReadOnlyList<Row> Posts, bool Ready, DateOnly Today, Row? Ended);
    public sealed record Row(Guid Id, string Title, DateOnly From, DateOnly? Until, string? GivenBy, DateTimeOffset GivenAt);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/officers/{id}", StaffModule.CanManage, Deed.None, Ask);
        app.MapAct("/office/officers/{id}/link", StaffModule.CanManage, StaffDeeds.Asked, MakeLink);
    }

    static async Task<IResult> Ask(Guid id, Guid? ended, Look look, IStaff staff)
    {
        var officer = await look.Find<Officer>(o => o.Id == id);
        var holdings = await look.Db.Set<PostHolding>().Where(h => h.Officer == id).OrderByDescending(h => h.From).ThenBy(h => h.Post)
            .ToListAsync(look.Stop);
        var givers = await staff.Faces(look, [.. holdings.Select(h => h.GivenBy).OfType<Guid>().Distinct()]);
        var ready = await look.Db.Set<Credential>().AnyAsync(c => c.Account == id && c.SealedTotp != null, look.Stop);
        List<Row> rows = [.. holdings.Select(h => new Row(h.Id, staff.PostTitle(h.Post, look.Today), h.From, h.Until, h.GivenBy is { } by
            && givers.TryGetValue(by, out var face) ? face.Name : null, h.GivenAt))];
        return Show(new(officer, staff.DepartmentName(officer.Department, look.Today), rows, ready, look.Today,
            rows.Find(r => r.Id == ended && r.Until is not null)));
    }

    static async Task<Answer> MakeLink(Guid id, Turn turn, Second second, Tickets tickets)
    {
        var officer = await turn.Find<Officer>(o => o.Id == id);
        // Whoever can make a link for themselves could get round their own lost factor unseen: somebody else does it.
        if (officer.Id == turn.Actor.Account) throw new Rule("", "自分のリンクは作れません。ほかの担当者に頼んでください。");
        var first = officer.Mail is null ? WelcomeLink.Half() : null;
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Link, Officer = id,
            FirstHalf = first is null ? null : Doors.Hash(first), Json = "{}"
        };
        await second.Ask(turn.Db, change, turn.Journal, turn.Stop);
        return Answer.See(ShowChange.After(tickets, change.Id, first, null));
    }

    internal static string Url(IConfiguration configuration, string path) => configuration["Keyaki:OfficeAddress"]?.TrimEnd('/') + path;
}
