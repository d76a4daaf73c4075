using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What the checker found in the edition: the place, why, and a button that mends it where there is one.</summary>
public sealed partial class CheckPage
{
    /// <param name="Waiting">Reasons to leave something as it is, which nobody has looked at yet.</param>
    public sealed record Page(Guid Id, string PageTitle, string Home, IReadOnlyList<Finding> Findings, bool CanWrite,
        IReadOnlyList<Waiver> Waiting);

    internal static string Url(Guid id) => $"{WebsitePaths.Page(id)}/check";
    internal static string FixUrl(Guid id, Finding found) =>
        $"{WebsitePaths.Page(id)}/fix?rule={Uri.EscapeDataString(found.Rule)}&at={Uri.EscapeDataString(found.At)}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(WebsitePaths.Home + "/{id:guid}/check", WebsiteModule.Write, Deed.None, Ask);
        app.MapAct(WebsitePaths.Home + "/{id:guid}/fix", WebsiteModule.Write, WebsiteDeeds.Mended, Mend);
    }

    static async Task<IResult> Ask(Guid id, Look look, Checking checking)
    {
        var desk = await OnDesk.Open(id, look);
        return Show(new(id, desk.Page.Title, WebsitePaths.Page(id),
            await checking.Look(look.Db, desk.Page, desk.Edition, look.Today, look.Stop), desk.Edition.CanWrite,
            await look.Db.Set<Waiver>().AsNoTracking().Where(w => w.Page == id && w.Agreed == null).OrderBy(w => w.At)
                .ToListAsync(look.Stop)));
    }

    /// <summary>The place is found anew: what was mended meanwhile is not mended twice.</summary>
    static async Task<Answer> Mend(Guid id, string rule, string at, Turn turn, Checking checking)
    {
        var desk = await OnDesk.Take(id, turn);
        var found = (await checking.Look(turn.Db, desk.Page, desk.Edition, turn.Today, turn.Stop))
            .FirstOrDefault(f => f.Rule == rule && f.At == at);
        if (found?.Fix is { } fix) desk.Write(turn, $"fix.{rule}", fix.Mend(desk.Content));
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(Url(id));
    }

    /// <summary>Where a finding is, in words.</summary>
    internal static string Place(string at)
    {
        var parts = at.Split('.');
        var name = Language.All.FirstOrDefault(l => l.Language.Code == parts[0]).Name;
        if (name is null) return parts[0] switch
        {
            "facts" => "要点",
            "owner" => "所管課",
            "reviewDay" => "見直し日",
            "publishes" => "公開を始める日時",
            "expires" =>
                "公開を終える日",
            "contact" => "問合せ先",
            "topics" => "話題",
            _ => at,
        };
        return parts.Length < 2 ? name : int.TryParse(parts[1], out var index) ? $"{name}の{index + 1}番目の部品"
            : $"{name}の{(parts[1] == "title" ? "題" : "要約")}";
    }

    /// <summary>Where it is written; null for what the page has beside its text.</summary>
    internal static string? Edit(Guid id, string at)
    {
        var parts = at.Split('.');
        if (parts[0] == "facts") return WebsitePaths.Edit(id, "facts");
        if (Language.Known(parts[0]) is null || parts.Length < 2) return null;
        return int.TryParse(parts[1], out _) ? WebsitePaths.Edit(id, "block", $"{parts[0]}.{parts[1]}") : WebsitePaths.Edit(id, "words");
    }
}
