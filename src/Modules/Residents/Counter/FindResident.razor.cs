using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The counter: finds a person of the register by name, kana, 宛名番号 or birthday. Everybody shown is written into the
/// journal.</summary>
public partial class FindResident : View<FindResident, FindResident.Page>
{
    public const string Url = "/office/residents";

    public const int Most = 50;
    public sealed record Page(string? Q, Form Birthday, bool Asked, IReadOnlyList<Row> Rows, bool More);

    /// <summary>The address is null when it may not be shown.</summary>
    public sealed record Row(Guid Id, string Name, string Kana, DateOnly Birth, string? Address, bool Linked);

    static readonly IReadOnlyList<Question> Birth = [new("birth", new DateKind(Birthday: true), "生年月日") { Required = false }];

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(Url, ResidentsModule.CanFind, ResidentDeeds.Searched, Ask);

    static async Task<IResult> Ask(string? q, Look look, Search search, HttpContext http)
    {
        var form = new Form(Birth).Parse(new FormCollection(http.Request.Query.ToDictionary(x => x.Key, x => x.Value)));
        form.Check();
        var birth = form.IsValid ? form.Value("birth") as DateOnly? : null;
        var found = search.Find(look.Db, Find.Persons, q);
        if (found is null && birth is null) return Show(new(q, form, false, [], false));
        var orders = look.Db.Set<ProtectionOrder>().On(look.Today);
        var persons = look.Db.Set<Person>().Where(p => p.ClosedOn == null);
        if (found is not null) persons = persons.Where(p => found.Contains(p.Id));
        if (birth is not null) persons = persons.Where(p => p.Birth == birth);
        var rows = await (from p in persons
                          join h in look.Db.Set<Household>() on p.Household equals h.Id
                          orderby p.Kana, p.Birth, p.Id
                          select new
                          {
                              p.Id, p.Name, p.Kana, p.Birth, h.Town, h.Street, h.Building,
                              Protected = look.Db.Set<Person>().Any(m => m.Household == p.Household && orders.Any(o => o.Person == m.Id)),
                              Linked = look.Db.Set<AccountLink>().Any(l => l.Person == p.Id && l.EndedAt == null),
                          }).Take(Most + 1).ToListAsync(look.Stop);
        look.Journal.For(Purposes.Counter);
        foreach (var r in rows.Take(Most)) look.Journal.With(r.Id);
        return Show(new(q, form, true, [.. rows.Take(Most).Select(r => new Row(r.Id, r.Name, r.Kana, r.Birth,
            r.Protected && !look.Actor.Can(ResidentsModule.CanSeeProtected) ? null : $"{r.Town}{r.Street}　{r.Building}".TrimEnd('　'),
            r.Linked))], rows.Count > Most));
    }
}
