using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>マイページ: what this person has to do, what goes on, and what is over.</summary>
public sealed partial class MyPage
{
    public sealed record Page(IReadOnlyList<CaseLine> Lines, bool Kept, bool IsGuest, string? Link)
    {
        public IReadOnlyList<CaseLine> In(CaseGroup group) => [.. Lines.Where(l => l.Group == group)];
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/my", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Mine mine, Catalogue catalogue, VisitLink link, bool kept = false) =>
        Show(new(await CaseLine.Of(look, mine, catalogue, look.Language), kept,
            look.Actor is { Kind: ActorKind.Guest, Mail: not null }, link.For(look.Actor)));
}
