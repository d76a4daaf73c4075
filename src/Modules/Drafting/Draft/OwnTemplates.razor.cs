using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>課の雛形: the templates that a department made for itself, beside those of the city.</summary>
public sealed partial class OwnTemplates
{
    public const string Url = MyDrafts.Url + "/templates";

    public sealed record Page(IReadOnlyList<OwnTemplate> Own, IReadOnlyList<CityTemplate> City);

    static readonly Deed Retired = new("drafting.template.retired", "課の雛形を使わないことにした");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, DraftingModule.Write, Deed.None, Ask);
        app.MapAct(Url + "/{id:guid}/retire", DraftingModule.Write, Retired, Retire);
    }

    internal static IQueryable<OwnTemplate> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Db.Set<OwnTemplate>().Where(t => departments.Contains(t.Department));
    }

    static async Task<IResult> Ask(Look look) => Show(new(await Visible(look).AsNoTracking().Where(t => t.RetiredAt == null)
        .OrderBy(t => t.Title).ToListAsync(look.Stop), look.City.Files<DraftingFiles>().Templates));

    static async Task<Answer> Retire(Guid id, Turn turn)
    {
        (await turn.Take(Visible(turn).Where(t => t.Id == id))).Retire(turn.Now);
        turn.Journal.About("drafting.template", id);
        return Answer.See(Url);
    }
}
