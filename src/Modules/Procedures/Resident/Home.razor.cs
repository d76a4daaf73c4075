using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The front door: what do you want to do?</summary>
public sealed partial class Home
{
    public sealed record Shown(Language Language, string City, IReadOnlyList<LifeEvent> Events, IReadOnlyList<Definition> Procedures,
        IReadOnlyList<CaseLine> Waiting, bool IsKnown);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Catalogue catalogue, Mine mine)
    {
        var known = look.Actor.Can(Permission.Applicant);
        var lines = known ? await CaseLine.Of(look, mine, catalogue, look.Language) : [];
        var offered = catalogue.Offered(look.Today).Select(v => v.Definition).Where(d => d.Elsewhere is null).ToList();
        return Show(new(look.Language, look.City.City.Name, look.City.Files<LifeEvents>().All, offered,
            [.. lines.Where(l => l.Group is CaseGroup.ToDo).Take(3)], known));
    }

    /// <summary>Our line icon for a life event.</summary>
    internal static string IconOf(string code) =>
        code switch
        {
            "moving" => "move",
            "child" => "childcare",
            "old-age" => "care",
            "bereavement" => "mourning",
            "work" => "subsidy",
            _ => Icons.Names.Contains(code) ? code : "keyaki"
        };
}
