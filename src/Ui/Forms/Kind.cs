using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A kind of question: reads, checks, shows, prints and describes its answers. One file each, without state.</summary>
public abstract record Kind
{
    /// <summary>The word in procedure definitions.</summary>
    public abstract string Code { get; }

    /// <summary>The endings of the answer's keys; one empty ending for a simple answer.</summary>
    public virtual IReadOnlyList<string> Parts => Whole;
    protected static readonly IReadOnlyList<string> Whole = [""];

    /// <summary>Whether there is an answer at all, to be shown and checked.</summary>
    public virtual bool Asks => true;

    /// <summary>Whether this part belongs to the answer; the others only help to give it.</summary>
    public virtual bool Keeps(string part) => true;

    /// <summary>What is typed is not even kept in a draft; only the parts that belong to the answer are.</summary>
    public virtual bool IsSecret => false;

    /// <summary>Several inputs that belong together, shown as a fieldset.</summary>
    public virtual bool IsFieldset => Parts.Count > 1;

    public virtual bool IsEmpty(Field field)
    {
        foreach (var part in Parts)
            if (!PlainText.IsBlank(field.Raw(part))) return false;
        return true;
    }

    /// <summary>The typed value, or null when nothing readable was typed.</summary>
    public abstract object? Parse(Field field);

    /// <summary>What is wrong with a typed answer, as a sentence that says what to do; null when it is fine.</summary>
    public virtual string? Check(Field field) => null;

    /// <summary>All that is wrong with a typed answer. A kind of several parts names the part of each.</summary>
    public virtual IEnumerable<Fault> Faults(Field field) => Check(field) is { } message ? [new(message)] : [];

    public virtual string Missing(Field field) =>
        field.Say($"{field.Named}を入力してください。", $"「{field.Label}」を 書いて ください。", $"Fill in “{field.Label}”.");

    /// <summary>The id of the first input, where the error summary leads.</summary>
    public virtual string Anchor(Field field) => field.Name + Parts[0];

    /// <summary>The input itself, without label, hint and error.</summary>
    protected abstract void Input(HtmlWriter html, Field field);

    /// <summary>The answer as a person reads it on the check page, on paper and on the case.</summary>
    public virtual void Print(HtmlWriter html, Field field) => html.Text(field.Raw().Trim());

    /// <summary>The columns that its answer has in a table: an ending and a head; the whole answer has neither.</summary>
    public virtual IReadOnlyList<CellHead> Columns(Question question) => Alone;
    protected static readonly IReadOnlyList<CellHead> Alone = [new("", "")];

    /// <summary>What stands in these columns, in their order, as programs read it on: days as 2026-04-01, sums without signs.</summary>
    public virtual IReadOnlyList<string> Cells(Field field) =>
        [Convert.ToString(Parse(field), System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text
            : field.Raw().Trim()];

    /// <summary>The raw answer that stands in these cells: the way back from a table.</summary>
    public virtual IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [("", cells[0])];

    /// <summary>What of the answer whoever may not read it, or a log, is shown: that there is one, and nothing of it.</summary>
    public virtual string Masked(Field field) => field.Say("（答えがあります）", "（答えが あります）", "(answered)");

    /// <summary>Makes what came with the answer and only helps to give it into the answer.</summary>
    public virtual void Settle(Form form, Question question) { }

    /// <summary>The JSON Schema of the typed value.</summary>
    public abstract JsonObject Schema(Question question);

    /// <summary>A typed value as raw answers (ending, text): the way back, used for prefilling.</summary>
    public virtual IEnumerable<(string Part, string Text)> Write(object value) =>
        [("", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "")];

    static readonly Markup Fieldset = new("<fieldset"), Div = new("<div");

    /// <summary>The whole field: label, ※必須, hint, error, input.</summary>
    public virtual void Show(HtmlWriter html, Field field) => ShowWhole(html, field);

    protected void ShowWhole(HtmlWriter html, Field field)
    {
        var (name, question, errors) = (field.Name, field.Question, field.Errors.ToList());
        html.Html($"{(IsFieldset ? Fieldset : Div)} data-q=\"{name}\" class=\"field{(errors.Count == 0 ? "" : " field-invalid")}\"");
        if (IsFieldset) html.Html($" id=\"{name}\"").Attribute("aria-describedby", field.DescribedBy).Raw("><legend class=\"label\">");
        else html.Html($"><label class=\"label\" for=\"{name}\">");
        html.Html($"{question.Label}<span class=\"{(question.Required ? "must" : "may")}\">{(question.Required ? field.Say("※必須", "※かならず", "required") : field.Say("任意", "書かなくても いい", "optional"))}</span>");
        html.Raw(IsFieldset ? "</legend>" : "</label>");
        if (question.Wish is { } wish) html.Html($"<p class=\"wish\" id=\"{name}-wish\">{wish}</p>");
        if (question.Hint is { } hint) html.Html($"<p class=\"hint\" id=\"{name}-hint\">{hint}</p>");
        foreach (var error in errors)
            html.Html($"<p class=\"error\" id=\"{error.Name}-error\"><span class=\"unseen\">{field.Say("エラー：", "エラー：", "Error: ")}</span>{error.Message}</p>");
        Input(html, field);
        html.Raw(IsFieldset ? "</fieldset>" : "</div>");
    }

    /// <summary>A one-line input for a part of the answer.</summary>
    protected static void Line(
        HtmlWriter html,
        Field field,
        string part = "",
        string type = "text",
        string? mode = null,
        string? autocomplete = null,
        int? max = null,
        string? size = null,
        bool optional = false)
    {
        var name = field.Name + part;
        html.Html($"<input class=\"input{(size is null ? "" : " input-" + size)}\" type=\"{type}\" id=\"{name}\" name=\"{name}\"")
            .Attribute("autofocus", field.Form.Focus == name);
        if (type != "password") html.Html($" value=\"{field.Raw(part)}\"");
        html.Attribute("inputmode", mode).Attribute("autocomplete", autocomplete);
        // No maxlength: pasted text would be cut in silence. A counter shows the limit and a sentence refuses more.
        if (max is { } length) html.Html($" data-max=\"{length}\"");
        Describe(html, field, part, optional);
        html.Raw(">");
    }

    /// <summary>The ARIA attributes of an input: required, invalid, and what describes it.</summary>
    protected static void Describe(HtmlWriter html, Field field, string part = "", bool optional = false)
    {
        html.Attribute("aria-required", field.Question.Required && part.Length == 0 ? "true" : null);
        html.Attribute("aria-invalid", field.IsWrong(part, optional) ? "true" : null);
        html.Attribute("aria-describedby", part.Length == 0 ? field.DescribedBy : field.ErrorIds(part, optional));
    }

    /// <summary>A labelled part of a composite answer.</summary>
    protected static void Part(HtmlWriter html, Field field, string part, string label, string? hint = null) =>
        html.Html($"<label class=\"part\" for=\"{field.Name}{part}\">{label}{(hint is null ? default : new HtmlWriter(64).Html($"<span class=\"hint\">{hint}</span>").ToMarkup())}</label>");

    public static string? TooLong(Field field, string text) =>
        field.Question.MaxLength is { } max && new System.Globalization.StringInfo(text).LengthInTextElements is var length && length > max
            ? field.Say($"{field.Named}は{max}文字以内で入力してください（今は{length}文字です）。",
                $"「{field.Label}」は {max}文字までです（いま {length}文字）。",
                $"“{field.Label}” can have up to {max} characters ({length} now).") : null;
}
