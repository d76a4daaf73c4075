using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// Proves that every page, question, option, route and stop can be reached and that one can get on from every page: tries every
/// combination of the choices that conditions read, with everything else unknown, and reports what no combination allows.
/// </summary>
internal sealed class DeadPaths : IFacts
{
    // Enough for a dozen yes/no questions with a few choices; beyond it later choices count as unknown, which accuses nothing wrongly.
    const int MostCombinations = 50_000;

    readonly List<(Question Question, int Page)> inOrder = [];
    readonly Dictionary<string, Value> answers = new(StringComparer.Ordinal);
    readonly Dictionary<string, Option> chosen = new(StringComparer.Ordinal);
    readonly HashSet<string> tried = new(StringComparer.Ordinal);
    readonly Definition whole;

    // Of the answers that are being tried: which pages may come, and which must.
    readonly bool?[] may, must;
    readonly List<Target> unproved;

    /// <summary>Something that must be possible: where it stands, what is said when it is not, which answers it hangs on, and whether the
    /// answers that are being tried allow it.</summary>
    sealed record Target(string Path, string Message, IEnumerable<Expression?> Reads, Func<bool> Holds);

    DeadPaths(Definition definition)
    {
        (whole, may, must) = (definition, new bool?[definition.Pages.Count], new bool?[definition.Pages.Count]);
        unproved = [.. Targets()];
        var wanted = new HashSet<string>(unproved.SelectMany(target => target.Reads).OfType<Expression>().SelectMany(read => read.Reads)
            .Select(name => name.Split('.')[0]));
        var combinations = 1L;
        foreach (var (page, index) in definition.Pages.Select((page, index) => (page, index)))
            foreach (var question in page.Questions.Where(question => wanted.Contains(question.Name)))
            {
                inOrder.Add((question, index));
                var size = question.Kind switch { "choice" or "sex" => question.Options.Count + 1, "yesno" => 3, _ => 1 };
                if (combinations * size > MostCombinations) continue;
                combinations *= size;
                tried.Add(question.Name);
            }
    }

    public static void Find(Definition definition, Faults faults)
    {
        var paths = new DeadPaths(definition);
        paths.Try(0);
        foreach (var target in paths.unproved.Where(target => target.Path != Whole || paths.unproved.Count == 1))
            faults.Add(target.Path, target.Message);
    }

    const string Whole = "pages";

    public Value Answer(string name) => answers.TryGetValue(name.Split('.')[0], out var value) ? name.Contains('.') && !value.IsMissing
        ? Value.Unknown : value : Value.Unknown;
    public Value Context(string name) => Value.Unknown;
    public Value Data(string name, string key) => chosen.TryGetValue(name, out var option)
        ? option.Figures.ContainsKey(key) ? Value.Unknown : option.Data.GetValueOrDefault(key)
        : Answer(name).IsMissing ? Value.Missing : Value.Unknown;

    IEnumerable<Target> Targets()
    {
        var routed = whole.Pages.SelectMany(page => page.Routes).Select(route => route.When).ToList();
        for (var p = 0; p < whole.Pages.Count; p++)
        {
            var (page, at, path) = (whole.Pages[p], p, $"pages[{p}]");
            if (page.When is not null || whole.Pages.Take(p).Any(before => before.Routes.Count > 0))
                yield return new(page.When is null ? path : path + ".when", "このページは、どう答えても出ません。", [page.When, .. routed],
                    () => MayCome(at));
            for (var q = 0; q < page.Questions.Count; q++)
            {
                var question = page.Questions[q];
                if (question.When is not null)
                    yield return new($"{path}.questions[{q}].when", "この質問は、どう答えても出ません。", [question.When],
                        () => MayCome(at) && Possible(question.When));
                for (var o = 0; o < question.Options.Count; o++)
                    if (question.Options[o].When is { } offered)
                        yield return new($"{path}.questions[{q}].options[{o}].when", "この選択肢は、どう答えても選べません。", [offered],
                            () => MayCome(at) && Possible(question.When) && Possible(offered));
            }
            for (var r = 0; r < page.Routes.Count; r++)
            {
                var (route, before) = (page.Routes[r], page.Routes.Take(r).ToList());
                yield return new($"{path}.next[{r}]", "どう答えても、ここへは進みません。", [route.When],
                    () => MayCome(at) && Possible(route.When) && !before.Exists(earlier => Certain(earlier.When)));
            }
            for (var s = 0; s < page.Stops.Count; s++)
            {
                var stop = page.Stops[s];
                yield return new($"{path}.stop[{s}].when", "どう答えても、ここでは止まりません。", [stop.When],
                    () => MayCome(at) && Possible(stop.When));
            }
            if (Bars(page).ToList() is { Count: > 0 } bars)
                yield return new(page.Stops.Count > 0 ? path + ".stop" : path, "このページからは、どう答えても先へ進めません。",
                    bars.SelectMany(bar => new[] { bar.When, bar.Rule }), () => MayCome(at) && !bars.Exists(Barred));
        }
        if (whole.Checks.Any(check => check.Instead is not null))
            yield return new(Whole, "どう答えても、最後まで進めません。", routed,
                () => !whole.Pages.Where((page, at) => MustCome(at) && Bars(page).Any(Barred)).Any());
    }

    IEnumerable<Check> Bars(Page page) =>
        whole.Checks.Where(check => check.Instead is not null && page.Questions.Any(question => question.Name == check.About));

    bool Barred(Check check) => Certain(check.When) && !Answer(check.About).IsMissing
        && check.Rule.Evaluate(this) is { Kind: ValueKind.Flag, IsTrue: false };

    bool MayCome(int page) => may[page] ??= Possible(whole.Pages[page].When)
        && !Enumerable.Range(0, page).Any(before => Leads(before, page) is true && MustCome(before));

    bool MustCome(int page) => must[page] ??= Certain(whole.Pages[page].When)
        && !Enumerable.Range(0, page).Any(before => Leads(before, page) is not false && MayCome(before));

    /// <summary>Whether a page leads past another one; null where that is open.</summary>
    bool? Leads(int from, int past)
    {
        foreach (var route in whole.Pages[from].Routes)
            if (Certain(route.When)) return route.To > past;
            else if (Possible(route.When)) return null;
        return false;
    }

    void Try(int next)
    {
        if (unproved.Count == 0) return;
        if (next == inOrder.Count)
        {
            unproved.RemoveAll(target => target.Holds());
            return;
        }
        var (question, page) = inOrder[next];
        if (!MayCome(page) || !Possible(question.When)) Assume(next, question, Value.Missing, null);
        else if (!tried.Contains(question.Name)) Assume(next, question, Value.Unknown, null);
        else
        {
            if (!question.Required) Assume(next, question, Value.Missing, null);
            if (question.Kind == "yesno") foreach (var flag in new[] { true, false }) Assume(next, question, Value.Of(flag), null);
            else if (question.Kind is "choice" or "sex")
                foreach (var option in question.Options.Where(option => Possible(option.When)))
                    Assume(next, question, Value.Of(option.Code), option);
            else Assume(next, question, Value.Unknown, null);
        }
    }

    void Assume(int at, Question question, Value value, Option? option)
    {
        answers[question.Name] = value;
        if (option is not null) chosen[question.Name] = option;
        Forget();
        Try(at + 1);
        answers.Remove(question.Name);
        chosen.Remove(question.Name);
        Forget();
    }

    void Forget()
    {
        Array.Clear(may);
        Array.Clear(must);
    }

    bool Possible(Expression? condition) => condition is null || condition.Evaluate(this) is var value
        && (value.IsTrue || value.IsUnknown);

    bool Certain(Expression? condition) => condition is null || condition.Evaluate(this).IsTrue;
}
