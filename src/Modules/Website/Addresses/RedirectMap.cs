using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>Rules beside each other. A new one never closes a circle, and none leads to another one where that can be said beforehand:
/// whoever follows an old address is led once.</summary>
sealed class RedirectMap(IEnumerable<Redirect> rules)
{
    const int Longest = 20;

    readonly List<Redirect> all = [.. rules];

    /// <summary>Where an address leads: by the rule for just this one, else by that for the deepest part it lies in.</summary>
    public static string? Step(IEnumerable<Redirect> rules, string path)
    {
        var key = path.ToLowerInvariant();
        return rules.Where(r => r.Covers(key)).OrderBy(r => r.Reach).ThenByDescending(r => r.From.Length).FirstOrDefault()?.Leads(path);
    }

    public Redirect? Find(string from, Reach reach) => all.Find(r => r.From == from && r.Reach == reach);

    /// <summary>Where a rule leads in the end, once the others are there.</summary>
    /// <exception cref="Rule">back to itself.</exception>
    public string End(Redirect rule)
    {
        var end = rule.To;
        for (var steps = 0; SiteAddress.KeyOf(end) is { } to; steps++)
        {
            if (rule.Covers(to) || steps > Longest) throw Circle(rule);
            // What lies below a moved part goes many ways: only a rule for all of it speaks for all of it.
            if (Step(rule.Reach is Reach.Exact ? all : all.Where(r => r.Reach is Reach.Below), to) is not { } next) break;
            end = next;
        }
        return end;
    }

    /// <summary>Takes a rule in, its target being the end of the way. Gives those that lead to it, which now lead there at once.</summary>
    /// <exception cref="Rule">there is one for this address, or it would lead in a circle.</exception>
    public IReadOnlyList<Redirect> Add(Redirect rule)
    {
        if (Find(rule.From, rule.Reach) is not null)
            throw new Rule("from", "このアドレスの転送は、もうあります。先に今の転送を終えてください。");
        rule.Lead(End(rule));
        var before = all.Where(r => r.ToKey is { } to && rule.Covers(to) && (rule.Reach is Reach.Below || r.Reach is Reach.Exact)).ToList();
        var ends = before.ConvertAll(r => rule.Leads(r.ToKey ?? ""));
        foreach (var (other, end) in before.Zip(ends))
            if (SiteAddress.KeyOf(end) is { } key && other.Covers(key)) throw Circle(rule);
        foreach (var (other, end) in before.Zip(ends)) other.Lead(end);
        all.Add(rule);
        return before;
    }

    static Rule Circle(Redirect rule) => new("to", $"{rule.From} に戻ってくるため、転送できません。行き先を確かめてください。");
}
