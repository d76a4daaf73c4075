using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keyaki.Procedures;

/// <summary>Conditions and amounts of a definition as an officer reads them: 「転入ですか」の答えが「はい」.</summary>
static class InWords
{
    static readonly Dictionary<string, string> Known = new()
    {
        ["@today"] = "今日", ["@applicant.name"] = "申し込む人の氏名", ["@applicant.kana"] = "申し込む人のフリガナ",
        ["@applicant.birth"] = "申し込む人の生年月日",
        ["@applicant.sex"] = "申し込む人の性別", ["@applicant.phone"] = "申し込む人の電話番号", ["@applicant.mail"] =
            "申し込む人のメールアドレス",
        ["@applicant.address"] = "申し込む人の住所", ["@applicant.foreign"] = "申し込む人が外国籍", ["@applicant.household-size"] =
            "世帯の人数",
        ["@applicant.household-mixed"] = "世帯に外国籍の人がいる", ["@budget.left"] = "予算の残り",
    };

    /// <summary>A condition as the beginning of a sentence: …のとき.</summary>
    public static string When(JsonNode? tree, Sheet sheet) => tree is null ? "いつも" : $"{Of(tree, sheet)}のとき";

    public static string Of(JsonNode? tree, Sheet sheet) => tree switch
    {
        JsonArray list => Applied(list, sheet),
        JsonValue value => Scalar(value, null, sheet),
        _ => "（読めない式）",
    };

    static string Applied(JsonArray list, Sheet sheet)
    {
        if (list.Count == 0 || list[0] is not JsonValue word) return "（読めない式）";
        var arguments = list.Skip(1).ToList();
        string At(int i) => i < arguments.Count ? Of(arguments[i], sheet) : "";
        string Inner(JsonNode? each) => each as JsonArray is [JsonValue op, ..] && op.ToString() is "and" or "or" ? $"（{Of(each, sheet)}）"
            : Of(each, sheet);
        return word.ToString() switch
        {
            "and" => string.Join("、かつ、", arguments.Select(Inner)),
            "or" => string.Join("、または、", arguments.Select(Inner)),
            "not" => $"（{At(0)}）でない",
            "=" => Compared(arguments, sheet, ""),
            "!=" => Compared(arguments, sheet, "ではない"),
            ">=" => Compared(arguments, sheet, "以上（以後）"),
            "<=" => Compared(arguments, sheet, "以下（以前）"),
            ">" => Compared(arguments, sheet, "より大きい（後）"),
            "<" => Compared(arguments, sheet, "より小さい（前）"),
            "in" when arguments.Count > 1 => $"{At(0)}が{string.Join("か", arguments.Skip(1).Select(a => Quoted(a, arguments[0], sheet)))}",
            "empty" => $"{At(0)}がない",
            "if" => $"{At(0)}なら{At(1)}、そうでなければ{At(2)}",
            "+" => string.Join(" ＋ ", arguments.Select(Inner)),
            "-" => $"{At(0)} − {At(1)}",
            "*" => string.Join(" × ", arguments.Select(Inner)),
            "count" => $"{At(0)}の数",
            "sum" => $"{At(0)}の行ごとの（{At(1)}）の合計",
            "row" => $"表「{At(0)}」の値",
            "age-in-law" or "age-by-birthday" => $"{At(1)}の年齢（{At(0)}に生まれた人）",
            "days-between" => $"{At(0)}から{At(1)}までの日数",
            "min" => $"{string.Join("、", arguments.Select(Inner))}のうち小さいもの",
            "max" => $"{string.Join("、", arguments.Select(Inner))}のうち大きいもの",
            var other => $"{other}（{string.Join("、", arguments.Select(Inner))}）",
        };
    }

    static string Compared(List<JsonNode?> of, Sheet sheet, string how) =>
        of.Count != 2 ? "（読めない式）" : $"{Of(of[0], sheet)}が{Quoted(of[1], of[0], sheet)}{how}";

    static string Quoted(JsonNode? value, JsonNode? beside, Sheet sheet) => value is not JsonValue scalar ? Of(value, sheet)
        : scalar.GetValueKind() is JsonValueKind.String && scalar.ToString() is ['$' or '@', ..] ? Scalar(scalar, null, sheet)
        : $"「{Scalar(scalar, Asked(beside, sheet), sheet)}」";

    static JsonObject? Asked(JsonNode? tree, Sheet sheet) =>
        tree is JsonValue read && read.ToString() is ['$', ..] name ? sheet.Find(name[1..].Split('.', ':')[0]) : null;

    static string Scalar(JsonValue value, JsonObject? of, Sheet sheet)
    {
        var text = value.ToString();
        if (value.GetValueKind() is JsonValueKind.String && text is ['$', ..])
        {
            var parts = text[1..].Split(':');
            var label = sheet.Find(parts[0].Split('.')[0]) is { } asked ? Sheet.Label(asked) : parts[0];
            return parts.Length > 1 ? $"「{label}」で選んだものの値" : $"「{label}」の答え";
        }
        if (Known.TryGetValue(text, out var known)) return known;
        return Sheet.Answers(of).TryGetValue(text.ToLowerInvariant(), out var said) ? said
            : Sheet.Answers(of).TryGetValue(text, out said) ? said : text switch { "true" => "はい", "false" => "いいえ", _ => text };
    }
}
