using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Answers that a changed answer takes away: the person is asked first, and what goes is kept nowhere. Made before the page is
/// read into the draft.</summary>
sealed class Going(OpenDraft open)
{
    /// <summary>The button that agrees carries what it agrees to.</summary>
    public const string Field = "_gone";

    readonly Dictionary<string, string> stored = new(open.Form.Answers, StringComparer.Ordinal);
    readonly List<Ui.Question> had = [.. open.Form.Questions.Where(q => q.Kind is not CalculatedKind && open.Form.Asks(q)
        && !open.Form.Field(q.Name).IsEmpty)];

    /// <summary>The questions that were answered and are asked no more.</summary>
    public IReadOnlyList<Ui.Question> Gone => [.. had.Where(q => !open.Form.Visible(q))];

    public string Mark => string.Join('.', Gone.Select(q => q.Name));

    public bool Agreed(IFormCollection posted) => posted[Field] == Mark;

    /// <summary>What goes, as it was answered.</summary>
    public IReadOnlyList<(string Label, Markup Answer)> Shown
    {
        get
        {
            var before = new DefinitionForm(open.Definition, open.Whole.Setting, stored).Form;
            before.OfferAll();
            return [.. Gone.Select(q => (q.Label, before.Print(q)))];
        }
    }

    /// <summary>Leaves nothing of it in the form, and gives the questions of the page together with those whose answers go.</summary>
    public FormPage Drop(FormPage page)
    {
        var gone = Gone;
        foreach (var question in gone) open.Form.Restore(question, []);
        return page with { Questions = [.. page.Questions, .. gone.Except(page.Questions)] };
    }
}
