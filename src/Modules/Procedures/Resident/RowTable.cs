using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>The rows of a repeated question as a table, with the fee of each row and the sum where the definition counts by rows.</summary>
static class RowTable
{
    public static Markup Of(OpenDraft open, Ui.Question question, Language language)
    {
        if (question.Kind is not GroupKind kind || open.Form.Field(question.Name).IsEmpty) return open.Form.Print(question);
        var amounts = open.Definition.Fee?.Yen.Rows(open.Whole.Facts) is { } rows && rows.Question == question.Name ? rows.Amounts : null;
        var numbers = kind.Questions.Where(q => q.Kind is NumberKind).ToList();
        var html = new HtmlWriter(1024).Html($"<table class=\"row-table\"><thead><tr><th scope=\"col\">{kind.Row}</th>");
        foreach (var number in numbers) html.Html($"<th scope=\"col\" class=\"number\">{number.Label}</th>");
        if (amounts is not null) html.Html($"<th scope=\"col\" class=\"number\">{language.Pick("金額", "お金", "Amount")}</th>");
        html.Raw("</tr></thead><tbody>");
        foreach (var (row, at) in ((IReadOnlyList<Form>)(question.Kind.Parse(open.Form.Field(question.Name)) ?? Array.Empty<Form>()))
            .Select((row, at) => (row, at)))
        {
            html.Raw("<tr><th scope=\"row\">");
            var first = true;
            foreach (var part in kind.Questions.Except(numbers).Where(q => row.Visible(q) && !row.Field(q.Name).IsEmpty))
            {
                if (first) html.Html($"{row.Print(part)}");
                else html.Html($"<span class=\"hint\">{part.Label}{language.Pick("：", "：", ": ")}{row.Print(part)}</span>");
                first = false;
            }
            html.Raw("</th>");
            foreach (var number in numbers) html.Html($"<td class=\"number\">{row.Print(number)}</td>");
            if (amounts is not null) html.Html($"<td class=\"number\">{Money(amounts.ElementAtOrDefault(at).Number, language)}</td>");
            html.Raw("</tr>");
        }
        html.Raw("</tbody>");
        if (amounts is not null) html.Html(
            $"<tfoot><tr><th scope=\"row\" colspan=\"{numbers.Count + 1}\">{language.Pick("合計", "ぜんぶで", "Total")}</th><td class=\"number\"><strong>{Money(amounts.Sum(a => a.Number ?? 0), language)}</strong></td></tr></tfoot>");
        return html.Raw("</table>").ToMarkup();
    }

    static string Money(decimal? yen, Language language) =>
        yen is { } sum ? FormattableString.Invariant($"{sum:#,0}") + language.Pick("円", "円", " yen") : "";
}
