using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The residents' door with a card: to the provider, and back from it. A card that is known here opens its account; one that is
/// new goes on to <see cref="TieCard"/>, by way of an account.</summary>
static class CardSignIn
{
    public const string Url = "/sign-in/card";

    /// <summary>A card that was shown and what the register knew, for the turn in which its account is entered.</summary>
    sealed record Came(CardHolder Holder, Guid? Fits, string Back);

    static readonly Func<Call, Task<object?>> Entering = Handler.Bind(Enter);

    internal static string UrlOf(string back) => Back.Link(Url, ("back", back));

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(ResidentDeeds.SignedIn);
        app.Declare(CardPages.Linked);
        app.MapPage(Url, Permission.Public, Deed.None, Leave);
        app.MapPage(CardProvider.Return, Permission.Public, Deed.None, Return);
    }

    static async Task<IResult> Leave(HttpContext http, Look look, CardDoor door, Refusals refusals)
    {
        var back = look.Back(Links.MyPage);
        return await door.Leave(http, back) is { } fault ? await Say(http, fault, back, refusals) : Results.Empty;
    }

    static async Task<object> Return(HttpContext http, Look look, CardDoor door, Refusals refusals, IRegister register, MasterKey key,
        ShownCard shown)
    {
        var (holder, to, fault) = await door.Receive(http);
        var back = Back.To(to, Links.MyPage);
        if (holder is null) return await Say(http, fault, back, refusals);
        var fits = await register.Match(holder.Facts, look.Stop) is [var one] ? one : (Guid?)null;
        var account = await CardTie.Of(look.Db, holder, key).Select(t => (Guid?)t.Account).FirstOrDefaultAsync(look.Stop);
        if (account is null)
        {
            shown.Keep(http, holder, fits);
            return Answer.See(Back.Link(look.Actor.Kind is ActorKind.Resident ? TieCard.Url : FirstCard.Url, ("back", back)));
        }
        if (look.Actor.Kind is ActorKind.Resident && account != look.Actor.Account)
        {
            await refusals.Note(http, ResidentDeeds.Refused, "card", "another-account");
            return CardPages.OfAnother(back);
        }
        return await Pages.Turn(http, ResidentDeeds.SignedIn, Entering, new() { [typeof(Came)] = new Came(holder, fits, back) },
            FormCollection.Empty);
    }

    static async Task<Answer> Enter(Came came, Turn turn, Entrance entrance, Announce announce, MasterKey key)
    {
        var tie = await turn.Take(CardTie.Of(turn.Db, came.Holder, key));
        var linked = await Link(turn, tie, came.Holder.Facts, came.Fits, key);
        turn.Journal.About("account", tie.Account, tie.Account).Fact("factor", "card");
        await Account.Reading(turn, tie.Account, turn.Language);
        // It is the card of somebody else than whom the account is linked to: until an officer has looked it opens no more than a
        // password does.
        var card = !(tie.Waits && linked);
        return await entrance.Enter(turn,
            Answer.See(await AccountSource.Arrive(turn, tie.Account, came.Back, key, announce, card)), ActorKind.Resident, tie.Account,
            card: card);
    }

    /// <summary>Links the account to whom alone the card fits; true when it is linked to somebody.</summary>
    internal static async Task<bool> Link(Turn turn, CardTie tie, CardFacts facts, Guid? fits, MasterKey key)
    {
        // The record may have been closed since the register was asked.
        if (!await turn.Db.Set<Person>().AnyAsync(p => p.Id == fits && p.ClosedOn == null, turn.Stop)) fits = null;
        var before = await turn.Db.Set<AccountLink>().Where(l => l.Standing == tie.Account).Select(l => (Guid?)l.Person)
            .FirstOrDefaultAsync(turn.Stop);
        if (tie.Show(facts, fits, before, key, turn.Now) is not { } person) return before is not null;
        turn.Db.Add(AccountLink.Make(tie.Account, person, IdentityDocument.MyNumberCard, null, turn.Clock));
        Journal.Note(turn.Db, turn.Clock, turn.Actor, CardPages.Linked, "person", person, person, tie.Account);
        return true;
    }

    static async Task<IResult> Say(HttpContext http, CardFault fault, string back, Refusals refusals)
    {
        if (fault is not CardFault.Ended) await refusals.Note(http, ResidentDeeds.Refused, "card",
            fault is CardFault.Down ? "down" : "wrong");
        return CardPages.Failed(fault, back);
    }
}

/// <summary>A card that was shown and is new here, kept sealed in this browser until its account is there.</summary>
sealed class ShownCard(Tickets tickets)
{
    const string Cookie = "keyaki-card", Purpose = "shown-card";

    /// <summary>Long enough to prove a mail address and to make an account.</summary>
    static readonly TimeSpan Good = TimeSpan.FromMinutes(30);

    public sealed record Card(CardHolder Holder, Guid? Fits);

    public void Keep(HttpContext http, CardHolder holder, Guid? fits) => http.Response.Cookies.Append(Name(http),
        tickets.Make(Purpose, new Card(holder, fits), Good), Doors.Options(http, Good));

    public Card? Read(HttpContext http) => tickets.Read<Card>(Purpose, http.Request.Cookies[Name(http)]);

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Name(http), Doors.Options(http));

    static string Name(HttpContext http) => Doors.Named(Cookie, Doors.IsStrict(http));
}
