using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>The password (or a passkey) once more, before the ways in are changed: a screen left alone gives nobody a way of their
/// own.</summary>
public partial class Confirm : View<Confirm, Confirm.Face>
{
    public sealed record Face(Form Form, string Back);

    public sealed record Input([Ask("今のパスワード", Easy = "いまの パスワード", English = "Present password", Kind = "password",
        Autocomplete = "current-password")] string Current) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/my/account/confirm", Permission.Resident, ResidentDeeds.ProvenAgain, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form, string? back) => Show(new(form, Kernel.Back.To(back, "/my/account")));

    static Task<OwnPassword> Weigh(Input input, Actor actor, CityDb db, CancellationToken ct) =>
        OwnPassword.Weigh(db, actor, input.Current, ct);

    static async Task<Answer> Accept(string? back, OwnPassword own, Actor actor, CityDb db, Factors factors, Throttle throttle,
        Journal journal, HttpContext http, CancellationToken ct)
    {
        journal.About("account", actor.Account ?? throw new NotHere(), actor.Account);
        if (await own.Refusal(db, actor, ResidentDeeds.Refused, throttle, journal, http, ct) is { } refusal) return refusal;
        await factors.Prove(db, actor, ct);
        return Answer.See(Kernel.Back.To(back, "/my/account"));
    }
}
