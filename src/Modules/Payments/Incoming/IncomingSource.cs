using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What a row of a result file says: paid; 速報, 確報 or 取消 of one that a shop told of; could not be paid.</summary>
public enum Stage { Paid, Preliminary, Confirmed, Cancelled, Failed }

/// <summary>How a row names what it is for: the bars of a slip, its key, or the number of a line that we asked a bank to collect.</summary>
public enum FoundBy { Bars, Key, Request }

/// <summary>A method that is another one where a place has one of these values (a phone app among shops).</summary>
public sealed record OtherMethod(string Place, IReadOnlyList<string> Is, CollectionMethod Method);

/// <summary>収納の結果ファイルの出どころ: which places of its format mean what, as `payments/incoming.json` of the city has it.</summary>
/// <param name="Format">Code of the format; null for slips whose OCR lines officers enter.</param>
/// <param name="Number">The place that says what it is for.</param>
/// <param name="PaidOn">A place of the row, or of the head where the row has none of this name.</param>
/// <param name="Payment">The places that together name a payment, the same in 速報, 確報 and 取消.</param>
/// <param name="StagePlace">The place that says the stage; null where every row is paid.</param>
public sealed record IncomingSource(string Code, string Title, string? Format, FoundBy By, string Number, string Amount, string PaidOn,
    IReadOnlyList<string> Payment, CollectionMethod Method, string? StagePlace, IReadOnlyDictionary<string, Stage> Stages)
{
    public string? Fee { get; init; }
    public string? TransferOn { get; init; }
    public string? Confirmation { get; init; }
    public string? Item { get; init; }
    public IReadOnlyList<OtherMethod> Others { get; init; } = [];

    /// <summary>Its bytes hold accounts: they are not kept.</summary>
    public bool HasAccounts => By is FoundBy.Request;

    /// <summary>領収済通知書 that a bank counter sent, entered by OCR line.</summary>
    public static readonly IncomingSource Bank = new("bank", "金融機関の窓口の領収済通知書", null, FoundBy.Key, "key", "amount", "paidOn",
        ["key", "reissue", "paidOn"], CollectionMethod.Bank, null, new Dictionary<string, Stage>())
    { Confirmation = "confirmation", Item = "item" };
}

/// <summary>The sources of a city's files.</summary>
/// <param name="ConfirmWithin">So many days after the payment a 確報 should be there.</param>
public sealed record IncomingSources(IReadOnlyList<IncomingSource> All, int ConfirmWithin)
{
    public static CityFiles Files { get; } = new CityFiles<IncomingSources>("payments", "incoming.json", "payment-incoming.json", Read);

    const int LongestPayment = 100;

    public IncomingSource? Find(string code) => code == IncomingSource.Bank.Code ? IncomingSource.Bank : All.FirstOrDefault(s =>
        s.Code == code);

    static IncomingSources Read(CityReading reading)
    {
        if (reading.File.Open("confirmWithin", "sources") is not { } root) return new([], 0);
        var formats = reading.City.Files<FileFormats>();
        List<IncomingSource> sources = [.. root.List("sources").Select(each => Read(each, formats)).OfType<IncomingSource>()];
        foreach (var twice in sources.Append(IncomingSource.Bank).GroupBy(s => s.Code).Where(g => g.Count() > 1))
            root.Fault("sources", $"「{twice.Key}」が、もうあります。");
        return new(sources, root.NeededWhole("confirmWithin"));
    }

    static IncomingSource? Read(Section each, FileFormats formats)
    {
        each.Only("code", "title", "fileFormat", "by", "number", "amount", "fee", "paidOn", "transferOn", "payment", "method", "methods",
            "confirmation", "item", "stage");
        if (formats.All.GetValueOrDefault(each.Word("fileFormat")) is not { } format)
        {
            each.Fault("fileFormat", "payment-formats に、このファイルの形がありません。");
            return null;
        }
        var by = each.OneOf("by", "bars", "key", "request") switch { "bars" => FoundBy.Bars, "key" => FoundBy.Key, _ => FoundBy.Request };
        foreach (var name in (string[])["number", "amount"]) Place(each, name, each.Word(name), format, head: false);
        foreach (var name in (string[])["fee", "transferOn", "confirmation", "item"])
            if (each.MaybeWord(name) is { } place) Place(each, name, place, format, head: false);
        Place(each, "paidOn", each.Word("paidOn"), format, head: true);
        var payment = each.Words("payment");
        foreach (var place in payment) Place(each, "payment", place, format, head: false);
        var wide = format.Row.Places.Where(p => payment.Contains(p.Name)).Sum(p => p.Width + 1);
        if (payment.Count == 0 || wide > LongestPayment) each.Fault("payment",
            $"1つ以上で、合わせて{LongestPayment}字までにしてください。");
        var (stage, stages) = Stages(each, format);
        return new(each.Code("code"), each.Word("title"), format.Code, by, each.Word("number"), each.Word("amount"), each.Word("paidOn"),
            payment, Method(each), stage, stages)
        {
            Fee = each.MaybeWord("fee"), TransferOn = each.MaybeWord("transferOn"), Confirmation = each.MaybeWord("confirmation"),
            Item = each.MaybeWord("item"),
            Others = [.. each.List("methods").Select(other =>
            {
                other.Only("place", "is", "method");
                Place(other, "place", other.Word("place"), format, head: false);
                return new OtherMethod(other.Word("place"), other.Words("is"), Method(other));
            })],
        };
    }

    static CollectionMethod Method(Section each) =>
        Items.Methods.GetValueOrDefault(each.OneOf("method", [.. Items.Methods.Keys]), CollectionMethod.Bank);

    static void Place(Section each, string name, string place, FileFormat format, bool head)
    {
        var known = format.Row.Places.Concat(head && format.Records.TryGetValue(Role.Head, out var of) ? of.Places : []);
        if (place.Length > 0 && known.All(p => p.Name != place)) each.Fault(name, $"「{place}」という項目は {format.Code} にありません。");
    }

    static (string? Place, Dictionary<string, Stage> Of) Stages(Section each, FileFormat format)
    {
        var stages = new Dictionary<string, Stage>(StringComparer.Ordinal);
        if (each.Maybe("stage") is not { } of) return (null, stages);
        of.Only("place", "paid", "preliminary", "confirmed", "cancelled", "failed");
        var place = of.Word("place");
        Place(of, "place", place, format, head: false);
        foreach (var (name, stage) in (ReadOnlySpan<(string, Stage)>)[("paid", Stage.Paid), ("preliminary", Stage.Preliminary),
            ("confirmed", Stage.Confirmed), ("cancelled", Stage.Cancelled), ("failed", Stage.Failed)])
            foreach (var code in of.Words(name)) if (!stages.TryAdd(code, stage)) of.Fault(name, $"「{code}」が、もうあります。");
        if (format.Row.Places.FirstOrDefault(p => p.Name == place)?.Codes is { } codes)
            foreach (var lost in codes.Keys.Where(code => !stages.ContainsKey(code))) of.Fault("",
                $"「{lost}」がどれなのか書かれていません。");
        return (place, stages);
    }
}
