using Keyaki.Kernel;

namespace Keyaki.Plan;

// What stands behind the chapters: schedules, the calendar of systems, figures, words, slips, changes, imprint.
sealed partial class PlanPaper
{
    void Schedules()
    {
        volume.Heading(1, "資料1　予定の一覧");
        paper.Paragraph($"時期の分かる予定を、半年ごとに並べています。▲は節目です。破線は{EraDate.Of(Shelf.Today)}（今）です。線の位置が元の計画の文字版で失われているものは、事業ごとのページにあります。", body);
        foreach (var c in Book.Classes)
            Calendar($"{c.Code} {c.Title}",
            [.. marks.Pairs(p => p.Initiatives, i => i.Code).Where(i => i.One.Class == c.Code).Select(Whole)]);
    }

    PaperRow Whole(Pair<Initiative> pair)
    {
        var i = pair.One;
        var name = $"{i.Code} " + marks.Of(pair, x => x.Title) + marks.Word(pair, Places);
        if (pair.Now is null) return new(name, [new PaperLane([], Said: "この事業は、この版でなくなりました")]);
        var (known, lost) = (i.Bars.Where(b => b.From is not null).ToList(), i.Bars.Count(b => b.Lost && b.From is null));
        return new(name,
        [
            .. known.Select(b => new PaperLane([new(b.From?.Begins, b.To?.Ends, Words: b.Label)])), .. i.Milestones.OrderBy(m => m.Day)
                .Select(m => new PaperLane([], new(m.Day, $"{Moment.Words(m.At)} {m.Label}"))),
            .. lost > 0 ? [new PaperLane([], Said: $"ほかに、時期が失われている線が{lost}本あります")] : Array.Empty<PaperLane>(),
            .. i.Bars.Count + i.Milestones.Count == 0 ? [new PaperLane([], Said: "線表の予定はありません")] : Array.Empty<PaperLane>(),
        ]);
    }

    static string Places(Initiative i) =>
        string.Join('\n', [.. i.Bars.Select(b => $"{b.Row} {b.Label} {b.From} {b.To}"), .. i.Milestones.Select(m => $"{m.Label} {m.At}")]);

    void Calendar()
    {
        var pairs = marks.Pairs(p => p.Systems, s => Plain(s.Number));
        volume.Heading(1, "資料2　情報システムの更新の時期");
        paper.Paragraph($"市が使う{Plan.Systems.Count}のシステムです。「検討」は情報集めから業者を選ぶまで、「導入」は業者を選んでから使い始めるまでです。図の白い線は検討、薄い線は導入、濃い線は運用、▲は契約の終わりです。矢印は、終わりが決まっていないことを示します。", body);
        new PaperGantt(paper, TimeAxis.Of(Plan), Shelf.Today).Draw([.. pairs.Select(Row)]);
        Rows(["番号", "システム", "担当", "検討・導入", "運用", "契約の終わり"], [10, 35, 24, 34, 25, 32],
            pairs.Select(s => (IReadOnlyList<Inked>)
        [
            Plain(s.One.Number), marks.Of(s, x => x.Name + (x.Note is { } note ? $"（{note}）" : ""))
                + marks.Word(s, x => (Before(x), Runs(x), Ends(x), string.Join("、", x.Owners))),
                marks.Of(s, x => string.Join("、", x.Owners)),
            marks.Of(s, Before), marks.Of(s, Runs), marks.Of(s, Ends) + (s.Now?.Warning(Shelf.Today) is { } warning ? $"\n{warning}" : ""),
        ]));
        Notes(Plan.Systems.SelectMany(s => s.Slips));
    }

    PaperRow Row(Pair<RenewalSystem> pair)
    {
        var lost = pair.One.Phases.Where(p => p.Lost).Select(p => p.Words).ToList();
        return new($"{Plain(pair.One.Number)} " + marks.Of(pair, s => s.Name) + marks.Word(pair, s => (Before(s), Runs(s), Ends(s))),
        [
            .. pair.One.Phases.Where(p => !p.Lost)
                .Select(p => new PaperLane([new(p.From is { } from ? Moment.First(from) : null, p.To is { } to ? Moment.Last(to)
                : null, p.Kind switch { "study" => BarTone.White, "introduce" => BarTone.Light, _ => BarTone.Dark })])),
            .. pair.One.ContractEnd is { } end ? [new PaperLane([], new(end, $"契約の終わり {EraDate.Of(end)}"))]
                : Array.Empty<PaperLane>(),
            .. lost.Count > 0 ? [new PaperLane([], Said: $"{string.Join("と", lost)}の時期は失われています")] : Array.Empty<PaperLane>(),
        ]);
    }

    static string Before(RenewalSystem s)
    {
        var (known, lost) = (s.Phases.Where(p => p is { Lost: false, Kind: not "operate" }), s.Phases.Where(p => p.Lost)
            .Select(p => p.Words).ToList());
        return string.Join("\n", [.. known.Select(p => $"{p.Words} {p.Text ?? $"{p.From}〜{p.To}"}"), .. lost.Count > 0
            ? [$"{string.Join("・", lost)}（時期は失われています）"] : Array.Empty<string>()]) is { Length: > 0 } words ? words
                : "一覧にありません";
    }

    static string Runs(RenewalSystem s) => string.Join("\n", s.Phases.Where(p => p.Kind == "operate").Select(p => $"{p.Words} {p.Text}"));
    static string Ends(RenewalSystem s) => s.ContractEnd is { } end ? $"{EraDate.Of(end)}\n{s.ContractSource}" : "計画に書かれていません";

    void Targets()
    {
        volume.Heading(1, "資料3　目標と実績");
        paper.Paragraph("計画に書かれた数字と、その後に確かめた数字を、出所とともに並べています。手入力の数字は、別の職員が確かめたものだけです。自動計測の数字は、年度の合計（割合や累計では最後の月）です。", body);
        paper.Skip(2);
        Rows(["目標", "時期", "種類", "数字", "出所"], [50, 24, 12, 42, 32], marks.Pairs(p => p.Targets, t => t.Code).SelectMany(Figured));
        var plots = Shelf.Series.Select(s => Plot.Of(s, Book.From, Book.To)).OfType<Plot>().Where(p => p.Count > 1).ToList();
        if (plots.Count > 0) volume.Heading(2, "目標の推移");
        foreach (var row in plots.Chunk(2))
        {
            paper.Need(PaperChart.High);
            foreach (var (i, plot) in row.Index())
                PaperChart.Draw(paper, plot, Paper.Left + i * (Paper.Column / 2 + 2), Paper.Column / 2 - 2);
            paper.Skip(PaperChart.High);
        }
        if (plots.Count > 0) paper.Text("黒い丸と実線は実績、白いひし形と破線は目標、点線は見込み、その両側の細い線は見込みの幅です。白い丸は、まだ終わっていない年度です。", small);
        Notes(Plan.Targets.SelectMany(t => t.Slips.Concat(t.Points.Select(p => p.Slip).OfType<string>())));
    }

    IEnumerable<IReadOnlyList<Inked>> Figured(Pair<Target> pair)
    {
        var t = pair.One;
        Inked name = marks.Of(pair, x => x.Title) + marks.Word(pair, x => (x.Title, x.Unit, x.Denominator))
            + marks.Of(pair, x => x.Denominator is { } of ? $"\n{of}" : "");
        var points = marks.Pairs(pair.Was?.Points, pair.Now?.Points ?? [], p => $"{p.Kind} {p.Period}").Select(p => (IReadOnlyList<Inked>)
        [
            (p.One.Period is { } at ? Moment.Words(at) : p.One.Repeat == "yearly" ? "毎年" : "時期の記載なし"),
            (p.One.Kind switch { "target" => "目標", "reference" => "参考", _ => "実績" }),
            marks.Of(p, x => Said(x, t.Unit)) + marks.Word(p, x => Said(x, t.Unit)), marks.Of(p, x => $"計画 {x.Source}"),
        ]);
        var reached = Shelf.Series.FirstOrDefault(s => s.Target.Code == t.Code)?.Since() ?? [];
        List<IReadOnlyList<Inked>> rows = [.. points, .. t.Yearly is { } y
            ? [(IReadOnlyList<Inked>)["毎年", "目標", y.Text, $"計画 {y.Source}"]]
            : Array.Empty<IReadOnlyList<Inked>>(),
            .. reached.Select(r => (IReadOnlyList<Inked>)[r.When, "実績", Figures.Of(r.Value, t.Unit), r.Source])];
        return rows.Count == 0 ? [[name, "―", "―", "―", "―"]]
            : rows.Select((row, i) => (IReadOnlyList<Inked>)[i == 0 ? name : t.Title, .. row]);
    }

    static string Said(Point p, string unit) => p.Text + (p.Share is { } share ? $"（全体の{Figures.Of(share, "%")}）" : "")
        + (p.Computed is { } c ? $"（計算すると{Figures.Of(c, unit)}）" : "") + (p.BaselineMissing ? "（比べる元の数字が計画にありません）"
            : "");

    void Glossary()
    {
        volume.Heading(1, "用語解説");
        Rows(["用語", "説明"], [46, 114], marks.Pairs(p => p.Terms, t => t.Name)
            .Select(t => (IReadOnlyList<Inked>)[marks.Of(t, x => x.Name) + marks.Word(t, x => x.Text), marks.Of(t, x => x.Text)]));
    }

    void Slips()
    {
        volume.Heading(1, "元の計画の食い違いと抜け", SlipsName);
        paper.Paragraph("元の計画には、書き方の食い違いや抜けがあります。直したことにせず、そのまま並べています。文字に起こすときに生じたかもしれないものには、そう書いています。", body);
        paper.Skip(2);
        Rows(["記号", "どこ", "何が", "ここでの示し方"], [11, 32, 73, 44],
            marks.Pairs(p => p.Slips, s => s.Code).Select(s => (IReadOnlyList<Inked>)
        [
            s.One.Code, marks.Of(s, x => x.Where) + marks.Word(s, x => x),
            marks.Of(s, x => x.What + (x.MaybeTranscription ? "（文字に起こすときに生じたのかもしれません）" : "")),
                marks.Of(s, x => x.Shown),
        ]));
    }

    void Changes(Against against)
    {
        volume.Heading(1, "変更の一覧");
        var all = Differences.Between(against.Plan, Plan);
        paper.Paragraph(all.Count == 0 ? $"「{against.Version.Name}」から変わったところはありません。"
            : $"「{against.Version.Name}」から変わった{all.Count}の項目と、その理由です。", body);
        paper.Skip(2);
        if (all.Count == 0) return;
        Rows(["項目", "どこが", "変更の前と後", "理由"], [38, 26, 60, 36], all.SelectMany(d =>
        {
            var why = string.Join("\n", against.Changes.Where(c => c.Kind == d.Kind && c.Code == d.Code).Select(c => c.Reason).Distinct());
            return d.Fields.Select((f, i) => (IReadOnlyList<Inked>)[i == 0
                ? new Inked([new($"{d.KindWords}　{d.Heading}"), new($"【{d.HowWords}】", Red: true)]) : "", f.Label,
                marks.Of(f.Before, f.After), i == 0 ? why.Length > 0 ? why : "書かれていません" : ""]);
        }));
    }

    void Imprint()
    {
        (string, string)[] lines = [("名前", Title), ("発行", Book.Publisher), ("編集", Book.Editor), ("住所", Book.Address),
            ("発行の時期", Book.Issued.Imprint), ("実績の時点", $"{EraDate.Of(Shelf.Today)}現在")];
        var type = table with { Points = 9.5 };
        paper.Need(lines.Length * 9);
        paper.Y = Math.Max(paper.Y + 8, Paper.Height - Paper.Bottom - lines.Length * 8);
        paper.Table([.. lines.Select(l => (IReadOnlyList<string>)[l.Item1, l.Item2])], [30, Paper.Column - 30], type);
    }
}
