using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>The kinds of blocks, each with when one takes it.</summary>
public sealed partial class AddBlock
{
    public sealed record Page(Guid Id, string At, string PageTitle, string Home, string Paste, IReadOnlyList<BlockKind> Kinds)
    {
        /// <summary>A picture or a file is picked first.</summary>
        public string Begin(BlockKind kind) => kind is PictureBlock or FilesBlock ? ListMaterials.Choose(Id, At, kind.Code)
            : WebsitePaths.Edit(Id, "block", $"{At}.{kind.Code}");
    }

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(WebsitePaths.Home + "/{id:guid}/add", WebsiteModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, string at, Look look, BlockKinds kinds)
    {
        var desk = await OnDesk.Open(id, look);
        if (at.Split('.') is not [var language, var spot] || Language.Known(language) is null
            || !int.TryParse(spot, out _)) throw new NotHere();
        return Show(new(id, at, desk.Page.Title, WebsitePaths.Page(id) + "#" + language, WebsitePaths.Edit(id, "paste", at), kinds.All));
    }
}
