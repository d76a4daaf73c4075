using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>By what an officer knew that it is the same person.</summary>
public enum CardProof
{
    [Label("カードの内容と住民の記録を見比べ、同じ方とわかった")] Compared,
    [Label("ご本人に電話などで確かめた")] Asked,
    [Label("窓口でご本人とカードを見た")] Met,
}

/// <summary>Card and register side by side, before the account is linked.</summary>
public partial class CompareCard : View<CompareCard, CompareCard.Page>
{
    /// <summary>The address is null when it may not be shown.</summary>
    public sealed record Page(Form Form, Guid Id, CardFacts Card, string Name, string Kana, DateOnly Birth, string? Address, string? Sex);

    public sealed record Input([Ask("どう確かめたか")] CardProof How) : IForm<Input>;

    internal static string UrlOf(Guid tie, Guid person) => $"{MatchCard.UrlOf(tie)}/{person}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(ListCards.Url + "/{id:guid}/{person:guid}",
        ResidentsModule.CanLink, CardPages.Compared, Ask, Accept, look: CardPages.Seen);

    static async Task<IResult> Ask(Guid id, Guid person, Form form, Look look, MasterKey key)
    {
        var (tie, facts, _) = await MatchCard.Waiting(look, id, key);
        var orders = look.Db.Set<ProtectionOrder>().On(look.Today);
        var found = await look.Find(from p in look.Db.Set<Person>() where p.Id == person && p.ClosedOn == null
                                    join h in look.Db.Set<Household>() on p.Household equals h.Id
                                    select new
                                    {
                                        Person = p, Home = h,
                                        Protected = look.Db.Set<Person>().Any(m => m.Household == h.Id && orders.Any(o =>
                                            o.Person == m.Id)),
                                    });
        look.Journal.About(CardTie.Kind, id, tie.Account, person).For(Purposes.Counter);
        var (whose, home) = (found.Person, found.Home);
        return Show(new(form, id, facts, whose.Name, whose.Kana, whose.Birth,
            found.Protected && !look.Actor.Can(ResidentsModule.CanSeeProtected) ? null
            : $"{home.Town}{home.Street}　{home.Building}".TrimEnd('　'), whose.Sex));
    }

    static async Task<Answer> Accept(Guid id, Guid person, Input input, Turn turn, MasterKey key, IMessages messages)
    {
        var tie = await turn.Take<CardTie>(t => t.Id == id && t.WaitsSince != null);
        var found = await turn.Find<Person>(p => p.Id == person && p.ClosedOn == null);
        if (tie.Facts(key)?.Birth != found.Birth) throw new Rule("", "カードと住民の生年月日が違います。選び直してください。");
        if (await turn.Db.Set<AccountLink>().FirstOrDefaultAsync(l => l.Standing == tie.Account, turn.Stop) is not { } standing)
            turn.Db.Add(AccountLink.Make(tie.Account, person, IdentityDocument.MyNumberCard, turn.Me, turn.Clock));
        else if (standing.Person != person)
            throw new Rule("", "このアカウントは、別の住民と結び付いています。先に、住民の画面でその結び付きを終わらせてください。");
        tie.Settle(turn.Me, turn.Now);
        turn.Journal.About("person", person, person, tie.Account).For(Purposes.Counter).Fact("how", input.How.ToString());
        await MatchCard.Tell(turn, tie, key, messages,
            new("マイナンバーカードで、ご本人であることの確認が済みました。カードでの本人確認が必要な手続ができます。",
            "カードで あなたか どうか たしかめました。カードが いる 手続が できます。",
            "Your card has confirmed who you are. You can now use services that need the card."));
        return Answer.See(ListCards.Url);
    }
}
