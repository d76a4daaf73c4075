using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>Behind the MyNumber door: called while asking or from outbox handlers, never inside Accept's transaction (a test watches).</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class CrossZoneAttribute : Attribute;

/// <summary>One member of a household as the register has it. Sex is "male" or "female" or null.</summary>
public sealed record RegisterPerson(Guid Id, string AddressNumber, string Name, string Kana, DateOnly Birth, string? Sex, string Relationship,
    string? Postal, string Town, string Street, string? Building, string? Domicile, string? HeadOfRegister, DateOnly ResidentSince, bool Protected);

/// <summary>A household: its head's name and its members in register order.</summary>
public sealed record RegisterHousehold(string HeadName, IReadOnlyList<RegisterPerson> Members);

/// <summary>What an account knows of itself for prefilling; register facts only when it is linked.</summary>
public sealed record AccountFace(Guid Account, string Name, string Kana, string Mail, string? Phone, DateOnly? Birth, string? Sex, string? Postal, string? Town, string? Street, string? Building, Guid? Person);

/// <summary>Asks the residents' module about accounts (no register facts beyond the link).</summary>
public interface IAccounts
{
    Task<AccountFace?> Find(CityDb db, Guid account, CancellationToken ct);
}

/// <summary>Small questions to the resident register.</summary>
[CrossZone]
public interface IRegister
{
    /// <summary>The household of a person; null when the record is closed or unknown.</summary>
    Task<RegisterHousehold?> Household(Guid person, CancellationToken ct);

    /// <summary>True when anybody of the person's household is under a protection order (支援措置): refused online in neutral words.</summary>
    Task<bool> Refused(Guid person, CancellationToken ct);
}
