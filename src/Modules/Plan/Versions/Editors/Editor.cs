using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>How one kind of thing of the plan is asked for: its questions, what it answers now, and what the answers make of it. What
/// is not asked stays as it was.</summary>
abstract class Editor(string kind)
{
    public const string Reason = "reason", ReasonHint = "確定すると、違いと一緒に公開されます。個人の名前は書かないでください。";

    /// <summary>The kinds that can be written; the slips of the source stay as they are.</summary>
    public static readonly IReadOnlyDictionary<string, Editor> All = new Editor[] { new BookEditor(), new InitiativeEditor(),
        new TargetEditor(), new SystemEditor(), new FormerEditor(), new TermEditor() }.ToDictionary(e => e.Kind);

    /// <exception cref="NotHere">no such kind, or none that is written here.</exception>
    public static Editor Of(string kind) => All.GetValueOrDefault(kind) ?? throw new NotHere();

    public string Kind => kind;
    public string Words => Facets.Kinds[kind].Ja;

    /// <summary>There is one of it, which is neither added nor taken away.</summary>
    public virtual bool IsAlone => false;

    /// <summary>The parts of a long form: the name of each, and its first question.</summary>
    protected virtual IReadOnlyList<(string Title, string First)> Sections => [];

    /// <summary>What a new one is found by.</summary>
    protected virtual IEnumerable<Question> Key(PlanContent plan) => [];

    /// <summary>What a new one is found by from now on, as it was typed.</summary>
    public virtual string Code(Form form) => Typed.Narrow(form["code"]);
    protected abstract IEnumerable<Question> Questions(PlanContent plan, string? json);
    protected abstract void Show(Answers answers, string json);

    /// <summary>The thing as JSON after the answers; json is what it was, null for a new one.</summary>
    public abstract string Read(Form form, string code, string? json, PlanContent plan);

    /// <summary>What breaks a rule of the plan, at which question.</summary>
    public abstract IEnumerable<Breach> Broken(string json, PlanContent plan);

    public Form Form(PlanContent plan, string? json)
    {
        var answers = new Answers();
        if (json is not null) Show(answers, json);
        List<Question> asked = [.. json is null ? Key(plan) : [], .. Questions(plan, json), Why];
        if (Sections.Count == 0) return new Form(asked, answers);
        var starts = Sections.Select(s => (s.Title, At: asked.FindIndex(q => q.Name == s.First))).Where(s => s.At >= 0)
            .Append(("変更の理由", asked.Count - 1)).Append(("", asked.Count)).ToList();
        return new Form([.. starts.Zip(starts.Skip(1),
            (s, next) => new FormPage(s.Item1, asked[(s == starts[0] ? 0 : s.Item2)..next.Item2]))], answers);
    }

    /// <summary>Every change says why; the reason stands beside it in public.</summary>
    public static Question Why { get; } = new(Reason, new LongTextKind(3), "変更の理由") { MaxLength = 1000, Hint = ReasonHint };

    protected static Question Line(string name, string label, string? hint = null, bool must = true, int max = 200) =>
        new(name, new TextKind(), label) { Hint = hint, Required = must, MaxLength = max };
    protected static Question Long(string name, string label, string? hint = null, bool must = false, int rows = 6) =>
        new(name, new LongTextKind(rows), label) { Hint = hint, Required = must };
    protected static Question Group(string name, string label, string row, string? hint, params IReadOnlyList<Question> asked) =>
        new(name, new GroupKind(asked, row, Most: 40), label) { Hint = $"{hint}1つだけの{row}をなくすときは、その欄をすべて空けてください。", Required = false };

    protected static string? Said(Form form, string name) => form.Value(name) is string { Length: > 0 } text ? text : null;
    protected static string Must(Form form, string name) => Said(form, name) ?? "";
    protected static IReadOnlyList<string> Lines(Form form, string name) =>
        [.. (Said(form, name) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    protected static IReadOnlyList<string> Codes(Form form, string name) =>
        [.. Regex.Split(Typed.Narrow(Said(form, name) ?? ""), @"[,、\s]+").Where(c => c.Length > 0)];
    protected static IReadOnlyList<Form> Rows(Form form, string name) => form.Value(name) as IReadOnlyList<Form> ?? [];

    /// <summary>How a month or day is asked for.</summary>
    protected const string AtHint = "令和7年12月22日（日）か 令和7年12月（月）のように書いてください。";

    /// <summary>A month or day as it was typed, as the files write it: ２０２５－１２ and 令和7年12月 are 2025-12.</summary>
    protected static string? At(Form form, string name) => Said(form, name) is { } text ? Moment.Read(text) : null;

    /// <summary>
    /// What a row was before: the one of the same name; a renamed row is the one that nobody else claims, in its order, as long as none
    /// came or went. So a source or a slip that is not asked for stays with its row.
    /// </summary>
    protected static IReadOnlyList<(Form Row, T? Was)> Matched<T>(IReadOnlyList<Form> rows, IReadOnlyList<T> before,
        Func<Form, string> name, Func<T, string> old) where T : class
    {
        var left = before.ToList();
        T? Take(Func<T, bool> which)
        {
            if (left.FirstOrDefault(which) is not { } found) return null;
            left.Remove(found);
            return found;
        }
        var named = rows.Select(row => (Row: row, Was: Take(b => old(b) == name(row)))).ToList();
        return rows.Count == before.Count ? [.. named.Select(n => n.Was is null ? (n.Row, Take(_ => true)) : n)] : named;
    }
}

/// <summary>The answers that a form is opened with, flat as it keeps them.</summary>
sealed class Answers : Dictionary<string, string>
{
    public Answers Put(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) this[name] = text;
        return this;
    }

    public Answers Put(string name, IEnumerable<string> lines) => Put(name, string.Join('\n', lines));

    public Answers Put(string name, DateOnly? day)
    {
        if (day is { } date)
            foreach (var (part, text) in new DateKind().Write(date)) this[name + part] = text;
        return this;
    }

    /// <summary>A month or day in the words of a person.</summary>
    public Answers PutAt(string name, string? at) => Put(name, at is not null && Moment.IsOne(at) ? Moment.Words(at) : at);

    public void Rows<T>(string name, IEnumerable<T> rows, Action<Answers, T> put)
    {
        foreach (var (row, at) in rows.Select((row, at) => (row, at)))
        {
            var inside = new Answers();
            put(inside, row);
            foreach (var (key, text) in inside) this[string.Create(CultureInfo.InvariantCulture, $"{name}.{at}.{key}")] = text;
        }
    }
}
