using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Questions from lines that somebody wrote or pasted, one each; the kind is guessed from the words and can be changed. What
/// stands behind a colon is what there is to choose: 「地域：北／南／西」.</summary>
static class Guess
{
    public const int MostLines = 100;

    static readonly (string Kind, string[] Words)[] Signs =
    [
        ("corporation", ["法人番号"]), // My Number is no kind that a department can ask for.
        ("file", ["添付", "写真", "写し", "コピー", "書類", "証明書の画像"]),
        ("kana", ["フリガナ", "ふりがな", "よみがな"]),
        ("birth", ["生年月日", "誕生日"]),
        ("mail", ["メール"]),
        ("phone", ["電話", "連絡先の番号"]),
        ("address", ["住所", "所在地"]),
        ("bank", ["口座", "振込先"]),
        ("yen", ["金額", "費用", "価格", "円"]),
        ("number", ["人数", "個数", "部数", "枚数", "台数", "件数", "何人", "何個", "何枚"]),
        ("date", ["年月日", "希望日", "日付", "の日", "日にち"]),
        ("longtext", ["内容", "理由", "要望", "意見", "詳しく", "様子", "備考"]),
        ("consent", ["同意"]),
    ];

    /// <summary>By these names the case knows who applies: lists, letters and what an officer types in for somebody read them.</summary>
    static readonly (string Name, string[] Labels)[] Applicant =
    [
        ("name", ["氏名", "お名前", "名前"]),
        ("kana", ["フリガナ", "氏名のフリガナ", "氏名（フリガナ）", "ふりがな", "お名前のフリガナ"]),
    ];

    /// <param name="beside">The questions that are there already.</param>
    public static IEnumerable<JsonObject> Questions(string lines, IEnumerable<JsonObject> beside)
    {
        var taken = beside.Select(q => Sheet.Word(q, "name")).ToHashSet();
        foreach (var line in lines.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim().TrimStart('・', '-', '*').Trim()).Where(l =>
            l.Length > 0).Take(MostLines))
        {
            var number = 1;
            while (!taken.Add($"q{number}")) number++;
            var made = Of(line, $"q{number}");
            if (Applicant.FirstOrDefault(a => a.Labels.Contains(Sheet.Said(made, "label").Ja)).Name is { } name && taken.Add(name))
                made["name"] = name;
            yield return made;
        }
    }

    internal static JsonObject Of(string line, string name)
    {
        var parts = line.Split(['：', ':'], 2);
        var (label, options) = (parts[0].Trim(), parts.Length < 2 ? [] : parts[1].Split(['／', '/', '、', ','],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var must = !(label.EndsWith("（任意）", StringComparison.Ordinal) || label.EndsWith("(任意)", StringComparison.Ordinal));
        if (!must) label = label[..^4].Trim();
        var question = new JsonObject
        {
            ["name"] = name, ["kind"] = options.Length > 1 ? "choice" : Kind(label), ["label"] =
            Sheet.Node(new(label))
        };
        if (!must) question["required"] = false;
        if (options.Length > 1)
            question["options"] = new JsonArray([.. options.Select((said, i) =>
                new JsonObject { ["code"] = $"a{i + 1}", ["label"] = Sheet.Node(new(said)) })]);
        Settings(question);
        return question;
    }

    public static string Kind(string label) => label.EndsWith('か') || label.EndsWith('?') || label.EndsWith('？') ? "yesno"
        : Signs.FirstOrDefault(s => s.Words.Any(w => label.Contains(w, StringComparison.Ordinal))).Kind
        ?? (label.EndsWith('日') ? "date" : label.EndsWith('数') ? "number" : "text");

    /// <summary>What a kind cannot do without, where it is not there yet.</summary>
    public static void Settings(JsonObject question)
    {
        switch (Sheet.Word(question, "kind"))
        {
            case "file" when question["files"] is null: Sheet.SetWords(question, "files", ["pdf", "jpeg", "png"]); break;
            case "text" or "longtext" when question["maxLength"] is null:
                question["maxLength"] = Sheet.Word(question, "kind") == "text"
                ? 100 : 1000; break;
            case "number" when question["least"] is null: question["least"] = 0; break;
            case "group":
                question["least"] ??= 1;
                question["most"] ??= 10;
                break;
            case "calculated": question["as"] ??= "number"; break;
        }
    }
}
