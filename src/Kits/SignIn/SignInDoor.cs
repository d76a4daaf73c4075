using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A door as its room describes it. What both doors do in the same way is the kit's: passkeys, tries and waits, the second step,
/// the code that lifts a wait, signing out (<see cref="SignInRoutes.MapSignIn{T}"/>).</summary>
public abstract class SignInDoor
{
    /// <summary>What it is called, says, and writes down.</summary>
    public abstract DoorPlate Plate { get; }

    /// <summary>Whether there is such an account, and it may come in today.</summary>
    public abstract Task<bool> Knows(Turn turn, Guid account);

    /// <summary>What the room does for whoever has just come in, and where they go.</summary>
    public virtual Task<string> Arrive(Turn turn, Guid account, string back) => Task.FromResult(back);
}

/// <summary>What stands at a door. Its pages lie below <see cref="At"/>.</summary>
/// <param name="About">What its accounts are called in the journal.</param>
/// <param name="Start">Where who comes in goes, unless they wanted to go somewhere.</param>
/// <param name="Left">Where who went out finds themselves.</param>
/// <param name="Waiting">The purpose of a mailed code that lifts a wait.</param>
public sealed record DoorPlate(ActorKind Kind, string About, Door Door, string Start, string Left, string Waiting)
{
    public required Deed SignedIn { get; init; }
    public required Deed SignedOut { get; init; }
    public required Deed Refused { get; init; }
    public required Deed WaitLifted { get; init; }

    /// <summary>That this passkey opens nothing here, and what does.</summary>
    public required Text NotThisPasskey { get; init; }

    /// <summary>Where the code was sent that lifts a wait, and the words of the link to ask for another one.</summary>
    public required Text CodeSent { get; init; }
    public required Text AskAgain { get; init; }

    /// <summary>The words of the link from the second step to the first.</summary>
    public required Text Over { get; init; }

    /// <summary>What to do without the authenticator app, where that is said at the second step.</summary>
    public Text? WithoutApp { get; init; }

    public string At => Door.SignIn;

    /// <summary>An act about this account; a resident sees it in their own list.</summary>
    internal void Note(Turn turn, Guid account) =>
        turn.Journal.About(About, account, Kind is ActorKind.Resident ? account : null);
}
