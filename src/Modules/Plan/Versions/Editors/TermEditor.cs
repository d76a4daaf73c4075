using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>用語: a term of the glossary. Another name is another term.</summary>
sealed class TermEditor() : Editor("term")
{
    protected override IEnumerable<Question> Key(PlanContent plan) =>
        [Line("code", "用語", "あとから変えられません。名前を変えるときは、除いてから新しく加えてください。", max: 80)];

    public override string Code(Form form) => Typed.Line(form["code"]);

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json) => [Long("text", "説明", must: true)];
    protected override void Show(Answers a, string json) => a.Put("text", Library.Read<Term>(json).Text);

    public override string Read(Form form, string code, string? json, PlanContent plan) =>
        Library.Write((json is null ? new Term(code, "") : Library.Read<Term>(json)) with { Text = Must(form, "text") });

    public override IEnumerable<Breach> Broken(string json, PlanContent plan) => [];
}
