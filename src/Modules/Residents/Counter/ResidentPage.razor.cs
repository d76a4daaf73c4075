using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>One person at the counter: the register entry, linked accounts, and what an officer can do about them.</summary>
public partial class ResidentPage : View<ResidentPage, ResidentPage.Page>
{
    /// <summary>The address is null when it may not be shown; an account that was closed has no name and no mail any more; orders are
    /// null for whoever need not know them.</summary>
    public sealed record Page(
        Guid Id,
        string Name,
        string Kana,
        DateOnly Birth,
        string AddressNumber,
        string? Address,
        bool Protected,
        IReadOnlyList<Row> Links,
        OrderHistory? Orders,
        bool CanOrder,
        bool CanLink,
        bool CanReset,
        bool Reset,
        IReadOnlyList<HitGroup> Elsewhere);
    public sealed record Row(Guid Id, Guid Account, string? Mail, string? AccountName, IdentityDocument Seen, string? By, DateTimeOffset At,
        DateTimeOffset? EndedAt);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/residents/{id}", ResidentsModule.CanFind, ResidentDeeds.Seen, Ask);
        app.MapAct("/office/residents/{id}/links/{link}/end", ResidentsModule.CanLink, ResidentDeeds.Unlinked, Unlink);
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, MasterKey key, IEnumerable<IFindable> kinds, string? done)
    {
        var (today, orders, mayOrder) =
            (look.Today, look.Db.Set<ProtectionOrder>().On(look.Today), look.Actor.Can(ProtectedAddress.Ordering));
        var found = await look.Find(
            (from p in look.Db.Set<Person>() where p.Id == id join h in look.Db.Set<Household>() on p.Household equals h.Id
             select new
             {
                 Person = p, Home = h, Protected = look.Db.Set<Person>()
                 .Any(m => m.Household == h.Id && orders.Any(o => o.Person == m.Id))
             }));
        var links = await (from l in look.Db.Set<AccountLink>() where l.Person == id from a in look.Db.Set<Account>()
            .Where(a => a.Id == l.Account)
            .DefaultIfEmpty() orderby l.At descending select new
            {
                Link = l, Name = a == null ? null : a.Name, SealedMail = a == null ? null
            : a.SealedMail
            }).ToListAsync(look.Stop);
        var officers = await staff.Faces(look, [.. links.Select(l => l.Link.By).OfType<Guid>().Distinct()]);
        var history = mayOrder || look.Actor.Can(ResidentsModule.CanSeeProtected) ? await OrderHistory.Of(look, id, staff, today) : null;
        look.Journal.About("person", id, id).For(Purposes.Counter);
        var (person, home) = (found.Person, found.Home);
        var address = found.Protected && !look.Actor.Can(ResidentsModule.CanSeeProtected) ? null
            : $"{home.Town}{home.Street}　{home.Building}".TrimEnd('　');
        return Show(new(id, person.Name, person.Kana, person.Birth, person.AddressNumber, address, found.Protected,
            [.. links.Select(l => new Row(l.Link.Id, l.Link.Account, l.SealedMail is { } mail ? Mails.Open(mail, key) : null, l.Name,
                l.Link.Seen, l.Link.By is { } by && officers.TryGetValue(by, out var o) ? o.Name : null, l.Link.At, l.Link.EndedAt))],
            history, mayOrder, look.Actor.Can(ResidentsModule.CanLink), look.Actor.Can(ResidentsModule.CanReset), done == "reset",
            await HitGroup.About(look, kinds, new(id, [.. links.Where(l => l.Link.EndedAt is null).Select(l => l.Link.Account)]))));
    }

    static async Task<Answer> Unlink(Guid id, Guid link, Turn turn)
    {
        var row = await turn.Take<AccountLink>(l => l.Id == link && l.Person == id && l.EndedAt == null);
        row.End(turn.Actor.Account, turn.Now);
        turn.Journal.About("person", id, id, row.Account);
        return Answer.See(Links.Resident(id));
    }
}
