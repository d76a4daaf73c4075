using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>
/// A page that is sent meets the draft as it stands now. What was changed only here or only elsewhere is taken; what was changed in
/// both is asked about, and until then nothing of it is lost.
/// What this very page sent before (the back button) counts as its own.
/// </summary>
sealed class Merge
{
    readonly FormPage page;
    readonly Seen shown;
    readonly string own, sender;
    readonly bool again;
    readonly Dictionary<string, KeyValuePair<string, string>[]> stored;
    readonly Dictionary<string, string> words;
    readonly HashSet<string> differing = new(StringComparer.Ordinal);

    /// <param name="form">The draft as it stands, before the page is read into it.</param>
    public Merge(Form form, FormPage page, IFormCollection posted, int number)
    {
        this.page = page;
        (shown, Stored) = (Seen.Read(posted[Seen.Field]), Seen.Of(form, page.Questions));
        // Not the key itself: an answer of that shape would name a file.
        (own, sender) = ($"_by.{number}", "page " + posted[Pages.KeyField]);
        again = posted[Pages.KeyField].Count > 0 && form.Answers.GetValueOrDefault(own) == sender;
        stored = page.Questions.ToDictionary(q => q.Name, q => form.AnswersOf(q).ToArray());
        words = again ? [] : page.Questions.Where(ChangedElsewhere).ToDictionary(q => q.Name, q => CaseForm.Plain(form.Print(q)).Trim());
    }

    /// <summary>What the draft holds of this page.</summary>
    public Seen Stored { get; }

    bool ChangedElsewhere(Ui.Question question) => shown[question.Name] is { } mark && mark != Stored[question.Name];

    /// <summary>Takes what was changed elsewhere where this page changed nothing, and asks where both did.</summary>
    /// <param name="form">The same form, with what was posted.</param>
    public void Settle(Form form, Language language)
    {
        var posted = Seen.Of(form, page.Questions);
        foreach (var question in page.Questions.Where(q => words.ContainsKey(q.Name) && posted[q.Name] != Stored[q.Name]))
            if (posted[question.Name] == shown[question.Name]) form.Restore(question, stored[question.Name]);
            else
            {
                differing.Add(question.Name);
                form.Reject(question.Name, language.Pick(
                    $"「{question.Label}」は、別の画面でも変わっています（別の画面では「{words[question.Name]}」）。この画面の内容でよければ、もう一度ボタンを押してください。",
                    $"「{question.Label}」は ほかの 画面でも かわりました（ほかの 画面では「{words[question.Name]}」）。この画面の ほうで いいときは、もういちど ボタンを おして ください。",
                    $"“{question.Label}” was also changed in another window (there: “{words[question.Name]}”). If what stands here is right, press the button again."));
            }
    }

    /// <summary>Whether it stays as the draft has it until the person was asked.</summary>
    public bool Differs(Ui.Question question) => differing.Contains(question.Name);

    /// <summary>What the draft holds once this page is kept.</summary>
    public Seen Shown(Form form)
    {
        var seen = Seen.Of(form, page.Questions);
        // What is typed and kept nowhere is not in the draft afterwards.
        var typed = page.Questions.Where(q => q.Kind.IsSecret && form[q.Name].Length > 0).Select(q => q.Name);
        foreach (var name in differing.Concat(typed)) seen.Put(name, Stored[name]);
        return seen;
    }

    /// <summary>Writes down which page these answers came from last.</summary>
    public void Sign(Dictionary<string, string> answers) => answers[own] = sender;
}
