using System.Globalization;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The plan as open data: one JSON as it is kept, and flat tables for spreadsheets (UTF-8 with a mark, so that they open as
/// they are).</summary>
static class OpenData
{
    public static readonly (string Name, string Label)[] Tables = [("targets", "目標と実績"), ("initiatives", "事業"), ("schedule", "予定"),
        ("systems", "システム"), ("former", "前の計画の結果"), ("terms", "用語"), ("slips", "食い違い")];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/plan/data.json", Permission.Public, Deed.None, Json);
        app.MapPage("/plan/data/{name}.csv", Permission.Public, Deed.None, Csv);
    }

    static async Task<IResult> Json(int? version, Look look, Shelves shelves, Running running, HttpContext http)
    {
        var shelf = await shelves.Open(look.Db, look.Stop, version);
        Licensed(http, running);
        return Results.Text(Library.Write(new
        {
            version = shelf.Version.Name, licence = running.Licence,
            publisher = shelf.Plan.Book.Publisher, plan = shelf.Plan
        }), "application/json; charset=utf-8");
    }

    static async Task<IResult> Csv(string name, int? version, Look look, Shelves shelves, Running running, HttpContext http)
    {
        if (Tables.All(t => t.Name != name)) throw new NotHere();
        Licensed(http, running);
        return Spreadsheet.File($"plan-{name}.csv", Rows(name, await shelves.Open(look.Db, look.Stop, version)));
    }

    // A table has no room for it: the answer names it (RFC 8288, license).
    static void Licensed(HttpContext http, Running running)
    {
        if (running.Licence is { } licence) http.Response.Headers.Link = $"<{licence.Url}>; rel=\"license\"";
    }

    static IEnumerable<string?[]> Rows(string name, Shelf shelf) => name switch
    {
        "targets" => [["記号", "名前", "単位", "時期", "種類", "数", "書かれている言葉", "出所"], .. shelf.Series.SelectMany(s =>
            s.Reached.Select(r => (string?[])[s.Target.Code, s.Target.Title, s.Target.Unit, r.Period, $"実績（{Origins.Words(r.Origin)}）",
                Number(r.Value), null, r.Source])
                .Concat(s.Target.Points.Where(p => p.Kind != "actual")
                    .Select(p => (string?[])[s.Target.Code, s.Target.Title, s.Target.Unit, p.Period, p.Kind == "reference" ? "参考"
                    : "目標", p.Amount is { } v ? Number(v) : null, p.Text, $"計画 {p.Source}"])))],
        "initiatives" => [["番号", "名前", "分類", "国の重点項目", "担当", "目標の柱"],
            .. shelf.Plan.Initiatives.Select(i => (string?[])[i.Code, i.Title, shelf.Plan.ClassOf(i), i.Priority ? "はい"
            : "いいえ", string.Join('、', i.Departments), string.Join('、', i.Goals)])],
        "schedule" => [["番号", "行", "予定", "始まり", "終わり", "節目の日", "備考"],
            .. shelf.Plan.Initiatives.SelectMany(i => i.Bars.Select(b =>
            (string?[])[i.Code, b.Row, b.Label, b.From?.ToString(), b.To?.ToString(), null, b.Lost ? "元の計画の文字版で時期が失われている" : null])
            .Concat(i.Milestones.Select(m => (string?[])[i.Code, "節目", m.Label, null, null, m.At, m.Source])))],
        "systems" => [["番号", "名前", "担当", "検討", "導入", "運用", "契約の終わり", "契約の出所"],
            .. shelf.Plan.Systems.Select(s => (string?[])[Number(s.Number), s.Name, string.Join('、', s.Owners), Phase(s, "study"),
            Phase(s, "introduce"), Phase(s, "operate"), s.ContractEnd?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            s.ContractSource])],
        "former" => [["番号", "分類", "名前", "結果", "内容"],
            .. shelf.Plan.Former.Select(f => (string?[])[Number(f.Number), f.Class, f.Title, f.Result, f.Text])],
        "terms" => [["用語", "説明"], .. shelf.Plan.Terms.Select(t => (string?[])[t.Name, t.Text])],
        _ => [["記号", "どこ", "何が", "示し方"], .. shelf.Plan.Slips.Select(s => (string?[])[s.Code, s.Where, s.What, s.Shown])],
    };

    static string? Phase(RenewalSystem system, string kind) =>
        string.Join(' ', system.Phases.Where(p => p.Kind == kind).Select(p => p.Lost ? "時期は失われている" : p.Text ?? $"{p.From}〜{p.To}"))
        is { Length: > 0 } said ? said : null;

    static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
