using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>The answers of a form, typed, for expressions; questions that are not asked and answers that cannot be read are
/// missing.</summary>
public sealed class FormFacts(Definition definition, IReadOnlyList<Question> questions, Form form,
    IReadOnlyDictionary<string, Value> surroundings) : IFacts
{
    public Value Answer(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (whole, part) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        return Find(whole) is { } question ? Typed(question, form.Value(whole), part) : Value.Missing;
    }

    public Value Context(string name) => surroundings.GetValueOrDefault(name);

    public Value Data(string name, string key) =>
        Find(name)?.Options.FirstOrDefault(option => option.Code == Answer(name).Text)?.Data.GetValueOrDefault(key) ?? Value.Missing;

    private Question? Find(string name)
    {
        foreach (var question in questions)
            if (question.Name == name) return question;
        return null;
    }

    private Value Typed(Question question, object? value, string part) => value switch
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
        BankAnswer bank => Value.Of(part switch
        {
            "branch" => bank.Branch,
            "type" => bank.Type,
            "number" => bank.Number,
            "holder" => bank.Holder,
            _ => bank.Bank
        }),
        IReadOnlyList<Form> rows =>
            Value.Of([.. rows.Select(row => (IFacts)new FormFacts(definition, question.Questions, row, surroundings))]),
        IReadOnlyList<string> many => Value.Of(many),
        _ => Value.Missing,
    };
}
