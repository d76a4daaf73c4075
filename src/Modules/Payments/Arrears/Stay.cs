using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>猶予の種類: 徴収の猶予 because of a disaster or illness, or because of the business; 換価の猶予 by the office or at the
/// debtor's wish; 履行延期の特約 of what is not recovered by seizure.</summary>
public enum StayKind
{
    [Label("徴収の猶予（災害、病気など）")] Disaster, [Label("徴収の猶予（事業の休廃止、著しい損失など）")] Business,
    [Label("換価の猶予（職権）")] SaleByOffice, [Label("換価の猶予（申請）")] SaleByWish, [Label("履行延期の特約")] Extension,
}

/// <summary>猶予: for some time a claim is not pressed.</summary>
public sealed class Stay : RecoveryRow
{
    public required string Key { get; init; }
    public required StayKind Kind { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required string Reason { get; init; }

    /// <summary>取消し: from this day on it does not count any more.</summary>
    public DateOnly? RevokedOn { get; private set; }

    public void Revoke(DateOnly day)
    {
        if (RevokedOn is not null || day > Until) throw new Rule("", "この猶予は、もう終わっています。");
        RevokedOn = day;
    }

    /// <summary>The last day on which it counts.</summary>
    public DateOnly Ends => RevokedOn is { } day && day <= Until ? day.AddDays(-1) : Until;

    public bool Is(DateOnly day) => From <= day && day <= Ends;

    // 地方税法15条の2の3第1項（徴収の猶予の間は新たに督促も滞納処分もしない）。換価の猶予は督促と差押を止めない。
    internal static bool StopsDemand(StayKind kind) => kind is StayKind.Disaster or StayKind.Business or StayKind.Extension;

    internal static bool StopsSale(StayKind kind) => kind is StayKind.SaleByOffice or StayKind.SaleByWish;

    // 地方税法18条の2第4項: 猶予の間、徴収権の時効は進まない。履行延期の特約は承認に当たる。
    internal static bool StopsTime(StayKind kind) => kind is not StayKind.Extension;

    // 地方税法15条の9第1項、附則3条の2第2項: 災害と病気によるものは全部、ほかは猶予の割合を超える部分を免除する。
    /// <summary>What it takes off for lateness; null where nothing.</summary>
    public Relief? Relief => Kind is StayKind.Extension || Ends < From ? null : new(From, Ends, Kind is StayKind.Disaster);

    public static string Article(StayKind kind) => kind switch
    {
        StayKind.Disaster => "地方税法15条1項1号・2号",
        StayKind.Business => "地方税法15条1項3号・4号",
        StayKind.SaleByOffice => "地方税法15条の5第1項",
        StayKind.SaleByWish => "地方税法15条の6第1項",
        _ => "地方自治法施行令171条の6",
    };

    // 徴収の猶予と換価の猶予は1年以内、延ばしても合わせて2年以内（地方税法15条3項・4項、15条の5、15条の6）。
    // 履行延期の年数は市の規則による。
    /// <summary>A stay of a claim, after those that it had.</summary>
    public static Stay Grant(Ledger ledger, Determination of, Recovery recovery, StayKind kind, DateOnly from, DateOnly until,
        string reason, RuleTables rules)
    {
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "猶予する理由を入力してください。");
        if (until < from) throw new Rule("until", "終わりの日は、始まりの日より後にしてください。");
        if (ledger.Owed(of) == Yen.Zero) throw new Rule("", "納められています。猶予は要りません。");
        if (of.Item.Class is ClaimClass.Enforceable == kind is StayKind.Extension)
            throw new Rule("kind", kind is StayKind.Extension ? "強制徴収公債権は、履行延期ではなく徴収か換価の猶予にしてください。"
                : "徴収と換価の猶予は、強制徴収公債権だけです。履行延期の特約にしてください。");
        if (recovery.Stays.Any(s => s.From <= until && from <= s.Ends)) throw new Rule("from", "この期間には、もう猶予があります。");
        var stay = new Stay { Key = of.Key, Kind = kind, From = from, Until = until, Reason = reason };
        if (kind is StayKind.Extension) return stay;
        if (until > CollectionLaws.LastDay(from, rules["collection-years/stay"]))
            throw new Rule("until", "一度に猶予できるのは1年以内です。");
        var same = recovery.Stays.Append(stay).Where(s => s.Kind == kind).OrderBy(s => s.From).ToList();
        var days = same.Sum(s => s.Ends.DayNumber - s.From.DayNumber + 1);
        if (same[0].From.AddDays(days - 1) > CollectionLaws.LastDay(same[0].From, rules["collection-years/stays"]))
            throw new Rule("until", "同じ種類の猶予は、合わせて2年以内です。");
        return stay;
    }
}
