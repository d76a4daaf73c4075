namespace Keyaki.Ui;

/// <summary>A question together with the form that it is asked in: what a kind reads and shows.</summary>
public readonly record struct Field(Form Form, Question Question)
{
    public string Name => Form.Prefix.Length == 0 ? Question.Name : Form.Prefix + Question.Name;
    public string Label => Question.Label;

    /// <summary>The label inside a Japanese sentence: a question in brackets, because 「…ですかは」 cannot be read.</summary>
    public string Named => Label.EndsWith('か') || Label.EndsWith('？') ? $"「{Label}」" : Label;
    public string Raw(string part = "") => Form[part.Length == 0 ? Question.Name : Question.Name + part];
    /// <summary>What is said about the answer as a whole.</summary>
    public string? Error => Form.ErrorOf(Name);

    /// <summary>All that is said about the answer: of the whole first, then of its parts in their order.</summary>
    public IEnumerable<FormError> Errors
    {
        get
        {
            if (Form.IsValid) yield break;
            foreach (var part in Question.Kind.Parts.Prepend("").Distinct())
                if (Form.ErrorAt(Name + part) is { } error) yield return error;
        }
    }

    /// <summary>Whether this part is wrong: by itself, or because the whole is and this part belongs to what must be answered.</summary>
    public bool IsWrong(string part, bool optional = false) => Form.ErrorOf(Name + part) is not null || !optional && Error is not null;

    /// <summary>The ids of what is said about this part.</summary>
    public string? ErrorIds(string part, bool optional = false) =>
        (Form.ErrorOf(Name + part) is not null, !optional && Error is not null && part.Length > 0) switch
        {
            (true, true) => $"{Name}{part}-error {Name}-error",
            (true, _) => $"{Name}{part}-error",
            (_, true) => Name + "-error",
            _ => null,
        };

    public bool IsEmpty => Question.Kind.IsEmpty(this);
    public string Say(string ja, string easy, string en) => Form.Say(ja, easy, en);
    public IReadOnlyList<Option> Options => Form.OptionsOf(Question);

    /// <summary>Why nothing is offered; null where something is, or where that follows from other answers.</summary>
    public string? Nothing => Form.NothingOf(Question);

    /// <summary>The ids that describe the input: wish, hint and error, as far as there are any.</summary>
    public string? DescribedBy => (Question.Wish, Question.Hint, Error) switch
    {
        (null, null, null) => null,
        (null, _, null) => Name + "-hint",
        (null, null, _) => Name + "-error",
        (null, _, _) => $"{Name}-hint {Name}-error",
        var (_, hint, error) => $"{Name}-wish{(hint is null ? "" : $" {Name}-hint")}{(error is null ? "" : $" {Name}-error")}",
    };
}
