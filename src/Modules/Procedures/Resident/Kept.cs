using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What the applicant keeps of an application, in plain words: for the mail and the calendar, which others may see. Only what
/// the definition names stands there.</summary>
sealed class Kept
{
    readonly Application application;
    readonly Definition definition;
    readonly Language l;
    readonly IReadOnlyList<(string Kind, string Label, string Said)> answers;

    public Kept(Application application, Definition definition, Language language, TownList towns)
    {
        (this.application, this.definition, l) = (application, definition, language);
        if (definition.Summary is not { Questions.Count: > 0 } summary)
        {
            answers = [];
            return;
        }
        var form = CaseForm.Of(application, definition, language, towns.Towns);
        answers = [.. from name in summary.Questions let q = form.Form.Question(name) where form.Form.Visible(q)
            && !form.Form.Field(name).IsEmpty select (q.Kind.Code, q.Label, form.Said(name))];
    }

    /// <summary>Where it takes place: the address that was given; null where none is kept.</summary>
    public string? Place => answers.Where(a => a.Kind == "address").Select(a => a.Said.Replace('\n', ' ')).FirstOrDefault();

    /// <summary>Number, answers, sum, what is next, and whom to call.</summary>
    public string Text(Contact contact)
    {
        var colon = l.Pick("：", "：", ": ");
        string[] paid = application is { PaidAt: not null } && definition.Fee is { } fee
            ? [l.Say(fee.Label) + colon
                + l.Pick($"{application.Fee}（支払い済み）", $"{application.Fee}（もう はらいました）", $"{l.Say(application.Fee)} (paid)")] : [];
        string[] lines =
        [
            l.Pick($"受付番号：{application.Number}", $"うけつけ番号：{application.Number}", $"Receipt number: {application.Number}"),
            .. answers.Select(a => a.Label + colon + (a.Said.Contains('\n', StringComparison.Ordinal) ? "\n" + Listed(a.Said) : a.Said)),
            .. paid,
            "",
            l.Say(definition.After),
            "",
            l.Pick($"お問い合わせ：{contact.Name}　電話 {contact.Phone}（{contact.Hours}）",
                $"きく ところ：{l.Say(contact.Called)}　電話 {contact.Phone}（{contact.Hours}）",
                $"Contact: {l.Say(contact.Called)}, phone {contact.Phone} ({contact.Hours})"),
        ];
        return string.Join('\n', lines);
    }

    static string Listed(string said) =>
        string.Join('\n', said.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => "・" + line));
}
