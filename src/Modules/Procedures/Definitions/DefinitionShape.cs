using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>The pages and questions of a definition in one language: made once, shared by all who fill it in.</summary>
internal sealed class DefinitionShape
{
    static readonly ConditionalWeakTable<Definition, ConcurrentDictionary<string, DefinitionShape>> Made = [];
    readonly Definition whole;
    readonly string spoken;

    DefinitionShape(Definition definition, string language)
    {
        (whole, spoken) = (definition, language);
        Questions = [.. definition.Questions];
        Changing = [.. Questions.Where(question => question.Kind is "slot" or "members"
            || question.Options.Any(option => option.When is not null || option.Code == Persons.Outsider))
            .Select(question => (question, (IReadOnlyList<Ui.Option>)[.. question.Options.Select(ToOption)]))];
        ByName = Questions.ToFrozenDictionary(question => question.Name);
        Form = new([.. definition.Pages.Select(ToPage)]);
    }

    public static DefinitionShape Of(Definition definition, string language) =>
        Made.GetOrCreateValue(definition).GetOrAdd(language, said => new(definition, said));

    public FormShape Form { get; }
    public IReadOnlyList<Question> Questions { get; }
    public FrozenDictionary<string, Question> ByName { get; }

    /// <summary>The questions whose options hang on the answers or on the day, with all options that they can have.</summary>
    public IReadOnlyList<(Question Question, IReadOnlyList<Ui.Option> Options)> Changing { get; }

    FormPage ToPage(Page page, int index) => new(Say(page.Title), [.. page.Questions.Select(question => ToQuestion(question))])
    {
        Lead = page.Lead is null ? null : Say(page.Lead),
        When = page.When is null && !whole.Pages.Take(index).Any(before => before.Routes.Count > 0) ? null
            : form => (page.When?.Holds(Facts(form)) ?? true) && !IsPassed(form, index),
    };

    /// <summary>Whether an earlier page that is asked leads past this one.</summary>
    bool IsPassed(Form form, int index)
    {
        for (var before = 0; before < index; before++)
            if (whole.Pages[before].Routes.Count > 0 && form.Visible(form.Pages[before])
                && whole.Pages[before].Routes.FirstOrDefault(route => route.When.Holds(Facts(form))) is { } taken && taken.To > index)
                return true;
        return false;
    }

    Ui.Question ToQuestion(Question question, bool inRow = false) => new(question.Name, ToKind(question), Say(question.Label))
    {
        Hint = question.Hint is null ? null : Say(question.Hint),
        Required = question.Required,
        Options = [.. question.Options.Select(ToOption)],
        MaxLength = question.MaxLength,
        Autocomplete = question is { Kind: "text" or "fullname", Name: "name" } ? "name" : null,
        When = question.When is { } when ? form => when.Holds(Facts(form)) : null,
        Checks = inRow ? [] : [.. Limits(question), .. Rules(question)],
    };

    Kind ToKind(Question question) => question.Kind switch
    {
        "text" => new TextKind(),
        "longtext" => new LongTextKind(),
        "kana" => new KanaKind(),
        "date" => new DateKind(question.Prefill == "applicant.birth"),
        "birth" => new DateKind(Birthday: true),
        "corporation" => new CorporationKind(),
        "explanation" => new ExplanationKind([.. question.Paragraphs.Select(Say)]),
        "consent" => new ConsentKind(Agreed(question, spoken), [.. new[] { "ja", "easy", "en" }.Select(l => Agreed(question, l))]),
        "calculated" => new CalculatedKind(question.As switch
        {
            "yen" => new YenKind(long.MinValue, long.MaxValue),
            "date" => new DateKind(),
            _ => new NumberKind(Decimals: 4),
        }, form => Counted(question, Facts(form))),
        "number" => new NumberKind(question.Least, question.Most),
        "yen" => new YenKind((long)(question.Least ?? 0), (long)(question.Most ?? 999_999_999_999)),
        "choice" when question.Groups.Count > 0 => new CatalogueKind([.. question.Groups.Select(group => (group.Code, Say(group.Label)))],
            question.Otherwise is null ? null : Say(question.Otherwise)),
        "choice" => new ChoiceKind(),
        "slot" => new SlotKind(),
        "sex" => new SexKind(question.Law is null ? "" : Say(question.Law)),
        "mynumber" => new MyNumberKind(question.Law is null ? "" : Say(question.Law)),
        "fullname" => new FullNameKind(),
        "place" => new PlaceKind(),
        "many" or "members" => new ManyKind((int?)question.Least, (int?)question.Most),
        "yesno" => Yes(),
        // Where it matters that one lives in the city, who does not can say so and reads what to do instead; a list without them would
        // only teach to choose some town.
        "address" => new AddressKind(InCity: true, whole.Checks.Any(check => check.About == question.Name
            && check.Instead is not null) ? Pick("市の外に住んでいます", "市の 外に すんで います", "I live outside the city") : null),
        "phone" => new PhoneKind(),
        "mail" => new MailKind(),
        "bank" => new BankKind(),
        "file" => new Ui.FileKind(string.Join(',', question.Files.Select(type => type == "pdf" ? "application/pdf" : "image/" + type)),
            Takes(question)),
        "group" => new GroupKind([.. question.Questions.Select(child => ToQuestion(child, inRow: true))], question.RowName is null
            ? Pick("件", "もの", "entry") : Say(question.RowName), (int)(question.Least ?? 1), (int)(question.Most ?? 10)),
        _ => throw new InvalidOperationException($"A definition that was read has no kind '{question.Kind}'."),
    };

    static string Agreed(Question question, string language) =>
        string.Join('\n', question.Paragraphs.Select(p => p.In(language).Words));

    /// <summary>Yen are whole: what is less than one falls away.</summary>
    static object? Counted(Question question, IFacts facts) => question.Value?.Evaluate(facts) switch
    {
        { Date: { } date } => date,
        { Number: { } number } => question.As == "yen" ? (long)decimal.Floor(number) : number,
        _ => null,
    };

    YesNoKind Yes() => spoken == "en" ? new("Yes", "No") : new();

    string Takes(Question question)
    {
        var types = string.Join(Pick("、", "、", ", "), question.Files.Select(type => type.ToUpperInvariant()));
        return Pick($"{types}、20MBまで", $"{types}、20MBまで", $"{types}, up to 20 MB");
    }

    Ui.Option ToOption(Option option) => new(option.Code, Say(option.Label), option.Hint is null ? null : Say(option.Hint))
    {
        Group = option.Data.GetValueOrDefault("group").Text,
        Picture = option.Data.GetValueOrDefault("picture").Text is { } picture ? $"{Assets.Url("keyaki.items.svg")}#{picture}" : null,
        Words = string.Join(' ', option.Label.Ja, option.Label.Easy, option.Label.En, option.Data.GetValueOrDefault("words").Text),
        Data = option.Data.ToDictionary(datum => datum.Key, object? (datum) => datum.Value.Number is { } number ? number
            : datum.Value.ToString()),
    };

    IEnumerable<Ui.Check> Limits(Question question)
    {
        var label = Say(question.Label);
        // A limit that hangs on nothing but the day can be named.
        if (question.Earliest is { } earliest)
            yield return new(form => Facts(form) is var facts && !(facts.Answer(question.Name).CompareTo(earliest.Evaluate(facts)) < 0),
                form => Bound(earliest, form) is { } day
                ? Pick($"{label}は{day}以降の日付を入力してください。", $"「{label}」は {day}か それより あとの 日を 書いて ください。",
                    $"“{label}” must be {day} or later.")
                : Pick($"{label}が早すぎます。日付を確かめてください。", $"「{label}」が 早すぎます。日を 見て ください。",
                    $"“{label}” is too early. Check the date."));
        if (question.Latest is { } latest)
            yield return new(form => Facts(form) is var facts && !(facts.Answer(question.Name).CompareTo(latest.Evaluate(facts)) > 0),
                form => Bound(latest, form) is { } day
                ? Pick($"{label}は{day}までの日付を入力してください。", $"「{label}」は {day}までの 日を 書いて ください。",
                    $"“{label}” must be {day} or earlier.")
                : Pick($"{label}が遅すぎます。日付を確かめてください。", $"「{label}」が おそすぎます。日を 見て ください。",
                    $"“{label}” is too late. Check the date."));
        if (question.Kind == "birth")
            yield return new(form => Facts(form) is var facts && !(facts.Answer(question.Name).CompareTo(facts.Context("today")) > 0),
                Pick($"{label}は、今日までの日付を入力してください。", $"「{label}」は 今日までの 日を 書いて ください。",
                $"“{label}” cannot be in the future."));
        if (question.Options.Any(option => option.When is not null))
            yield return new(form => Facts(form) is var facts
                && question.Options.Where(option => Taken(facts.Answer(question.Name), option.Code))
                .All(option => option.When?.Holds(facts) ?? true),
                Pick($"{label}は、選べるものの中から選び直してください。", $"「{label}」を もういちど えらんで ください。",
                $"Choose again at “{label}”: what you chose is not possible with your other answers."));
        if (question.Kind == "members")
            yield return new(form => Facts(form)
                .Answer(question.Name).Many.All(member => Whole(form).Setting.Members.Any(offered => offered.Value == member)),
                Pick($"{label}は、今の世帯の方から選び直してください。", $"「{label}」は いまの 世帯の 人から えらんで ください。",
                $"Choose again at “{label}”: only people of your household today."));
        if (question.Kind == "slot")
            yield return new(form => form.OptionsOf(form.Question(question.Name))
                .Any(option => option.Value == form[question.Name] && !option.Closed),
                Pick($"{label}は、空いている日から選び直してください。", $"「{label}」は あいている 日を えらんで ください。",
                $"Choose a day at “{label}” that has places left."));
    }

    static bool Taken(Value answer, string code) => answer.Text == code || answer.Many.Contains(code);

    IEnumerable<Ui.Check> Rules(Question question) => whole.Checks.Where(check => check.About == question.Name)
        .Select(check => new Ui.Check(form => check.Passes(Facts(form)), Say(check.Message)) { Bars = check.Instead is not null });

    string? Bound(Expression limit, Form form) => limit.Reads.Count == 0
        && limit.Evaluate(new Outside(Whole(form).Setting.Surroundings)).Date is { } date
        ? date.ToString(Pick("yyyy年M月d日", "yyyy年M月d日", "d MMMM yyyy"), CultureInfo.InvariantCulture) : null;

    // The questions are shared by everybody who is asked them; whose answers they are about stands in the form.
    static DefinitionForm Whole(Form form) =>
        form.Maker as DefinitionForm ?? throw new InvalidOperationException("A definition's questions are asked by a DefinitionForm.");
    static IFacts Facts(Form form) => Whole(form).Read(form);

    string Pick(string ja, string easy, string en) => spoken switch { "easy" => easy, "en" => en, _ => ja };

    string Say(Text text) => text.In(spoken).Words;

    /// <summary>Only what is known without any answer.</summary>
    sealed record Outside(IReadOnlyDictionary<string, Value> Surroundings) : IFacts
    {
        public Value Answer(string name) => Value.Missing;
        public Value Context(string name) => Surroundings.GetValueOrDefault(name);
        public Value Data(string name, string key) => Value.Missing;
    }
}
