using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>Any version against any, for officers: open ones, too.</summary>
public sealed partial class CompareAtDesk
{
    public static string Url(int number) => $"/office/plan/versions/{number}/differences";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/office/plan/versions/{number:int}/differences", PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(int number, int? against, Look look, Library library) =>
        Show(await Compared.Load(look.Db, library, number, against, open: true, look.Stop));
}
