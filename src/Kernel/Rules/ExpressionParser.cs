using System.Globalization;
using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>Reads the JSON of an expression and checks words, arity, names, types and option codes.</summary>
internal sealed class ExpressionParser(Names names, Faults faults)
{
    const int Deepest = 32;

    public Expression? Parse(JsonElement json, string path, AnswerType? row, int depth = 0) => depth > Deepest
        ? Wrong(path, "式の入れ子が深すぎます。")
        : json.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new Literal(Value.Of(json.GetBoolean())),
            JsonValueKind.Number => json.TryGetDecimal(out var number) ? new Literal(Value.Of(number))
                : Wrong(path, $"数「{json.GetRawText()}」を読めません。"),
            JsonValueKind.String => Scalar(json.GetString() ?? "", path, row),
            JsonValueKind.Array => Application(json, path, row, depth),
            _ => Wrong(path, "式は、文字、数、true、false、または [演算, ...] で書きます。"),
        };

    Expression? Scalar(string text, string path, AnswerType? row) => text switch
    {
        ['$', '.', ..] => row is null ? Wrong(path, $"「{text}」は sum の中でだけ使えます。") : Answer(text, text[2..], row.Row, true, path),
        ['$', ..] => Answer(text, text[1..], names.Answers, false, path),
        ['@', ..] => names.Context.TryGetValue(text[1..], out var kind) ? new ReadContext(text[1..], kind)
            : Wrong(path, $"「{text}」という値はありません。"),
        "" => Wrong(path, "空の文字は使えません。empty で調べます。"),
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) =>
            new Literal(Value.Of(date)),
        _ => new Literal(Value.Of(text)),
    };

    Expression? Answer(string written, string word, IReadOnlyDictionary<string, AnswerType> known, bool ofRow, string path)
    {
        var (name, key) = word.Split(':', 2) is [var before, var after] ? (before, after) : (word, null);
        if (!known.TryGetValue(name, out var type)) return Wrong(path, $"「{written}」という質問はありません。");
        if (key is null) return new ReadAnswer(name, null, ofRow, type.Kind);
        return type.Data.TryGetValue(key, out var kind) ? new ReadAnswer(name, key, ofRow, kind)
            : Wrong(path, $"「{name}」の選択肢に「{key}」はありません。");
    }

    Expression? Application(JsonElement json, string path, AnswerType? row, int depth)
    {
        if (json.GetArrayLength() == 0 || json[0].ValueKind != JsonValueKind.String || json[0].GetString() is not { } word
            || !Operation.All.TryGetValue(word, out var operation))
            return Wrong($"{path}[0]", $"「{(json.GetArrayLength() == 0 ? "" : json[0].ToString())}」という演算はありません。");
        var count = json.GetArrayLength() - 1;
        if (count < operation.Least || count > operation.Most)
            return Wrong(path, $"「{word}」に渡す値が{count}個です。{Expected(operation)}にしてください。");

        var arguments = new Expression[count];
        var whole = true;
        for (var i = 0; i < count; i++)
        {
            var inner = word == "sum" && i == 1 && arguments[0] is ReadAnswer { OfRow: false } group
                ? names.Answers.GetValueOrDefault(group.Name) : row;
            if (Parse(json[i + 1], $"{path}[{i + 1}]", inner, depth + 1) is { } argument) arguments[i] = argument;
            else whole = false;
        }
        if (!whole) return null;
        if (word == "row") return Row(arguments[0], $"{path}[1]");
        var before = faults.All.Count;
        Check(operation, arguments, path, row);
        return faults.All.Count > before ? null : new Apply(word, arguments, Gives(operation, arguments));
    }

    Expression? Row(Expression named, string path)
    {
        if (named is not Literal { Value.Text: { } code } || !names.Rules.All.TryGetValue(code, out var figure))
            return Wrong(path, $"「{(named as Literal)?.Value}」という表はありません。");
        if (figure.Axis is not Axis.Day) return Wrong(path, $"「{code}」は年ごとの表です。ここでは日ごとの表を使ってください。");
        names.RowsRead.Add(code);
        return new ReadRow(figure);
    }

    void Check(Operation operation, Expression[] arguments, string path, AnswerType? row)
    {
        switch (operation.Word)
        {
            case "and" or "or" or "not": Each(arguments, path, ValueKind.Flag); break;
            case "+" or "-" or "*" or "floor-to" or "date": Each(arguments, path, ValueKind.Number); break;
            case "age-in-law" or "age-by-birthday" or "days-between" or "fiscal-year-end"
                or "year-of":
                Each(arguments, path, ValueKind.Date); break;
            case "same-holder": Each(arguments, path, ValueKind.Text); break;
            case "if": Each(arguments[..1], path, ValueKind.Flag); Same(arguments[1], arguments[2], path); break;
            case "min" or "max":
                for (var i = 1; i < arguments.Length; i++) Same(arguments[0], arguments[i], $"{path}[{i + 1}]");
                break;
            case "count" when arguments[0].Kind is not (ValueKind.Many or ValueKind.Rows or ValueKind.Unknown):
                faults.Add($"{path}[1]", "count は、いくつも選ぶ質問か、繰り返す質問を数えます。");
                break;
            case "sum":
                if (arguments[0].Kind is not (ValueKind.Rows or ValueKind.Unknown)) faults.Add($"{path}[1]", "sum の1つめは、繰り返す質問です。");
                Each(arguments[1..], $"{path}", ValueKind.Number, 2);
                break;
            case "in":
                for (var i = 1; i < arguments.Length; i++)
                {
                    if (arguments[0].Kind != ValueKind.Many) Same(arguments[0], arguments[i], $"{path}[{i + 1}]");
                    Code(arguments[0], arguments[i], $"{path}[{i + 1}]", row);
                }
                break;
            case var _ when operation.Compares:
                Same(arguments[0], arguments[1], path);
                if (operation.Orders && arguments.Any(a => a.Kind is ValueKind.Many or ValueKind.Rows)) faults.Add(path, "大小を比べられない質問です。");
                Code(arguments[0], arguments[1], $"{path}[2]", row);
                Code(arguments[1], arguments[0], $"{path}[1]", row);
                break;
        }
    }

    void Each(IReadOnlyList<Expression> arguments, string path, ValueKind wanted, int first = 1)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Kind != wanted && arguments[i].Kind != ValueKind.Unknown)
                faults.Add($"{path}[{i + first}]", $"ここには{Name(wanted)}が要りますが、{Name(arguments[i].Kind)}です。");
    }

    void Same(Expression left, Expression right, string path)
    {
        if (left.Kind != right.Kind && left.Kind != ValueKind.Unknown && right.Kind != ValueKind.Unknown)
            faults.Add(path, $"{Name(left.Kind)}と{Name(right.Kind)}は比べられません。");
    }

    // A comparison with a code that no option has is always false: nearly always a slip of the pen.
    void Code(Expression read, Expression literal, string path, AnswerType? row)
    {
        if (read is not ReadAnswer { Key: null } answer || literal is not Literal { Value.Text: { } code }) return;
        var type = (answer.OfRow ? row?.Row : names.Answers)?.GetValueOrDefault(answer.Name);
        if (type is { Options.Count: > 0 } && !type.Options.Contains(code)) faults.Add(path, $"「{answer.Name}」に「{code}」という選択肢はありません。");
    }

    static ValueKind Gives(Operation operation, Expression[] arguments) => operation.Word switch
    {
        "if" => arguments[1].Kind == ValueKind.Unknown ? arguments[2].Kind : arguments[1].Kind,
        "min" or "max" => arguments[0].Kind,
        _ => operation.Gives,
    };

    static string Expected(Operation operation) =>
        operation.Least == operation.Most ? $"{operation.Least}個" : operation.Most > 10 ? $"{operation.Least}個以上"
            : $"{operation.Least}〜{operation.Most}個";

    static string Name(ValueKind kind) => kind switch
    {
        ValueKind.Flag => "条件",
        ValueKind.Number => "数",
        ValueKind.Date => "日付",
        ValueKind.Text => "文字",
        ValueKind.Many => "いくつも選ぶ答え",
        ValueKind.Rows => "繰り返しの答え",
        _ => "値",
    };

    Expression? Wrong(string path, string message)
    {
        faults.Add(path, message);
        return null;
    }
}
