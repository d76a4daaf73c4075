using System.Collections.Frozen;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>One question of a definition; what its kind does not use stays empty.</summary>
public sealed record Question(string Name, string Kind, Text Label)
{
    public Text? Hint { get; init; }
    public bool Required { get; init; } = true;

    /// <summary>Shown only while this holds; always when null.</summary>
    public Expression? When { get; init; }
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The groups that its options are shown in, by the code that an option names as `group`; none for a plain list.</summary>
    public IReadOnlyList<(string Code, Text Label)> Groups { get; init; } = [];

    /// <summary>What to do when what one has is not among the options.</summary>
    public Text? Otherwise { get; init; }

    /// <summary>The greatest number of characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The least and the greatest number or sum of yen; for a group the number of rows.</summary>
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }

    /// <summary>The first and the last day that a date may be.</summary>
    public Expression? Earliest { get; init; }
    public Expression? Latest { get; init; }

    /// <summary>The questions of each row of a group.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>What one row of a group is called.</summary>
    public Text? RowName { get; init; }

    /// <summary>The context value that fills it in at first, such as `applicant.name`.</summary>
    public string? Prefill { get; init; }

    /// <summary>The kinds of file that are taken: `pdf`, `jpeg`, `png`.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What an explanation says, or what is agreed to; a paragraph each.</summary>
    public IReadOnlyList<Text> Paragraphs { get; init; } = [];

    /// <summary>What a calculated value is made of, and the kind that it is shown as: yen, number, date.</summary>
    public Expression? Value { get; init; }
    public string? As { get; init; }

    /// <summary>The free text may tell where somebody lives.</summary>
    public bool TellsPlace { get; init; }

    /// <summary>The answer tells where somebody lives: by its kind, in a row of it, or because the definition says so. Hidden under a
    /// protection order.</summary>
    public bool TellsHome => TellsPlace || Kind is "address" or "file" || Questions.Any(each => each.TellsHome);

    /// <summary>Whether it asks for a file, itself or in its rows.</summary>
    public bool TakesFile => Kind == "file" || Questions.Any(each => each.TakesFile);

    /// <summary>The type of its answer in expressions.</summary>
    public ValueKind Type => TypeOf(Kind, As);

    internal static ValueKind TypeOf(string word, string? shown) => Kinds.TryGetValue(word, out var kind)
        ? word == "calculated" && shown == "date" ? ValueKind.Date : kind.Type : ValueKind.Unknown;

    /// <summary>All kinds of questions: the type of the answer and the parts that expressions and texts may read. What `slot` and
    /// `members` offer comes from the city and from the register.</summary>
    public static FrozenDictionary<string, QuestionKind> Kinds { get; } = new QuestionKind[]
    {
        new("text", ValueKind.Text), new("longtext", ValueKind.Text), new("kana", ValueKind.Text), new("phone", ValueKind.Text),
            new("mail", ValueKind.Text),
        new("date", ValueKind.Date), new("number", ValueKind.Number), new("yen", ValueKind.Number), new("yesno", ValueKind.Flag),
        new("choice", ValueKind.Text), new("many", ValueKind.Many), new("slot", ValueKind.Date), new("file", ValueKind.Text),
        new("address", ValueKind.Text, "postal", "town", "street", "building"),
        new("bank", ValueKind.Text, "bank", "branch", "type", "number", "holder"),
        new("group", ValueKind.Rows),
        new("members", ValueKind.Many),
        new("birth", ValueKind.Date), new("corporation", ValueKind.Text), new("consent", ValueKind.Flag),
        new("calculated", ValueKind.Number), new("explanation", ValueKind.Unknown),
    }.ToFrozenDictionary(kind => kind.Word);
}

/// <summary>A kind of question by its code word.</summary>
public sealed record QuestionKind(string Word, ValueKind Type, params string[] Parts);

/// <summary>One answer to choose; its data (a fee, a limit) are read by expressions as `$question:key`.</summary>
public sealed record Option(string Code, Text Label)
{
    public Text? Hint { get; init; }
    public Expression? When { get; init; }
    public IReadOnlyDictionary<string, Value> Data { get; init; } = new Dictionary<string, Value>();

    /// <summary>Those of its data that are dated figures; on a day they are data (<see cref="Definition.On"/>).</summary>
    public IReadOnlyDictionary<string, Figure> Figures { get; init; } = new Dictionary<string, Figure>();
}
