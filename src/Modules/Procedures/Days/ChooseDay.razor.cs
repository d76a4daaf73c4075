using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
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

    static async Task<Form> Build(Guid id, Look look, Mine mine, DayDesk desk)
    {
        var found = await Own(look, id, mine);
        var language = look.Language;
        return new Form([MoveDay.Question(await desk.Open(look.Db, found, look.Stop), language)]) { Language = language.Code };
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, Mine mine, Catalogue catalogue)
    {
        var found = await Own(look, id, mine);
        // The day stands (again): whoever presses twice, or comes by an old window, is led on to where the first press went.
        if (!found.LostDay) return Results.Redirect(Links.Application(id));
        var why = await look.Db.Set<DayChange>().Where(c => c.ApplicationId == id && c.To == null)
            .OrderByDescending(c => c.At).Select(c => c.Reason).FirstOrDefaultAsync(look.Stop);
        return Show(new(form, found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition, why,
            look.City.ContactOf(found.Department, look.Today)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Mine mine, DayDesk desk)
    {
        var found = await turn.Take(mine.Applications(turn.Db, turn.Actor).Where(a => a.Id == id));
        if (!found.LostDay) throw new Rule("", new Text("この申し込みの日は、もう決まっています。申し込みのページで確かめてください。", "日は もう きまって います。もうしこみの ページを 見て ください。",
            "The day of this application is fixed already. Please look at its page."));
        await desk.Move(turn.Db, found, MoveDay.Chosen(form), null, found.Account, turn.Stop);
        turn.Journal.About(found);
        return Answer.See(Links.Application(id));
    }

    static async Task<Application> Own(Look look, Guid id, Mine mine) =>
        await look.Find(mine.Applications(look.Db, look.Actor).Where(a => a.Id == id));
}
