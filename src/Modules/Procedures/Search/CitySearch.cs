using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What helps a city's search: words that mean the same, and answers to what is no procedure here.</summary>
public sealed record CitySearch(IReadOnlyList<IReadOnlyList<string>> Same, IReadOnlyList<CityAnswer> Answers)
{
    internal static readonly CityFiles Files = new CityFiles<CitySearch>("front", "search.json", "search.json", r =>
    {
        var same = new List<IReadOnlyList<string>>();
        var answers = r.File.Items("answers", each =>
        {
            each.Only("code", "title", "say", "words", "department", "url");
            return new CityAnswer(each.Code("code"), each.Text("title"), each.Text("say"), each.Words("words"),
                each.Has("department") ? each.Department(r.City.Departments) : null, each.MaybeWord("url"));
        }, a => a.Code, root => same.AddRange(root.List("same").Select(group => { group.Only("words"); return group.Words("words"); })),
            "same");
        return new(same, answers);
    });
}

/// <summary>An answer to what people type, such as that refrigerators are not collected and who takes them.</summary>
public sealed record CityAnswer(string Code, Text Title, Text Say, IReadOnlyList<string> Words, string? Department, string? Url);
