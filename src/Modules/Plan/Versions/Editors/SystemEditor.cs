using System.Globalization;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>情報システム: who has it, when it is studied, brought in and run, and when its contract ends.</summary>
sealed class SystemEditor() : Editor("system")
{
    protected override IEnumerable<Question> Key(PlanContent plan) =>
        [new("code", new NumberKind(1, 9999), "番号") { Hint = $"一覧の番号です。今の最後は{plan.Systems.Max(s => s.Number)}です。" }];

    // 1,000 and １０００ are one number.
    public override string Code(Form form) => string.Create(CultureInfo.InvariantCulture, $"{form.Value("code")}");

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json) =>
    [
        Line("name", "システムの名前"), Line("note", "補足", must: false), Long("owners", "担当", "1行に1つ書いてください。", must: true, rows: 2),
        Group("phases", "検討・導入・運用", "時期", "時期は、" + AtHint,
            new("kind", new ChoiceKind(), "種類") { Options =
                [new("study", "検討"), new("introduce", "導入"), new("operate-next", "次期システムの運用"), new("operate-current", "現行システムの運用")] },
            Line("from", "始まり", must: false, max: 20), Line("to", "終わり", must: false, max: 20),
            Line("text", "読むときの言葉", "例：令和9年10月から", must: false)),
        new("contractEnd", new DateKind(), "契約の終わりの日") { Required = false },
        Line("contractSource", "契約の出所", "契約書や台帳の名前と日付です。契約の終わりの日を書くときは必要です。", must: false, max: 500),
    ];

    protected override void Show(Answers a, string json)
    {
        var s = Library.Read<RenewalSystem>(json);
        a.Put("name", s.Name).Put("note", s.Note).Put("owners", s.Owners).Put("contractEnd", s.ContractEnd)
            .Put("contractSource", s.ContractSource);
        a.Rows("phases", s.Phases, (row, p) => row.Put("kind", KindOf(p)).PutAt("from", p.From).PutAt("to", p.To).Put("text", p.Text));
    }

    public override string Read(Form form, string code, string? json, PlanContent plan)
    {
        var was = json is null ? null : Library.Read<RenewalSystem>(json);
        return Library.Write((was ?? new RenewalSystem
        {
            Number = int.Parse(code, CultureInfo.InvariantCulture), Name = "", Owners = [],
            Phases = [], Table = "ローリングで追加"
        }) with
        {
            Name = Must(form, "name"),
            Note = Said(form, "note"),
            Owners = Lines(form, "owners"),
            ContractEnd = form.Value("contractEnd") as DateOnly?,
            ContractSource = Said(form, "contractSource"),
            Phases = [.. Matched(Rows(form, "phases"), was?.Phases ?? [], f => Must(f, "kind"), KindOf).Select(r => Phase(r.Row, r.Was))],
        });
    }

    static string KindOf(Phase p) => p.Kind == "operate" ? $"operate-{p.Which ?? "current"}" : p.Kind;

    static Phase Phase(Form row, Phase? was)
    {
        var kind = Must(row, "kind").Split('-');
        var phase = (was ?? new Phase { Kind = "" }) with
        {
            Kind = kind[0],
            Which = kind.Length > 1 ? kind[1] == "current"
            && was is { Which: null } ? null : kind[1] : null,
            From = At(row, "from"),
            To = At(row, "to"),
            Text = Said(row, "text")
        };
        return was is null || (was.From, was.To) == (phase.From, phase.To) ? phase : phase with { Lost = false, Basis = null };
    }

    public override IEnumerable<Breach> Broken(string json, PlanContent plan) => PlanRules.Broken(Library.Read<RenewalSystem>(json));
}
