namespace Keyaki.Ui;

// What is wrong with the answers, in the order of the questions.
public sealed partial class Form
{
    Form Root => Parent?.Root ?? this;

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyCollection<FormError> Errors => Root.errors.Values;
    public bool IsValid => Root.errors.Count == 0;

    /// <summary>The message at a name (full name, rows included), or null.</summary>
    public string? ErrorOf(string name) => Root.errors.GetValueOrDefault(name)?.Message;

    /// <summary>Puts a message at a question; the first one stays. An unknown name is a message about the whole form.</summary>
    public void Reject(string name, string message)
    {
        var anchor = shape.ByName.TryGetValue(name, out var question) ? question.Kind.Anchor(new(this, question)) : "form";
        Root.errors.TryAdd(Prefix + name, new(Prefix + name, message, anchor));
    }

    /// <summary>Checks what is asked on a page (on all pages of the route without one). True when nothing is wrong.</summary>
    public bool Check(FormPage? page = null)
    {
        foreach (var question in page?.Questions ?? Questions)
        {
            if (!Visible(question)) continue;
            if (Fault(question) is { } message) Reject(question.Name, message);
            foreach (var row in FilledRows(question)) row.Check();
        }
        return IsValid;
    }

    /// <summary>The first page of the route with something wrong, or null: where a person goes on. Says nothing yet.</summary>
    public FormPage? FirstUnfinished() => Route.FirstOrDefault(page => page.Questions.Any(IsFaulty));

    bool IsFaulty(Question question) =>
        Visible(question) && (Fault(question) is not null || FilledRows(question).Any(row => row.Questions.Any(row.IsFaulty)));

    /// <summary>The rows of a group in which something was answered; an empty row is none.</summary>
    internal IEnumerable<Form> FilledRows(Question question) => Rows(question.Name).Where(row => !row.IsBlank);

    internal bool IsBlank => Questions.All(q => q.Kind.IsEmpty(new(this, q)));

    static string Shortened(Field field) => field.Say($"{field.Named}が長すぎるため、はじめの{LongestAnswer:#,0}文字までを残しました。短くまとめるか、ファイルで送ってください。",
        $"「{field.Label}」が 長すぎます。はじめの {LongestAnswer:#,0}文字だけ のこしました。みじかく して ください。",
        $"“{field.Label}” is too long: only its first {LongestAnswer:#,0} characters were kept. Make it shorter.");

    string? Fault(Question question)
    {
        var field = new Field(this, question);
        if (Root.shortened.Count > 0 && Root.shortened.Any(key => Belongs(key, field.Name)) && question.Kind is not GroupKind) return Shortened(field);
        if (question.Kind.IsEmpty(field)) return question.Required ? question.Kind.Missing(field) : null;
        return question.Kind.Check(field) ?? question.Checks.FirstOrDefault(check => !check.Holds(this))?.Message(this);
    }
}
