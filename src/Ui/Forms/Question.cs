namespace Keyaki.Ui;

/// <summary>One question of a form; immutable, shared by all people who are asked it.</summary>
/// <param name="Name">Key of the answer, e.g. <c>birth</c>; composite answers add a dot and the part.</param>
public sealed record Question(string Name, Kind Kind, string Label)
{
    /// <summary>A support line under the label.</summary>
    public string? Hint { get; init; }
    /// <summary>What whoever asks wants to be seen first here: why an answer is to be mended.</summary>
    public string? Wish { get; init; }
    public bool Required { get; init; } = true;
    public IReadOnlyList<Option> Options { get; init; } = [];
    /// <summary>Asked only while this holds; a question that is not asked has no value.</summary>
    public Func<Form, bool>? When { get; init; }
    /// <summary>What must hold of the answer once it can be read; the first broken one is said.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public int? MaxLength { get; init; }
    /// <summary>Asked right beneath that option of that question, and opened by it; the condition in When decides whether the answer
    /// counts.</summary>
    public (string Question, string Option)? Under { get; init; }
    /// <summary>The HTML autocomplete token, e.g. <c>family-name</c> (WCAG 1.3.5).</summary>
    public string? Autocomplete { get; init; }
}

/// <summary>One thing to choose. A closed one is shown with its reason but cannot be taken.</summary>
public sealed record Option(string Value, string Label, string? Hint = null, bool Closed = false)
{
    /// <summary>The group that it is shown in, its drawing, and further words that it is found by.</summary>
    public string? Group { get; init; }
    public string? Picture { get; init; }
    public string? Words { get; init; }

    /// <summary>What a rule may read of the chosen option, e.g. its fee.</summary>
    public IReadOnlyDictionary<string, object?> Data { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A condition on a form's answers and the sentence that a person reads when it does not hold.</summary>
public sealed record Check(Func<Form, bool> Holds, Func<Form, string> Message)
{
    /// <summary>The answer is no mistake: with it the person cannot have what they ask for.</summary>
    public bool Bars { get; init; }

    public Check(Func<Form, bool> holds, string message) : this(holds, _ => message) { }
}

/// <summary>A column of an answer: the ending that tells it from the others of its question, and its head.</summary>
public sealed record CellHead(string Ending, string Head);

/// <summary>The questions that are asked together.</summary>
public sealed record FormPage(string Title, IReadOnlyList<Question> Questions)
{
    public string? Lead { get; init; }
    public Func<Form, bool>? When { get; init; }
}

/// <summary>A town of the city with its postal code (7 digits), and how its name is read: in kana and in Latin letters.</summary>
public sealed record Town(string Postal, string Name, string Kana = "", string Latin = "")
{
    /// <summary>中里五丁目, 中里五丁目（なかざとごちょうめ）, Nakazato 5-chome (中里五丁目).</summary>
    public string In(string language) => language switch
    {
        "easy" when Kana.Length > 0 => $"{Name}（{Kana}）",
        "en" when Latin.Length > 0 => $"{Latin} ({Name})",
        _ => Name,
    };
}

/// <summary>What a form shows of a kept file; Size in bytes.</summary>
public sealed record FileFace(string Id, string Name, long Size, string? Url = null, string? State = null);

/// <summary>What is wrong with an answer, as a sentence that says what to do, and in which part of it (an ending of the kind); the
/// whole without one.</summary>
public readonly record struct Fault(string Message, string Part = "", bool Bars = false);

/// <summary>A message, the answer it is about (or the part of it), and the element a person is led to.</summary>
public sealed record FormError(string Name, string Message, string Anchor, bool Bars = false);

/// <summary>One line of the check page.</summary>
public sealed record ReadBackRow(string Label, Markup Html, string? Change)
{
    /// <summary>The id of the line, where something leads to it.</summary>
    public string? Id { get; init; }

    /// <summary>It is not as it was shown before.</summary>
    public bool Changed { get; init; }
}
