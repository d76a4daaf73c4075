using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>計画の全体: names, span, purposes, the chapters in prose, the goals' texts, the classes' names and who runs the plan. Their
/// number and order stay.</summary>
sealed class BookEditor() : Editor("book")
{
    public override bool IsAlone => true;

    protected override IReadOnlyList<(string Title, string First)> Sections =>
        [("計画の名前と期間", "title"), ("目的と分類", "purpose0"), ("章", "chapter0Title"), ("目標の柱", "goal0Title"), ("体制", "organisationTitle")];

    protected override IEnumerable<Question> Questions(PlanContent plan, string? json) => plan.Book is var b ?
    [
        Line("title", "計画の名前"), Line("edition", "版の名前"),
        Line("from", "始まりの年度", "令和8年度 のように書いてください。西暦（2026年度）でも読めます。", max: 20), Line("to", "終わりの年度", max: 20),
        Line("publisher", "発行"), Line("editor", "編集"), Line("address", "住所"), Line("parent", "上の計画"), Line("cover", "表紙の発行の時期"),
        Line("imprint", "奥付の発行の時期"),
        .. b.Purposes.Select((p, n) => Line($"purpose{n}", $"目的 {n + 1}")),
        .. b.Classes.Select((c, n) => Line($"class{n}", $"分類 {c.Code}")),
        .. b.Chapters.SelectMany((c, n) => Pair($"chapter{n}", $"{c.Code} {c.Title}")),
        .. b.Goals.SelectMany((g, n) => Pair($"goal{n}", $"柱「{g.Title}」")), .. Pair("organisation", "体制"),
        .. b.Organisation.Bodies.Select((o, n) => Long($"body{n}", $"「{o.Title}」の役割", must: true, rows: 3)),
    ] : [];

    static Question[] Pair(string name, string of) =>
        [Line(name + "Title", $"{of}：見出し"), Long(name + "Text", $"{of}：本文", "段落ごとに行を変えてください。")];

    protected override void Show(Answers a, string json)
    {
        var b = Library.Read<Book>(json);
        a.Put("title", b.Title).Put("edition", b.Edition).Put("from", $"{new FiscalYear(b.From)}").Put("to", $"{new FiscalYear(b.To)}")
            .Put("publisher", b.Publisher).Put("editor", b.Editor).Put("address", b.Address).Put("parent", b.Parent)
            .Put("cover", b.Issued.Cover).Put("imprint", b.Issued.Imprint).Put("organisationTitle", b.Organisation.Title)
                .Put("organisationText", b.Organisation.Text);
        foreach (var (p, n) in b.Purposes.Select((p, n) => (p, n))) a.Put($"purpose{n}", p.Title);
        foreach (var (c, n) in b.Classes.Select((c, n) => (c, n))) a.Put($"class{n}", c.Title);
        foreach (var (c, n) in b.Chapters.Select((c, n) => (c, n))) a.Put($"chapter{n}Title", c.Title).Put($"chapter{n}Text", c.Text);
        foreach (var (g, n) in b.Goals.Select((g, n) => (g, n))) a.Put($"goal{n}Title", g.Title).Put($"goal{n}Text", g.Text);
        foreach (var (o, n) in b.Organisation.Bodies.Select((o, n) => (o, n))) a.Put($"body{n}", o.Role);
    }

    public override string Read(Form form, string code, string? json, PlanContent plan)
    {
        var b = json is null ? plan.Book : Library.Read<Book>(json);
        return Library.Write(b with
        {
            Title = Must(form, "title"),
            Edition = Must(form, "edition"),
            From = Year(form, "from"),
            To = Year(form, "to"),
            Publisher = Must(form, "publisher"),
            Editor = Must(form, "editor"),
            Address = Must(form, "address"),
            Parent = Must(form, "parent"),
            Issued = b.Issued with { Cover = Must(form, "cover"), Imprint = Must(form, "imprint") },
            Purposes = [.. b.Purposes.Select((p, n) => p with { Title = Must(form, $"purpose{n}") })],
            Classes = [.. b.Classes.Select((c, n) => c with { Title = Must(form, $"class{n}") })],
            Chapters = [.. b.Chapters.Select((c, n) =>
                c with { Title = Must(form, $"chapter{n}Title"), Text = Lines(form, $"chapter{n}Text") })],
            Goals = [.. b.Goals.Select((g, n) => g with { Title = Must(form, $"goal{n}Title"), Text = Lines(form, $"goal{n}Text") })],
            Organisation = b.Organisation with
            {
                Title = Must(form, "organisationTitle"),
                Text = Lines(form, "organisationText"),
                Bodies = [.. b.Organisation.Bodies.Select((o, n) => o with { Role = Must(form, $"body{n}") })]
            },
        });
    }

    static int Year(Form form, string name) =>
        int.TryParse(Moment.Read(Must(form, name)), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= 1989 and <= 2200 ? year
            : throw new Rule(name, "令和8年度 のように、年度を書いてください。");

    // A shorter span must still hold every bar.
    public override IEnumerable<Breach> Broken(string json, PlanContent plan) =>
        Library.Read<Book>(json) is var b ? PlanRules.Broken(b)
            .Concat(plan.Initiatives.SelectMany(i => i.Bars)
            .Where(x => new[] { x.From, x.To }.Any(h => h is { } half && (half.Year < b.From || half.Year > b.To)))
            .Select(x => new Breach("to", $"「{x.Label}」の線が、新しい期間の外に出ます。先に線を動かすか、期間を延ばしてください。"))) : [];
}
