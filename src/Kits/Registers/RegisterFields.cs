using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Tree = System.Linq.Expressions.Expression;

namespace Keyaki.Kits;

/// <summary>The fields of a register, in the order in which they are asked. The first is its number; what must be filled in follows from
/// the property: one that can be null may stay empty.</summary>
public sealed class RegisterFields<T> where T : Recorded, new()
{
    readonly List<RegisterField<T>> all = [];
    readonly List<Unasked> unasked = [];

    /// <param name="number">What the number is called: 番号.</param>
    /// <param name="counted">What the numbers begin with that the register gives by itself, such as B-; null where they are always
    /// written.</param>
    public RegisterFields(string number = "番号", string? counted = null)
    {
        Counted = counted;
        Add(number, x => x.Code, new TextKind(), counted is null ? "市の一覧での番号です。半角で書いてください。"
            : "空のままにすると、続きの番号が付きます。");
        Last(all[0] with
        {
            Fixed = true,
            MaxLength = RegisterTables.LongestCode,
            Found = true,
            Ordered = true,
            Required = counted is null,
        });
    }

    internal string? Counted { get; }

    /// <summary>The fields of a record as a version keeps them: by their names, without what is empty.</summary>
    public IReadOnlyDictionary<string, string> Texts(T record) =>
        all.Select(f => (f.Name, Kept: f.Kept(record))).Where(f => f.Kept.Length > 0).ToDictionary(f => f.Name, f => f.Kept);

    internal IReadOnlyList<RegisterField<T>> Kept => all;
    internal IReadOnlyList<Unasked> Unasked => unasked;

    /// <summary>The field by which a record is called: the first text behind its number that is nobody's secret.</summary>
    internal RegisterField<T> Title => all.Skip(1)
        .FirstOrDefault(f => f is { Personal: null, IsDepartment: false, Options.Count: 0 } && f.Type == typeof(string)) ?? all[0];

    public RegisterFields<T> Text(string label, Expression<Func<T, string?>> of, int most = 200, string? hint = null) =>
        Add(label, of, new TextKind(), hint, f => f with { MaxLength = most });

    /// <summary>Several lines; it stands on the page of the record and not in the list.</summary>
    public RegisterFields<T> Long(string label, Expression<Func<T, string?>> of, int most = 1000, string? hint = null) =>
        Add(label, of, new LongTextKind(), hint, f => f with { MaxLength = most, Listed = false });

    public RegisterFields<T> Number<TNumber>(string label, Expression<Func<T, TNumber>> of, string unit = "", string? hint = null,
        int decimals = 0, decimal most = 100_000_000) =>
        Add(label, of, new NumberKind(0, most, decimals, unit.Length > 0 ? unit : null), hint,
            f => f with { Decimals = decimals, Most = most, Unit = unit });

    public RegisterFields<T> Yen<TYen>(string label, Expression<Func<T, TYen>> of, string? hint = null) =>
        Add(label, of, new YenKind(), hint, f => f with { Most = 999_999_999_999, Unit = "円" });

    public RegisterFields<T> Day<TDay>(string label, Expression<Func<T, TDay>> of, string? hint = null) =>
        Add(label, of, new DateKind(), hint);

    public RegisterFields<T> Mark(string label, Expression<Func<T, bool>> of, string yes = "はい", string no = "いいえ",
        string? hint = null) =>
        Add(label, of, new YesNoKind(yes, no), hint);

    public RegisterFields<T> Choice<TEnum>(string label, Expression<Func<T, TEnum>> of, string? hint = null) =>
        Add(label, of, new ChoiceKind(), hint, f => f with { Options = Labels.Options(f.Type) });

    /// <summary>One of a list that is no enum: its codes are kept.</summary>
    public RegisterFields<T> OneOf(string label, Expression<Func<T, string?>> of, IReadOnlyList<Option> options, string? hint = null) =>
        Add(label, of, new ChoiceKind(), hint, f => f with { Options = options, MaxLength = 80 });

    /// <summary>A department of the city; those of today are offered, and a reorganisation gives the record to the successor.</summary>
    public RegisterFields<T> Department(string label, Expression<Func<T, string?>> of, string? hint = null) =>
        Add(label, of, new ChoiceKind(), hint, f => f with { IsDepartment = true, MaxLength = 80 });

    public RegisterFields<T> File(string label, Expression<Func<T, Guid?>> of, string? hint = null) =>
        Add(label, of, new FileKind(), hint, f => f with { Listed = false });

    /// <summary>A photograph, taken by phone: the page of the record shows it small.</summary>
    public RegisterFields<T> Photo(string label, Expression<Func<T, Guid?>> of, string? hint = null) =>
        Add(label, of, Upload.Photo, hint, f => f with { Listed = false });

    /// <summary>A record of another room, which an act of this one writes; <see cref="Register{T}.Named"/> says what an officer may read
    /// of it.</summary>
    public RegisterFields<T> Record(string label, Expression<Func<T, Guid?>> of) =>
        Add(label, of, new TextKind(), null, f => f with { Linked = true, Listed = false });

    /// <summary>The field just named is found by its words; the list can be narrowed or ordered by it; it does not stand in the
    /// list.</summary>
    public RegisterFields<T> Found() => Last(all[^1] with { Found = true });
    public RegisterFields<T> Narrows() => all[^1] is { IsDepartment: true } or { Options.Count: > 0 } or { Kind: YesNoKind }
        ? Last(all[^1] with { Narrowed = true }) : throw Wrong("only what is chosen from few can narrow a list");
    public RegisterFields<T> Orders() => all[^1].Nullable ? throw Wrong("nothing has no place in an order")
        : Last(all[^1] with { Ordered = true });
    public RegisterFields<T> Aside() => Last(all[^1] with { Listed = false });

    /// <summary>Written once, when the record is entered; afterwards only an act of the room changes it.</summary>
    public RegisterFields<T> Fixed() => Last(all[^1] with { Fixed = true });

    /// <summary>It must be filled in, although records of other ways may lack it.</summary>
    public RegisterFields<T> Must() => Last(all[^1] with { Required = true });

    /// <summary>The field just named says something of a person: without this power it is neither shown, found, narrowed, ordered, given
    /// out nor changed, and a look at it is journaled.</summary>
    public RegisterFields<T> Personal(Permission power) => Last(all[^1] with { Personal = power });

    /// <summary>A column that an act of the room writes and no question asks.</summary>
    public RegisterFields<T> Also<TValue>(Expression<Func<T, TValue>> of, int? length = null)
    {
        var (property, type, nullable) = Read(of);
        unasked.Add(new(property.Name, type.IsEnum ? typeof(string) : type, nullable, type.IsEnum ? 40 : length));
        return this;
    }

    RegisterFields<T> Add<TValue>(string label, Expression<Func<T, TValue>> of, Kind kind, string? hint,
        Func<RegisterField<T>, RegisterField<T>>? more = null)
    {
        var (property, type, nullable) = Read(of);
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        if (all.Any(f => f.Name == name)) throw Wrong($"{name} is named twice");
        var get = property.GetMethod?.CreateDelegate<Func<T, TValue>>() ?? throw Wrong($"{name} cannot be read");
        var set = property.SetMethod?.CreateDelegate<Action<T, TValue>>() ?? throw Wrong($"{name} cannot be written");
        var field = new RegisterField<T>(name, property.Name, label, type)
        {
            Kind = kind, Hint = hint, Nullable = nullable, Required = !nullable,
            Get = record => get(record), Set = (record, value) => set(record, value is TValue fits ? fits : default!),
            Order = orders => orders.By(name, of, get),
            Narrow = (rows, value) => rows.Where(Equal(of, value)),
        };
        all.Add(more is null ? field : more(field));
        return this;
    }

    static Expression<Func<T, bool>> Equal<TValue>(Expression<Func<T, TValue>> of, object? value) =>
        Tree.Lambda<Func<T, bool>>(Tree.Equal(of.Body,
            Tree.Property(Tree.Constant(new Box<TValue?>((TValue?)value)), nameof(Box<int>.Value))), of.Parameters);

    static (PropertyInfo Property, Type Type, bool Nullable) Read<TValue>(Expression<Func<T, TValue>> of)
    {
        var property = (of.Body as MemberExpression)?.Member as PropertyInfo ?? throw Wrong($"{of} names no property");
        var under = Nullable.GetUnderlyingType(property.PropertyType);
        return (property, under ?? property.PropertyType, under is not null
            || !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState is NullabilityState.Nullable);
    }

    RegisterFields<T> Last(RegisterField<T> field)
    {
        all[^1] = field;
        return this;
    }

    static InvalidOperationException Wrong(string why) => new($"the fields of {typeof(T).Name}: {why}");
}
