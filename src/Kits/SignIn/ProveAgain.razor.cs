using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>The password (or a passkey) once more, before the ways in are changed: a screen left alone gives nobody a way of their
/// own.</summary>
public sealed partial class ProveAgain
{
    public sealed record Page(Form Form, OwnPlate Own, string Back);

    public sealed record Input([AskPresentPassword] string Current) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app, OwnPlate own) =>
        app.MapForm<Input>(own.Again, own.Who, own.ProvenAgain, (Form form, Look look) => Show(new(form, own, look.Back(own.At))),
            (OwnPassword proof, Turn turn, Factors factors, Throttle throttle) => Accept(proof, turn, own, factors, throttle),
            weigh: (Input input, Look look) => OwnPassword.Weigh(look, input.Current));

    static async Task<Answer> Accept(OwnPassword proof, Turn turn, OwnPlate own, Factors factors, Throttle throttle)
    {
        own.Door.Note(turn, turn.Me);
        if (await proof.Refusal(turn, own.Door.Refused, throttle) is { } refusal) return refusal;
        await factors.Prove(turn.Db, turn.Actor, turn.Stop);
        return Answer.See(turn.Back(own.At));
    }
}
