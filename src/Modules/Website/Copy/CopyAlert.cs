using System.Text;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>An alert that was written beside the copy while the program was away.</summary>
/// <param name="By">The account of the machine that wrote it.</param>
public sealed record OutsideAlert(Guid Id, DateTimeOffset At, AlertChoice Choice, string By, DateTimeOffset? LiftedAt);

/// <summary>What the program said last: what is out by the program, and the light page of it.</summary>
public sealed record InsideAlerts(IReadOnlyList<ShellAlert> Lines, LightFace Face);

/// <summary>
/// What of an alert stands in the copy: a piece that the web server puts into every page, and the light front page. It is a handful of
/// files beside the site, so that it can be said without drawing any page, and without program and database.
/// </summary>
public static class CopyAlert
{
    const string Inside = "inside.json", Outside = "outside.json", Top = "top";

    static string Place(string folder, params string[] names) => Path.Combine([CopyFolder.AlertOf(folder), .. names]);

    static T? Read<T>(string folder, string name) where T : class => File.Exists(Place(folder, name))
        ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(Place(folder, name))) : null;

    public static IReadOnlyList<OutsideAlert> Told(string folder) => Read<List<OutsideAlert>>(folder, Outside) ?? [];

    /// <summary>The program says what holds.</summary>
    public static void Say(string folder, InsideAlerts inside, EmergencyPlan plan, IReadOnlyList<Contracts.Website.Shelter> shelters)
    {
        CopyFolder.Put(Place(folder, Inside), JsonSerializer.SerializeToUtf8Bytes(inside));
        Draw(folder, plan, shelters);
    }

    /// <summary>Somebody says something while the program is away.</summary>
    public static void Tell(string folder, IReadOnlyList<OutsideAlert> told, EmergencyPlan plan,
        IReadOnlyList<Contracts.Website.Shelter> shelters)
    {
        CopyFolder.Put(Place(folder, Outside), JsonSerializer.SerializeToUtf8Bytes(told));
        Draw(folder, plan, shelters);
    }

    /// <summary>The program has taken these over.</summary>
    public static void Forget(string folder, IReadOnlyList<OutsideAlert> taken)
    {
        // One that was lifted meanwhile stays until that is taken over, too.
        var left = Told(folder).Where(t => !taken.Any(done => (done.Id, done.LiftedAt) == (t.Id, t.LiftedAt))).ToList();
        if (left.Count == 0) File.Delete(Place(folder, Outside));
        else CopyFolder.Put(Place(folder, Outside), JsonSerializer.SerializeToUtf8Bytes(left));
    }

    static void Draw(string folder, EmergencyPlan plan, IReadOnlyList<Contracts.Website.Shelter> shelters)
    {
        var inside = Read<InsideAlerts>(folder, Inside);
        var live = Told(folder).Where(t => t.LiftedAt is null && plan.Kind(t.Choice.Kind) is not null).OrderByDescending(t => t.At)
            .ToList();
        var lines = live.Select(t => new ShellAlert(Title(t), Text.Of(l => ShowPlace.In(LightTop.Url, l))))
            .Concat(inside?.Lines ?? []).ToList();
        var face = inside?.Face ?? new(new(""), new("", "", false, "", "", null), [], [], IsCopy: true);
        face = face with
        {
            IsCopy = true,
            Alerts = [.. live.Select(t => LightTop.Said(AlertText.Content(plan, t.Choice, Kind(t).Live, false), t.At)), .. face.Alerts],
            Shelters = [.. shelters.Where(s => live.Exists(t => t.Choice.Shelters.Contains(s.Code)))
                .Select(s => new LightShelter(s.Name, new("開いています", "あいて います", "open")))
                .Concat(face.Shelters).DistinctBy(s => s.Name.Ja)],
        };
        foreach (var (l, _) in Language.All)
        {
            CopyFolder.Put(Place(folder, $"{l.Code}.html"), Encoding.UTF8.GetBytes(ShellAlert.Above(lines, l).ToString()));
            var (top, own) = (Place(folder, SiteCopy.FileOf(Top, l)), Place(folder, ShowPlace.In(LightTop.Url, l).Trim('/'),
                Top + ".html"));
            foreach (var file in new[] { top, own })
                if (lines.Count > 0) CopyFolder.Put(file, Encoding.UTF8.GetBytes(LightTop.Html(face, l)));
                else if (File.Exists(file)) File.Delete(file);
        }

        Text Title(OutsideAlert t) => AlertText.Title(plan, t.Choice, Kind(t).Live);
        AlertKind Kind(OutsideAlert t) => plan.Kind(t.Choice.Kind) ?? throw new InvalidDataException(t.Choice.Kind);
    }
}
