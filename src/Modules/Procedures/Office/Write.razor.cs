using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Writes a note to a case; two officers may write at once, a note changes nothing else.</summary>
public sealed partial class Write
{
    public sealed record Input([Ask("メモ", Hint = "住んでいる所や居場所がわかることは書かないでください。支援措置のある方でも、メモは隠れません。", Kind = "longtext",
        MaxLength = 2000)] string Text) : IForm<Input>;

    public sealed record Page(Application Case, Form Form);

    public static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Journal journal,
        CancellationToken ct) =>
        Show(new(await CaseAccess.Shown(db, id, actor, city, journal, ct), form));

    public static async Task<Answer> Accept(Guid id, Input input, CityDb db, Actor actor, CityProfile city, Journal journal,
        TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await db.Set<Application>().Visible(city.DepartmentsOf(actor))
            .FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
        db.Add(new Note
        {
            Id = clock.NewId(), ApplicationId = id, Text = input.Text.Trim(), By = actor.Account ?? throw new NotHere(),
            At = clock.GetUtcNow()
        });
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}
