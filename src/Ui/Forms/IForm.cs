using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>A record whose constructor parameters are the questions of a code page.</summary>
public interface IForm<TSelf> : IBindableFromHttpContext<TSelf> where TSelf : class, IForm<TSelf>
{
    static ValueTask<TSelf?> IBindableFromHttpContext<TSelf>.BindAsync(HttpContext http, ParameterInfo parameter) =>
        new(http.Features.Get<Form>() is { IsValid: true } form ? Questions<TSelf>.Build(form) : null);
}

/// <summary>The questions of an input record, read once from its constructor.</summary>
public static class Questions<T> where T : class
{
    static readonly ConstructorInfo Constructor = typeof(T).GetConstructors()[0];
    static readonly ParameterInfo[] Parameters = Constructor.GetParameters();
    static readonly Dictionary<string, IReadOnlyList<Question>> Said =
        Language.All.ToDictionary(l => l.Language.Code, l => (IReadOnlyList<Question>)[.. Parameters.Select(p => Of(p, l.Language))]);
    public static readonly IReadOnlyList<Question> All = Said[Language.Japanese.Code];

    /// <summary>A new, empty form of these questions.</summary>
    public static Form Form(IReadOnlyList<Town>? towns = null, Language? language = null) =>
        Form(_ => true, towns, language ?? Language.Japanese);

    /// <summary>The same without questions that make no sense here; their parameters get their defaults.</summary>
    public static Form Without(IReadOnlyCollection<string> names, Language language) => Form(q => !names.Contains(q.Name), null, language);

    static Form Form(Func<Question, bool> asked, IReadOnlyList<Town>? towns, Language language) =>
        new([.. Said[language.Code].Where(asked)]) { Towns = towns ?? [], Language = language.Code };

    /// <summary>The typed record from a checked form.</summary>
    public static T Build(Form form)
    {
        var values = new object?[Parameters.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = form.Value(All[i].Name) is { } value ? Answers.Fit(value, Parameters[i].ParameterType)
                : Absent(Parameters[i], All[i].Required);
        return (T)Constructor.Invoke(values);
    }

    static object? Absent(ParameterInfo parameter, bool required) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(string) && required ? ""
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;

    static Question Of(ParameterInfo parameter, Language language)
    {
        var ask = parameter.GetCustomAttribute<AskAttribute>()
            ?? throw new InvalidOperationException(
            $"{typeof(T)}.{parameter.Name} has no [Ask(\"…\")]: a field without a label cannot be asked.");
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var kind = ask.Kind is { } code ? KindCode.Read(code)
            ?? throw new InvalidOperationException($"There is no kind '{code}' ({typeof(T)}.{parameter.Name}).")
            : KindOf(type, ask, language);
        return new(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name ?? ""), kind,
            language.Say(new Text(ask.Label, ask.Easy, ask.English)))
        {
            Hint = ask.Hint is { } hint ? language.Say(new Text(hint, ask.EasyHint, ask.EnglishHint)) : null,
            Required = !parameter.HasDefaultValue && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                && new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.Nullable,
            Options = type.IsEnum ? Labels.Options(type) : [.. ask.Options.Select(o => o.Split('=', 2)).Select(o =>
                new Option(o[0], o[^1]))],
            MaxLength = ask.MaxLength > 0 ? ask.MaxLength : null,
            Autocomplete = ask.Autocomplete,
        };
    }

    static Kind KindOf(Type type, AskAttribute ask, Language language) =>
        type == typeof(DateOnly) ? new DateKind()
        : type == typeof(bool) ? YesNoKind.In(language)
        : type == typeof(Yen) ? new YenKind()
        : type == typeof(int) ? new NumberKind(int.MinValue, int.MaxValue)
        : type == typeof(long) ? new NumberKind()
        : type == typeof(decimal) ? new NumberKind(Decimals: 4)
        : type == typeof(AddressAnswer) ? new AddressKind()
        : type == typeof(BankAnswer) ? new BankKind()
        : type.IsEnum || type == typeof(string) && ask.Options.Length > 0 ? new ChoiceKind()
        : type == typeof(IReadOnlyList<string>) ? new ManyKind()
        : type == typeof(string) ? new TextKind()
        : throw new InvalidOperationException($"No kind of question gives a {type}.");
}

/// <summary>Typed answers as the properties of records hold them.</summary>
public static class Answers
{
    /// <summary>The same value in that type: a code as an enum member, an id as a Guid, a number in another width.</summary>
    public static object Fit(object value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsInstanceOfType(value)) return value;
        if (type == typeof(Yen)) return new Yen(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        if (type == typeof(Guid)) return Guid.Parse((string)value);
        if (type.IsEnum) return Enum.Parse(type, (string)value, ignoreCase: true);
        return Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }
}
