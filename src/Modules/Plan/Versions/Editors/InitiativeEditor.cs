using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>事業: its texts, who does it, its bars by half year and its milestones.</summary>
sealed partial class InitiativeEditor() : Editor("initiative")
{
    protected override IEnumerable<Question> Key(PlanContent plan) =>
        [Line("code", "番号", "分類の番号に点と数を続けます（例：6.1.9）。あとから変えられません。", max: 20) with
    { Checks = [new(f => Number().IsMatch(Typed.Narrow(f["code"])) && Typed.Narrow(f["code"])
        .StartsWith(f["class"] + ".", StringComparison.Ordinal),
        f => $"番号は、選んだ分類の番号「{f["class"]}」に点と数を続けて書いてください（例：{(f["class"] is { Length: > 0 } c ? c : "6.1")}.9）。")] }];

    [GeneratedRegex(@"^\d+(\.\d+)+$")]
    private static partial Regex Number();

    protected override IReadOnlyList<(string Title, string First)> Sections =>
        [("事業と担当", "title"), ("今の状況と計画の内容", "situation"), ("予定の線と節目", "bars"), ("数字、費用、リスク", "figures"), ("先に必要な事業", "needs")];

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json)
    {
        var book = plan.Book;
        var halves = new List<Option>();
        for (var half = new HalfYear(book.From, false); half.Year <= book.To; half = half.Next)
            halves.Add(new(half.ToString(), half.Words));
        var span = $"計画の期間（{new FiscalYear(book.From)}から{new FiscalYear(book.To)}）の半年から選びます。期間を延ばすときは、先に「計画の全体」を変えてください。元の計画の文字版で時期が失われている線は、始まりと終わりが空いています。分かったときに選んでください。";
        return
        [
            Line("title", "事業の名前"),
            new("class", new ChoiceKind(), "分類") { Options = [.. book.Classes.Select(c => new Option(c.Code, $"{c.Code} {c.Title}"))] },
            new("priority", new YesNoKind(), "国の重点項目ですか"),
            // A source that names nobody stays as it is.
            Long("departments", "関連部署", "1行に1つ書いてください。すべての課のときは「全課」です。", must: json is null
                || Library.Read<Initiative>(json) is not { Departments: [], Slips.Count: > 0 }, rows: 3),
            new("goals", new ManyKind(), "目標の柱") { Options = [.. book.Goals.Select(g => new Option(g.Code, g.Title))], Required = false },
            Long("situation", "今の状況", "段落ごとに行を変えてください。"), Long("plan", "計画の内容", "段落ごとに行を変えてください。"), Long("after", "この先", rows: 3),
            Group("bars", "予定の線", "予定", span, Line("label", "予定の名前"), Line("row", "線表の行", must: false),
                new("from", new ChoiceKind(), "始まり") { Options = halves, Required = false },
                new("to", new ChoiceKind(), "終わり") { Options = halves, Required = false },
                Line("since", "以前から続くとき、いつからか", must: false), Line("source", "出所", must: false)),
            Group("milestones", "節目", "節目", "予定の線の中で、特に知らせたい日や月です。", Line("label", "節目の名前"), Line("at", "時期", AtHint, max: 20),
                Line("source", "出所", must: false)),
            Group("figures", "書かれている数字", "数字", "目標ではない数字です。どこに書かれているかを添えてください。", Line("text", "数字と説明", max: 500), Line("source", "出所")),
            Line("cost", "費用", "分かるときに、いつの見積もりかを添えて書いてください。", must: false, max: 500), Long("risks", "リスク", "1行に1つ書いてください。", rows: 3),
            Line("needs", "先に必要な事業の番号", "いくつかあるときは「、」で区切ってください（例：6.1.1、6.1.2）。", must: false),
            Line("needsWhy", "先に必要なわけ", must: false, max: 500),
        ];
    }

    protected override void Show(Answers a, string json)
    {
        var i = Library.Read<Initiative>(json);
        a.Put("title", i.Title).Put("class", i.Class).Put("priority", i.Priority ? "yes" : "no").Put("departments", i.Departments)
            .Put("goals", i.Goals).Put("situation", i.Situation).Put("plan", i.Plan).Put("after", i.After)
            .Put("cost", i.Cost).Put("risks", i.Risks).Put("needs", string.Join('、', i.Needs)).Put("needsWhy", i.NeedsWhy);
        a.Rows("bars", i.Bars, (row, b) => row.Put("label", b.Label).Put("row", b.Row).Put("from", b.From?.ToString())
            .Put("to", b.To?.ToString()).Put("since", b.Since).Put("source", b.Source));
        a.Rows("milestones", i.Milestones, (row, m) => row.Put("label", m.Label).PutAt("at", m.At).Put("source", m.Source));
        a.Rows("figures", i.Figures, (row, f) => row.Put("text", f.Text).Put("source", f.Source));
    }

    public override string Read(Form form, string code, string? json, PlanContent plan)
    {
        var was = json is null ? null : Library.Read<Initiative>(json);
        var of = Must(form, "class");
        var now = new Initiative
        {
            Code = code, Title = Must(form, "title"), Class = of, ClassName = was?.Class == of ? was.ClassName
                : plan.Book.Classes.FirstOrDefault(c => c.Code == of)?.Title ?? "", Priority = form.Value("priority") is true,
            Departments = Lines(form, "departments"),
            Goals = form.Value("goals") as IReadOnlyList<string> ?? [], Situation = Lines(form, "situation"), Plan = Lines(form, "plan"),
            After = Lines(form, "after"), Slips = was?.Slips ?? [],
            Bars = [.. Matched(Rows(form, "bars"), was?.Bars ?? [], f => $"{Said(f, "row")}/{Said(f, "label")}", b => $"{b.Row}/{b.Label}")
                .Select(r => Bar(r.Row, r.Was))],
            Milestones = [.. Matched(Rows(form, "milestones"), was?.Milestones ?? [], f => Must(f, "label"), m => m.Label)
                .Select(r => Milestone(r.Row, r.Was))],
            Figures = [.. Rows(form, "figures").Select(f => new Figure(Must(f, "text"), Must(f, "source")))],
            Cost = Said(form, "cost"), Risks = Lines(form, "risks"), Needs = Codes(form, "needs"), NeedsWhy = Said(form, "needsWhy"),
        };
        return Library.Write(now);
    }

    // How the place of a bar is known, and that it is lost, holds as long as the place is the one that the source had.
    static Bar Bar(Form row, Bar? was)
    {
        var bar = (was ?? new Bar { Label = "" }) with
        {
            Label = Must(row, "label"),
            Row = Said(row, "row"),
            From = Half(row, "from"),
            To = Half(row, "to"),
            Since = Said(row, "since"),
            Source = Said(row, "source")
        };
        return was is null || bar.From == was.From && bar.To == was.To ? bar : bar with { Lost = false, Precision = null, Basis = null };
    }

    static Milestone Milestone(Form row, Milestone? was)
    {
        var milestone = (was ?? new Milestone { Label = "", At = "" }) with
        {
            Label = Must(row, "label"),
            At = At(row, "at") ?? "",
            Source = Said(row, "source")
        };
        return was is null || was.At == milestone.At ? milestone : milestone with { Basis = null };
    }

    static HalfYear? Half(Form row, string name) => HalfYear.TryParse(Said(row, name), out var half) ? half : null;

    public override IEnumerable<Breach> Broken(string json, PlanContent plan) =>
        Library.Read<Initiative>(json) is var i ? PlanRules.Broken(i, plan.Book, plan.Initiatives.Select(x => x.Code).Append(i.Code)
            .ToHashSet(), plan.Book.Goals.Select(g => g.Code).ToHashSet()) : [];
}
