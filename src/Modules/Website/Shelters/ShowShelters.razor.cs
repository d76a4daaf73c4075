using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>避難所: all of them by part of the city, and how each stands now.</summary>
public sealed partial class ShowShelters
{
    public const string Url = "/shelters/";
    internal static readonly Text Title = new("避難所", "にげる ところ（避難所）", "Shelters");

    public sealed record Page(SitePlan Plan, Language Language, string Place,
        IReadOnlyList<(Text Town, IReadOnlyList<ShelterFace> All)> Towns,
        Contact Contact);

    /// <summary>Null in a city that has listed none.</summary>
    public static async Task<Page?> Make(Look look, IShelters shelters, Language l)
    {
        var plan = look.City.Files<EmergencyPlan>();
        if (shelters.Known.Count == 0 || !plan.IsThere) return null;
        var now = await shelters.Now(look.Db, look.Stop);
        return new(look.City.Files<SitePlan>(), l, plan.Place,
            [.. plan.Towns.Select(t => (t.Name, (IReadOnlyList<ShelterFace>)[.. now.Where(s => s.Of.Town == t.Code)]))
                .Where(t => t.Item2.Count > 0)], look.City.ContactOf(plan.Owner, look.Today));
    }
}
