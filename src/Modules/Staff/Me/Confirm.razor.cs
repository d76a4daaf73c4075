using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>The password (or a passkey) once more, before the ways in are changed: a screen left alone gives nobody a way of their
/// own.</summary>
public partial class Confirm : View<Confirm, Confirm.Page>
{
    public sealed record Page(Form Form, string Back);

    public sealed record Input([Ask("今のパスワード", Kind = "password", Autocomplete = "current-password")] string Current) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/me/confirm", Permission.Officer, StaffDeeds.ProvenAgain, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form, Look look) => Show(new(form, look.Back("/office/me")));

    static Task<OwnPassword> Weigh(Input input, Look look) =>
        OwnPassword.Weigh(look, input.Current);

    static async Task<Answer> Accept(OwnPassword own, Turn turn, Factors factors, Throttle throttle)
    {
        turn.Journal.About("officer", turn.Me);
        if (await own.Refusal(turn, StaffDeeds.Refused, throttle) is { } refusal) return refusal;
        await factors.Prove(turn.Db, turn.Actor, turn.Stop);
        return Answer.See(turn.Back("/office/me"));
    }
}
