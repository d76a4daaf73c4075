using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What a form needs besides the definition: the language, the surroundings (`@name`), the city's towns, kept files, the days with places for a slot key, and the members of the household.</summary>
public sealed record FormSetting(IReadOnlyDictionary<string, Value> Surroundings)
{
    public string Language { get; init; } = "ja";
    public IReadOnlyList<Town> Towns { get; init; } = [];
    public Func<string, FileFace?> Files { get; init; } = _ => null;

    /// <summary>The days that may be chosen, by slot key; an option's value is the day as yyyy-MM-dd, a full one is closed.</summary>
    public Func<string, IReadOnlyList<Ui.Option>> Days { get; init; } = _ => [];

    /// <summary>Who may be chosen of the applicant's household.</summary>
    public IReadOnlyList<Ui.Option> Members { get; init; } = [];
}

/// <summary>A definition as a form of the form kit: the same conditions show, check and count.</summary>
public sealed class DefinitionForm
{
    private readonly Definition _definition;
    private readonly FormSetting _setting;

    public DefinitionForm(Definition definition, FormSetting setting, IReadOnlyDictionary<string, string>? answers = null)
    {
        (_definition, _setting) = (definition, setting);
        Form = new([.. definition.Pages.Select(ToPage)], answers) { Towns = setting.Towns, Files = setting.Files, Language = setting.Language };
        Facts = new FormFacts(definition, [.. definition.Questions], Form, setting.Surroundings);
        Renew();
    }

    public Form Form { get; }
    public IFacts Facts { get; }

    /// <summary>Offers the options that these answers allow; called again after answers were parsed, before they are checked.</summary>
    public void Renew()
    {
        foreach (var question in _definition.Questions)
        {
            if (question.Kind == "slot") Form.Offer(question.Name, _definition.SlotKeyFor(Facts) is { } key ? _setting.Days(key) : []);
            else if (question.Kind == "members") Form.Offer(question.Name, _setting.Members);
            else if (question.Options.Any(option => option.When is not null)) Form.Offer(question.Name, [.. question.Options.Where(option => option.When?.Holds(Facts) ?? true).Select(ToOption)]);
        }
    }

    /// <summary>Fills in what the surroundings know, where nothing was answered yet.</summary>
    public void Prefill()
    {
        foreach (var question in _definition.Questions.Where(question => question.Prefill is not null))
        {
            if (!Form.Field(question.Name).IsEmpty || question.Kind == "address") continue;
            if (_setting.Surroundings.GetValueOrDefault(question.Prefill ?? "") is { IsMissing: false } known)
                Form.Fill(question.Name, known.Date is { } date ? date : known.ToString());
        }
        Renew();
    }

    private FormPage ToPage(Page page) => new(Say(page.Title), [.. page.Questions.Select(question => ToQuestion(question))])
    {
        Lead = page.Lead is null ? null : Say(page.Lead),
        When = page.When is { } when ? form => when.Holds(Read(form)) : null,
    };

    private Ui.Question ToQuestion(Question question, bool inRow = false) => new(question.Name, ToKind(question), Say(question.Label))
    {
        Hint = question.Hint is null ? null : Say(question.Hint),
        Required = question.Required,
        Options = [.. question.Options.Select(ToOption)],
        MaxLength = question.MaxLength,
        Autocomplete = question.Kind == "text" && question.Name == "name" ? "name" : null,
        When = question.When is { } when ? form => when.Holds(Read(form)) : null,
        Checks = inRow ? [] : [.. Limits(question), .. Rules(question)],
    };

    private Kind ToKind(Question question) => question.Kind switch
    {
        "text" => new TextKind(),
        "longtext" => new LongTextKind(),
        "kana" => new KanaKind(),
        "date" => new DateKind(question.Prefill == "applicant.birth"),
        "number" => new NumberKind(question.Least, question.Most),
        "yen" => new YenKind((long)(question.Least ?? 0), (long)(question.Most ?? 999_999_999_999)),
        "choice" or "slot" => new ChoiceKind(),
        "many" or "members" => new ManyKind((int?)question.Least, (int?)question.Most),
        "yesno" => Yes(),
        "address" => new AddressKind(InCity: true),
        "phone" => new PhoneKind(),
        "mail" => new MailKind(),
        "bank" => new BankKind(),
        "file" => new Ui.FileKind(string.Join(',', question.Files.Select(type => type == "pdf" ? "application/pdf" : "image/" + type)), Takes(question)),
        "group" => new GroupKind([.. question.Questions.Select(child => ToQuestion(child, inRow: true))], question.RowName is null ? Pick("件", "もの", "entry") : Say(question.RowName), (int)(question.Least ?? 1), (int)(question.Most ?? 10)),
        _ => throw new InvalidOperationException($"A definition that was read has no kind '{question.Kind}'."),
    };

    private YesNoKind Yes() => _setting.Language == "en" ? new("Yes", "No") : new();

    private string Takes(Question question)
    {
        var types = string.Join(Pick("、", "、", ", "), question.Files.Select(type => type.ToUpperInvariant()));
        return Pick($"{types}、20MBまで", $"{types}、20MBまで", $"{types}, up to 20 MB");
    }

    private Ui.Option ToOption(Option option) => new(option.Code, Say(option.Label), option.Hint is null ? null : Say(option.Hint))
    {
        Data = option.Data.ToDictionary(datum => datum.Key, object? (datum) => datum.Value.Number is { } number ? number : datum.Value.ToString()),
    };

    private IEnumerable<Ui.Check> Limits(Question question)
    {
        var label = Say(question.Label);
        if (question.Earliest is { } earliest)
            yield return new(form => Read(form) is var facts && !(facts.Answer(question.Name).CompareTo(earliest.Evaluate(facts)) < 0), Bound(earliest) is { } day
                ? Pick($"{label}は{day}より後の日付を入力してください。", $"「{label}」は {day}より あとの 日を 書いて ください。", $"“{label}” must be {day} or later.")
                : Pick($"{label}が早すぎます。日付を確かめてください。", $"「{label}」が 早すぎます。日を 見て ください。", $"“{label}” is too early. Check the date."));
        if (question.Latest is { } latest)
            yield return new(form => Read(form) is var facts && !(facts.Answer(question.Name).CompareTo(latest.Evaluate(facts)) > 0), Bound(latest) is { } day
                ? Pick($"{label}は{day}までの日付を入力してください。", $"「{label}」は {day}までの 日を 書いて ください。", $"“{label}” must be {day} or earlier.")
                : Pick($"{label}が遅すぎます。日付を確かめてください。", $"「{label}」が おそすぎます。日を 見て ください。", $"“{label}” is too late. Check the date."));
        if (question.Options.Any(option => option.When is not null))
            yield return new(form => Read(form) is var facts && question.Options.Where(option => Taken(facts.Answer(question.Name), option.Code)).All(option => option.When?.Holds(facts) ?? true), Pick($"{label}は、選べるものの中から選び直してください。", $"「{label}」を もういちど えらんで ください。", $"Choose again at “{label}”: what you chose is not possible with your other answers."));
        if (question.Kind == "members")
            yield return new(form => Read(form).Answer(question.Name).Many.All(member => _setting.Members.Any(offered => offered.Value == member)), Pick($"{label}は、今の世帯の方から選び直してください。", $"「{label}」は いまの 世帯の 人から えらんで ください。", $"Choose again at “{label}”: only people of your household today."));
        if (question.Kind == "slot")
            yield return new(form => form.OptionsOf(form.Question(question.Name)).Any(option => option.Value == form[question.Name] && !option.Closed), Pick($"{label}は、空いている日から選び直してください。", $"「{label}」は あいている 日を えらんで ください。", $"Choose a day at “{label}” that has places left."));
    }

    private static bool Taken(Value answer, string code) => answer.Text == code || answer.Many.Contains(code);

    private IEnumerable<Ui.Check> Rules(Question question) => _definition.Checks.Where(check => check.About == question.Name)
        .Select(check => new Ui.Check(form => Read(form) is var facts && (!(check.When?.Holds(facts) ?? true) || check.Rule.Holds(facts)), Say(check.Message)));

    private string? Bound(Expression limit) => limit.Reads.Count == 0 && limit.Evaluate(new Outside(_setting.Surroundings)).Date is { } date ? date.ToString(Pick("yyyy年M月d日", "yyyy年M月d日", "d MMMM yyyy"), CultureInfo.InvariantCulture) : null;

    private IFacts Read(Form form) => ReferenceEquals(form, Form) ? Facts : new FormFacts(_definition, [.. _definition.Questions], form, _setting.Surroundings);

    private string Pick(string ja, string easy, string en) => _setting.Language switch { "easy" => easy, "en" => en, _ => ja };

    private string Say(Text text) => text.In(_setting.Language).Words;

    /// <summary>Only what is known without any answer.</summary>
    private sealed record Outside(IReadOnlyDictionary<string, Value> Surroundings) : IFacts
    {
        public Value Answer(string name) => Value.Missing;
        public Value Context(string name) => Surroundings.GetValueOrDefault(name);
        public Value Data(string name, string key) => Value.Missing;
    }
}
