using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The ways between the pages of a definition, as they are read: only forward, and only to what is there.</summary>
internal static class Routing
{
    /// <summary>The word for the check of all answers, after the last page.</summary>
    public const string Check = "check";

    /// <summary>The pages by the names that they have.</summary>
    public static Dictionary<string, int> Names(IReadOnlyList<Section> pages)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal) { [Check] = pages.Count };
        foreach (var (page, index) in pages.Select((page, index) => (page, index)))
            if (page.Has("name") && page.Word("name") is { Length: > 0 } name && !names.TryAdd(name, index))
                page.Fault("name", $"「{name}」という名前のページが、もうあります。");
        return names;
    }

    public static PageRoute Read(Section route, int from, IReadOnlyDictionary<string, int> names, Expression when)
    {
        route.Only("when", "to");
        var to = route.Word("to");
        if (to.Length == 0) return new(when, from + 1);
        if (!names.TryGetValue(to, out var page)) route.Fault("to", $"「{to}」という名前のページはありません。");
        else if (page <= from) route.Fault("to", $"「{to}」は前のページです。後ろのページへだけ進めます。");
        else if (page == from + 1) route.Fault("to", $"「{to}」はすぐ次のページです。書かなくてもそこへ進みます。");
        else return new(when, page);
        return new(when, from + 1);
    }
}

/// <summary>Which questions wait for which others: conditions that come back to themselves are told as what they are.</summary>
internal sealed class Circles
{
    readonly Dictionary<string, HashSet<string>> waiting = new(StringComparer.Ordinal);

    public static Circles None { get; } = new();

    /// <summary>A forgiving look through a file, before its conditions are read.</summary>
    public static Circles In(Section root)
    {
        var circles = new Circles();
        foreach (var page in Objects(root.Json, "pages"))
            foreach (var question in Objects(page, "questions"))
                if (Name(question) is { Length: > 0 } name)
                {
                    var waits = circles.waiting[name] = new(StringComparer.Ordinal);
                    Read(page, "when", waits);
                    foreach (var condition in new[] { "when", "value", "earliest", "latest" }) Read(question, condition, waits);
                    foreach (var option in Objects(question, "options")) Read(option, "when", waits);
                }
        return circles;
    }

    /// <summary>The circle that reading this question closes for the question (or any question of the page) in this section, as its names;
    /// null where there is none.</summary>
    public string? Of(Section section, string read)
    {
        var asked = Objects(section.Json, "questions")
            .Select(Name).ToList();
        // A page that reads what it asks itself reads what comes later.
        if (asked.Contains(read)) return null;
        if (asked.Count == 0 && Name(section.Json) is { Length: > 0 } own) asked.Add(own);
        foreach (var name in asked)
            if (Way(read, name, []) is { } way) return string.Join(" → ", way.Prepend(name));
        return null;
    }

    static string Name(JsonElement json) =>
        json.TryGetProperty("name", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() ?? "" : "";

    List<string>? Way(string from, string to, HashSet<string> been)
    {
        if (from == to) return [from];
        if (!been.Add(from)) return null;
        foreach (var next in waiting.GetValueOrDefault(from) ?? [])
            if (Way(next, to, been) is { } way) return [from, .. way];
        return null;
    }

    static void Read(JsonElement json, string name, HashSet<string> waits)
    {
        if (json.TryGetProperty(name, out var condition)) Collect(condition, waits);
    }

    static void Collect(JsonElement json, HashSet<string> waits)
    {
        if (json.ValueKind == JsonValueKind.Array) foreach (var each in json.EnumerateArray()) Collect(each, waits);
        else if (json.ValueKind == JsonValueKind.String && json.GetString() is ['$', .. var name]) waits.Add(name.Split('.', ':')[0]);
    }

    static IEnumerable<JsonElement> Objects(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object) : [];
}
