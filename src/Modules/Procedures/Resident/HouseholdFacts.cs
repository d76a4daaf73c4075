using System.Globalization;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What the register said of the applicant's household, when it was asked.</summary>
public readonly record struct Household(RegisterHousehold? Home, Guid? Applicant)
{
    /// <summary>An officer types in for somebody without an account: what an account knows of its owner is read in the register.</summary>
    public bool TypedIn { get; init; }

    /// <summary>Who asks is an agent of whom the register knows nothing.</summary>
    public static Household Outsider => new() { TypedIn = true, Outside = true };
    public bool Outside { get; init; }

    public RegisterPerson? Person => this is { Home: { } home, Applicant: { } id } ? home.Members.FirstOrDefault(m => m.Id == id) : null;
}

/// <summary>What a form may use of the applicant's household, as the register has it.</summary>
static class HouseholdFacts
{
    /// <summary>The values that conditions read (<see cref="Surroundings.OfRegister"/>).</summary>
    public static void Add(Dictionary<string, Value> known, RegisterHousehold home, Guid? applicant)
    {
        known["applicant.foreign"] = Value.Of(home.Members.Any(m => m.Id == applicant && m.Foreign is not null));
        known["applicant.household-size"] = Value.Of((decimal)home.Members.Count);
        known["applicant.household-mixed"] =
            Value.Of(home.Members.Any(m => m.Foreign is null) && home.Members.Any(m => m.Foreign is not null));
    }

    /// <summary>What an account would know of this person.</summary>
    public static AccountFace Face(RegisterPerson person) => new(Guid.Empty, person.Name, person.Kana, "", null, person.Birth, person.Sex,
        person.Postal, person.Town, person.Street, person.Building, person.Id);

    /// <summary>The members to choose from. The answer is the name and the birthday themselves: what was asked for can still be read
    /// when the household has changed.</summary>
    public static IReadOnlyList<Ui.Option> Members(RegisterHousehold? home, Language l) =>
        home is null ? [] : [.. home.Members.Select(m => new Ui.Option(Words(m),
            l.Pick(Words(m), Words(m), $"{m.Name} (born {m.Birth.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)})")))];

    /// <summary>A member in words, by which the register finds the person again: no two of a household share name and birthday.</summary>
    public static string Words(RegisterPerson person) => $"{person.Name}（{Birth(person)}生まれ）";

    // A foreign resident's birthday stands in the register in the western calendar (住民基本台帳事務処理要領 第1-4).
    public static string Birth(RegisterPerson person) =>
        person.Foreign is null ? EraDate.Of(person.Birth).ToString() : Western(person.Birth);

    public static string Western(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
