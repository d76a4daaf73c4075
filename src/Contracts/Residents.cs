using Keyaki.Kernel;

namespace Keyaki.Contracts.Residents;

/// <summary>Behind the MyNumber door: called while asking or from outbox handlers, never inside Accept's transaction (a test
/// watches).</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class CrossZoneAttribute : Attribute;

/// <summary>One member of a household as the register has it. Sex is "male" or "female" or null.</summary>
public sealed record RegisterPerson(
    Guid Id,
    string AddressNumber,
    string Name,
    string Kana,
    DateOnly Birth,
    string? Sex,
    string Relationship,
    string? Postal,
    string Town,
    string Street,
    string? Building,
    string? Domicile,
    string? HeadOfRegister,
    DateOnly ResidentSince,
    bool Protected)
{
    /// <summary>What a foreign resident's record holds beside the common items; null for Japanese nationals.</summary>
    public ForeignResident? Foreign { get; init; }
}

/// <summary>外国人住民の区分 (住民基本台帳法30条の45の表).</summary>
public enum ResidenceKind { MidToLongTerm, SpecialPermanent, TemporaryRefuge, ProvisionalStay, BornHere, NationalityLost }

/// <summary>国籍・地域, 区分, 在留資格, 在留期間, its last day, the number of the card or certificate, and the recorded 通称; null where the record has
/// none.</summary>
public sealed record ForeignResident(string Nationality, ResidenceKind Kind, string? Status, string? Period, DateOnly? Until,
    string? CardNumber, string? Alias);

/// <summary>A household: its head's name and its members in register order.</summary>
public sealed record RegisterHousehold(string HeadName, IReadOnlyList<RegisterPerson> Members);

/// <summary>What an account knows of itself for prefilling; register facts only when it is linked.</summary>
public sealed record AccountFace(
    Guid Account,
    string Name,
    string Kana,
    string Mail,
    string? Phone,
    DateOnly? Birth,
    string? Sex,
    string? Postal,
    string? Town,
    string? Street,
    string? Building,
    Guid? Person);

/// <summary>Where an account is reached, and in which language.</summary>
public sealed record AccountReach(Guid Person, Guid Account, string Mail, Language Reads);

/// <summary>Asks the residents' module about accounts (no register facts beyond the link).</summary>
public interface IAccounts
{
    Task<AccountFace?> Find(CityDb db, Guid account, CancellationToken ct);

    /// <summary>The accounts that are linked to these persons, and how they are reached; at most a thousand persons at once.</summary>
    Task<IReadOnlyList<AccountReach>> Linked(CityDb db, IReadOnlyList<Guid> persons, CancellationToken ct);
}

/// <summary>An account is reached at another mail address from now on; the old address alone opens nothing of it any more. The address
/// is sealed (<see cref="Mails"/>).</summary>
public sealed record MailMoved(Guid Account, string SealedMail);

/// <summary>A person closes their account. Who still owes them something refuses by a <see cref="Rule"/>; what only the account needed
/// is removed in the same transaction.</summary>
public sealed record AccountClosing(Guid Account);

/// <summary>Who may look for a person in the register; declared by the residents' module.</summary>
public static class RegisterSearch
{
    public static readonly Permission Finding = new("residents.find", "住民を検索する");
}

/// <summary>Who may see where a person under a protection order (支援措置) lives.</summary>
public static class ProtectedAddress
{
    /// <summary>Held by the few officers who may see it; declared by the residents' module.</summary>
    public const string Power = "residents.protected";

    public static readonly Permission Seeing = new(Power, "支援措置のある方の住所を見る");

    /// <summary>Whoever records, extends and ends protection orders, and says of a case that it concerns a protected person.</summary>
    public static readonly Permission Ordering = new("residents.protect", "支援措置を記録し、延長し、終わらせる");

    /// <summary>True when this officer must not see what tells where the person or account lives. Asked behind the register's door,
    /// never inside a turn.</summary>
    public static async Task<bool> Hides(this IRegister register, Guid? who, Actor officer, CancellationToken ct) =>
        who is { } id && !officer.Permissions.Contains(Power) && await register.Refused(id, ct);
}

/// <summary>What a card says of its holder (基本4情報): name, birthday, address as one line, sex ("male", "female"); null where the other
/// side does not say it.</summary>
public sealed record CardFacts(string Name, DateOnly Birth, string? Address = null, string? Sex = null);

/// <summary>Small questions to the resident register.</summary>
[CrossZone]
public interface IRegister
{
    /// <summary>The household of a person; null when the record is closed or unknown.</summary>
    Task<RegisterHousehold?> Household(Guid person, CancellationToken ct);

    /// <summary>True when anybody of the household is under a protection order (支援措置): refused online in neutral words. Asked by the
    /// person, or by an account that is linked to one.</summary>
    Task<bool> Refused(Guid who, CancellationToken ct);

    /// <summary>Which of these (persons or accounts) are refused, for a list; at most a thousand at once.</summary>
    Task<IReadOnlySet<Guid>> Refused(IReadOnlyList<Guid> who, CancellationToken ct);

    /// <summary>Which of these persons have no record any more: dead, or moved away; at most a thousand at once.</summary>
    Task<IReadOnlySet<Guid>> Gone(IReadOnlyList<Guid> persons, CancellationToken ct);

    /// <summary>Whom these facts fit: one is found, none or several are not.</summary>
    Task<IReadOnlyList<Guid>> Match(CardFacts facts, CancellationToken ct);

    /// <summary>The person with that 宛名番号; null where the register has none.</summary>
    Task<Guid?> Numbered(string addressNumber, CancellationToken ct);
}

/// <summary>Somebody has just shown who they are and wants to go on to <paramref name="Back"/>. The module that owns the page may begin
/// there what a button on it would begin: nobody presses twice for one wish.</summary>
public sealed record Arrived(Actor Actor, string Back)
{
    /// <summary>Where they go instead; null leaves it at <see cref="Back"/>.</summary>
    public string? Next { get; set; }
}

/// <summary>Sign-in by card (マイナンバーカード), where the city has somebody who says whose card it is.</summary>
public interface ICardSignIn
{
    bool Offered { get; }
}

/// <summary>個人番号 behind the MyNumber door: kept sealed there and nowhere else. Whoever asked for one holds a word that says nothing
/// of it (番号法12条, 19条).</summary>
[CrossZone]
public interface IMyNumbers
{
    /// <summary>Keeps a number of twelve digits, and gives the word by which it is found.</summary>
    Task<Guid> Keep(string number, CancellationToken ct);

    /// <summary>The number behind a word; null where it was erased. Whoever shows it writes down who saw it.</summary>
    Task<string?> Show(Guid word, CancellationToken ct);

    /// <summary>Nothing stays of these.</summary>
    Task Erase(IReadOnlyList<Guid> words, CancellationToken ct);
}
