using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A yes/no question of a guide; asked while its condition holds.</summary>
public sealed record GuideQuestion(string Name, Text Label, Text? Hint, Expression? When);

/// <summary>Something that a household may have to do: here online, at a counter of the city, or elsewhere.</summary>
/// <param name="Reason">Why these answers lead to it.</param>
/// <param name="Basis">The law that asks for it, as people cite it.</param>
/// <param name="Department">Whom to ask, and where it is done unless it is online.</param>
/// <param name="Url">Where somebody else does it: the prefecture, a pension office.</param>
public sealed record GuideEntry(
    string Code,
    Text Title,
    Text Reason,
    Text Deadline,
    IReadOnlyList<Text> Belongings,
    string Basis,
    Expression? When,
    string? Procedure,
    string? Department,
    Elsewhere? Outside,
    bool Unconfirmed)
{
    /// <summary>What the event answers of the procedure's questions: by name, an option's code, yes, no, or <see cref="Day"/>.</summary>
    public IReadOnlyList<(string Question, string Said)> Fill { get; init; } = [];

    /// <summary>The day on which it happened: asked once for all that is begun.</summary>
    public const string Day = "@day";

    /// <summary>Puts that into the answers to a definition.</summary>
    public void FillIn(Form answers, DateOnly? day)
    {
        foreach (var (name, said) in Fill)
            answers.Fill(name, said == Day ? day : answers.Question(name).Kind switch
            {
                ManyKind => said.Split(' '),
                YesNoKind => said == "yes",
                _ => said,
            });
    }
}

/// <summary>くらしの手続ガイド: the questions of one event of life, and in their order all that can follow from it.</summary>
public sealed record Guide(string Code, string LifeEvent, Text Title, Text Lead, IReadOnlyList<GuideQuestion> Questions,
    IReadOnlyList<GuideEntry> Entries, Text? Example)
{
    /// <summary>What the day of the event is called, where procedures ask for it.</summary>
    public Text? Day { get; init; }

    /// <summary>The questions as a form. In an address the answers have no other name than their place: it says nothing about
    /// anybody.</summary>
    public Form Ask(Language language, IReadOnlyDictionary<string, string> answers) => new([.. Questions.Select((q, at) =>
        new Ui.Question(NameAt(at), YesNoKind.In(language), language.Say(q.Label))
        {
            Hint = q.Hint is { } hint ? language.Say(hint) : null,
            When = q.When is { } when ? form => when.Holds(new GuideAnswers(this, form)) : null,
        })], answers)
    { Language = language.Code };

    /// <summary>What these answers lead to, in order.</summary>
    public IReadOnlyList<GuideEntry> For(Form form) => [.. Entries.Where(e => e.When?.Holds(new GuideAnswers(this, form)) ?? true)];

    internal static string NameAt(int at) => $"q{at + 1}";
}

/// <summary>The answers to a guide as its conditions read them; what is not asked is missing.</summary>
sealed class GuideAnswers(Guide guide, Form form) : IFacts
{
    public Value Answer(string name)
    {
        for (var at = 0; at < guide.Questions.Count; at++)
            if (guide.Questions[at].Name == name) return form.Value(Guide.NameAt(at)) is bool yes ? Value.Of(yes) : Value.Missing;
        return Value.Missing;
    }

    public Value Context(string name) => Value.Missing;
    public Value Data(string name, string key) => Value.Missing;
}
