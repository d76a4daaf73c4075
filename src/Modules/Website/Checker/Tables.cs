using Keyaki.Kits;

namespace Keyaki.Website;

sealed class TableShape : CheckRule
{
    static readonly string[] Dittos = ["〃", "同上", "々", "\"", "↑", "↓", "ditto"];

    public override string Code => "T1";
    public override string Title => "表には題と見出しのマスがあり、列の数がそろう（見出しがないか列がずれるなら止め、ほかは注意）";
    public override string Why =>
        "表を聞く人は、マスと一緒に読まれる見出しで、何の数字かを知ります。列がずれると、別の見出しが読まれます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (at, _, _, table) in page.Of("table"))
        {
            var rows = TableBlock.Rows(table);
            if (rows.Count == 0) continue;
            if (string.IsNullOrWhiteSpace(table["caption"])) yield return Warn($"{at}.caption", "何の表かを、表の題に書いてください。");
            if (!TableBlock.HeadRow(table) && !TableBlock.HeadColumn(table))
                yield return Stop($"{at}.head", "見出しのマス（1行目か1列目）を選んでください。");
            if (Shifted(table) is { } row)
                yield return Stop($"{at}.cells",
                    $"{row}行目のマスの数が、ほかの行と違います。つないだマスを分けて、数をそろえてください。");
            else if (rows.All(r => r.Count == 1)) yield return Warn($"{at}.cells",
                "列が1つの表です。「箇条書き」か「文章」の部品にしてください。");
            if (rows.SelectMany(r => r).FirstOrDefault(c => Dittos.Contains(c)) is { } ditto)
                yield return Warn($"{at}.cells", $"「{ditto}」では分かりません。同じ言葉をもう一度書いてください。");
            if (rows.Skip(1).Any(r => r.Count > 1 && r[0].Length == 0))
                yield return Warn($"{at}.cells", "1列目が空の行があります。上とつながるマスなら、同じ言葉をもう一度書いてください。");
        }
    }

    /// <summary>The first row (from 1) with other columns than the first one. A bar at an end may or may not begin a cell.</summary>
    static int? Shifted(Block table)
    {
        int? wide = null;
        var number = 0;
        foreach (var line in table.Lines("cells").Count == 0 ? [] : table["cells"].ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim().Length == 0) continue;
            number++;
            var tabs = line.Contains('\t', StringComparison.Ordinal);
            var most = line.AsSpan().Count(tabs ? '\t' : '|') + 1;
            var least = tabs ? most : line.Trim().Trim('|').AsSpan().Count('|') + 1;
            wide ??= least;
            if (wide < least || wide > most) return number;
        }
        return null;
    }
}
