using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>システムの連携: every other system that calls, or did.</summary>
public sealed partial class ListSystems
{
    public const string Url = "/office/systems";
    const int Most = 200;

    public sealed record Page(IReadOnlyList<LinkedSystem> Systems, IReadOnlyDictionary<string, string> Departments, DateOnly Today);

    static readonly Deed Checked = new("systems.check", "システムの連携を、二人目として確かめた");
    static readonly Deed TakenBack = new("systems.take-back", "システムの連携の申し込みを取り下げた");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, KitsModule.LinkSystems, Deed.None, Ask);
        app.MapSecond<LinkedSystem>(Url + "/{act:guid}/check", Url + "/{act:guid}/check/take-back", KitsModule.LinkSystems, Checked,
            TakenBack);
    }

    internal static string Check(Guid id) => $"{Url}/{id}/check";

    static async Task<IResult> Ask(Look look) => Show(new(
        await look.Db.Set<LinkedSystem>().AsNoTracking().OrderByDescending(s => s.Id).Take(Most).ToListAsync(look.Stop),
        look.City.DepartmentsKnown(look.Today).ToDictionary(d => d.Code, d => d.Name), look.Today));
}
