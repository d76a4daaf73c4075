using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Gives a case to an officer of its department.</summary>
public sealed partial class Assign
{
    public sealed record Page(Application Case, Form Form);

    public static async Task<Form> Build(Guid id, CityDb db, Actor actor, CityProfile city, IStaff staff, CancellationToken ct)
    {
        var found = await CaseAccess.Own(db, id, actor, city, ct);
        var officers = await staff.Of(db, found.Department, ct);
        return new Form([new Ui.Question("officer", new ChoiceKind(),
            "担当する職員") { Options = [.. officers.Select(o => new Ui.Option(o.Account.ToString("N"), $"{o.Name}（{o.PostTitle}）"))] }])
            .Fill("officer", found.Assignee?.ToString("N") ?? actor.Account?.ToString("N"));
    }

    public static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Journal journal,
        CancellationToken ct) =>
        Show(new(await CaseAccess.Shown(db, id, actor, city, journal, ct), form));

    public static async Task<Answer> Accept(Guid id, Form form, IFormCollection posted, CityDb db, Actor actor, CityProfile city,
        IStaff staff, Journal journal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var officer = Guid.Parse((string)(form.Value("officer") ?? ""));
        // The list may be older than the staff: whoever left the department meanwhile takes nothing on.
        if ((await staff.Of(db, found.Department, ct)).All(o => o.Account != officer))
            throw new Rule("officer", "この職員は今この課にいません。選び直してください。");
        db.Add(found.Assign(officer, actor.Account ?? throw new NotHere(), clock.NewId(), clock.GetUtcNow()));
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}
