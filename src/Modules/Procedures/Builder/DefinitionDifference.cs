using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>How two versions of a procedure differ, in the words of the builder's pages: questions that came, went and changed, and what is
/// said and ruled around them.</summary>
static class DefinitionDifference
{
    static readonly (string Name, string Label)[] Texts =
    [
        ("title", "手続の名前"), ("lead", "何のための手続か"), ("who", "申し込める人"), ("cost", "費用"), ("time", "時間"), ("after",
            "申し込んだ後"),
    ];

    static readonly (string Name, string Label)[] Words =
    [
        ("identity", "本人の確かめ方"), ("dueDays", "処理する日数"), ("department", "担当の課"), ("validUntil", "この版の終わる日"),
    ];

    /// <param name="called">What a code of the city is called, by the word that it stands under.</param>
    public static IReadOnlyList<DraftedDifference> Between(Sheet? before, Sheet after, Func<string, string, string>? called = null)
    {
        var found = new List<DraftedDifference>();
        string Named(string word, string? code) => string.IsNullOrEmpty(code) ? "" : called?.Invoke(word, code) ?? code;
        void Compare(string what, string? was, string? now)
        {
            if ((was ?? "") != (now ?? "")) found.Add(new(what, was, now));
        }
        foreach (var (name, label) in Texts) Compare(label, Spoken(before?.Root, name), Spoken(after.Root, name));
        Compare("必要なもの", before is null ? null : Spoken(Sheet.Lines(before.Root, "needs")), Spoken(Sheet.Lines(after.Root, "needs")));
        foreach (var (name, label) in Words)
            Compare(label, Named(name, Sheet.Word(before?.Root, name)), Named(name, Sheet.Word(after.Root, name)));
        Compare("決める人", Decision(before, Named("act", Part(before, "decision", "act"))),
            Decision(after, Named("act", Part(after, "decision", "act"))));
        Compare("手数料", Fee(before), Fee(after));
        Compare("市が払う額", Grant(before), Grant(after));
        Compare("予算", Budget(before), Budget(after));
        Compare("支払い方", Named("payout", Part(before, "payout", "kind")), Named("payout", Part(after, "payout", "kind")));
        Compare("決まると納めるもの", Named("owes", Part(before, "owes", "item")), Named("owes", Part(after, "owes", "item")));
        Compare("受付期間と上限", Limits(before), Limits(after));
        Compare("知らせる相手", TellsPiece.Words(before), TellsPiece.Words(after));
        Compare("日ごとの定員", Capacity(before), Capacity(after));
        Compare("文書分類", Named("class", Part(before, "record", "class")), Named("class", Part(after, "record", "class")));
        foreach (var (name, label) in new[] { ("privacy", "個人情報の扱い"), ("basis", "根拠"), ("contact", "問い合わせ先") })
            Compare(label, Spoken(before?.Root["notes"] as JsonObject, name), Spoken(after.Root["notes"] as JsonObject, name));
        Compare("結果の文書", Letters(before), Letters(after));
        Compare("ページ", before is null ? null : PagesOf(before), PagesOf(after));
        foreach (var gone in before?.All.Where(q => after.Find(Sheet.Word(q, "name")) is null) ?? [])
            found.Add(new($"質問をなくした：{Sheet.Label(gone)}", Question(gone, before), null));
        foreach (var question in after.All)
            if (before?.Find(Sheet.Word(question, "name")) is not { } old)
                found.Add(new($"質問を加えた：{Sheet.Label(question)}", null, Question(question, after)));
            else Compare($"質問を変えた：{Sheet.Label(question)}", Question(old, before), Question(question, after));
        if (before is not null) Compare("質問の順番", Order(before, before, after), Order(after, before, after));
        foreach (var (name, label) in Rest.All) Compare(label, Rest.Words(before, name), Rest.Words(after, name));
        return found;
    }

    // Only those that both have, by the names of the new one: what came, went or was renamed is said already.
    static string Order(Sheet of, Sheet before, Sheet after) => string.Join("、", of.All.Select(q => Sheet.Word(q, "name"))
        .Where(name => before.Find(name) is not null).Select(after.Find).OfType<JsonObject>().Select(Sheet.Label));

    internal static string Spoken(JsonObject? of, string name) => Spoken(Sheet.Said(of, name));

    static string Spoken(Text text) =>
        string.Join('\n', new[] { text.Ja, text.Easy, text.En }.Where(said => !string.IsNullOrEmpty(said)));

    static string? Part(Sheet? of, string part, string name) => (of?.Root[part] as JsonObject) is { } found ? Sheet.Word(found, name)
        : null;

    static string? Decision(Sheet? of, string act) => Part(of, "decision", "kind") switch
    {
        "officer" => $"一人の職員（{act}）",
        "route" => $"決裁（{act}）",
        "automatic" => "申し込むとすぐに決まる",
        var other => other,
    };

    internal static string? Fee(Sheet? of) => Sum(of, "fee");
    internal static string? Grant(Sheet? of) => Sum(of, "grant");

    static string? Budget(Sheet? of) => of?.Root["budget"] is JsonObject budget
        ? $"{Spoken(budget, "label")}（表「{Sheet.Word(budget, "table")}」）" : null;

    /// <summary>What the named checks rule, a line each: when it is refused, and what the person then reads.</summary>
    internal static IEnumerable<string> Checks(Sheet of) => Sheet.Objects(of.Root, "checks").Select(c =>
        $"{(c["when"] is { } when ? $"{InWords.When(when, of)}、" : "")}「{InWords.Of(c["rule"], of)}」でなければ申し込めない："
        + Sheet.Said(c, "message").Ja);

    static string? Sum(Sheet? of, string name) => of?.Root[name] is JsonObject sum ? sum["yen"] is { } yen ? $"{InWords.Of(yen, of)}円"
        : string.Join('\n', Sheet.Objects(sum, "parts").Select(p => $"{Sheet.Said(p, "label").Ja}：{InWords.Of(p["yen"], of)}円")) : null;

    static string? Limits(Sheet? of) => of?.Root["limits"] is JsonObject limits ? string.Join('\n', new[]
        { ("from", "受付の始まり"), ("until", "受付の終わり"), ("most", "定員"), ("perPerson", "一人の上限") }
        .Where(l => limits[l.Item1] is not null).Select(l => $"{l.Item2}：{Sheet.Word(limits, l.Item1)}")) : null;

    static string? Capacity(Sheet? of) => of?.Root["capacity"] is not JsonObject capacity ? null : string.Join('\n', new[]
        {
            ("slots", "枠の表"), ("day", "日を選ぶ質問"), ("keys", "枠を決める答え"), ("opensDaysBefore", "何日前から"),
            ("closesDaysBefore", "何日前まで"), ("list", "当日の一覧"), ("unpaidPerPerson", "払う前に取れる数"),
        }
        .Where(l => capacity[l.Item1] is not null).Select(l => $"{l.Item2}：{(capacity[l.Item1] is JsonArray
            ? string.Join("、", Sheet.Words(capacity, l.Item1)) : Sheet.Word(capacity, l.Item1))}"));

    static string? Letters(Sheet? of) => of?.Root["result"] is not JsonObject result ? null
        : string.Join('\n', new[] { "granted", "refused" }.Select(name => result[name] as JsonObject).OfType<JsonObject>()
            .SelectMany(letter => Sheet.Words(letter, "body").Concat(Sheet.Words(letter, "instruction"))
                .Prepend(Sheet.Said(letter, "title").Ja)));

    static string PagesOf(Sheet of) => string.Join('\n', of.Pages.Select(p => Sheet.Said(p, "title").Ja
        + (p["when"] is { } when ? $"（{InWords.When(when, of)}）" : "") + Ways(p, of)));

    static string Ways(JsonObject page, Sheet of) => string.Concat(
        Sheet.Objects(page, "next").Select(n => $"\n　{InWords.When(n["when"], of)}は「{Target(Sheet.Word(n, "to"), of)}」へ進む")
            .Concat(Sheet.Objects(page, "stop").Select(s => $"\n　{InWords.When(s["when"], of)}は終わる：{Spoken(s, "title")}\n　　"
                + Spoken(s, "message").Replace("\n", "／", StringComparison.Ordinal) + $"\n　　{Spoken(Sheet.Lines(s, "next"))}")));

    static string Target(string to, Sheet of) => to == Routing.Check ? "答えの確認"
        : of.Pages.FirstOrDefault(p => Sheet.Word(p, "name") == to) is { } page ? Sheet.Said(page, "title").Ja : to;

    internal static string KindOf(JsonObject question) =>
        Procedures.Question.Kinds.TryGetValue(Sheet.Word(question, "kind"), out var kind) ? kind.Label : Sheet.Word(question, "kind");

    /// <summary>A question in lines: what an officer would read out of it.</summary>
    internal static string Question(JsonObject question, Sheet? of)
    {
        var lines = new List<string> { Spoken(question, "label"), $"種類：{KindOf(question)}" };
        void Add(string label, string value)
        {
            if (value.Length > 0) lines.Add($"{label}：{value}");
        }
        Add("補足", Spoken(question, "hint"));
        lines.Add(Sheet.Word(question, "required") == "false" ? "任意" : "必須");
        if (of is not null && question["when"] is { } when) Add("聞くとき", InWords.When(when, of));
        Add("選択肢", string.Join(Sheet.Objects(question, "options").Any(o => Beside(o, of).Length > 0) ? "\n" : "、",
            Sheet.Objects(question, "options").Select(o => Sheet.Said(o, "label").Ja + Beside(o, of))));
        Add("根拠の法令", Spoken(question, "law"));
        if (Sheet.Word(question, "mayLeaveOut") == "true") lines.Add("「記載しない」を選べる");
        Add("1行の呼び方", Spoken(question, "rowName"));
        Add("一番小さい数", Sheet.Word(question, "least"));
        Add("一番大きい数", Sheet.Word(question, "most"));
        Add("文字数", Sheet.Word(question, "maxLength"));
        Add("文", Spoken(Sheet.Lines(question, "text")));
        if (of is not null && question["value"] is { } value) Add("計算", InWords.Of(value, of));
        foreach (var inner in Sheet.Questions(question))
            Add("行の質問", Question(inner, of).Replace("\n", "／", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    /// <summary>What an option has beside its name: its support line, when it can be chosen, and its data, such as a price.</summary>
    static string Beside(JsonObject option, Sheet? of)
    {
        string[] said =
        [
            .. Spoken(option, "hint") is { Length: > 0 } hint ? [hint.Replace("\n", "／", StringComparison.Ordinal)]
                : Array.Empty<string>(),
            .. of is not null && option["when"] is { } when ? [InWords.When(when, of)] : Array.Empty<string>(),
            .. option.Where(o => o.Key is not ("code" or "label" or "hint" or "when") && o.Value is not null)
                .Select(o => o.Key == "price" ? $"{o.Value}円" : $"{o.Key} {o.Value?.ToJsonString()}"),
        ];
        return said.Length == 0 ? "" : $"（{string.Join("、", said)}）";
    }
}

/// <summary>The parts of a definition that no page of the builder writes: they come with a file or a copy, and stay or are taken
/// away.</summary>
static class Rest
{
    public static readonly (string Name, string Label)[] All =
    [
        ("checks", "答えの確かめ"), ("summary", "控えに載せる答え"),
        ("unconfirmed", "例であることの断り"), ("elsewhere", "ほかの役所の手続"), ("validUntil", "この版の終わる日"), ("$schema",
            "書き方の見本"),
    ];

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What it rules, in words as far as there are any; null where it is not there.</summary>
    public static string? Words(Sheet? of, string name) => of?.Root[name] is not { } there || there is JsonArray { Count: 0 } ? null
        : name switch
        {
            "checks" => string.Join('\n', DefinitionDifference.Checks(of)),
            "summary" => string.Join("、", (there as JsonObject is { } summary ? Sheet.Words(summary, "questions") : [])
                .Select(q => of.Find(q) is { } asked ? $"「{Sheet.Label(asked)}」" : q)),
            "unconfirmed" => string.Join('\n', Sheet.Objects(of.Root, name).Select(u => Sheet.Said(u, "text").Ja)),
            "elsewhere" => there as JsonObject is { } place ? $"{Sheet.Said(place, "name").Ja} {Sheet.Word(place, "url")}" : "",
            _ => there.ToJsonString(Plain),
        };
}
