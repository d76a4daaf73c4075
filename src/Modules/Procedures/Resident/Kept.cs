using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What the applicant keeps of an application, in plain Japanese: for the mail and the calendar, which others may see. Only what the definition names stands there.</summary>
sealed class Kept
{
    readonly Application application;
    readonly Definition definition;
    readonly IReadOnlyList<(string Kind, string Label, string Said)> answers;

    public Kept(Application application, Definition definition)
    {
        (this.application, this.definition) = (application, definition);
        if (definition.Summary is not { Questions.Count: > 0 } summary)
        {
            answers = [];
            return;
        }
        var form = CaseForm.Of(application, definition);
        answers = [.. from name in summary.Questions let q = form.Form.Question(name) where form.Form.Visible(q) && !form.Form.Field(name).IsEmpty select (q.Kind.Code, q.Label, form.Said(name))];
    }

    /// <summary>Where it takes place: the address that was given; null where none is kept.</summary>
    public string? Place => answers.Where(a => a.Kind == "address").Select(a => a.Said.Replace('\n', ' ')).FirstOrDefault();

    /// <summary>Number, answers, sum, what is next, and whom to call.</summary>
    public string Text(Contact contact)
    {
        string[] paid = application is { PaidAt: not null } && definition.Fee is { } fee ? [$"{fee.Label.Ja}：{application.Fee}（支払い済み）"] : [];
        string[] lines =
        [
            $"受付番号：{application.Number}",
            .. answers.Select(a => a.Said.Contains('\n', StringComparison.Ordinal) ? $"{a.Label}：\n{string.Join('\n', a.Said.Split('\n').Where(line => line.Trim().Length > 0).Select(line => "・" + line.Trim()))}" : $"{a.Label}：{a.Said}"),
            .. paid,
            "",
            definition.After.Ja,
            "",
            $"お問い合わせ：{contact.Name}　電話 {contact.Phone}（{contact.Hours}）",
        ];
        return string.Join('\n', lines);
    }
}
