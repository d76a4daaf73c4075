using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>補正 of what an officer typed in: whoever wrote on paper or called has no page of their own, so the officer asks them and types
/// in what they say.</summary>
public sealed partial class Retype
{
    public sealed record Page(Application Case, Form Form, IReadOnlyList<(string Label, string Reason)> Asked)
    {
        /// <summary>What these answers would take away, and whether the officer has agreed to it.</summary>
        internal Going? Going { get; init; }
        internal bool Agreed { get; init; }
    }

    internal static async Task<Form> Build(Guid id, HttpContext http, Look look, Catalogue catalogue, WritingDesk desk, IRegister register)
    {
        var found = await CaseAccess.Own(look, id);
        if (found is not { EnteredBy: not null, State: ApplicationState.CorrectionRequested }) throw new NotHere();
        if (await register.Hides(found, look.Actor, look.Stop)) throw new NotHere();
        var version = await catalogue.Pinned(look.Db, found.Definition, look.Stop);
        var offers = new Offers { Record = id, Uploads = Upload.Of(look, id) };
        var whole = await desk.Lay(look.Db, version with { Definition = version.Definition.TypedIn }, AnswersJson.Read(found.Answers),
            offers, look.Me, found.Person is { } person && Enter.ReadsPerson(version) ? await Enter.Home(person, look, register)
                : version.Definition.Persons.TakesOutsiders ? Household.Outsider : new(null, null), "ja",
            look.Stop, found.AppliedOn?.Midnight());
        if (HttpMethods.IsPost(http.Request.Method))
        {
            whole.Going = new(whole, version.Definition.TypedIn);
            whole.Form.Parse(await http.Request.ReadFormAsync(look.Stop));
        }
        await desk.Offer(look.Db, version.Definition, whole, offers, look.Stop);
        return whole.Form;
    }

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, HttpContext http)
    {
        var going = (form.Maker as DefinitionForm)?.Going is { Gone.Count: > 0 } goes ? goes : null;
        var open = await Open(look, id).Select(c => new { c.Question, c.Reason }).ToListAsync(look.Stop);
        return Show(new(await CaseAccess.Shown(look, id), form,
            [.. open.Select(c => (form.Question(c.Question.Split('.')[0]).Label, c.Reason))])
        { Going = going, Agreed = going?.Agreed(http.Request.Form) is true });
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, Catalogue catalogue)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var definition = (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition;
        var whole = (DefinitionForm)(form.Maker ?? throw new NotHere());
        if (whole.Going?.Asks(turn.Posted) is true)
            throw new Rule("", "この答えにすると、消える答えがあります。確かめて、どちらかを選んでください。");
        await Correct.Mended(turn.Db, found, whole, definition, catalogue, turn.Me, turn.Now, turn.Stop);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }

    static IQueryable<Correction> Open(Look look, Guid id) =>
        look.Db.Set<Correction>().Where(c => c.ApplicationId == id && c.AnsweredAt == null).OrderBy(c => c.At);
}
