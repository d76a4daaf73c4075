using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The person whose day was closed chooses another one; what was paid stays paid.</summary>
public sealed partial class ChooseDay
{
    public sealed record Page(Form Form, Application Case, Definition Definition, string? Reason, Contact Ask);

    public static string Url(Guid id) => $"{Links.Application(id)}/day";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/my/applications/{id}/day", Permission.Applicant, DayDeeds.Choose, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, HttpContext http, CityDb db, Actor actor, Mine mine, DayDesk desk, CancellationToken ct)
    {
        var found = await Own(db, id, actor, mine, ct);
        var language = Language.Of(http);
        return new Form([MoveDay.Question(await desk.Open(db, found, ct), language)]) { Language = language.Code };
    }

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, Mine mine, Catalogue catalogue, CityProfile city,
        CancellationToken ct)
    {
        var found = await Own(db, id, actor, mine, ct);
        // The day stands (again): whoever presses twice, or comes by an old window, is led on to where the first press went.
        if (!found.LostDay) return Results.Redirect(Links.Application(id));
        var why = await db.Set<DayChange>().Where(c => c.ApplicationId == id && c.To == null)
            .OrderByDescending(c => c.At).Select(c => c.Reason).FirstOrDefaultAsync(ct);
        return Show(new(form, found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, why,
            city.ContactOf(found.Department)));
    }

    static async Task<Answer> Accept(Guid id, Form form, CityDb db, Actor actor, Mine mine, DayDesk desk, Journal journal,
        CancellationToken ct)
    {
        var found = await mine.Applications(db, actor).AsTracking().FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        if (!found.LostDay) throw new Rule("", new Text("この申し込みの日は、もう決まっています。申し込みのページで確かめてください。", "日は もう きまって います。もうしこみの ページを 見て ください。",
            "The day of this application is fixed already. Please look at its page."));
        await desk.Move(db, found, MoveDay.Chosen(form), null, found.Account, ct);
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(Links.Application(id));
    }

    static async Task<Application> Own(CityDb db, Guid id, Actor actor, Mine mine, CancellationToken ct) =>
        await mine.Applications(db, actor).FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
}
