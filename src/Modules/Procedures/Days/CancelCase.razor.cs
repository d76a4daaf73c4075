using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>An officer takes an application back on the person's behalf, with a reason: its place is free again, all that was paid goes back, the person is told.</summary>
public sealed partial class CancelCase
{
    public sealed record Input(
        [Ask("理由", Hint = "だれから、どのように頼まれたかを書いてください。申し込んだ方にも見えます。", Kind = "longtext", MaxLength = 500)]
        string Reason) : IForm<Input>;

    public sealed record Page(Application Case, Form Form);

    internal static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Journal journal, CancellationToken ct) =>
        Show(new(await CaseAccess.Shown(db, id, actor, city, journal, ct), form));

    internal static async Task<Answer> Accept(Guid id, Input input, IFormCollection posted, CityDb db, Actor actor, CityProfile city, IStaff staff,
        TakingBack back, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        await back.Take(db, found, actor.Account ?? throw new NotHere(), input.Reason.Trim(), ct);
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(Links.Case(id));
    }
}
