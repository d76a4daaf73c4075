using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>A part of the city that an alert can be for.</summary>
public sealed record AlertTown(string Code, Text Name);

/// <summary>警戒レベル: its number, what the city calls for, and what people do. {towns} stands for where.</summary>
public sealed record AlertLevel(string Code, Text Level, Text Call, Text Say);

/// <summary>What is said: a title, and paragraphs with a line each.</summary>
public sealed record AlertWords(Text Title, Text Words);

/// <summary>A kind of emergency, and its words. {towns}, {level}, {call} and {say} are filled in by choices, never by typing.</summary>
/// <param name="Levels">It has 警戒レベル; <paramref name="Shelters"/>: shelters are named with it.</param>
public sealed record AlertKind(string Code, Text Name, bool Levels, bool Shelters, AlertWords Live, AlertWords Lifted);

/// <summary>緊急情報: what the city can say in an emergency, who answers for it, and where it goes; from its file.</summary>
/// <param name="Owner">The department whom readers call; <paramref name="Reader"/>: the post that reads afterwards (後閲).</param>
public sealed record EmergencyPlan(string Owner, string Reader, string Place, string Topic, IReadOnlyList<string> Channels,
    Text Everywhere, IReadOnlyList<AlertTown> Towns, IReadOnlyList<AlertLevel> Levels, IReadOnlyList<AlertKind> Kinds)
{
    /// <summary>The choice of the whole city.</summary>
    public const string All = "all";

    static readonly EmergencyPlan None = new("", "", "", "", [], new(""), [], [], []);

    internal static readonly CityFiles Files = new CityFiles<EmergencyPlan>("website", "emergency*.json", "site-emergency.json",
        r => r.Files.Count == 0 ? None : Read(r));

    public bool IsThere => Kinds.Count > 0;
    public AlertKind? Kind(string code) => Kinds.FirstOrDefault(k => k.Code == code);
    public AlertLevel? Level(string? code) => Levels.FirstOrDefault(l => l.Code == code);

    static EmergencyPlan Read(CityReading r)
    {
        EmergencyPlan plan = None;
        var kinds = r.File.Items("kinds", Kind, k => k.Code, root =>
        {
            plan = new(root.Department(r.City.Departments), root.Code("reader"), root.Word("place"), root.Code("topic"),
                root.Words("channels"), root.Text("everywhere"), [.. root.List("towns").Select(Town)],
                    [.. root.List("levels").Select(Level)],
                []);
            var site = r.City.Files<SitePlan>();
            if (site.Find(plan.Place) is null) root.Fault("place", $"「{plan.Place}」という分類はありません。");
            if (site.Topics.All(t => t.Code != plan.Topic)) root.Fault("topic", $"「{plan.Topic}」という話題はありません。");
            if (plan.Towns.Select(t => t.Code).Append(All).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
                root.Fault("towns", $"「{twice.Key}」が2つあります。");
        }, "department", "reader", "place", "topic", "channels", "everywhere", "towns", "levels");
        return plan with { Kinds = kinds };
    }

    static AlertTown Town(Section each)
    {
        each.Only("code", "name");
        return new(each.Code("code"), each.Text("name"));
    }

    static AlertLevel Level(Section each)
    {
        each.Only("code", "level", "call", "say");
        return new(each.Code("code"), each.Text("level"), each.Text("call"), each.Text("say"));
    }

    static AlertKind Kind(Section each)
    {
        each.Only("code", "name", "levels", "shelters", "title", "words", "lifted");
        var lifted = each.Maybe("lifted");
        if (lifted is null) each.Fault("lifted", "解除するときの文がありません。");
        lifted?.Only("title", "words");
        return new(each.Code("code"), each.Text("name"), each.Flag("levels", false), each.Flag("shelters", false),
            new(each.Text("title"), each.Text("words")), new(lifted?.Text("title") ?? new(""), lifted?.Text("words") ?? new("")));
    }
}
