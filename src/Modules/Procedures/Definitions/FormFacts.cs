using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>The answers of a form, typed, for expressions; questions that are not asked and answers that cannot be read are
/// missing.</summary>
public sealed class FormFacts(IReadOnlyDictionary<string, Question> questions, Form form,
    IReadOnlyDictionary<string, Value> surroundings) : IFacts
{
    public Value Answer(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (whole, part) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        return questions.GetValueOrDefault(whole) is { } question ? Typed(question, form.Value(whole), part) : Value.Missing;
    }

    public Value Context(string name) => surroundings.GetValueOrDefault(name);

    public Value Data(string name, string key) =>
        questions.GetValueOrDefault(name)?.Options.FirstOrDefault(option =>
            option.Code == Answer(name).Text)?.Data.GetValueOrDefault(key) ?? Value.Missing;

    Value Typed(Question question, object? value, string part) => value switch
    {
        null => Value.Missing,
        string text when question.Kind == "slot" =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Value.Of(day)
            : Value.Missing,
        string text => Value.Of(text),
        DateOnly date => Value.Of(date),
        bool flag => Value.Of(flag),
        long number => Value.Of((decimal)number),
        decimal number => Value.Of(number),
        AddressAnswer address => Value.Of(part switch
        {
            "postal" => address.Postal,
            "town" => address.Town,
            "street" => address.Street,
            "building" => address.Building,
            _ => address.ToString()
        }),
        NameAnswer person => Value.Of(part switch
        {
            "family" => person.Family,
            "given" => person.Given,
            "familyKana" => person.FamilyKana,
            "givenKana" => person.GivenKana,
            "kana" => person.Kana,
            _ => person.ToString()
        }),
        PlaceAnswer place => Value.Of(part switch { "town" => place.Town, "address" => place.Address, _ => place.ToString() }),
        BankAnswer bank => Value.Of(part switch
        {
            "branch" => bank.Branch,
            "type" => bank.Type,
            "number" => bank.Number,
            "holder" => bank.Holder,
            _ => bank.Bank
        }),
        IReadOnlyList<Form> rows => question.Questions.ToDictionary(child => child.Name) is var children
            ? Value.Of([.. rows.Select(row => (IFacts)new FormFacts(children, row, surroundings))]) : Value.Missing,
        IReadOnlyList<string> many => Value.Of(many),
        _ => Value.Missing,
    };
}
