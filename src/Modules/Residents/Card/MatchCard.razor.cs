using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>What a card says, and who of the register it can be: the officer goes on to compare, or says why it is nobody.</summary>
public partial class MatchCard : View<MatchCard, MatchCard.Page>
{
    const int Most = 30;

    /// <summary>The address is hidden where it may be that of a protected person.</summary>
    public sealed record Page(Form Form, Guid Id, CardFacts Card, bool Hidden, string AccountName, IReadOnlyList<Row> Rows);
    public sealed record Row(Guid Id, string Name, string Kana, string? Sex, string? Address, bool Linked);

    public sealed record Input([Ask("結び付けない理由")] CardRefusal Why) : IForm<Input>;

    internal static string UrlOf(Guid tie) => $"{ListCards.Url}/{tie}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(ListCards.Url + "/{id:guid}", ResidentsModule.CanLink, CardPages.Refused, Ask, Accept, look: CardPages.Seen);

    static async Task<IResult> Ask(Guid id, Form form, Look look, MasterKey key)
    {
        var (tie, facts, name) = await Waiting(look, id, key);
        var orders = look.Db.Set<ProtectionOrder>().On(look.Today);
        var rows = await (from p in look.Db.Set<Person>() where p.Birth == facts.Birth && p.ClosedOn == null
                          join h in look.Db.Set<Household>() on p.Household equals h.Id
                          orderby p.Kana, p.Id
                          select new
                          {
                              p.Id, p.Name, p.Kana, p.Sex, h.Town, h.Street, h.Building,
                              Protected = look.Db.Set<Person>().Any(m => m.Household == h.Id && orders.Any(o => o.Person == m.Id)),
                              Linked = look.Db.Set<AccountLink>().Any(l => l.Person == p.Id && l.EndedAt == null),
                          }).Take(Most).ToListAsync(look.Stop);
        var sees = look.Actor.Can(ResidentsModule.CanSeeProtected);
        look.Journal.About(CardTie.Kind, tie.Id, tie.Account).For(Purposes.Counter);
        foreach (var r in rows) look.Journal.With(r.Id);
        return Show(new(form, id, facts, !sees && rows.Any(r => r.Protected), name, [.. rows.Select(r => new Row(r.Id, r.Name, r.Kana,
            r.Sex,
            r.Protected && !sees ? null : $"{r.Town}{r.Street}　{r.Building}".TrimEnd('　'), r.Linked))]));
    }

    /// <summary>A card that waits, what it says, and the name of its account.</summary>
    internal static async Task<(CardTie Tie, CardFacts Facts, string Name)> Waiting(Look look, Guid id, MasterKey key)
    {
        var found = await look.Find(from t in look.Db.Set<CardTie>() where t.Id == id && t.WaitsSince != null
                                    join a in look.Db.Set<Account>() on t.Account equals a.Id select new { Tie = t, a.Name });
        return (found.Tie, found.Tie.Facts(key) ?? throw new NotHere(), found.Name);
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, MasterKey key, IMessages messages)
    {
        var tie = await turn.Take<CardTie>(t => t.Id == id && t.WaitsSince != null);
        tie.Refuse(input.Why, turn.Me, turn.Now, key);
        turn.Journal.About(CardTie.Kind, id, tie.Account).For(Purposes.Counter).Fact("why", input.Why.ToString());
        await Tell(turn, tie, key, messages, NeedCard.Words(input.Why));
        return Answer.See(ListCards.Url);
    }

    /// <summary>The person is told what became of it.</summary>
    internal static async Task Tell(Turn turn, CardTie tie, MasterKey key, IMessages messages, Text what)
    {
        var account = await turn.Find<Account>(a => a.Id == tie.Account);
        await messages.Send(turn.Db, Message.ToResident($"card-{tie.Id:N}-{tie.Version}", account.Id, Mails.Open(account.SealedMail, key),
            account.Reads, l => (l.Pick("マイナンバーカードでの本人確認について", "マイナンバーカードの かくにんに ついて",
            "About the check of your Individual Number Card"), l.Say(what)), MyAccount.Url), turn.Stop);
    }
}
