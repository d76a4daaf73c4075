using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>What an officer chose for an alert: codes only. Every word of it follows from them.</summary>
/// <param name="Level">Null where the kind has none.</param>
/// <param name="Towns">Codes, or <see cref="EmergencyPlan.All"/>.</param>
/// <param name="Shelters">Codes of those that are named in it.</param>
public sealed record AlertChoice(string Kind, string? Level, IReadOnlyList<string> Towns, IReadOnlyList<string> Shelters)
{
    /// <exception cref="Rule">the kind, the level or a place is none of the city's, or one is missing.</exception>
    public AlertKind Checked(EmergencyPlan plan, IReadOnlyCollection<string> shelters)
    {
        if (plan.Kind(Kind) is not { } kind) throw new Rule("kind", "種類を選んでください。");
        if (kind.Levels != Level is not null || Level is not null && plan.Level(Level) is null)
            throw new Rule("level", "警戒レベルを選んでください。");
        if (Towns.Count == 0 || Towns.Any(t => t != EmergencyPlan.All && plan.Towns.All(known => known.Code != t)))
            throw new Rule("towns", "地区を選んでください。");
        if (!kind.Shelters && Shelters.Count > 0 || Shelters.Except(shelters).Any()) throw new Rule("shelters",
            "避難所を選び直してください。");
        return kind;
    }

    /// <summary>As the address of the next page names it, behind the kind. Two choices are the same where this is.</summary>
    public string Query => string.Join('&', new[] { ("level", Level ?? "") }.Where(p => p.Item2.Length > 0)
        .Concat(Towns.Select(t => ("town", t))).Concat(Shelters.Select(s => ("shelter", s)))
        .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));
}

/// <summary>The words of an alert in three languages, filled in from the city's templates.</summary>
public static class AlertText
{
    /// <summary>Where it is for, in a language: 元町、松山.</summary>
    public static string Towns(EmergencyPlan plan, AlertChoice choice, Language l) => choice.Towns.Contains(EmergencyPlan.All)
        ? l.Say(plan.Everywhere)
        : string.Join(l.Pick("、", "、", ", "), plan.Towns.Where(t => choice.Towns.Contains(t.Code)).Select(t => l.Say(t.Name)));

    public static Text Title(EmergencyPlan plan, AlertChoice choice, AlertWords words) =>
        Text.Of(l => Filled(l.Say(words.Title), plan, choice, l));

    /// <summary>Its paragraphs, the first of which says what holds.</summary>
    public static IReadOnlyList<string> Paragraphs(EmergencyPlan plan, AlertChoice choice, AlertWords words, Language l) =>
        Filled(l.Say(words.Words), plan, choice, l).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All that the page of it says: the same record as every notice has.</summary>
    public static Content Content(EmergencyPlan plan, AlertChoice choice, AlertWords words, bool shelters)
    {
        var content = new Content { Facts = Facts.None, Topics = [plan.Topic] };
        foreach (var (l, _) in Language.All)
        {
            var said = Paragraphs(plan, choice, words, l);
            var blocks = said.Skip(1).Select(p => new Block("text", ("text", p))).ToList();
            if (shelters) blocks.AddRange([new Block("heading", ("level", "2"),
                    ("text", l.Pick("開いている避難所", "にげる ところ", "Open shelters"))),
                new Block("room-list", ("list", $"{ShelterList.Name}.{ShelterList.Open}"))]);
            content = content.With(l.Code, new(Title(plan, choice, words).In(l.Code).Words, said[0], blocks));
        }
        return content;
    }

    static string Filled(string words, EmergencyPlan plan, AlertChoice choice, Language l)
    {
        var level = plan.Level(choice.Level);
        return words.Replace("{say}", level is null ? "" : l.Say(level.Say), StringComparison.Ordinal)
            .Replace("{level}", level is null ? "" : l.Say(level.Level), StringComparison.Ordinal)
            .Replace("{call}", level is null ? "" : l.Say(level.Call), StringComparison.Ordinal)
            .Replace("{towns}", Towns(plan, choice, l), StringComparison.Ordinal);
    }
}
