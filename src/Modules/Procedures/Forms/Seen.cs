using System.Globalization;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>
/// What a page showed: a short mark for each answer, which travels with the page and comes back with it. So a page that was open for
/// long (another tab, the back button) is told from the newest state, question by question.
/// </summary>
public sealed class Seen
{
    /// <summary>The hidden field that carries it.</summary>
    public const string Field = "_seen";

    /// <summary>The money that a check page shows is compared like an answer.</summary>
    public const string Money = "@money";

    readonly Dictionary<string, string> marks = new(StringComparer.Ordinal);

    /// <summary>The answers to these questions as a form holds them now.</summary>
    public static Seen Of(Form form, IEnumerable<Ui.Question> questions)
    {
        var seen = new Seen();
        foreach (var question in questions) seen.marks[question.Name] = Mark(form, question);
        return seen;
    }

    /// <summary>Everything that a check page shows: the answers on the route, and the money.</summary>
    public static Seen Whole(Form form, params IEnumerable<object?> money)
    {
        var seen = Of(form, form.Route.SelectMany(page => page.Questions).Where(form.Visible));
        seen.marks[Money] = Short(Spread(Basis, string.Join(' ', money)));
        return seen;
    }

    /// <summary>What a page brought back; nothing is known of what it does not name.</summary>
    public static Seen Read(string? posted)
    {
        var seen = new Seen();
        foreach (var pair in (posted ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split(':') is [var name, var mark]) seen.marks[name] = mark;
        return seen;
    }

    /// <summary>The mark of an answer: null when the page did not show it, empty when it was empty.</summary>
    public string? this[string name] => marks.GetValueOrDefault(name);

    /// <summary>Puts another page's mark for this answer.</summary>
    public void Put(string name, string? mark) => marks[name] = mark ?? "";

    /// <summary>The names whose answer is another one now, came up or is gone.</summary>
    public IReadOnlySet<string> Against(Seen now) => marks.Keys.Union(now.marks.Keys).Where(name => this[name] != now[name]).ToHashSet();

    public override string ToString() => string.Join(' ', marks.Select(m => $"{m.Key}:{m.Value}"));

    static string Mark(Form form, Ui.Question question)
    {
        if (question.Kind.IsEmpty(new(form, question))) return "";
        var sum = 0UL; // in whatever order they lie
        foreach (var (key, answer) in form.AnswersOf(question)) sum += Spread(Spread(Basis, key) ^ '=', answer);
        return Short(sum);
    }

    // FNV-1a. A mark only tells one answer from another; whoever makes one up deceives nobody but himself.
    const ulong Basis = 14695981039346656037, Prime = 1099511628211;

    static ulong Spread(ulong hash, string text)
    {
        foreach (var letter in text) hash = (hash ^ letter) * Prime;
        return hash;
    }

    static string Short(ulong hash) => (hash >> 16).ToString("x12", CultureInfo.InvariantCulture);
}
