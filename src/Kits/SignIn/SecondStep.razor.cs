using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>The second step: the code of the authenticator app, or of the mail while no app is set.</summary>
public sealed partial class SecondStep
{
    public sealed record Page(Form Form, DoorPlate Door, bool ByMail);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "6つの 数字", English = "Code")] string Code) : IForm<Input>;

    internal static void Map<T>(IEndpointRouteBuilder app, DoorPlate door) where T : SignInDoor =>
        app.MapForm<Input>(door.At + "/code", Permission.Public, door.SignedIn,
            object (Form form, string? ticket, Look look, SignInSteps steps) =>
                steps.Read(door, ticket) is { } half ? Show(new(form, door, half.MailCode is not null))
                    : Answer.See(Back.Link(door.At, ("back", look.Back(door.Start)))),
            (Input input, Half half, Turn turn, T room, SignInSteps steps) => steps.Second(turn, room, half, input.Code),
            weigh: (string? ticket, SignInSteps steps) => steps.Weigh(door, ticket));
}
