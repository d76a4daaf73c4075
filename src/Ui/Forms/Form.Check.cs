namespace Keyaki.Ui;

// What is wrong with the answers, in the order of the questions.
public sealed partial class Form
{
    Form Root => Parent?.Root ?? this;

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyCollection<FormError> Errors => Root.errors.Values;
    public bool IsValid => Root.errors.Count == 0;

    /// <summary>The message at a name (full name, rows included), or null.</summary>
    public string? ErrorOf(string name) => ErrorAt(name)?.Message;

    internal FormError? ErrorAt(string name) => Root.errors.GetValueOrDefault(name);

    /// <summary>Puts a message at a question, at a part of it (`birth.year`) or at a question of a row (`items.0.size`); the first one
    /// stays. An unknown name is a message about the whole form.</summary>
    public void Reject(string name, string message) => Reject(name, message, bars: false);

    void Reject(string name, string message, bool bars) =>
        Root.errors.TryAdd(Prefix + name, new(Prefix + name, message, AnchorOf(name) ?? "form", bars));

    /// <summary>Nothing was typed wrongly, and still the person cannot have it: that is no matter of mending a field.</summary>
    public bool IsBarred => !IsValid && Errors.All(e => e.Bars);

    /// <summary>The input that a name leads to.</summary>
    string? AnchorOf(string name)
    {
        if (shape.ByName.TryGetValue(name, out var question)) return question.Kind.Anchor(new(this, question));
        if (name.IndexOf('.') is not (> 0 and var dot) || !shape.ByName.TryGetValue(name[..dot], out question)) return null;
        if (question.Kind.Parts.Contains(name[dot..])) return Prefix + name;
        var (row, child) = GroupKind.Split(name[dot..]);
        return question.Kind is GroupKind && Rows(question.Name).ElementAtOrDefault(row) is { } form ? form.AnchorOf(child)
            : question.Kind.Anchor(new(this, question));
    }

    /// <summary>Checks what is asked on a page (on all pages of the route without one). True when nothing is wrong.</summary>
    public bool Check(FormPage? page = null)
    {
        foreach (var question in page?.Questions ?? Questions)
        {
            if (!Visible(question)) continue;
            foreach (var (message, part, bars) in Faults(question)) Reject(question.Name + part, message, bars);
            if (question.Kind is GroupKind) foreach (var row in FilledRows(question)) row.Check();
        }
        return IsValid;
    }

    /// <summary>The first page of the route with something wrong, or null: where a person goes on. Says nothing yet.</summary>
    public FormPage? FirstUnfinished() => Route.FirstOrDefault(page => page.Questions.Any(IsFaulty));

    bool IsFaulty(Question question) =>
        Visible(question) && (Faults(question).Count > 0 || FilledRows(question).Any(row => row.Questions.Any(row.IsFaulty)));

    /// <summary>The rows of a group in which something was answered; an empty row is none.</summary>
    internal IEnumerable<Form> FilledRows(Question question) => Rows(question.Name).Where(row => !row.IsBlank);

    internal bool IsBlank => Questions.All(q => q.Kind.IsEmpty(new(this, q)));

    static string Shortened(Field field) => field.Say($"{field.Named}が長すぎるため、はじめの{LongestAnswer:#,0}文字までを残しました。短くまとめるか、ファイルで送ってください。",
        $"「{field.Label}」が 長すぎます。はじめの {LongestAnswer:#,0}文字だけ のこしました。みじかく して ください。",
        $"“{field.Label}” is too long: only its first {LongestAnswer:#,0} characters were kept. Make it shorter.");

    IReadOnlyList<Fault> Faults(Question question)
    {
        var field = new Field(this, question);
        if (Root.shortened.Count > 0 && Root.shortened.Any(key => Belongs(key, field.Name)) && question.Kind is not GroupKind)
            return [new(Shortened(field))];
        // Nobody can be made to fill in what has no box.
        if (question.Kind.IsEmpty(field))
            return question.Required && question.Kind.Parts.Count > 0 ? [new(question.Kind.Missing(field))] : [];
        if (question.Kind.Faults(field).ToList() is { Count: > 0 } faults) return faults;
        foreach (var check in question.Checks)
            if (!check.Holds(this)) return [new(check.Message(this), Bars: check.Bars)];
        return [];
    }
}
