using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Something asks for the card: how to show it, or why showing it was not enough.</summary>
public partial class NeedCard : View<NeedCard, NeedCard.Page>
{
    public sealed record Page(bool Offered, bool Waits, Text? Refused, string Way, Kernel.Contact Contact);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Links.NeedCard, Permission.Public, Deed.None, Ask);

    static async Task<object> Ask(Look look, ICardSignIn card)
    {
        var back = look.Back(Links.MyPage);
        if (look.Actor.Can(Permission.Card)) return Answer.See(back);
        var tie = look.Actor is { Kind: ActorKind.Resident, Card: true, Person: null }
            ? await look.Db.Set<CardTie>().FirstOrDefaultAsync(t => t.Account == look.Me, look.Stop) : null;
        return Show(new(card.Offered, tie?.Waits is true, tie?.Why is { } why ? Words(why) : null, CardSignIn.UrlOf(back), look.City.Hall));
    }

    /// <summary>Why an officer did not link it, and what to do.</summary>
    internal static Text Words(CardRefusal why) => why switch
    {
        CardRefusal.NotResident =>
            new("この市に住民登録がないため、住民の方だけの手続はできません。ほかの手続は、このアカウントでできます。",
            "この 市に すんで いる 人だけが できる 手続は できません。ほかの 手続は できます。",
            "You are not registered as a resident of this city, so services for residents only are closed. All others work."),
        CardRefusal.CardOutOfDate =>
            new("カードの記載が、住民の記録と違います。市民課の窓口でカードの記載を直してから、もう一度確かめてください。",
            "カードに 書いて ある ことが ちがいます。市民課で カードを なおして、もういちど たしかめて ください。",
            "Your card does not say what the register says. Have it brought up to date at the citizens' counter, then show it again."),
        _ => new("カードの内容だけでは、ご本人と決められませんでした。市民課の窓口に、カードを持って来てください。",
            "カードだけでは わかりませんでした。カードを もって 市民課に 来て ください。",
            "The card alone did not tell who you are. Please bring it to the citizens' counter."),
    };
}
