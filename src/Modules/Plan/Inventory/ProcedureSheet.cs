using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>手続の一覧 as a table.</summary>
public sealed class ProcedureSheet(CityProfile city, Library library, TimeProvider clock) : NumberedSheet<CityProcedure, PlanContent>
{
    public override string Code => "procedures";
    public override string At => PlanModule.At;
    public override ShellLink Room => PlanModule.Room;
    public override string Title => "手続の一覧";
    public override string Home => ShowProcedures.Url;
    public override string After => "同じ番号の手続は、新しい内容に書き換わります。";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", "番号", "市の一覧での番号です。半角で書いてください。") { Required = true, MaxLength = 40 }, new("name", "手続名") { Required = true },
        new("department", "担当課") { Required = true, Choices = [.. city.Departments.Select(d => d.Name).Distinct()] },
        new("basis", "根拠・備考", "法律や条例、気を付けることなど。") { MaxLength = 300 },
        Column.Mark("online", "オンライン", "オンラインでできるか。"), Column.Mark("counter", "窓口"), Column.Mark("post", "郵送"),
        Column.Day("onlineSince", "オンライン開始日"),
        Column.Number("count", "年間件数", "分からないときは空のままにしてください。0件とは別です。"),
        Column.Number("countYear", "件数の年度", "西暦で、2025 のように書いてください。", most: 2200),
        new("countSource", "件数の出所", "どの台帳や報告の数字かを書いてください。") { MaxLength = 300 },
        Column.Number("officerNow", "職員の分（今）", "1件を窓口で受け付けるのにかかる職員の時間です。", 1, 100_000),
        Column.Number("officerOnline", "職員の分（オンライン）", "オンラインで来た1件にかかる職員の時間です。", 1, 100_000),
        Column.Number("residentNow", "住民の分（今）", "行き帰りと待ち時間も入れます。", 1, 100_000),
        Column.Number("residentOnline", "住民の分（オンライン）", null, 1, 100_000),
        Column.Number("visitsNow", "来庁の回数（今）", "1件で市役所に来る回数です。", 1, 100), Column.Number("visitsOnline", "来庁の回数（オンライン）", null, 1, 100),
        Column.Number("seals", "押印の数", most: 100), Column.Number("attachments", "添付書類の数", most: 100),
        new("initiative", "事業", "推進計画の事業の番号です（例：6.2.1）。") { MaxLength = 80 },
    ];

    protected override async Task<PlanContent?> Beside(CityDb db, CancellationToken ct) => (await library.Current(db, ct))?.Content;

    protected override CityProcedure Of(IReadOnlyDictionary<string, string> row, CityProcedure? before) => new()
    {
        Id = before?.Id ?? clock.NewId(), Code = row["code"], Name = row["name"],
        Department = city.Departments.First(d => d.Name == row["department"]).Code, Basis = Cell.Text(row["basis"]),
        Online = row["online"] == Cell.Yes, Counter = row["counter"] == Cell.Yes, Post = row["post"] == Cell.Yes,
        OnlineSince = Cell.Day(row["onlineSince"]),
        Count = Cell.Whole(row["count"]), CountYear = Cell.Whole(row["countYear"]), CountSource = Cell.Text(row["countSource"]),
        OfficerNow = Cell.Number(row["officerNow"]), OfficerOnline = Cell.Number(row["officerOnline"]),
        ResidentNow = Cell.Number(row["residentNow"]), ResidentOnline = Cell.Number(row["residentOnline"]),
        VisitsNow = Cell.Number(row["visitsNow"]), VisitsOnline = Cell.Number(row["visitsOnline"]),
        Seals = Cell.Whole(row["seals"]), Attachments = Cell.Whole(row["attachments"]), Initiative = Cell.Text(row["initiative"]),
        Version = (before?.Version ?? 0) + 1,
    };

    protected override Dictionary<string, string> Cells(CityProcedure p) => new()
    {
        ["code"] = p.Code, ["name"] = p.Name, ["department"] = city.Department(p.Department, clock.Today())?.Name ?? p.Department,
        ["basis"] = p.Basis ?? "", ["online"] = Cell.Of(p.Online), ["counter"] = Cell.Of(p.Counter), ["post"] = Cell.Of(p.Post),
        ["onlineSince"] = Cell.Of(p.OnlineSince), ["count"] = Cell.Of(p.Count), ["countYear"] = Cell.Of(p.CountYear),
        ["countSource"] = p.CountSource ?? "", ["officerNow"] = Cell.Of(p.OfficerNow), ["officerOnline"] = Cell.Of(p.OfficerOnline),
        ["residentNow"] = Cell.Of(p.ResidentNow), ["residentOnline"] = Cell.Of(p.ResidentOnline), ["visitsNow"] = Cell.Of(p.VisitsNow),
        ["visitsOnline"] = Cell.Of(p.VisitsOnline), ["seals"] = Cell.Of(p.Seals), ["attachments"] = Cell.Of(p.Attachments),
        ["initiative"] = p.Initiative ?? "",
    };

    protected override IEnumerable<Wrong> Early(IReadOnlyDictionary<string, string> row, PlanContent? plan)
    {
        if (Cell.Text(row.GetValueOrDefault("initiative", "")) is { } code && plan?.Initiative(code) is null)
            yield return new("initiative",
            $"「{code}」という事業は、今の推進計画にありません。計画にある番号（例：{plan?.Initiatives.FirstOrDefault()?.Code ?? "6.1.1"}）を書くか、空にしてください。");
    }

    protected override IEnumerable<Wrong> Wrongs(CityProcedure p, PlanContent? plan)
    {
        if (p.Count is not null && p.CountYear is null) yield return new("countYear", "年間件数を書くときは、何年度の件数かも書いてください。");
        if (p.Count is not null && p.CountSource is null) yield return new("countSource", "年間件数を書くときは、その数字がどこにあるかも書いてください。");
        if (p.CountYear is { } year && (year < 2000 || new FiscalYear(year).First > clock.Today()))
            yield return new("countYear", $"「{year}」年度は、2000年度から今の年度までの西暦で書いてください。");
        if (p.OnlineSince is not null && !p.Online) yield return new("online", "オンライン開始日があるときは、オンラインを○にしてください。");
        if (p is { Online: false, Counter: false, Post: false }) yield return new("counter", "オンライン、窓口、郵送のどれか1つは○にしてください。");
    }
}
