namespace Keyaki.Ui;

/// <summary>The pages of a form and where each question stands in them: made once, shared by all requests that fill it in. Two
/// questions of one name are a mistake of whoever made it.</summary>
public sealed class FormShape
{
    public FormShape(IReadOnlyList<FormPage> pages)
    {
        Pages = pages;
        foreach (var page in pages)
            foreach (var question in page.Questions)
            {
                ByName.Add(question.Name, question);
                PageOf.Add(question.Name, page);
                AnyUnder |= question.Under is not null;
            }
    }

    public IReadOnlyList<FormPage> Pages { get; }
    internal Dictionary<string, Question> ByName { get; } = new(StringComparer.Ordinal);
    internal Dictionary<string, FormPage> PageOf { get; } = new(StringComparer.Ordinal);
    internal bool AnyUnder { get; }
}
