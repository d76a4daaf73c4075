using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Residents;

/// <summary>The residents of the story town: their register entries, and the accounts of those who have one.</summary>
static class StoryResidents
{
    sealed record Story(IReadOnlyList<Entry> Residents, StoryCrowd? Crowd);
    internal sealed record Home(string Postal, string Town, string Street, string? Building);
    internal sealed record Order(ProtectionReason Reason, DateOnly Since, DateOnly Until);
    internal sealed record Stay(string Nationality, ResidenceKind Kind, string? Status, string? Period, DateOnly? Until, string? CardNumber,
        string? Alias);
    internal sealed record Entry(
        string Id,
        string Name,
        string Kana,
        DateOnly Birth,
        string Sex,
        Home Address,
        string Household,
        string Relationship,
        string? Mail,
        string? Phone,
        bool Account,
        bool Linked,
        Stay? Foreign,
        Order? Protection);

    internal static async Task Plant(Seeding seeding)
    {
        var story = await StoryFile.Read<Story>(seeding.CityFolder);
        var profile = seeding.Services.GetRequiredService<CityProfile>();
        var (city, number) = (profile.City, 0);
        var crowd = seeding.Crowd > 0 && story.Crowd is { } many
            ? many.People(profile.Addresses, seeding.Crowd, seeding.Clock.Today()) : [];
        foreach (var home in story.Residents.Concat(crowd).GroupBy(p => p.Household))
        {
            var head = home.First();
            var household = new Household
            {
                Id = seeding.Clock.NewId(), HeadName = head.Name, Postal = Digits(head.Address.Postal),
                Town = head.Address.Town, Street = head.Address.Street, Building = Filled(head.Address.Building)
            };
            seeding.Db.Add(household);
            foreach (var (entry, place) in home.Select((entry, place) => (entry, place)))
            {
                var person = new Person
                {
                    Id = seeding.Clock.NewId(), AddressNumber = $"{++number:D10}", Name = entry.Name, Kana = entry.Kana,
                    Birth = entry.Birth, Sex = entry.Sex, Household = household.Id, Place = place,
                    Relationship = Words(entry.Relationship), ResidentSince = new DateOnly(2020, 4, 1),
                    Domicile = entry.Foreign is not null ? null : $"{city.Prefecture}{city.Name}{head.Address.Town}900番",
                    HeadOfRegister = entry.Foreign is not null ? null : head.Name,
                };
                seeding.Db.Add(person);
                if (entry.Foreign is { } stay)
                    seeding.Db.Add(new ForeignEntry
                    {
                        Person = person.Id, Nationality = stay.Nationality, Kind = stay.Kind,
                        Status = stay.Status, Period = stay.Period, Until = stay.Until, CardNumber = stay.CardNumber, Alias = stay.Alias
                    });
                if (entry.Protection is { } order)
                    seeding.Db.Add(ProtectionOrder.Begin(person.Id, order.Reason, order.Since, order.Until, [], order.Since, null,
                    seeding.Clock.NewId(), seeding.Clock.GetUtcNow()));
                if (entry is { Account: true, Mail: { } mail }) Open(seeding, entry, mail, household, person);
            }
        }
    }

    static void Open(Seeding seeding, Entry entry, string mail, Household home, Person person)
    {
        var key = seeding.Services.GetRequiredService<MasterKey>();
        var account = new Account
        {
            Id = seeding.Clock.NewId(), Name = entry.Name, Kana = entry.Kana, SealedMail = Mails.Seal(mail, key),
            BlindMail = Mails.Blind(mail, key), Phone = Filled(entry.Phone), Birth = entry.Birth,
            Postal = home.Postal, Town = home.Town, Street = home.Street, Building = home.Building, OpenedAt = seeding.Clock.GetUtcNow(),
        };
        seeding.Db.Add(account);
        seeding.People[entry.Id] = account.Id;
        if (entry.Linked) seeding.Db.Add(AccountLink.Make(account.Id, person.Id, IdentityDocument.MyNumberCard, null, seeding.Clock));
#if PRACTICE
        if (!entry.Id.StartsWith(StoryFile.Crowd, StringComparison.Ordinal))
            seeding.Db.Add(Practice.Credential(account.Id, ActorKind.Resident, mail, mail, app: entry.Id == "hanako", key,
                seeding.Clock));
#endif
    }

    static string Digits(string postal) => postal.Replace("-", "", StringComparison.Ordinal);
    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    static string Words(string relationship) => relationship switch
    {
        "head" => "世帯主",
        "wife" => "妻",
        "husband" => "夫",
        "child" => "子",
        "father" => "父",
        "mother" => "母",
        _ => "同居人"
    };
}
