using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A fault and the page of the builder on which it is mended.</summary>
public sealed record Mending(Fault Fault, string Piece, string At)
{
    /// <summary>The page below that of the draft.</summary>
    public string Url(string draft) => Piece == "questions" ? $"{draft}/questions" : $"{draft}/{Piece}{(At.Length > 0 ? "/" + At : "")}";
}

/// <summary>A line of the checklist: what must be so, and what is not yet.</summary>
public sealed record ChecklistLine(string Label, IReadOnlyList<Mending> Open);

/// <summary>What must be clean before a procedure is published, from the faults that a file of the city would have at the start.</summary>
static partial class Checklist
{
    public static IReadOnlyList<ChecklistLine> Of(IReadOnlyList<Fault> faults, Sheet sheet)
    {
        var open = Faults(faults, sheet).ToList();
        List<Mending> Take(Predicate<Mending> which)
        {
            var taken = open.FindAll(which);
            open.RemoveAll(which);
            return taken;
        }
        return
        [
            new("翻訳がそろっている（ない言葉は、ないと断っている）", Take(m => m.Fault.Path.EndsWith(".easy", StringComparison.Ordinal)
                || m.Fault.Path.EndsWith(".en", StringComparison.Ordinal))),
            new("どの質問にもたどり着ける", Take(m => m.Fault.Message.Contains("どう答えても", StringComparison.Ordinal)
                || m.Fault.Message.Contains("この後で聞く", StringComparison.Ordinal))),
            new("質問があり、どれにも名前がある", Take(m => Labelled().IsMatch(m.Fault.Path) || m.Piece == "questions")),
            new("個人情報の扱いと問い合わせ先が書いてある", Take(m => m.Piece == "notes")),
            new("説明が書いてある", Take(m => m.Piece == "about")),
            new("手数料と市が払う額の計算ができる", Take(m => m.Piece is "fee" or "grant")),
            new("受付と決め方、知らせる相手、文書の分類が決まっている", Take(m => m.Piece is "handling" or "tells")),
            new("結果の文書に、入れる値がそろっている", Take(m => m.Piece == "result")),
            new("日ごとの定員が決まっている", Take(m => m.Piece == "capacity")),
            new("質問とページの決まりがそろっている", Take(m => m.Piece is "question" or "page" or "ways")),
            new("そのほか", open),
        ];
    }

    public static IEnumerable<Mending> Faults(IEnumerable<Fault> faults, Sheet sheet) => faults.Select(fault => Find(fault, sheet));

    static Mending Find(Fault fault, Sheet sheet)
    {
        if (Place().Match(fault.Path) is not { Success: true } place)
            return fault.Path is "pages" ? new(fault, "questions", "") : new(fault, Piece.All.First(p => p.Mends(fault.Path)).Code, "");
        var page = int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (!place.Groups[2].Success) return fault.Path.EndsWith("].questions", StringComparison.Ordinal) ? new(fault, "questions", "")
            : new(fault, Way().IsMatch(fault.Path) ? "ways" : "page", (page + 1).ToString(CultureInfo.InvariantCulture));
        var question = sheet.Pages.ElementAtOrDefault(page) is { } found
            ? Sheet.Questions(found).ElementAtOrDefault(int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture)) : null;
        if (question is null) return new(fault, "questions", "");
        var row = place.Groups[3].Success ? Sheet.Questions(question)
            .ElementAtOrDefault(int.Parse(place.Groups[3].ValueSpan, CultureInfo.InvariantCulture)) : null;
        return new(fault, "question", Sheet.Word(question, "name") + (row is null ? "" : $".{Sheet.Word(row, "name")}"));
    }

    /// <summary>A fault as whoever writes the form reads it: the last words of its path say which box.</summary>
    public static string Said(Fault fault)
    {
        var names = fault.Path.Split('.').Select(p => p.Split('[')[0]).Where(Boxes.ContainsKey).Select(p => Boxes[p]).ToList();
        return names.Count == 0 ? fault.Message : $"{string.Join("の", names)}：{fault.Message}";
    }

    static readonly Dictionary<string, string> Boxes = new()
    {
        ["title"] = "名前", ["lead"] = "説明", ["who"] = "申し込める人", ["cost"] = "費用", ["time"] = "時間", ["after"] = "申し込んだ後",
        ["needs"] = "必要なもの",
        ["code"] = "記号", ["label"] = "文", ["hint"] = "補足", ["options"] = "選択肢", ["kind"] = "種類", ["when"] = "条件", ["least"] =
            "一番小さい数", ["most"] = "一番大きい数",
        ["maxLength"] = "文字数", ["yen"] = "額", ["fee"] = "手数料", ["dueDays"] = "処理する日数", ["act"] = "決裁の種類", ["class"] =
            "文書分類", ["from"] = "始まり",
        ["until"] = "終わり", ["perPerson"] = "一人の回数", ["privacy"] = "個人情報の扱い", ["basis"] = "根拠", ["contact"] =
            "問い合わせ先", ["easy"] = "やさしい日本語", ["en"] = "English",
        ["ja"] = "日本語", ["granted"] = "認めるとき", ["refused"] = "認めないとき", ["body"] = "本文", ["text"] = "読む文", ["record"] =
            "文書",
        ["law"] = "根拠の法令", ["rowName"] = "1行の呼び方", ["value"] = "計算", ["next"] = "進み方か、次にできること",
        ["stop"] = "終わるとき", ["to"] = "進むページ", ["message"] = "理由", ["capacity"] = "日ごとの定員", ["slots"] = "枠の表",
        ["day"] = "日を選ぶ質問", ["keys"] = "枠を決める答え", ["tells"] = "知らせる相手",
        ["grant"] = "市が払う額", ["budget"] = "予算", ["payout"] = "支払い方", ["owes"] = "決まると納めるもの", ["table"] = "予算の表",
    };

    [GeneratedRegex(@"^pages\[\d+\]\.(name|next|stop)")]
    private static partial Regex Way();

    [GeneratedRegex(@"^pages\[(\d+)\](?:\.questions\[(\d+)\](?:\.questions\[(\d+)\])?)?")]
    private static partial Regex Place();

    [GeneratedRegex(@"^pages\[\d+\](\.questions\[\d+\])*\.(label|title)(\.ja)?$")]
    private static partial Regex Labelled();
}
