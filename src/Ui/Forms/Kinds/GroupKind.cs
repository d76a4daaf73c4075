using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>The same questions, repeated. Rows are added and removed by named buttons, without scripting too. The value is a list of
/// row forms.</summary>
/// <param name="Row">What one row is called, e.g. 品目.</param>
public sealed record GroupKind(IReadOnlyList<Question> Questions, string Row = "件", int Least = 1, int Most = 10) : Kind
{
    /// <summary>No form has more rows than this, whatever is posted.</summary>
    public const int MostRows = 50;

    /// <summary>What a row is as a form.</summary>
    internal FormShape Shape { get; } = new([new("", Questions)]);

    public override string Code => "group";
    public override bool IsFieldset => true;
    public override bool IsEmpty(Field field) => !field.Form.FilledRows(field.Question).Any();
    public override object? Parse(Field field) => field.Form.FilledRows(field.Question).ToList();
    public override string Missing(Field field) =>
        field.Say($"{field.Named}を1つ以上入力してください。", $"「{field.Label}」を 1つより 多く 書いて ください。", $"Fill in at least one at “{field.Label}”.");
    public override string Anchor(Field field) => field.Form.Rows(field.Question.Name) is [var first, ..]
        ? Questions[0].Kind.Anchor(new(first, Questions[0])) : $"{field.Name}.0.{Questions[0].Name}";

    public override string? Check(Field field)
    {
        var rows = field.Form.FilledRows(field.Question).Count();
        return rows < Least ? field.Say($"{field.Named}は{Least}つ以上入力してください。", $"「{field.Label}」は {Least}つより 多く 書いて ください。",
            $"Fill in at least {Least} at “{field.Label}”.")
            : rows > Most ? field.Say($"{field.Named}は{Most}つまでです。{rows - Most}つ取り消してください。",
                $"「{field.Label}」は {Most}つまでです。{rows - Most}つ けして ください。", $"“{field.Label}” can have up to {Most}: remove {rows - Most}.")
                : null;
    }

    /// <summary>The ending <c>.0.child</c> as row and child; row -1 when it is no such ending.</summary>
    internal static (int Row, string Child) Split(string rest)
    {
        if (rest.Length < 2 || rest[0] != '.') return (-1, "");
        var dot = rest.IndexOf('.', 1);
        var digits = dot < 0 ? rest.AsSpan(1) : rest.AsSpan(1, dot - 1);
        return int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var row) && row < MostRows
            ? (row, dot < 0 ? "" : rest[(dot + 1)..]) : (-1, "");
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        var rows = field.Form.RowsToShow(field.Question.Name, Math.Max(Least, 1));
        for (var i = 0; i < rows.Count; i++)
        {
            html.Html($"<fieldset class=\"row\"><legend class=\"row-title\">{Row} {i + 1}</legend><input type=\"hidden\" name=\"{field.Name}.{i}\" value=\"1\">");
            foreach (var question in rows[i].Questions)
                if (rows[i].Visible(question)) question.Kind.Show(html, new(rows[i], question));
            if (rows.Count > Math.Max(Least, 1))
                html.Html($"<button class=\"button button-quiet\" name=\"_remove\" value=\"{field.Name}.{i}\" formnovalidate>{field.Say($"{Row} {i + 1} を取り消す", $"{Row} {i + 1} を けす", $"Remove {Row} {i + 1}")}</button>");
            html.Raw("</fieldset>");
        }
        if (rows.Count < Most) html.Html(
            $"<button class=\"button button-plain\" name=\"_add\" value=\"{field.Name}\" formnovalidate>{field.Say($"{Row}を追加する", $"{Row}を ふやす", $"Add another {Row}")}</button>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        html.Raw("<ol class=\"rows\">");
        foreach (var row in field.Form.FilledRows(field.Question))
        {
            html.Raw("<li>");
            var first = true;
            foreach (var line in row.ReadBack())
            {
                html.Html($"{(first ? "" : field.Say("、", "、", "; "))}{line.Label}{field.Say("：", "：", ": ")}{line.Html}");
                first = false;
            }
            html.Raw("</li>");
        }
        html.Raw("</ol>");
    }

    /// <summary>As many times the columns of a row as there may be rows.</summary>
    public override IReadOnlyList<CellHead> Columns(Question question) =>
        [.. from row in Enumerable.Range(0, Most) from child in Questions from column in child.Kind.Columns(child)
            select new CellHead($".{row}.{child.Name}{column.Ending}",
                $"{Row}{row + 1} {child.Label}{(column.Head.Length == 0 ? "" : " " + column.Head)}")];

    public override IReadOnlyList<string> Cells(Field field)
    {
        var cells = field.Form.FilledRows(field.Question).Take(Most).SelectMany(row => row.Questions.SelectMany(row.Cells)).ToList();
        var whole = Most * Questions.Sum(child => child.Kind.Columns(child).Count);
        return [.. cells, .. Enumerable.Repeat("", whole - cells.Count)];
    }

    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells)
    {
        var at = 0;
        for (var row = 0; row < Most; row++)
            foreach (var child in Questions)
            {
                var (from, columns) = (at, child.Kind.Columns(child).Count);
                at += columns;
                var own = cells.Skip(from).Take(columns).ToList();
                if (own.TrueForAll(cell => cell.Length == 0)) continue;
                foreach (var (part, text) in child.Kind.Back(new(field.Form, child), own))
                    yield return ($".{row}.{child.Name}{part}", text);
            }
    }

    public override string Masked(Field field) => field.Form.FilledRows(field.Question).Count() is var rows
        ? field.Say($"（{rows}{Row}）", $"（{rows}{Row}）", $"({rows} {Row})") : "";

    public override IEnumerable<(string Part, string Text)> Write(object value) =>
        throw new NotSupportedException("A repeated group is filled row by row.");

    public override JsonObject Schema(Question question) =>
        new()
        {
            ["type"] = "array", ["minItems"] = question.Required ? Least : 0, ["maxItems"] = Most,
            ["items"] = Form.Describe(Questions.Select(q => (q, q.When is null && q.Required)))
        };
}
