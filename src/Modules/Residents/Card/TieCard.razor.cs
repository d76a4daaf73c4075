using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A card that was shown becomes a way into this account; whom it fits alone in the register, the account is linked to.</summary>
public partial class TieCard : View<TieCard, TieCard.Page>
{
    public const string Url = "/my/account/card", Mine = MyAccount.Url;

    public sealed record Page(string Name, DateOnly Birth, string AccountName, bool IsOther, string Here, string Back);

    static readonly Text TooLate = new("カードで確かめてから時間がたちました。もう一度カードで確かめてください。",
        "時間が たちました。もういちど カードで たしかめて ください。",
        "Too much time has passed. Please show your card once more.");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Resident, Deed.None, Ask);
        app.MapAct(Url, Permission.Resident, CardPages.Tied, Accept);
        app.MapAct(Url + "/remove", Permission.Resident, CardPages.Removed, Remove);
    }

    static string Here(Look look) => Back.Link(Url, ("back", look.Back(Mine)));

    static async Task<object> Ask(HttpContext http, Look look, ShownCard shown, Factors factors)
    {
        if (shown.Read(http) is not { Holder.Facts: var facts }) return Answer.See(CardSignIn.UrlOf(look.Back(Mine)));
        if (!await factors.Proven(look.Db, look.Actor, look.Stop)) return OwnAccessRoutes.Confirm(Mine, back: Here(look));
        var told = await look.Find<Account>(a => a.Id == look.Me);
        return Show(new(facts.Name, facts.Birth, told.Name, told.Birth != facts.Birth, Here(look), look.Back(Mine)));
    }

    static async Task<Answer> Accept(HttpContext http, Turn turn, ShownCard shown, Factors factors, MasterKey key)
    {
        if (!await factors.Proven(turn.Db, turn.Actor, turn.Stop)) return OwnAccessRoutes.Confirm(Mine, turn.Journal, Here(turn));
        var (holder, fits) = shown.Read(http) is { } card ? card : throw new Rule("", TooLate);
        if (!await turn.Db.Set<Account>().AnyAsync(a => a.Id == turn.Me && a.Birth == holder.Facts.Birth, turn.Stop))
            throw new Rule("", new Text("カードとアカウントの生年月日が違うため、結び付けられません。",
                "生まれた 日が ちがうので、むすべません。",
                "The dates of birth of card and account differ, so they cannot be tied."));
        // A new card takes the place of the one before.
        turn.Db.RemoveRange(await turn.Db.Set<CardTie>().AsTracking().Where(t => t.Account == turn.Me).ToListAsync(turn.Stop));
        var tie = CardTie.Make(turn.Me, holder, key, turn.Clock);
        turn.Db.Add(tie);
        var linked = await CardSignIn.Link(turn, tie, holder.Facts, fits, key);
        if (!(tie.Waits && linked))
            (await turn.Take<Session>(s => s.Id == turn.Actor.Session)).CardAt = turn.Now;
        await factors.Changed(turn.Db, ActorKind.Resident, turn.Me, FactorNews.CardTied, turn.Actor.Session, turn.Stop);
        turn.Journal.About("account", turn.Me, turn.Me).Fact("linked", linked ? "yes" : "waits");
        ShownCard.Forget(http);
        return Answer.See(turn.Back(Mine));
    }

    static async Task<Answer> Remove(Turn turn, Factors factors)
    {
        var ties = await turn.Db.Set<CardTie>().AsTracking().Where(t => t.Account == turn.Me).ToListAsync(turn.Stop);
        if (ties.Count == 0) throw new NotHere();
        if (!await factors.Proven(turn.Db, turn.Actor, turn.Stop)) return OwnAccessRoutes.Confirm(Mine, turn.Journal);
        turn.Db.RemoveRange(ties);
        foreach (var visit in await turn.Db.Set<Session>().AsTracking().Where(s => s.Account == turn.Me && s.CardAt != null)
            .ToListAsync(turn.Stop)) visit.CardAt = null;
        await factors.Changed(turn.Db, ActorKind.Resident, turn.Me, FactorNews.CardRemoved, turn.Actor.Session, turn.Stop);
        turn.Journal.About("account", turn.Me, turn.Me);
        return Answer.See(Mine);
    }
}
