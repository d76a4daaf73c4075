using System.Text.RegularExpressions;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>目標: what is counted, in which unit, and its figures with where they stand.</summary>
sealed partial class TargetEditor() : Editor("target")
{
    const string None = "-";

    protected override IEnumerable<Question> Key(PlanContent plan) =>
        [Line("code", "記号", "半角の英小文字と数字とハイフンで書きます（例：paper）。画面の住所とデータに使い、あとから変えられません。", max: 40) with
    { Checks = [new(f => Sign().IsMatch(f["code"].Trim()), "記号は、半角の英小文字、数字、ハイフンで書いてください（例：online-consultation）。")] }];

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Sign();

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json) =>
    [
        Line("title", "目標の名前"), Line("unit", "単位", "件、%、枚など、数に付ける言葉です。", max: 12),
        new("better", new ChoiceKind(),
            "よい向き") { Options = [new("up", "増えるほうがよい"), new("down", "減るほうがよい"), new(None, "どちらでもない（知らせるだけの数）")] },
        Line("denominator", "何の数か", "割合のときは、何を100とするかも書いてください。", must: false, max: 500),
        new("goal", new ChoiceKind(), "目標の柱") { Options = [.. plan.Book.Goals.Select(g => new Option(g.Code, g.Title)), new(None, "なし")] },
        new("initiative", new ChoiceKind(), "事業") { Options = [.. plan.Initiatives.Select(i => new Option(i.Code, $"{i.Code} {i.Title}"))],
            Required = false },
        Group("points", "数字", "数字", "実績、目標、参考の数字を1つずつ書きます。",
            new("kind", new ChoiceKind(), "種類") { Options = [new("actual", "実績"), new("target", "目標"), new("reference", "参考")] },
            Line("period", "時期", "令和8年度 か 令和8年4月 のように書いてください。書かれていないときは空けておきます。", must: false, max: 20),
            Line("text", "読むときの言葉", "例：18,000件、約452万枚"),
            new("value", new NumberKind(Decimals: 4), "数") { Required = false, Hint = "数だけで比べるときに使います。分からないときは空けておきます。" },
            Line("source", "出所", "章の番号や、資料の名前と日付です。")),
    ];

    protected override void Show(Answers a, string json)
    {
        var t = Library.Read<Target>(json);
        a.Put("title", t.Title).Put("unit", t.Unit).Put("better", t.Better ?? None).Put("denominator", t.Denominator)
            .Put("goal", t.Goal ?? None).Put("initiative", t.Initiative);
        a.Rows("points", t.Points, (row, p) => row.Put("kind", p.Kind).PutAt("period", p.Period).Put("text", p.Text)
            .Put("value", p.Value?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)).Put("source", p.Source));
    }

    public override string Read(Form form, string code, string? json, PlanContent plan)
    {
        var was = json is null ? null : Library.Read<Target>(json);
        return Library.Write((was ?? new Target { Code = code, Title = "", Unit = "", Points = [] }) with
        {
            Title = Must(form, "title"),
            Unit = Must(form, "unit"),
            Better = Chosen(form, "better"),
            Denominator = Said(form, "denominator"),
            Goal = Chosen(form, "goal"),
            Initiative = Said(form, "initiative"),
            Points = [.. Matched(Rows(form, "points"), was?.Points ?? [], f => $"{Must(f, "kind")} {At(f, "period")} {Must(f, "text")}",
                p => $"{p.Kind} {p.Period} {p.Text}").Select(r => Point(r.Row, r.Was))],
        });
    }

    static string? Chosen(Form form, string name) => Said(form, name) is { } code && code != None ? code : null;

    // What follows from the words of a figure (about, more than, a change against another year) holds as long as the words do.
    static Point Point(Form row, Point? was)
    {
        var (kind, period, text, source, value) =
            (Must(row, "kind"), At(row, "period"), Must(row, "text"), Must(row, "source"), row.Value("value") as decimal?);
        return was is not null && was.Text == text && was.Value == value ? was with { Kind = kind, Period = period, Source = source }
            : new()
            {
                Kind = kind, Period = period, Text = text, Value = value, Source = source, About = text.StartsWith('約'),
                Initiative = was?.Initiative, Repeat = was?.Repeat, Slip = was?.Slip
            };
    }

    public override IEnumerable<Breach> Broken(string json, PlanContent plan) =>
        PlanRules.Broken(Library.Read<Target>(json), plan.Initiatives.Select(i => i.Code).ToHashSet(), plan.Book.Goals.Select(g => g.Code)
        .ToHashSet());
}
