using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>How persons stand in the search index, and in 庁内検索: by name, kana, 宛名番号, and the phone of their account. Never by an
/// address, which a protection order may hide.</summary>
sealed class Find(Search search) : Findable<Person>(search)
{
    internal const string Persons = "person";

    readonly Search search = search;

    public override string Label => "住民";
    public override MenuGroup Part => MenuGroup.Citizens;
    public override Permission Who => ResidentsModule.CanFind;
    public override string Kind => Persons;
    public override string? List(Words words) => Address.Of(FindResident.Url, ("q", words.Said));

    protected override Indexed? Entry(Person p) =>
        p.ClosedOn is null ? new(p.Id, string.Join('\n', SearchGrams.Name(p.Name), SearchGrams.Name(p.Kana), p.AddressNumber)) : null;

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        if (words.Said.Any(char.IsDigit) && search.Newest(look.Db, Phones.Accounts, null, words.Said, FindResident.Most) is { } accounts)
            hits = hits.Concat(from account in accounts
                               join link in look.Db.Set<AccountLink>() on (Guid?)account equals link.Standing
                               select link.Person);
        var rows = await look.Db.Set<Person>().AsNoTracking().Where(p => p.ClosedOn == null && hits.Contains(p.Id))
            .OrderBy(p => p.Kana).ThenBy(p => p.Birth).ThenBy(p => p.Id)
            .Select(p => new { p.Id, p.Name, p.Kana, p.Birth, p.AddressNumber }).ToListAsync(look.Stop);
        return rows.ConvertAll(p => new Hit(p.Name, $"{p.Kana}・{EraDate.Of(p.Birth)}生まれ・宛名番号 {p.AddressNumber}",
            Links.Resident(p.Id))
        { Numbers = [p.AddressNumber], Persons = [p.Id] });
    }
}

/// <summary>The phones of accounts in the search index.</summary>
sealed class Phones : IIndexed
{
    internal const string Accounts = "account-phone";

    public Type Of => typeof(Account);
    public string Kind => Accounts;
    public Indexed? Entry(object record) => record is Account { Phone: { Length: > 0 } phone } account ? new(account.Id, phone) : null;
}
