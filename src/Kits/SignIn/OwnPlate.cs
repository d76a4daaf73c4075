using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>Where whoever came in by a door changes how they do: 自分の設定, アカウント.</summary>
/// <param name="At">The room's own page; the pages of the kit lie below it.</param>
/// <param name="Called">What the trail calls that page.</param>
public sealed record OwnPlate(DoorPlate Door, string At, Permission Who, Text Called)
{
    public required Deed PasswordSet { get; init; }
    public required Deed ProvenAgain { get; init; }

    /// <summary>By what the account is known: no part of a password.</summary>
    public required Func<Look, Task<string>> Name { get; init; }

    /// <summary>Every account has an app, and its code is asked for before a new password.</summary>
    public bool WithApp { get; init; }

    /// <summary>What to do without the old password, where that is said.</summary>
    public Text? Without { get; init; }

    public string Password => At + "/password";
    public string Again => At + "/confirm";
    internal ShellLink Link(Language language) => new(language.Say(Called), At);
}

/// <summary>The pages that are the same for whoever came in by either door.</summary>
public static class OwnRoutes
{
    /// <summary>A new password, and the old one once more before a way in is changed.</summary>
    public static void MapOwn(this IEndpointRouteBuilder app, OwnPlate own)
    {
        ChangePassword.Map(app, own);
        ProveAgain.Map(app, own);
    }
}
