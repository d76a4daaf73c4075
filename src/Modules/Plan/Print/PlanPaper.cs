using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>A version that another is held against, with the changes that were written on the way.</summary>
public sealed record Against(PlanVersion Version, PlanContent Plan, IReadOnlyList<PlanChange> Changes);

/// <summary>The plan as a document of many pages, in the order of a plan: cover, contents, chapters, schedules, figures, words, slips,
/// imprint.</summary>
sealed partial class PlanPaper
{
    readonly (Shelf Shelf, PlanContent Plan, Against? Against) given;
    readonly Marks marks;
    readonly Paper paper;
    readonly Volume volume;
    readonly TextStyle body, table, small;

    PlanPaper(PaperFonts fonts, Shelf shelf, Against? against)
    {
        given = (shelf, shelf.Plan, against);
        marks = new(against?.Plan, shelf.Plan);
        paper = new(fonts, Title) { Foot = Title, Covers = 1 };
        volume = new(paper);
        (body, table, small) = (new(fonts.Mincho, 10.5, Lead: 1.7), new(fonts.Gothic, 8.5, Lead: 1.45), new(fonts.Gothic, 8.5, Lead: 1.5));
    }

    PlanContent Plan => given.Plan;
    Shelf Shelf => given.Shelf;
    Book Book => Plan.Book;
    Pair<Book> Books => new(given.Against?.Plan.Book ?? Book, Book);
    string Title => $"{given.Plan.Book.Title}（{given.Shelf.Version.Name}）";
    static string Span(Book b) => $"{new FiscalYear(b.From)}〜{new FiscalYear(b.To)}";

    public static PaperFile Print(PaperFonts fonts, Shelf shelf, Against? against = null)
    {
        var print = new PlanPaper(fonts, shelf, against);
        print.Cover();
        print.Outline();
        print.Chapters();
        print.Schedules();
        print.Calendar();
        print.Targets();
        print.Glossary();
        print.Slips();
        if (against is not null) print.Changes(against);
        print.Imprint();
        return print.volume.Finish("目次");
    }

    void Cover()
    {
        var line = new TextStyle(paper.Fonts.Gothic, 13, Align.Center);
        if (given.Against is { } against)
        {
            Inked note = new([new($"「{against.Version.Name}」から変わったところを、赤い字と、【変更】【追加】【削除】の印、左の線で示しています。消した字には、取り消しの線を引いています。", Red: true)]);
            paper.Box(Paper.Left, paper.Y, Paper.Column, 16);
            paper.Y += 2.5;
            paper.Text(note, small with { Points = 9 }, Paper.Left + 3, Paper.Column - 6);
        }
        paper.Y = 82;
        paper.Text(Book.Title, new(paper.Fonts.Bold, 28, Align.Center, 1.5));
        paper.Skip(3);
        paper.Text(Shelf.Version.Name, line with { Points = 15 });
        if (Shelf.Version.IsOpen) paper.Text("【案】この版は、まだ確定していません", line);
        paper.Skip(12);
        paper.Text(Span(Book), line);
        paper.Y = 222;
        paper.Text(Book.Issued.Cover, line);
        paper.Skip(3);
        paper.Text(Book.Publisher, line with { Points = 18 });
        paper.Skip(6);
        paper.Text($"実績は{EraDate.Of(Shelf.Today)}現在です", small with { Align = Align.Center });
    }

    /// <summary>The plan on one page.</summary>
    void Outline()
    {
        paper.NewSheet();
        volume.Heading(1, "計画のあらまし");
        paper.Table(
        [
            Glance("期間", p => $"{Span(p.Book)}（{Month(p.Book.Starts)}から）"), Glance("位置づけ", p => $"「{p.Book.Parent}」の下の計画"),
            Glance("目的", p => string.Join("\n", p.Book.Purposes.Select((x, i) => $"({i + 1}) {x.Title}"))),
            Glance("方針", p => string.Join("、", p.Book.Goals.Select(g => g.Title))),
            Glance("事業", p => string.Join("\n",
            p.Book.Classes.Select(c => $"{c.Code} {c.Title}　{p.Initiatives.Count(i => i.Class == c.Code)}事業"))),
            Glance("システム", p => $"更新の時期を定めるシステム　{p.Systems.Count}"), ["版の名前", Shelf.Version.Name],
        ], [30, Paper.Column - 30], table with { Points = 9.5 });
        Notes((Book.Issued.Slips ?? []).Concat(Book.Purposes.SelectMany(p => p.Slips ?? [])));
        paper.Skip(6);
        paper.Text("おもな目標", new(paper.Fonts.Bold, 12));
        paper.Skip(1);
        Standings(Shelf.Series.Where(s => s.Final is { Value: not null, Period: not null }));
        paper.Text("実績と見込みは、この冊子を作った日の数字です。出所は「目標と実績」にあります。見込みは、これまでの年度の実績を直線で延ばしたもので、約束ではありません。", small);
    }

    /// <summary>A row of the plan on one page, held against what it was.</summary>
    IReadOnlyList<Inked> Glance(string name, Func<PlanContent, string> says)
    {
        var pair = new Pair<PlanContent>(given.Against?.Plan ?? Plan, Plan);
        return [name + marks.Word(pair, says), marks.Of(pair, says)];
    }

    void Chapters()
    {
        var numbers = Book.Chapters.Select(c => c.Code).Concat(Book.Goals.Select(g => g.Section)).Concat(Book.Classes.Select(c => c.Code))
            .Append(Book.Organisation.Section)
            .Select(Number).Distinct().Order().ToList();
        var goals = Book.Goals.Count > 0 ? Book.Goals.Min(g => Number(g.Section)) : int.MaxValue;
        foreach (var number in numbers)
        {
            Chapter(number);
            if (number == numbers.LastOrDefault(n => n < goals)) Former();
        }
    }

    void Chapter(int number)
    {
        var texts = marks.Pairs(p => p.Book.Chapters, c => c.Code);
        var own = texts.FirstOrDefault(c => c.One.Code == $"{number}");
        var organisation = Number(Book.Organisation.Section) == number;
        volume.Heading(1, $"第{number}章　"
            + (own is not null ? marks.Of(own, c => c.Title) : organisation ? marks.Of(Books, b => b.Organisation.Title) : ""));
        if (own is not null) Prose(own, c => c.Text, c => c.Slips ?? []);
        foreach (var text in texts.Where(c => c != own && Number(c.One.Code) == number).OrderBy(c => Order(c.One.Code)))
        {
            volume.Heading(2, $"{text.One.Code}　" + marks.Of(text, c => c.Title) + marks.Word(text));
            Prose(text, c => c.Text, c => c.Slips ?? []);
        }
        foreach (var goal in marks.Pairs(p => p.Book.Goals, g => g.Code).Where(g => Number(g.One.Section) == number)) Goal(goal);
        if (organisation) Organisation();
        foreach (var c in marks.Pairs(p => p.Book.Classes, c => c.Code).Where(c => Number(c.One.Code) == number))
        {
            volume.Heading(2, $"{c.One.Code}　" + marks.Of(c, x => x.Title) + marks.Word(c));
            foreach (var initiative in marks.Pairs(p => p.Initiatives, i => i.Code).Where(i => i.One.Class == c.One.Code))
                Initiative(initiative);
        }
    }

    void Former()
    {
        var all = marks.Pairs(p => p.Former, f => Plain(f.Number));
        volume.Heading(2, "前の計画の結果");
        paper.Paragraph($"○は達成、△は成果はあったが目標に届かなかったもの、×は未達です。○が{Plan.Former.Count(f => f.Result == "○")}、△が{Plan.Former.Count(f => f.Result == "△")}、×が{Plan.Former.Count(f => f.Result == "×")}です。", body);
        paper.Skip(2);
        foreach (var group in all.GroupBy(f => f.One.Class))
        {
            Label(group.Key, 40);
            Rows(["番号", "事業", "結果", "内容"], [12, 44, 12, 92], group.Select(f => (IReadOnlyList<Inked>)
            [
                Plain(f.One.Number), marks.Of(f, x => x.Title) + marks.Word(f, x => x.Title + x.Result + x.Text),
                marks.Of(f, x => x.Result),
                marks.Of(f, x => x.Text + (x.Figures.Count > 0 ? $"\n（{string.Join("、", x.Figures)}）" : "")
                    + (x.Continues is { } next ? $"\n→ 続きは{next}" : "")),
            ]));
        }
        Notes(Plan.Former.SelectMany(f => f.Slips ?? []));
    }

    void Goal(Pair<Goal> goal)
    {
        volume.Heading(2, $"{goal.One.Section}　" + marks.Of(goal, g => g.Title) + marks.Word(goal));
        Prose(goal, g => g.Text, _ => []);
        paper.Skip(2);
        Standings(Shelf.Of(goal.One));
        if (goal.One.Bars.Count > 0) Calendar(null, marks.Pairs(goal.Was?.Bars, goal.One.Bars, b => b.Label).Select(Row).ToList());
        Label("関係する事業");
        foreach (var section in goal.One.Related)
        {
            var code = goal.One.RelatedMeans.GetValueOrDefault(section, section);
            volume.Lead(code, Paper.Left, Paper.Column, small.Line);
            paper.Text($"・{section} {Plan.Initiative(code)?.Title ?? "（この版にはありません）"}{(code != section ? $"（元の計画の番号は{section}ですが、{code}のことです）" : "")}", small);
        }
        Notes(goal.One.Slips.Concat(goal.One.RelatedSlips));
    }

    void Organisation()
    {
        var pair = new Pair<Organisation>(Books.Was?.Organisation, Book.Organisation);
        Prose(pair, o => o.Text, _ => []);
        paper.Skip(2);
        Rows(["だれが", "何をするか"], [44, 116], marks.Pairs(p => p.Book.Organisation.Bodies, b => b.Code)
            .Select(b => (IReadOnlyList<Inked>)[marks.Of(b, x => x.Title) + marks.Word(b, x => x.Title + x.Role),
            marks.Of(b, x => x.Role)]));
        if (Book.Organisation.Lost is { } lost) paper.Text(lost, small);
        Notes(Book.Organisation.Slips ?? []);
    }

    void Initiative(Pair<Initiative> pair)
    {
        var i = pair.One;
        volume.Heading(3, $"{i.Code}　" + marks.Of(pair, x => x.Title) + marks.Of(pair, x => x.Priority ? "【国の重点項目】" : "")
            + marks.Word(pair), i.Code);
        if (pair.Now is null) { paper.Text(new([new("この事業は、この版でなくなりました。", Red: true)]), body); return; }
        Rows(null, [30, 130],
        [
            Line(pair, "関連部署", x => x.Departments.Count > 0 ? string.Join("、", x.Departments) : "元の計画に書かれていません"),
            Line(pair, "目標の柱", x => x.Goals.Count > 0 ? string.Join("、",
                x.Goals.Select(code => Book.Goals.FirstOrDefault(g => g.Code == code)?.Title ?? code)) : "どの柱の関連計画にもありません"),
            .. i.Needs.Count > 0 || pair.Was is { Needs.Count: > 0 }
                ? [Line(pair, "先に必要な事業", x => string.Join("、", x.Needs.Select(n => $"{n} {Plan.Initiative(n)?.Title}"))
                + (x.NeedsWhy is { } why ? $"\n{why}" : ""))] : Array.Empty<IReadOnlyList<Inked>>(),
            Line(pair, "費用", x => x.Cost ?? "計画に書かれていません"),
            Line(pair, "リスク", x => x.Risks.Count > 0 ? string.Join("\n", x.Risks) : "計画に書かれていません"),
        ]);
        Prose("今の状況", pair, x => x.Situation);
        Prose("計画の内容", pair, x => x.Plan);
        Prose("この先", pair, x => x.After);
        if (i.Bars.Count + i.Milestones.Count + (pair.Was?.Bars.Count ?? 0) > 0)
            Calendar("予定", [.. marks.Pairs(pair.Was?.Bars, i.Bars, b => b.Row + b.Label)
                .Select(Row), .. marks.Pairs(pair.Was?.Milestones, i.Milestones, m => m.Label).OrderBy(m => m.One.Day).Select(Row)]);
        if (Shelf.Of(i).ToList() is { Count: > 0 } series) { Label("目標と実績", 26); Standings(series); }
        if (i.Figures.Count > 0)
        {
            Label("書かれている数字");
            foreach (var f in marks.Pairs(pair.Was?.Figures, i.Figures, f => f.Text))
                paper.Text("・" + marks.Of(f, x => $"{x.Text}（計画 {x.Source}）") + marks.Word(f), small);
        }
        Notes(i.Slips.Concat(i.Bars.SelectMany(b => b.Slips)).Concat(i.Milestones.SelectMany(m => m.Slips)));
    }

    IReadOnlyList<Inked> Line(Pair<Initiative> pair, string name, Func<Initiative, string> says) =>
        [name + marks.Word(pair with { Was = pair.Was ?? pair.Now }, says), marks.Of(pair, says)];

    // What the parts are set with.

    /// <summary>The name of what follows, with which it stays together: so much of it as room says.</summary>
    void Label(string text, double room = 14)
    {
        var type = new TextStyle(paper.Fonts.Bold, 10, Lead: 1.6);
        paper.Skip(2);
        paper.Need(type.Line + room);
        paper.Text(text, type);
    }

    void Prose(string label, Pair<Initiative> pair, Func<Initiative, IReadOnlyList<string>> of)
    {
        if (of(pair.One).Count == 0 && (pair.Was is null || of(pair.Was).Count == 0)) return;
        Label(label);
        Prose(pair, of, _ => []);
    }

    void Prose<T>(Pair<T> pair, Func<T, IReadOnlyList<string>> of, Func<T, IReadOnlyList<string>> slips) where T : class
    {
        foreach (var text in marks.Paragraphs(pair, of)) paper.Paragraph(text, body);
        Notes(slips(pair.One));
    }

    void Rows(IReadOnlyList<Inked>? head, IReadOnlyList<double> widths, IEnumerable<IReadOnlyList<Inked>> rows)
    {
        paper.Table([.. head is null ? [] : new[] { head }, .. rows], widths, table, headings: head is null, headRow: head is not null);
        paper.Skip(2);
    }

    /// <summary>Where the source contradicts itself: the codes under which the table of slips tells of it.</summary>
    void Notes(IEnumerable<string> codes)
    {
        if (codes.Distinct().ToList() is not { Count: > 0 } all) return;
        paper.Skip(1);
        paper.Need(small.Line);
        volume.Lead(SlipsName, Paper.Left, Paper.Column, small.Line);
        paper.Text($"※ 元の計画の食い違い・抜け：{string.Join("、", all)}（「元の計画の食い違いと抜け」にあります）", small with { Points = 8 });
    }

    const string SlipsName = "slips";

    /// <summary>How targets stand, a row each.</summary>
    void Standings(IEnumerable<Series> series)
    {
        var old = given.Against?.Plan;
        var rows = series.Select(s =>
        {
            var (pair, unit) = (new Pair<Target>(marks.On ? old?.Target(s.Target.Code) : s.Target, s.Target), s.Target.Unit);
            return (IReadOnlyList<Inked>)
            [
                marks.Of(pair, t => t.Title) + marks.Word(pair, Aim), marks.Of(pair, Aim),
                Newest(s),
                s.Gap is { } gap ? gap <= 0 ? "届いています" : $"あと{Figures.Of(gap, unit)}" : "―",
                s.Forecast(Book.To) is { } f ? $"{Figures.Of(f.Value, unit)}\n{new FiscalYear(f.Year)}" : "―",
            ];
        }).ToList();
        if (rows.Count > 0) Rows(["目標", "目標値", "最新の実績", "差", "見込み"], [40, 48, 34, 19, 19], rows);
    }

    static string Newest(Series s) => s switch
    {
        { Latest: { Origin: Origin.Measured } l } when s.Years() is [.., var (year, value, months)] =>
            $"{Figures.Of(value, s.Target.Unit)}\n{year}{(months < 12 ? $"（{months}か月分）" : "")}、{Origins.Words(l.Origin)}",
        { Latest: { } l } => $"{(l.About ? "約" : "")}{Figures.Of(l.Value, s.Target.Unit)}\n{Moment.Words(l.Period)}、{Origins.Words(l.Origin)}",
        _ => s.Target.Points.FirstOrDefault(p => p.Kind == "actual")?.Text ?? "まだ数字がありません",
    };

    static string Aim(Target target) =>
        string.Join("\n", [.. target.Points.Where(p => p.Kind != "actual").Select(Aimed), .. target.Yearly is { } y ? [y.Text]
            : Array.Empty<string>()]) is { Length: > 0 } said ? said : "目標値は書かれていません";

    static string Aimed(Point p) => (p.Kind == "reference" ? "参考 " : "") + p.Text
        + (p.Period is { } at && !p.Text.Contains(Moment.Words(at), StringComparison.Ordinal) ? $"（{Moment.Words(at)}）" : "")
            + (p.BaselineMissing ? "。比べる元の数字が計画にありません" : "");

    void Calendar(string? label, IReadOnlyList<PaperRow> rows)
    {
        var gantt = new PaperGantt(paper, TimeAxis.Of(Plan), Shelf.Today);
        if (label is not null) Label(label, gantt.Room(rows));
        gantt.Draw(rows);
    }

    PaperRow Row(Pair<Bar> pair)
    {
        var b = pair.One;
        var name = b.Row is { } row && row != b.Label ? $"{row}：{b.Label}" : b.Label;
        var moved = marks.On && pair is { Was: { } was, Now: { } now } && (was.From, was.To) != (now.From, now.To) ? was : pair.Now is null
            ? pair.Was : null;
        List<PaperLane> lanes = [.. pair.Now is { } bar ? [Lane(bar, BarTone.Dark)] : Array.Empty<PaperLane>(), .. moved is { } old
            && (old.From ?? old.To) is not null ? [Lane(old, BarTone.Gone)] : Array.Empty<PaperLane>()];
        return new(marks.Of(pair, _ => name) + (b.Precision == "year" ? "（年度だけ分かっています）" : "") + marks.Word(pair, x => (x.From, x.To)),
            lanes);
    }

    static PaperLane Lane(Bar b, BarTone tone) => b.From is null && b.To is null
        ? new([], Said: b.Since is { } since ? $"{Moment.Words(since)}から" : "時期は、元の計画の文字版で失われています")
        : new([new(b.From?.Begins, b.To?.Ends, tone, tone is BarTone.Gone ? "変更の前" : null)]);

    PaperRow Row(Pair<Milestone> pair) => new("▲ " + marks.Of(pair, m => m.Label) + marks.Word(pair, m => m.At),
    [
        .. pair.Now is { } now ? [new PaperLane([], new(now.Day, Moment.Words(now.At)))] : Array.Empty<PaperLane>(),
        .. marks.On && pair.Was is { } was && was.At != pair.Now?.At
            ? [new PaperLane([], new(was.Day, $"変更の前 {Moment.Words(was.At)}", Gone: true))] : Array.Empty<PaperLane>(),
    ]);

    static int Number(string code) => int.TryParse(code.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : 0;

    // 1.10 stands behind 1.9.
    static string Order(string code) => string.Join('.', code.Split('.').Select(part => part.PadLeft(4, '0')));

    static string Month(string at) => Moment.Words(at);
    static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
