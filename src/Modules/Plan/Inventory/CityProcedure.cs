using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>手続 of the inventory: what the city does for people today, by whatever door, and what one of them costs in time and visits
/// now and online. A figure that nobody knows is null.</summary>
public sealed class CityProcedure : Recorded
{
    public string Name { get; set; } = "";
    public string Department { get; set; } = "";

    /// <summary>Law, ordinance or notes.</summary>
    public string? Basis { get; set; }
    public bool Online { get; set; }
    public bool Counter { get; set; }
    public bool Post { get; set; }
    public DateOnly? OnlineSince { get; set; }

    /// <summary>How many in the fiscal year, and where that stands.</summary>
    public int? Count { get; set; }
    public int? CountYear { get; set; }
    public string? CountSource { get; set; }

    /// <summary>Minutes of an officer for one, at the counter and online; of the resident, with the way, now and online.</summary>
    public decimal? OfficerNow { get; set; }
    public decimal? OfficerOnline { get; set; }
    public decimal? ResidentNow { get; set; }
    public decimal? ResidentOnline { get; set; }
    public decimal? VisitsNow { get; set; }
    public decimal? VisitsOnline { get; set; }
    public int? Seals { get; set; }
    public int? Attachments { get; set; }

    /// <summary>Code of the initiative that brings it online.</summary>
    public string? Initiative { get; set; }

    public static readonly RegisterFields<CityProcedure> Fields = new RegisterFields<CityProcedure>()
        .Text("手続名", p => p.Name).Found()
        .Department("担当課", p => p.Department).Narrows()
        .Text("根拠・備考", p => p.Basis, 300, "法律や条例、気を付けることなど。")
        .Mark("オンライン", p => p.Online, "できる（○）", "できない（×）", "オンラインでできるか。")
        .Mark("窓口", p => p.Counter, "できる（○）", "できない（×）")
        .Mark("郵送", p => p.Post, "できる（○）", "できない（×）")
        .Day("オンライン開始日", p => p.OnlineSince)
        .Number("年間件数", p => p.Count, hint: "分からないときは空のままにしてください。0件とは別です。")
        .Number("件数の年度", p => p.CountYear, hint: "西暦で、2025 のように書いてください。", most: 2200)
        .Text("件数の出所", p => p.CountSource, 300, "どの台帳や報告の数字かを書いてください。")
        .Number("職員の分（今）", p => p.OfficerNow, hint: "1件を窓口で受け付けるのにかかる職員の時間です。", decimals: 1, most: 100_000)
        .Number("職員の分（オンライン）", p => p.OfficerOnline, hint: "オンラインで来た1件にかかる職員の時間です。", decimals: 1,
            most: 100_000)
        .Number("住民の分（今）", p => p.ResidentNow, hint: "行き帰りと待ち時間も入れます。", decimals: 1, most: 100_000)
        .Number("住民の分（オンライン）", p => p.ResidentOnline, decimals: 1, most: 100_000)
        .Number("来庁の回数（今）", p => p.VisitsNow, hint: "1件で市役所に来る回数です。", decimals: 1, most: 100)
        .Number("来庁の回数（オンライン）", p => p.VisitsOnline, decimals: 1, most: 100)
        .Number("押印の数", p => p.Seals, most: 100)
        .Number("添付書類の数", p => p.Attachments, most: 100)
        .Text("事業", p => p.Initiative, 80, "推進計画の事業の番号です（例：6.2.1）。");

    /// <summary>Hours of officers in a year, hours of residents, and visits, if this share of all goes online.</summary>
    public Saved If(decimal share) =>
        new(Saving.Hours(OfficerNow, OfficerOnline, Count * share), Saving.Hours(ResidentNow, ResidentOnline, Count * share),
        Saving.Of(VisitsNow, VisitsOnline, Count * share));

    internal IEnumerable<Wrong> Wrongs(PlanContent? plan, DateOnly today)
    {
        if (Initiative is not null && plan?.Initiative(Initiative) is null) yield return new("initiative",
            $"「{Initiative}」という事業は、今の推進計画にありません。計画にある番号（例：{plan?.Initiatives.FirstOrDefault()?.Code ?? "6.1.1"}）を書くか、空にしてください。");
        if (Count is not null && CountYear is null) yield return new("countYear", "年間件数を書くときは、何年度の件数かも書いてください。");
        if (Count is not null && CountSource is null) yield return new("countSource",
            "年間件数を書くときは、その数字がどこにあるかも書いてください。");
        if (CountYear is { } year && (year < 2000 || new FiscalYear(year).First > today))
            yield return new("countYear", $"「{year}」年度は、2000年度から今の年度までの西暦で書いてください。");
        if (OnlineSince is not null && !Online) yield return new("online", "オンライン開始日があるときは、オンラインを○にしてください。");
        if (this is { Online: false, Counter: false, Post: false }) yield return new("counter",
            "オンライン、窓口、郵送のどれか1つは○にしてください。");
    }

    internal sealed class Map() : RegisterMap<CityProcedure>("plan_procedures", Fields);
}

/// <summary>What a year would save; null where a figure is missing.</summary>
public sealed record Saved(decimal? OfficerHours, decimal? ResidentHours, decimal? Visits);

/// <summary>手続の一覧.</summary>
public sealed class CityProcedures(CityProfile city, TimeProvider clock, Library library)
    : PlanRegister<CityProcedure>(city, clock, CityProcedure.Fields)
{
    public override string Code => "procedures";
    public override string Title => "手続の一覧";
    public override string Noun => "手続";

    protected override async Task<Func<CityProcedure, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct)
    {
        var plan = (await library.Current(db, ct))?.Content;
        return procedure => procedure.Wrongs(plan, Clock.Today());
    }
}
