using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>One change of power: what it would give, and the second person's word.</summary>
public sealed partial class ShowChange
{
    /// <summary>A half of a link, shown for a few minutes to whoever hands it over.</summary>
    sealed record Shown(Guid Change, string? First, string? Number);

    const string Purpose = "power-change";

    public static string Url(Guid id) => $"{Changes.Url}/{id}";

    internal static string After(Tickets tickets, Guid id, string? first, string? number) =>
        first is null && number is null ? Url(id)
            : Back.Link(Url(id), ("half", tickets.Make(Purpose, new Shown(id, first, number), TimeSpan.FromMinutes(10))));

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(StaffDeeds.Declined);
        app.MapSecond<PowerChange>(Changes.Url + "/{act:guid}", Changes.Url + "/{act:guid}/withdraw", Permission.Officer,
            StaffDeeds.Agreed, StaffDeeds.TakenBack, first: StaffModule.CanManage);
    }

    /// <summary>What this officer may be shown of a link that is handed over in two halves.</summary>
    internal static (string? Link, string? Number) Halves(PowerChange change, Look look, Tickets tickets,
        IConfiguration configuration)
    {
        var shown = tickets.Read<Shown>(Purpose, look.Query["half"]) is { } s && s.Change == change.Id ? s : null;
        return (shown?.First is { } first ? OfficerPage.Url(configuration, WelcomeLink.BeginUrl(first)) : null, shown?.Number);
    }

    internal static async Task<IReadOnlyList<(string Title, IReadOnlyList<string> Labels)>> Powers(PowerChange change, Look look,
        Second second, PostPowers powers, IStaff staff)
    {
        var today = look.Today;
        string Title(Gain gain)
        {
            var day = gain.From > today ? gain.From.Value : today;
            var where = gain.Department is { } d ? staff.DepartmentName(d, day) : "課に属さない";
            return $"{staff.PostTitle(gain.Post, day)}（{where}{(day > today ? $"、{EraDate.Of(day)}から" : "")}）";
        }
        IReadOnlyList<string> Labels(IEnumerable<string> codes) => powers.Said(codes, today);
        return change.Kind switch
        {
            PowerKind.Files => [.. (change.Wish.Gains ?? []).Select(g => (Title(g), Labels(g.Permissions))), .. (change.Wish.Deciders ?? [])
                .SelectMany(d => d.Posts.Select(p => (staff.PostTitle(p, today), (IReadOnlyList<string>)[$"「{d.Title}」の決裁"])))],
            PowerKind.Post => [(change.Wish.Title ?? "", Labels(change.Wish.Permissions ?? []))],
            _ => [.. (await second.Given(look.Db, change, look.Stop)).SelectMany(post => powers.DaysOf(post, second.From(change))
                .Select((day, i) => (staff.PostTitle(post, day) + (i == 0 ? "" : $"（{EraDate.Of(day)}から）"),
                    Labels(powers.Of([post], day)))))],
        };
    }
}
