using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>A part of the site (くらし, ごみ ...): its address, its name, and the parts below it.</summary>
/// <param name="Path">The whole address without slashes at its ends, such as <c>kurashi/gomi</c>.</param>
public sealed record SitePlace(string Path, Text Title, Text? Lead, IReadOnlyList<SitePlace> Places)
{
    public string Url => $"/{Path}/";
    public string Parent => Path.LastIndexOf('/') is > 0 and var at ? Path[..at] : "";
    public IEnumerable<SitePlace> All => Places.SelectMany(p => p.All).Prepend(this);
}

/// <summary>話題: what notices are about and people subscribe to.</summary>
public sealed record Topic(string Code, Text Title);

/// <summary>ライフイベント: which parts of the site belong to one, and which news. Its name and procedures are the front
/// page's.</summary>
/// <param name="Places">Paths of parts.</param>
public sealed record LifePart(string Code, IReadOnlyList<string> Places, IReadOnlyList<string> Topics);

/// <summary>How the city's site is laid out: its parts, its topics, and what of them belongs to life events, from the city's
/// file.</summary>
public sealed record SitePlan(IReadOnlyList<SitePlace> Places, IReadOnlyList<Topic> Topics, IReadOnlyList<LifePart> Events)
{
    const int Deepest = 4;

    internal static readonly CityFiles Files = new CityFiles<SitePlan>("website", "site.json", "site.json", r =>
    {
        var (topics, events) = (new List<Topic>(), new List<(Section At, LifePart Part)>());
        var places = r.File.Items("places", each => Place(each, ""), p => p.Path, root =>
        {
            topics.AddRange(root.List("topics").Select(each =>
            {
                each.Only("code", "title");
                return new Topic(each.Code("code"), each.Text("title"));
            }));
            if (root.Has("events")) events.AddRange(root.List("events").Select(each => (each, Event(each))));
        }, "topics", "events");
        var plan = new SitePlan(places, topics, [.. events.Select(e => e.Part)]);
        foreach (var (at, part) in events) Check(at, part, plan);
        return plan;
    });

    static LifePart Event(Section each)
    {
        each.Only("code", "places", "topics");
        return new(each.Code("code"), each.Words("places"), each.Has("topics") ? each.Words("topics") : []);
    }

    static void Check(Section at, LifePart part, SitePlan plan)
    {
        foreach (var place in part.Places.Where(p => plan.Find(p) is null)) at.Fault("places", $"「{place}」という分類はありません。");
        foreach (var topic in part.Topics.Where(t => plan.Topics.All(known => known.Code != t)))
            at.Fault("topics", $"「{topic}」という話題はありません。");
        if (plan.Events.Count(e => e.Code == part.Code) > 1) at.Fault("code", $"「{part.Code}」が2つあります。");
    }

    static SitePlace Place(Section each, string above)
    {
        each.Only("code", "title", "lead", "places");
        var path = above + each.Code("code");
        var below = each.Has("places") && path.Count(c => c == '/') < Deepest - 1 ? each.List("places").Select(p => Place(p, path + "/"))
            : [];
        return new(path, each.Text("title"), each.Has("lead") ? each.Text("lead") : null, [.. below]);
    }

    public IEnumerable<SitePlace> All => Places.SelectMany(p => p.All);
    public SitePlace? Find(string path) => All.FirstOrDefault(p => p.Path == path);

    /// <summary>From the top down to this place, itself last.</summary>
    public IEnumerable<SitePlace> Trail(string path)
    {
        for (var at = path.IndexOf('/'); ; at = path.IndexOf('/', at + 1))
        {
            if (Find(at < 0 ? path : path[..at]) is { } place) yield return place;
            if (at < 0) yield break;
        }
    }

    public Text Topic(string code) => Topics.FirstOrDefault(t => t.Code == code)?.Title ?? new(code);
}
