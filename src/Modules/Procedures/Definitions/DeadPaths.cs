using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// Proves that every page, question and option can be reached: tries every combination of the choices that conditions read,
/// with everything else unknown, and reports what no combination shows.
/// </summary>
internal sealed class DeadPaths : IFacts
{
    // Enough for a dozen yes/no questions with a few choices; beyond it later choices count as unknown, which accuses nothing wrongly.
    private const int MostCombinations = 50_000;

    private readonly List<(Question Question, Page Page)> _read = [];
    private readonly Dictionary<string, Value> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Option> _chosen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Message, Page Page, Question? Question, Expression Condition)> _unproved;

    private DeadPaths(Definition definition)
    {
        _unproved = [.. Targets(definition)];
        var wanted = new HashSet<string>(_unproved.SelectMany(target => target.Condition.Reads).Select(name => name.Split('.')[0]));
        var combinations = 1L;
        foreach (var page in definition.Pages)
            foreach (var question in page.Questions.Where(question => wanted.Contains(question.Name)))
            {
                _read.Add((question, page));
                var size = question.Kind switch { "choice" => question.Options.Count + 1, "yesno" => 3, _ => 1 };
                if (combinations * size > MostCombinations) continue;
                combinations *= size;
                _tried.Add(question.Name);
            }
    }

    public static void Find(Definition definition, Faults faults)
    {
        var paths = new DeadPaths(definition);
        paths.Try(0);
        foreach (var (path, message, _, _, _) in paths._unproved) faults.Add(path, message);
    }

    public Value Answer(string name) => _answers.TryGetValue(name.Split('.')[0], out var value) ? name.Contains('.') && !value.IsMissing
        ? Value.Unknown : value : Value.Unknown;
    public Value Context(string name) => Value.Unknown;
    public Value Data(string name, string key) => _chosen.TryGetValue(name, out var option)
        ? option.Figures.ContainsKey(key) ? Value.Unknown : option.Data.GetValueOrDefault(key)
        : Answer(name).IsMissing ? Value.Missing : Value.Unknown;

    private static IEnumerable<(string, string, Page, Question?, Expression)> Targets(Definition definition)
    {
        for (var p = 0; p < definition.Pages.Count; p++)
        {
            var page = definition.Pages[p];
            if (page.When is { } shown) yield return ($"pages[{p}].when", "このページは、どう答えても出ません。", page, null, shown);
            for (var q = 0; q < page.Questions.Count; q++)
            {
                var question = page.Questions[q];
                if (question.When is { } asked) yield return ($"pages[{p}].questions[{q}].when", "この質問は、どう答えても出ません。", page, null, asked);
                for (var o = 0; o < question.Options.Count; o++)
                    if (question.Options[o].When is { } offered)
                        yield return ($"pages[{p}].questions[{q}].options[{o}].when", "この選択肢は、どう答えても選べません。", page, question, offered);
            }
        }
    }

    private void Try(int next)
    {
        if (_unproved.Count == 0) return;
        if (next == _read.Count)
        {
            _unproved.RemoveAll(target => Possible(target.Page.When) && Possible(target.Question?.When) && Possible(target.Condition));
            return;
        }
        var (question, page) = _read[next];
        if (!Possible(page.When) || !Possible(question.When)) Assume(next, question, Value.Missing, null);
        else if (!_tried.Contains(question.Name)) Assume(next, question, Value.Unknown, null);
        else
        {
            if (!question.Required) Assume(next, question, Value.Missing, null);
            if (question.Kind == "yesno") foreach (var flag in new[] { true, false }) Assume(next, question, Value.Of(flag), null);
            else if (question.Kind == "choice")
                foreach (var option in question.Options.Where(option => Possible(option.When)))
                    Assume(next, question, Value.Of(option.Code), option);
            else Assume(next, question, Value.Unknown, null);
        }
    }

    private void Assume(int at, Question question, Value value, Option? option)
    {
        _answers[question.Name] = value;
        if (option is not null) _chosen[question.Name] = option;
        Try(at + 1);
        _answers.Remove(question.Name);
        _chosen.Remove(question.Name);
    }

    private bool Possible(Expression? condition) => condition is null || condition.Evaluate(this) is var value
        && (value.IsTrue || value.IsUnknown);
}
