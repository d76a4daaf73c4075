namespace Keyaki.Ui;

/// <summary>Shows the questions of a form, and what is wrong, as one piece of markup.</summary>
public static class Fields
{
    /// <summary>All visible questions of a page (of the whole form without one).</summary>
    public static HtmlWriter Show(this Form form, HtmlWriter html, FormPage? page = null, bool sections = false)
    {
        foreach (var part in page is null ? form.Pages : [page])
        {
            if (sections) html.Html($"<h2>{part.Title}</h2>");
            foreach (var question in part.Questions)
                if (question.Under is null && form.Visible(question)) question.Kind.Show(html, new(form, question));
        }
        return html;
    }

    /// <summary>The error summary with a link to each field; nothing when nothing is wrong.</summary>
    public static HtmlWriter ShowErrors(this Form form, HtmlWriter html)
    {
        if (form.IsValid) return html;
        html.Html($"<div class=\"summary\" role=\"alert\" tabindex=\"-1\" id=\"errors\" data-focus><h2>{form.Say($"入力内容を確かめてください（{form.Errors.Count}件）", $"もういちど 見て ください（{form.Errors.Count}こ）", $"Please check your answers ({form.Errors.Count})")}</h2><ul>");
        foreach (var error in form.Errors) html.Html($"<li><a href=\"#{error.Anchor}\">{error.Message}</a></li>");
        return html.Raw("</ul></div>");
    }

    /// <summary>A form with a file question is sent as multipart.</summary>
    public static bool HasFiles(this Form form, FormPage? page = null) => (page?.Questions ?? form.Questions).Any(FileKind.IsIn);
}
