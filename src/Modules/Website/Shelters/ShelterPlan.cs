using Keyaki.Contracts.Website;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>The city's shelters, from its file; none where it has none.</summary>
public sealed record ShelterPlan(IReadOnlyList<Shelter> All)
{
    internal static readonly CityFiles Files = new CityFiles<ShelterPlan>("website", "shelters*.json", "site-shelters.json", r =>
        new(r.Files.Count == 0 ? [] : r.File.Items("shelters", each => Read(each, r.City.Files<EmergencyPlan>()), s => s.Code)));

    static Shelter Read(Section each, EmergencyPlan plan)
    {
        each.Only("code", "name", "town", "address", "capacity");
        var town = each.Code("town");
        if (plan.IsThere && plan.Towns.All(t => t.Code != town)) each.Fault("town",
            $"「{town}」という地区は emergency.json にありません。");
        return new(each.Code("code"), each.Text("name"), town, each.MaybeWord("address"), each.Whole("capacity"));
    }
}
