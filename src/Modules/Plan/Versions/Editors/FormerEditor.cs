using System.Globalization;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>前の計画の結果: what became of a work of the plan before, and what goes on from it.</summary>
sealed class FormerEditor() : Editor("former")
{
    protected override IEnumerable<Question> Key(PlanContent plan) =>
        [new("code", new NumberKind(1, 9999),
        "番号") { Hint = $"一覧の番号です。今の最後は{plan.Former.Select(f => f.Number).DefaultIfEmpty().Max()}です。" }];

    // 1,000 and １０００ are one number.
    public override string Code(Form form) => string.Create(CultureInfo.InvariantCulture, $"{form.Value("code")}");

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json) =>
    [
        Line("title", "事業の名前"), Line("class", "分類", "前の計画での分類の名前です。"),
        new("result", new ChoiceKind(), "結果") { Options = [new("○", "○ 達成"), new("△", "△ 成果はあったが、目標に届かなかった"), new("×", "× 未達")] },
        Long("text", "内容", must: true), Long("figures", "書かれている数字", "1行に1つ書いてください。", rows: 3),
        new("continues", new ChoiceKind(),
            "続きの事業") { Options = [.. plan.Initiatives.Select(i => new Option(i.Code, $"{i.Code} {i.Title}"))], Required = false },
    ];

    protected override void Show(Answers a, string json)
    {
        var f = Library.Read<FormerResult>(json);
        a.Put("title", f.Title).Put("class", f.Class).Put("result", f.Result).Put("text", f.Text).Put("figures", f.Figures)
            .Put("continues", f.Continues);
    }

    public override string Read(Form form, string code, string? json, PlanContent plan)
    {
        var was = json is null ? null : Library.Read<FormerResult>(json);
        return Library.Write((was ?? new FormerResult(int.Parse(code, CultureInfo.InvariantCulture), "", "", "", "", [])) with
        {
            Title = Must(form, "title"),
            Class = Must(form, "class"),
            Result = Must(form, "result"),
            Text = Must(form, "text"),
            Figures = Lines(form, "figures"),
            Continues = Said(form, "continues")
        });
    }

    public override IEnumerable<Breach> Broken(string json, PlanContent plan) => [];
}
