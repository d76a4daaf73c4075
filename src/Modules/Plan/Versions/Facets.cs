using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>One part of a thing of the plan in words: its label, and what it says.</summary>
sealed record Facet(string Label, string Text);

/// <summary>A thing of the plan as its parts.</summary>
sealed record FacetItem(string Kind, string Code, string Title, IReadOnlyList<Facet> Facets);

/// <summary>
/// The plan in words, part by part: what two versions are compared by. Every field of every record stands in exactly one part, so that
/// no change can hide
/// (a test changes each of them); an empty field is no part.
/// </summary>
static class Facets
{
    /// <summary>The kinds in the order of the plan, and how a person calls them.</summary>
    public static readonly IReadOnlyDictionary<string, Text> Kinds = new Dictionary<string, Text>
    {
        ["book"] = new("計画の全体", "けいかくの ぜんぶ", "The plan as a whole"),
        ["initiative"] = new("事業", "しごと", "Projects"),
        ["target"] = new("目標", "めあて", "Goals"),
        ["system"] = new("情報システム", "システム", "Information systems"),
        ["former"] = new("前の計画の結果", "まえの けいかくの けっか", "Results of the former plan"),
        ["term"] = new("用語", "ことば", "Terms"),
        ["slip"] = new("食い違い", "まちがい", "Contradictions"),
    };

    /// <summary>Names: the book whose names are said where a thing keeps a code (goals, bodies). Of two versions the same for both, so
    /// that a new name is one difference and not one of everything that it holds.</summary>
    public static IEnumerable<FacetItem> Of(PlanContent p, Book names) =>
    [
        Item("book", "book", p.Book.Title, Book(p.Book, names)),
        .. p.Initiatives.Select(i => Item("initiative", i.Code, i.Title, Initiative(i, names))),
        .. p.Targets.Select(t => Item("target", t.Code, t.Title, Target(t, names))),
        .. p.Systems.Select(s => Item("system", Number(s.Number), s.Name, System(s))),
        .. p.Former.Select(f => Item("former", Number(f.Number), f.Title, Former(f))),
        .. p.Terms.Select(t => Item("term", t.Name, t.Name, Term(t))), .. p.Slips.Select(s => Item("slip", s.Code, s.Where, Slip(s))),
    ];

    /// <summary>The parts of one item as it is kept; none of null.</summary>
    public static IReadOnlyList<Facet> Of(string kind, string? json, Book names) => json is null ? [] : [.. (kind switch
    {
        "book" => Book(Library.Read<Book>(json), names), "initiative" => Initiative(Library.Read<Initiative>(json), names),
            "target" => Target(Library.Read<Target>(json), names), "system" => System(Library.Read<RenewalSystem>(json)),
        "former" => Former(Library.Read<FormerResult>(json)), "term" => Term(Library.Read<Term>(json)), _ => Slip(Library.Read<Slip>(json)),
    }).Where(f => f.Text.Length > 0)];

    /// <summary>What an item as it is kept is called.</summary>
    public static string Title(string kind, string code, string json) => kind switch
    {
        "book" => "計画の全体",
        "initiative" => $"{code} {Library.Read<Initiative>(json).Title}",
        "target" => Library.Read<Target>(json).Title,
        "system" => Library.Read<RenewalSystem>(json).Name,
        "former" => Library.Read<FormerResult>(json).Title,
        _ => code,
    };

    static FacetItem Item(string kind, string code, string title, IEnumerable<Facet> facets) =>
        new(kind, code, title, [.. facets.Where(f => f.Text.Length > 0)]);

    static string Goal(string code, Book names) => names.Goals.FirstOrDefault(g => g.Code == code)?.Title ?? code;

    static IEnumerable<Facet> Book(Book b, Book names) =>
    [
        new("計画の名前", b.Title), new("版の名前", b.Edition),
        new("計画の期間", $"{new FiscalYear(b.From)}から{new FiscalYear(b.To)}まで"),
        new("始まりの月", When(b.Starts)), new("発行", b.Publisher), new("編集", b.Editor),
        new("住所", b.Address), new("上の計画", b.Parent), new("表紙の発行の時期", b.Issued.Cover),
        new("奥付の発行の時期", b.Issued.Imprint),
        new("発行の日", b.Issued.At is { } at ? Day(at) : ""), Slips(b.Issued.Slips, "発行の時期の"),
        .. b.Purposes.Select((p, n) => new Facet($"目的 {n + 1}",
            Said(p.Title, ("記号", p.Code == $"p{n + 1}" ? null : p.Code), ("食い違い", Listed(p.Slips))))),
            .. b.Classes.Select(c => new Facet($"分類 {c.Code}", c.Title)),
        .. b.Chapters.SelectMany(c => (Facet[])[new($"{c.Code} 章の名前", c.Title), new($"{c.Code} 本文", Prose(c.Text)),
            Slips(c.Slips, $"{c.Code} ")]), .. b.Goals.SelectMany(g => Goal(g, names)),
        new("体制 番号", b.Organisation.Section), new("体制 名前", b.Organisation.Title), new("体制 本文", Prose(b.Organisation.Text)),
        new("体制 失われているもの", b.Organisation.Lost ?? ""), Slips(b.Organisation.Slips, "体制 "),
        .. b.Organisation.Bodies.Select(o =>
            new Facet($"体制「{names.Organisation.Bodies.FirstOrDefault(n => n.Code == o.Code)?.Title ?? o.Code}」",
            Said(o.Title, ("役割", o.Role)))),
    ];

    static IEnumerable<Facet> Goal(Goal g, Book names) =>
    [
        new($"柱「{Goal(g.Code, names)}」名前", $"{g.Section} {g.Title}"), new($"柱「{Goal(g.Code, names)}」本文", Prose(g.Text)),
        new($"柱「{Goal(g.Code, names)}」関連計画", string.Join('、', g.Related)),
        new($"柱「{Goal(g.Code, names)}」関連計画の読み替え",
            string.Join('、', g.RelatedMeans.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}は{m.Value}のこと"))),
        Slips(g.RelatedSlips, $"柱「{Goal(g.Code, names)}」関連計画の"), Slips(g.Slips, $"柱「{Goal(g.Code, names)}」"),
        .. g.Bars.Select(b => Bar(b, $"柱「{Goal(g.Code, names)}」")),
    ];

    static IEnumerable<Facet> Initiative(Initiative i, Book names) =>
    [
        new("事業の名前", i.Title), new("分類", $"{i.Class} {i.ClassName}"), new("国の重点項目", i.Priority ? "はい" : "いいえ"),
        new("関連部署", string.Join('、', i.Departments)), new("目標の柱", string.Join('、', i.Goals.Select(g => Goal(g, names)))),
        new("今の状況", Prose(i.Situation)), new("計画の内容", Prose(i.Plan)), new("この先", Prose(i.After)), .. i.Bars.Select(b => Bar(b)),
        .. i.Milestones.Select(Milestone),
        .. i.Figures.Select(f => new Facet("書かれている数字", Said(f.Text, ("出所", f.Source)))), new("費用", i.Cost ?? ""),
        new("リスク", Prose(i.Risks)), new("先に必要な事業", string.Join('、', i.Needs)),
        new("先に必要なわけ", i.NeedsWhy ?? ""), Slips(i.Slips),
    ];

    static IEnumerable<Facet> Target(Target t, Book names) =>
    [
        new("目標の名前", t.Title), new("目標の柱", t.Goal is { } goal ? Goal(goal, names) : ""),
        new("事業", t.Initiative ?? ""), new("単位", t.Unit),
        new("よい向き", t.Better switch { "up" => "増えるほうがよい", "down" => "減るほうがよい", var other => other ?? "" }),
        new("自動の計測", t.Measure ?? ""), new("並べる台帳", t.Register ?? ""), new("何の数か", t.Denominator ?? ""),
        new("毎年の増減", t.Yearly is { } y ? Said(y.Text, ("数", $"{Number(y.Change)}{y.ChangeUnit}"), ("出所", y.Source)) : ""),
        .. t.Points.Select(Point), Slips(t.Slips),
    ];

    static IEnumerable<Facet> System(RenewalSystem s) =>
    [
        new("システムの名前", s.Name), new("補足", s.Note ?? ""), new("担当", string.Join('、', s.Owners)), .. s.Phases.Select(Phase),
        new("契約の終わり", s.ContractEnd is { } end ? Day(end) : ""),
        new("契約の出所", s.ContractSource ?? ""), new("一覧の表", s.Table), Slips(s.Slips),
    ];

    static IEnumerable<Facet> Former(FormerResult f) =>
        [new("事業の名前", f.Title), new("分類", f.Class), new("結果", f.Result), new("内容", f.Text),
            .. f.Figures.Select(x => new Facet("書かれている数字", x)), new("続き", f.Continues ?? ""), Slips(f.Slips)];

    static IEnumerable<Facet> Term(Term t) => [new("説明", t.Text), Slips(t.Slips)];

    static IEnumerable<Facet> Slip(Slip s) =>
        [new("どこ", s.Where), new("何が", s.What), new("示し方", s.Shown),
        new("文字に起こすときに生じたかもしれない", s.MaybeTranscription ? "はい" : "いいえ")];

    static Facet Bar(Bar b, string of = "") => new($"{of}予定「{(b.Row is { } row && row != b.Label ? $"{row}：" : "")}{b.Label}」", Said(
        (b.From, b.To) switch
        {
            (null, null) => b.Lost ? "時期は失われている"
            : "時期の記載なし",
            var (from, to) => $"{(from is { } f ? f.Words + "から" : "")}{(to is { } t ? t.Words + "まで" : "")}"
            + (b.Lost ? "（ほかの時期は失われている）" : "")
        },
        ("線表の行", b.Row == b.Label ? b.Row : null), ("根拠", Basis(b.Basis)),
        ("細かさ", b.Precision == "year" ? "年度だけ" : b.Precision),
        ("出所", b.Source), ("以前から", b.Since), ("食い違い", Listed(b.Slips))));

    static Facet Milestone(Milestone m) =>
        new($"節目「{m.Label}」", Said(When(m.At), ("根拠", Basis(m.Basis)), ("出所", m.Source), ("食い違い", Listed(m.Slips))));

    static Facet Phase(Phase p) => new(p.Words, Said(
        p.Text ?? Span(p), ("時期", p.Text is null ? null : Span(p) is { Length: > 0 } span ? span : null),
        ("種類", p.Which switch { "next" => "次期", "current" => "現行", var other => other } is { } which && p.Kind + which is not "operate次期"
        ? which : null), ("根拠", Basis(p.Basis)), ("失われている", p.Lost ? "時期" : null)));

    static string Span(Phase p) => $"{(p.From is { } from ? When(from) + "から" : "")}{(p.To is { } to ? When(to) + "まで" : "")}";

    static Facet Point(Point p) =>
        new($"{p.Kind switch { "actual" => "実績", "target" => "目標", "reference" => "参考", _ => p.Kind }}（{(p.Period is { } period ? When(period) : "時期の記載なし")}）", Said(
        p.Text, ("数", Number(p.Value)), ("計算した数", Number(p.Computed)),
        ("増減", p.Change is { } change ? Number(change) + p.ChangeUnit : p.ChangeUnit),
        ("比べる時期", p.Against is { } against ? When(against) : null), ("割合", Number(p.Share)), ("繰り返し", p.Repeat),
        ("事業", p.Initiative), ("出所", p.Source), ("約", p.About ? "はい" : null), ("超", p.Over ? "はい" : null),
        ("以上", p.AtLeast ? "はい" : null),
        ("比べる元の数字", p.BaselineMissing ? "計画にない" : null), ("食い違い", p.Slip)));

    static Facet Slips(IReadOnlyList<string>? codes, string of = "") => new($"{of}食い違い", Listed(codes) ?? "");
    static string? Listed(IReadOnlyList<string>? codes) => codes is { Count: > 0 } ? string.Join('、', codes) : null;
    static string? Basis(string? basis) => basis switch { "chart" => "線表", "text" => "本文", _ => basis };
    static string Prose(IReadOnlyList<string> paragraphs) => string.Join('\n', paragraphs);
    static string When(string at) => Moment.IsOne(at) ? Moment.Words(at) : at;
    static string Day(DateOnly day) => EraDate.Of(day).ToString();
    static string Number(decimal number) => number.ToString("#,0.##########", CultureInfo.InvariantCulture);
    static string? Number(decimal? number) => number is { } n ? Number(n) : null;

    static string Said(string head, params ReadOnlySpan<(string Label, string? Text)> more)
    {
        var rest = new List<string>();
        foreach (var (label, text) in more)
            if (!string.IsNullOrEmpty(text)) rest.Add($"{label} {text}");
        return rest.Count == 0 ? head : $"{head}（{string.Join("、", rest)}）";
    }
}
