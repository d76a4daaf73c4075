using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>What is asked and what was answered. One object parses, checks, shows again and reads back; it lives for one request.</summary>
public sealed partial class Form
{
    /// <summary>No answer is longer than this (UTF-16 units); more is cut off at a whole letter, and the person is told.</summary>
    public const int LongestAnswer = 20_000;

    readonly FormShape shape;
    readonly Dictionary<string, string> answers;
    readonly Dictionary<string, bool?> visible = new(StringComparer.Ordinal);
    readonly Dictionary<FormPage, bool> open = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<Option>> offers = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> none = new(StringComparer.Ordinal);
    readonly Dictionary<string, FormError> errors = new(StringComparer.Ordinal);
    readonly HashSet<string> shortened = new(StringComparer.Ordinal);

    public Form(FormShape shape, IReadOnlyDictionary<string, string>? answers = null)
        : this(shape, answers is null ? [] : new(answers, StringComparer.Ordinal), "", null) { }

    public Form(IReadOnlyList<FormPage> pages, IReadOnlyDictionary<string, string>? answers = null)
        : this(new FormShape(pages), answers) { }

    /// <summary>A form of one page, as code pages have.</summary>
    public Form(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, string>? answers = null)
        : this([new FormPage("", questions)], answers) { }

    Form(FormShape shape, Dictionary<string, string> answers, string prefix, Form? parent) =>
        (this.shape, this.answers, Prefix, Parent) = (shape, answers, prefix, parent);

    public IReadOnlyList<FormPage> Pages => shape.Pages;

    /// <summary>The raw answers, flat, as a draft keeps them.</summary>
    public IReadOnlyDictionary<string, string> Answers => answers;

    /// <summary>In a row of a repeated group: what its names begin with, e.g. <c>items.0.</c>.</summary>
    public string Prefix { get; }

    /// <summary>In a row of a repeated group: the form that the row is in.</summary>
    public Form? Parent { get; }

    /// <summary>Who made this form, for conditions of its shared questions that ask more than its answers.</summary>
    public object? Maker { get => Parent is null ? maker : Parent.Maker; init => maker = value; }
    readonly object? maker;

    /// <summary>The towns that an address may be in; the caller brings them.</summary>
    public IReadOnlyList<Town> Towns { get => Parent?.Towns ?? towns; init => towns = value; }
    readonly IReadOnlyList<Town> towns = [];

    /// <summary>Where these towns lie; the caller brings it.</summary>
    public TownMap? Map { get => Parent is null ? map : Parent.Map; init => map = value; }
    readonly TownMap? map;

    /// <summary>Looks up a kept file that an answer names; null when it is not there (or not this person's).</summary>
    public Func<string, FileFace?> Files { get => Parent?.Files ?? files; init => files = value; }
    readonly Func<string, FileFace?> files = _ => null;

    /// <summary>Nothing keeps its answers between two tries but the page itself: then the page brings the ids of its files back, too.
    /// A draft keeps them, and an old tab must not.</summary>
    public bool BringsFiles { get => Parent is null ? bringsFiles : true; set => bringsFiles = value; }
    bool bringsFiles;

    /// <summary>ja, easy or en: what a person reads of the form kit itself. Labels come in that language already.</summary>
    public string Language { get => Parent?.Language ?? language; init => language = value; }
    readonly string language = "ja";

    /// <summary>One of three texts, in the form's language.</summary>
    public string Say(string ja, string easy, string en) => Language switch { "easy" => easy, "en" => en, _ => ja };

    /// <summary>The id of the input that a person goes on with on a page that is shown again.</summary>
    public string? Focus { get => Parent is null ? focus : Parent.Focus; set => focus = value; }
    string? focus;

    public IEnumerable<Question> Questions => shape.ByName.Values;

    /// <summary>The questions that are asked beneath an option of another one.</summary>
    internal IEnumerable<Question> Under(Question question, Option option) =>
        shape.AnyUnder ? shape.ByName.Values.Where(q => q.Under is { } under && under.Question == question.Name
        && under.Option == option.Value) : [];

    /// <summary>Whether it has a question of that name.</summary>
    public bool Asks(string name) => shape.ByName.ContainsKey(name);

    /// <summary>The question with that name; throws when there is none.</summary>
    public Question Question(string name) =>
        shape.ByName.TryGetValue(name, out var question) ? question : throw new KeyNotFoundException($"The form has no question '{name}'.");

    public Field Field(string name) => new(this, Question(name));

    /// <summary>The raw answer, empty when there is none.</summary>
    public string this[string name] => answers.GetValueOrDefault(Prefix.Length == 0 ? name : Prefix + name, "");

    /// <summary>The typed value; null when it is empty, unreadable, unknown or not asked on this route. Read once, however many conditions
    /// ask for it.</summary>
    public object? Value(string name)
    {
        if (values.TryGetValue(name, out var known)) return known;
        if (!shape.ByName.TryGetValue(name, out var question) || !Visible(question)) return null;
        var field = new Field(this, question);
        var value = question.Kind.IsEmpty(field) ? null : question.Kind.Parse(field);
        // Which file a name means is looked up anew: it may have come with this very request.
        if (!FileKind.IsIn(question)) values[name] = value;
        return value;
    }

    /// <summary>The chosen option with its data; null when nothing that is offered was chosen.</summary>
    public Option? Chosen(string name) => Value(name) is string value ? OptionsOf(Question(name)).FirstOrDefault(o => o.Value == value)
        : null;

    internal string? NothingOf(Question question) => none.GetValueOrDefault(question.Name);

    public IReadOnlyList<Option> OptionsOf(Question question) => offers.GetValueOrDefault(question.Name) ?? question.Options;

    /// <summary>Gives a question its options at request time, e.g. the days with places left.</summary>
    /// <param name="nothing">What stands in their place where there are none.</param>
    public Form Offer(string name, IReadOnlyList<Option> options, string? nothing = null)
    {
        offers[Question(name).Name] = options;
        if (options.Count == 0 && nothing is not null) none[name] = nothing;
        else none.Remove(name);
        values.Clear();
        return this;
    }

    /// <summary>Offers all options of all questions, for a form that is only read: what was chosen once is shown in words, also where
    /// it could not be chosen today.</summary>
    public void OfferAll()
    {
        foreach (var question in Questions.Where(q => q.Options.Count > 0)) Offer(question.Name, question.Options);
    }

    /// <summary>Whether a question is asked: its page's and its own condition hold. Values of questions that are not asked count as
    /// absent.</summary>
    public bool Visible(Question question)
    {
        if (visible.TryGetValue(question.Name, out var known)) return known ?? false;
        visible[question.Name] = null; // A condition that comes back to its own question sees it as not asked, and so ends.
        var holds = Opens(shape.PageOf[question.Name]) && (question.When?.Invoke(this) ?? true);
        visible[question.Name] = holds;
        return holds;
    }

    /// <summary>Whether other answers decide if it is asked, or what there is to choose.</summary>
    internal bool MayChange(Question question) => question.When is not null || offers.ContainsKey(question.Name)
        || question.Kind is CalculatedKind || question.Kind is GroupKind group && group.Questions.Any(q => q.When is not null);

    /// <summary>Whether it is on the route and has an answer.</summary>
    public bool Asks(Question question) => question.Kind.Asks && Visible(question);

    /// <summary>Whether anything is asked on the page.</summary>
    public bool Visible(FormPage page) => Opens(page) && page.Questions.Any(Visible);

    /// <summary>Whether the condition of the page holds.</summary>
    bool Opens(FormPage page)
    {
        if (page.When is not { } when) return true;
        if (!open.TryGetValue(page, out var holds)) open[page] = holds = when(this);
        return holds;
    }

    /// <summary>Another answer: what is asked is found out anew.</summary>
    void Forget()
    {
        visible.Clear();
        open.Clear();
        values.Clear();
    }

    /// <summary>The pages of the current route, in order.</summary>
    public IEnumerable<FormPage> Route => Pages.Where(Visible);

    /// <summary>Sets an answer from a typed value: prefilling. Null clears it.</summary>
    public Form Fill(string name, object? value)
    {
        var question = Question(name);
        Clear(question);
        if (value is not null)
            foreach (var (part, text) in question.Kind.Write(value)) answers[Prefix + name + part] = text;
        for (var form = this; form is not null; form = form.Parent) form.Forget();
        return this;
    }

    void Clear(Question question)
    {
        foreach (var (key, _) in AnswersOf(question).ToList()) answers.Remove(key);
    }

    static bool Belongs(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '.');

    /// <summary>The raw answers to one question.</summary>
    public IEnumerable<KeyValuePair<string, string>> AnswersOf(Question question)
    {
        var name = Prefix + question.Name;
        // Rows, and what was counted as another kind, have endings of their own; all others are looked up and not looked for.
        return question.Kind is GroupKind or CalculatedKind ? answers.Where(a => Belongs(a.Key, name)) : Parts(name, question.Kind.Parts);
    }

    List<KeyValuePair<string, string>> Parts(string name, IReadOnlyList<string> parts)
    {
        var found = new List<KeyValuePair<string, string>>(parts.Count);
        for (var at = 0; at < parts.Count; at++)
            if ((parts[at].Length == 0 ? name : name + parts[at]) is var key && answers.TryGetValue(key, out var text))
                found.Add(new(key, text));
        return found;
    }

    /// <summary>Puts raw answers to one question in place of those that are there.</summary>
    public void Restore(Question question, IEnumerable<KeyValuePair<string, string>> raw)
    {
        Clear(question);
        foreach (var (key, text) in raw) answers[key] = text;
        Forget();
    }

    /// <summary>Only the answers on the current route: what is submitted. What a person typed on a road not taken stays in the
    /// draft.</summary>
    public IReadOnlyDictionary<string, string> Kept()
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            if (!Visible(question)) continue;
            var name = Prefix + question.Name;
            if (question.Kind is CalculatedKind { Counted: var counted } kind)
            {
                if (counted(this) is { } value) foreach (var (part, text) in kind.Write(value)) kept[name + part] = text;
            }
            else
                foreach (var (key, text) in AnswersOf(question))
                    if (text.Length > 0 && question.Kind.Keeps(key[name.Length..])) kept[key] = text;
        }
        return kept;
    }

    /// <summary>The rows of a repeated group, each a form of its own whose parent is this one.</summary>
    public IReadOnlyList<Form> Rows(string name) => RowsToShow(name, 0);

    internal IReadOnlyList<Form> RowsToShow(string name, int least)
    {
        if (Question(name).Kind is not GroupKind group) return [];
        var (rows, count) = (new List<Form>(), Math.Max(CountRows(name), least));
        for (var row = 0; row < count; row++)
            rows.Add(new(group.Shape, answers, $"{Prefix}{name}.{row}.", this));
        return rows;
    }

    /// <summary>Rows that there are answers for, empty ones included.</summary>
    internal int CountRows(string name)
    {
        var (start, count) = ($"{Prefix}{name}.", 0);
        foreach (var key in answers.Keys)
        {
            if (!key.StartsWith(start, StringComparison.Ordinal)) continue;
            var index = key.AsSpan(start.Length);
            if (index.IndexOf('.') is var dot and >= 0) index = index[..dot];
            if (int.TryParse(index, out var row) && row >= 0 && row < GroupKind.MostRows) count = Math.Max(count, row + 1);
        }
        return count;
    }

    /// <summary>The check page's lines of the current route; `change` gives the link to the page of a question, or null for none.</summary>
    public IEnumerable<ReadBackRow> ReadBack(Func<FormPage, Question, string?>? change = null) =>
        from page in Route
        from question in page.Questions
        where Asks(question)
        select new ReadBackRow(question.Label, Print(question), change?.Invoke(page, question));

    /// <summary>An answer as a person reads it; 「なし」 when it is empty.</summary>
    public Markup Print(Question question)
    {
        var (html, field) = (new HtmlWriter(256), new Field(this, question));
        if (field.IsEmpty) html.Html($"<span class=\"none\">{Say("入力なし", "書いていません", "Not answered")}</span>");
        else question.Kind.Print(html, field);
        return html.ToMarkup();
    }

    /// <summary>What stands in the columns of a question; nothing where it was not asked or not answered.</summary>
    public IReadOnlyList<string> Cells(Question question) => new Field(this, question) is var field && (!Asks(question) || field.IsEmpty)
        ? [.. question.Kind.Columns(question).Select(_ => "")] : question.Kind.Cells(field);

    /// <summary>Takes the cells of a question's columns as its answer.</summary>
    public Form Take(Question question, IReadOnlyList<string> cells)
    {
        Clear(question);
        if (cells.Any(cell => cell.Length > 0))
            foreach (var (part, text) in question.Kind.Back(new(this, question), cells)) answers[Prefix + question.Name + part] = text;
        Forget();
        return this;
    }

    /// <summary>What of an answer is shown to whoever may not read it; empty where there is none.</summary>
    public string Masked(Question question) => new Field(this, question) is { IsEmpty: false } field ? question.Kind.Masked(field) : "";

    /// <summary>JSON Schema (2020-12) of the typed answers; only questions that are always asked are required.</summary>
    public JsonObject ToJsonSchema() =>
        Describe(Pages.SelectMany(p => p.Questions.Select(q => (q, p.When is null && q.When is null && q.Required))));

    internal static JsonObject Describe(IEnumerable<(Question Question, bool Always)> questions)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (question, always) in questions)
        {
            if (!question.Kind.Asks) continue;
            var node = question.Kind.Schema(question);
            node["title"] = question.Label;
            if (question.Hint is { } hint) node["description"] = hint;
            properties[question.Name] = node;
            if (always) required.Add((JsonNode)question.Name);
        }
        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    /// <summary>The form of this request, for handlers that name it as an argument.</summary>
    public static ValueTask<Form?> BindAsync(HttpContext http) => new(http.Features.Get<Form>());
}
