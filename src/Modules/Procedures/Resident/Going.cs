using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Answers that a changed answer takes away: whoever changes it is asked first, and what goes is kept nowhere. Made before what is
/// posted is read.</summary>
public sealed class Going(DefinitionForm whole, Definition definition)
{
    /// <summary>The button that agrees carries what it agrees to.</summary>
    public const string Field = "_gone";

    readonly Dictionary<string, string> stored = new(whole.Form.Answers, StringComparer.Ordinal);
    readonly List<Ui.Question> had = [.. whole.Form.Questions.Where(q => q.Kind is not CalculatedKind && whole.Form.Asks(q)
        && !whole.Form.Field(q.Name).IsEmpty)];

    /// <summary>The questions that were answered and are asked no more.</summary>
    public IReadOnlyList<Ui.Question> Gone => [.. had.Where(q => !whole.Form.Visible(q))];

    public string Mark => string.Join('.', Gone.Select(q => q.Name));

    public bool Agreed(IFormCollection posted) => posted[Field] == Mark;

    /// <summary>Whether there is something to ask before it is done.</summary>
    public bool Asks(IFormCollection posted) => Gone.Count > 0 && !Agreed(posted);

    /// <summary>What goes, as it was answered.</summary>
    public IReadOnlyList<(string Label, Markup Answer)> Shown
    {
        get
        {
            var before = new DefinitionForm(definition, whole.Setting, stored).Form;
            before.OfferAll();
            return [.. Gone.Select(q => (q.Label, before.Print(q)))];
        }
    }

    /// <summary>Leaves nothing of it in the form, and gives the questions of the page together with those whose answers go.</summary>
    public FormPage Drop(FormPage page)
    {
        var gone = Gone;
        foreach (var question in gone) whole.Form.Restore(question, []);
        return page with { Questions = [.. page.Questions, .. gone.Except(page.Questions)] };
    }
}
