namespace Keyaki.Kits;

/// <summary>Who has to act next. One column for it keeps every work list one ordered walk along an index, however many cases are
/// closed.</summary>
public enum WaitsFor { Nobody, Office, Applicant, Deciders, Delivery }

/// <summary>How far a case is: not received yet, waiting for somebody, decided with something left to do, or over.</summary>
public enum CaseStage { Before, Open, Decided, Ended }

/// <summary>By whose hand a step is taken: whom it is about (and who is named beside them), the office, the deciders, or the rules
/// alone.</summary>
[Flags]
public enum Hand { Person = 1, Office = 2, Deciders = 4, Program = 8 }

/// <summary>The states of a kind of case: the word of each, how far it is there, and for whom it waits. The first value of the enum is
/// where a case begins.</summary>
public sealed class CaseStates<TState> where TState : struct, Enum
{
    sealed record Known(string Words, CaseStage Stage, WaitsFor Waits);

    readonly Dictionary<TState, Known> all = [];

    public CaseStates<TState> Add(TState state, string words, CaseStage stage, WaitsFor waits = WaitsFor.Nobody)
    {
        all.Add(state, new(words, stage, waits));
        return this;
    }

    public IReadOnlyCollection<TState> All => all.Keys;
    public string Words(TState state) => all[state].Words;
    public CaseStage Stage(TState state) => all[state].Stage;
    public WaitsFor Waits(TState state) => all[state].Waits;
}

/// <summary>What can happen to a kind of case, as data: which step leads from which state to which, and by whose hand.</summary>
public sealed class CaseGraph<TState, TStep>(string name, CaseStates<TState> states)
    where TState : struct, Enum where TStep : struct, Enum
{
    sealed record Edge(TState To, Hand Hands);

    readonly Dictionary<(TState From, TStep Step), Edge> ways = [];
    readonly HashSet<TState> quiet = [];
    readonly List<string> twice = [];

    public string Name => name;

    /// <summary>A step that leads from each of these states to that one.</summary>
    public CaseGraph<TState, TStep> Way(TStep step, TState to, Hand hands, params ReadOnlySpan<TState> from)
    {
        foreach (var state in from) if (!ways.TryAdd((state, step), new(to, hands))) twice.Add($"{state} → {step}");
        return this;
    }

    /// <summary>States in which a case waits for nobody here, whatever is usual.</summary>
    public CaseGraph<TState, TStep> Quiet(params ReadOnlySpan<TState> which)
    {
        foreach (var state in which) quiet.Add(state);
        return this;
    }

    public WaitsFor Waits(TState state) => quiet.Contains(state) ? WaitsFor.Nobody : states.Waits(state);

    /// <summary>The state that the step leads to; null where it is not allowed, or not by this hand.</summary>
    public TState? After(TState from, TStep step, Hand? by = null) =>
        ways.TryGetValue((from, step), out var way) && (by is not { } hand || (way.Hands & hand) != 0) ? way.To : null;

    /// <summary>What is wrong with it, in sentences: a state or way that no case comes to, a state from which no end can be reached, one
    /// that waits for somebody who can do nothing there, a step that leads two ways.</summary>
    public IReadOnlyList<string> Faults() => [.. Wrong()];

    internal HashSet<TState> Reached()
    {
        HashSet<TState> reached = [default];
        while (ways.Where(w => reached.Contains(w.Key.From)).Select(w => w.Value.To).Except(reached).ToList() is { Count: > 0 } more)
            reached.UnionWith(more);
        return reached;
    }

    internal IEnumerable<TStep> Steps => ways.Keys.Select(w => w.Step);

    IEnumerable<string> Wrong()
    {
        foreach (var way in twice) yield return $"{name}: {way} leads two ways.";
        var reached = Reached();
        foreach (var state in reached.Except(states.All)) yield return $"{name}: {state} has no words.";
        foreach (var (from, step) in ways.Keys.Where(w => !reached.Contains(w.From)))
            yield return $"{name}: {step} goes from {from}, to which no case comes.";
        var ends = reached.Where(s => states.All.Contains(s) && states.Stage(s) is CaseStage.Ended).ToHashSet();
        while (ways.Where(w => ends.Contains(w.Value.To)).Select(w => w.Key.From).Except(ends).ToList() is { Count: > 0 } more)
            ends.UnionWith(more);
        foreach (var state in reached.Except(ends)) yield return $"{name}: no way leads from {state} to an end.";
        foreach (var state in reached.Intersect(states.All))
            if (Needs(Waits(state)) is { } hand && !ways.Any(w => w.Key.From.Equals(state) && (w.Value.Hands & hand) != 0))
                yield return $"{name}: {state} waits for {Waits(state)}, who can take no step there.";
    }

    static Hand? Needs(WaitsFor waits) => waits switch
    {
        WaitsFor.Office or WaitsFor.Delivery => Hand.Office,
        WaitsFor.Applicant => Hand.Person,
        WaitsFor.Deciders => Hand.Deciders,
        _ => null,
    };
}

/// <summary>The graphs of a kind of case are looked at when the program starts.</summary>
public static class CaseGraphs
{
    /// <exception cref="InvalidOperationException">with every fault of these graphs, and every state and step that none of them
    /// uses.</exception>
    public static void Sound<TState, TStep>(CaseStates<TState> states, IReadOnlyList<CaseGraph<TState, TStep>> graphs)
        where TState : struct, Enum where TStep : struct, Enum
    {
        var (reached, taken) = (graphs.SelectMany(g => g.Reached()).ToHashSet(), graphs.SelectMany(g => g.Steps).ToHashSet());
        List<string> faults = [.. graphs.SelectMany(g => g.Faults()),
            .. Enum.GetValues<TState>().Except(states.All).Select(s => $"{s} has no words."),
            .. states.All.Except(reached).Select(s => $"No case ever comes to {s}."),
            .. Enum.GetValues<TStep>().Except(taken).Select(s => $"No case ever takes the step {s}.")];
        if (faults.Count > 0) throw new InvalidOperationException(string.Join("\n", faults));
    }
}
