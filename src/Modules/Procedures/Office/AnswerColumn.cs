namespace Keyaki.Procedures;

/// <summary>A column of answers in a table: the question, the ending by which its kind tells this column from its others, and the head in
/// Japanese.</summary>
public sealed record AnswerColumn(string Name, string Ending, string Head)
{
    /// <summary>The columns of all that a definition asks, in order.</summary>
    public static IEnumerable<AnswerColumn> Of(Definition definition) =>
        from page in DefinitionShape.Of(definition, "ja").Form.Pages
        from question in page.Questions
        from column in question.Kind.Columns(question)
        select new AnswerColumn(question.Name, column.Ending,
            column.Head.Length == 0 ? question.Label : $"{question.Label} {column.Head}");
}
