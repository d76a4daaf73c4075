using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What a form needs besides the definition: the language, the surroundings (`@name`), the city's towns, kept files, the days
/// with places for a slot key, and the members of the household.</summary>
public sealed record FormSetting(IReadOnlyDictionary<string, Value> Surroundings)
{
    public string Language { get; init; } = "ja";
    public IReadOnlyList<Town> Towns { get; init; } = [];
    public TownMap? Map { get; init; }
    public Func<string, FileFace?> Files { get; init; } = _ => null;

    /// <summary>The days that may be chosen, by slot key; an option's value is the day as yyyy-MM-dd, a full one is closed.</summary>
    public Func<string, IReadOnlyList<Ui.Option>> Days { get; init; } = _ => [];

    /// <summary>An officer types in for somebody of whom the register knows nothing, where applicants are in it.</summary>
    public bool Outside { get; init; }

    /// <summary>Who may be chosen of the applicant's household.</summary>
    public IReadOnlyList<Ui.Option> Members { get; init; } = [];
}

/// <summary>A definition as a form of the form kit: the same conditions show, check and count.</summary>
public sealed class DefinitionForm
{
    static readonly Text NoDays = new("今は、選べる日がありません。次の日が決まると、ここに表示されます。"
            + "書いたものは保存しておけます。お急ぎのときは、担当の課に連絡してください。",
        "いまは えらべる 日が ありません。つぎの 日が きまると、ここに 出ます。"
            + "書いた ものは ほぞん できます。いそぐ ときは、電話して ください。",
        "There is no day to choose at present. The next days appear here once they are set. You can save what you wrote; "
            + "if it is urgent, please call the section in charge.");

    readonly Definition ofDay;
    readonly DefinitionShape shape;

    public DefinitionForm(Definition definition, FormSetting setting, IReadOnlyDictionary<string, string>? answers = null)
    {
        ofDay = definition.On(setting.Surroundings.GetValueOrDefault("today").Date ?? definition.ValidFrom);
        (shape, Setting) = (DefinitionShape.Of(ofDay, setting.Language), setting);
        Form = new(shape.Form, answers)
        {
            Towns = setting.Towns, Map = setting.Map, Files = setting.Files, Language = setting.Language,
            Maker = this
        };
        Facts = Read(Form);
        Renew();
    }

    public Form Form { get; }
    public IFacts Facts { get; }
    internal FormSetting Setting { get; }

    /// <summary>What the posted answers take away, where a page asks before it is done.</summary>
    internal Going? Going { get; set; }

    /// <summary>The answers as expressions read them; a row of a group sees its own.</summary>
    internal IFacts Read(Form form) => ReferenceEquals(form, Form) && Facts is { } whole ? whole
        : new FormFacts(shape.ByName, form, Setting.Surroundings);

    /// <summary>Offers the options that these answers allow; called again after answers were parsed, before they are checked.</summary>
    public void Renew()
    {
        foreach (var (question, options) in shape.Changing)
        {
            if (question.Kind == "slot")
            {
                var key = ofDay.SlotKeyFor(Facts);
                Form.Offer(question.Name, key is null ? [] : Setting.Days(key), key is null ? null : NoDays.In(Setting.Language).Words);
            }
            else if (question.Kind == "members") Form.Offer(question.Name, Setting.Members);
            else Form.Offer(question.Name, [.. question.Options.Zip(options).Where(option =>
                Persons.Offers(question.Name, option.First.Code, Setting.Outside) && (option.First.When?.Holds(Facts) ?? true))
                .Select(option => option.Second)]);
        }
    }

    /// <summary>Fills in what the surroundings know, where nothing was answered yet.</summary>
    public void Prefill()
    {
        foreach (var question in shape.Questions.Where(question => question.Prefill is not null))
        {
            if (!Form.Field(question.Name).IsEmpty || question.Kind == "address") continue;
            if (Setting.Surroundings.GetValueOrDefault(question.Prefill ?? "") is { IsMissing: false } known)
                Form.Fill(question.Name, known.Date is { } date ? date : question.Kind == "fullname"
                    ? NameAnswer.Of(known.ToString(), Setting.Surroundings.GetValueOrDefault("applicant.kana").Text ?? "")
                        : known.ToString());
        }
        Renew();
    }
}
