using System.Collections.ObjectModel;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The answers of a submitted application, to be read: the form of its pinned definition, never asked again.</summary>
public sealed class CaseForm
{
    readonly Definition definition;
    readonly DefinitionForm form;
    readonly bool hidden;

    /// <summary>The department was only asked to take the case: how the person is reached and paid is nothing that it needs for its
    /// answer.</summary>
    public bool Veiled { get; init; }
    readonly Language language;

    CaseForm(Application application, Definition definition, IReadOnlyDictionary<string, StoredFile> files, bool hidden, Language language,
        IReadOnlyList<Town> towns)
    {
        (this.definition, this.hidden, this.language, Files) = (definition, hidden, language, files);
        var surroundings = new Dictionary<string, Value>
        {
            ["today"] = application.AppliedOn is { } day ? Value.Of(day) : Value.Missing,
            ["applicant.name"] = Value.Of(application.Name),
            ["applicant.kana"] = Value.Of(application.Kana),
        };
        form = new(definition, new(surroundings) { Language = language.Code, Towns = towns, Files = Face, Days = Chosen },
            AnswersJson.Read(application.Answers));
        // The day that was taken is known only now that the answers are laid open.
        form.Renew();
        form.Form.OfferAll();

        FileFace? Face(string id) => files.TryGetValue(id, out var file)
            ? new(id, file.Name, file.Size, CaseLinks.File(application.Id, file.Id), file.Shut?.Ja) : null;
    }

    public Definition Definition => definition;
    public Form Form => form.Form;
    public IFacts Facts => form.Facts;

    /// <summary>The attached files by the id that the answers name.</summary>
    public IReadOnlyDictionary<string, StoredFile> Files { get; }

    /// <summary>Reads definition and files of an application. With <paramref name="hidden"/> it does not tell where the person
    /// lives.</summary>
    public static async Task<CaseForm> Of(CityDb db, Application application, Catalogue catalogue, bool hidden, CancellationToken ct,
        bool veiled = false)
    {
        var definition = (await catalogue.Pinned(db, application.Definition, ct)).Definition;
        var named = AnswersJson.Read(application.Answers).Values.Select(text => Guid.TryParseExact(text, "N", out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty).ToList();
        var files = named.Count == 0 || !definition.Questions.Any(q => q.TakesFile) ? [] : await db.Set<StoredFile>().AsNoTracking()
            .Where(f => named.Contains(f.Id)).ToListAsync(ct);
        return new(application, definition, files.ToDictionary(f => f.Id.ToString("N")), hidden, Language.Japanese, [])
        { Veiled = veiled };
    }

    /// <summary>The same for one of many: its files were looked up before.</summary>
    public static CaseForm Of(Application application, Definition definition, IReadOnlyList<StoredFile> files, bool hidden) =>
        new(application, definition, files.ToDictionary(f => f.Id.ToString("N")), hidden, Language.Japanese, []);

    /// <summary>The same for a definition and files that are already at hand.</summary>
    public static CaseForm Of(Application application, Definition definition) => Of(application, definition, Language.Japanese, []);

    /// <summary>The same as a resident reads it, with the readings of these towns.</summary>
    public static CaseForm Of(Application application, Definition definition, Language language, IReadOnlyList<Town> towns) =>
        new(application, definition, new Dictionary<string, StoredFile>(), false, language, towns);

    /// <summary>The pages with what was answered; a question that was not asked is left out.</summary>
    public IEnumerable<(string Title, IReadOnlyList<(string Name, string Label, Markup Answer)> Rows)> Sections()
    {
        foreach (var page in Form.Pages)
        {
            var asked = page.Questions.Where(q => Form.Asks(q) || !Form.Field(q.Name).IsEmpty).Select(q => (q.Name, q.Label, Answer(q)))
                .ToList();
            if (asked.Count > 0) yield return (page.Title, asked);
        }
    }

    /// <summary>What the rules could not decide and an officer looks at: the question, and the sentence of the rule.</summary>
    public IEnumerable<(string Label, string Rule)> Open =>
        from check in definition.Checks where check.IsOpen(Facts) select (Form.Question(check.About).Label, check.Message.Ja);

    /// <summary>An answer as plain text.</summary>
    public string Said(string name) => Plain(Answer(Form.Question(name)));

    /// <summary>An answer in the columns of its kind, by their endings; nothing where it was not asked in this version.</summary>
    public IReadOnlyDictionary<string, string> Cells(string name)
    {
        if (!Form.Asks(name) || Form.Question(name) is not { } question) return ReadOnlyDictionary<string, string>.Empty;
        var shut = hidden && definition.Find(name) is { TellsHome: true };
        return question.Kind.Columns(question).Zip(Form.Cells(question))
            .ToDictionary(cell => cell.First.Ending, cell => shut && cell.Second.Length > 0 ? Secrecy.Instead : cell.Second);
    }

    Markup Answer(Ui.Question question) => Veiled && question.Kind is (PhoneKind or MailKind or BankKind or AddressKind)
        ? new HtmlWriter(64).Html($"<span class=\"none\">{Form.Masked(question)}</span>").ToMarkup()
        : hidden && definition.Find(question.Name) is { TellsHome: true }
        ? new HtmlWriter(64).Html($"<span class=\"none\">{Secrecy.Instead}</span>").ToMarkup()
        : Form.Print(question);

    /// <summary>Markup of an answer without its tags; a new line where it breaks.</summary>
    public static string Plain(Markup markup)
    {
        var (html, text) = (markup.ToString().Replace("<br>", "\n", StringComparison.Ordinal)
            .Replace("</li>", "\n", StringComparison.Ordinal), new System.Text.StringBuilder());
        var inside = false;
        foreach (var c in html)
            if (c == '<') inside = true;
            else if (c == '>') inside = false;
            else if (!inside) text.Append(c);
        return System.Net.WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    IReadOnlyList<Ui.Option> Chosen(string key) =>
        definition.Capacity is { } capacity && form?.Form[capacity.Day] is { Length: > 0 } raw
            && DateOnly.TryParseExact(raw, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? [new(raw, language.Say(day))] : [];
}

/// <summary>Addresses below a case.</summary>
static class CaseLinks
{
    public static string Of(Guid id, string what) => $"{Contracts.Links.Case(id)}/{what}";
    public static string File(Guid id, Guid file) => $"{Contracts.Links.Case(id)}/files/{file:N}";
    public static string Preview(Guid id, Outcome outcome) => $"{Contracts.Links.Case(id)}/preview/{outcome}";
    public static string Letter(Guid id) => $"{Contracts.Links.Case(id)}/letter";
}
