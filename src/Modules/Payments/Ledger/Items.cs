using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>The items that a city collects, read from `payments/items.json`.</summary>
public sealed record Items(IReadOnlyList<Item> All)
{
    public static CityFiles Files { get; } = new CityFiles<Items>("payments", "items.json", "payment-items.json", Read);

    const int MostTerms = 12;

    readonly Dictionary<string, Item> byCode = All.DistinctBy(i => i.Code).ToDictionary(i => i.Code, StringComparer.Ordinal);

    /// <summary>The item of a code. What the ledger has claims of must stay in the city's file.</summary>
    public Item this[string code] => byCode.GetValueOrDefault(code)
        ?? throw new InvalidOperationException($"payments/items.json has no item {code}, but the ledger has claims of it");

    public Item? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>What is paid at a department without an item of its own name: its own fees, or those of nobody else.</summary>
    public Item Fees(string? department) => All.FirstOrDefault(i => i.Fees is FeesOf.Department && i.Department == department)
        ?? All.First(i => i.Fees is FeesOf.All);

    /// <summary>Codes of the items that lie with one of these departments.</summary>
    public List<string> Of(IReadOnlyCollection<string> departments) =>
        [.. All.Where(i => departments.Contains(i.Department)).Select(i => i.Code)];

    internal static readonly Dictionary<string, CollectionMethod> Methods = new(StringComparer.Ordinal)
    {
        ["counter"] = CollectionMethod.Counter, ["bank"] = CollectionMethod.Bank,
        ["convenience-store"] = CollectionMethod.ConvenienceStore, ["smartphone"] = CollectionMethod.Smartphone,
        ["el-qr"] = CollectionMethod.ElQr, ["account-transfer"] = CollectionMethod.AccountTransfer, ["online"] = CollectionMethod.Online,
    };

    static Items Read(CityReading reading)
    {
        var items = new Items(reading.File.Items("items", each => Read(each, reading.City), i => i.Code));
        if (items.All.Count(i => i.Fees is FeesOf.All) != 1)
            reading.File.Faults.Add("items", "fees が all の項目を、1つだけ置いてください。ほかに項目のない手数料が入ります。");
        return items;
    }

    static Item Read(Section each, CityProfile city)
    {
        each.Only("code", "title", "class", "department", "revenue", "heldFor", "methods", "terms", "lateCharge", "family", "law",
            "fees", "certificate", "parts");
        var of = each.OneOf("class", "enforceable", "public", "private") switch
        {
            "enforceable" => ClaimClass.Enforceable,
            "public" => ClaimClass.Public,
            _ => ClaimClass.Private,
        };
        if (each.Has("revenue") == each.Has("heldFor"))
            each.Fault("revenue", "市の歳入なら revenue に科目を、預り金なら heldFor にだれのお金かを、どちらか一つだけ書いてください。");
        var terms = each.NeededWhole("terms");
        if (terms is < 1 or > MostTerms) each.Fault("terms", $"1から{MostTerms}までの数にしてください。");
        return new(each.Code("code"), each.Text("title"), of, each.Department(city.Departments), each.MaybeWord("revenue"),
            each.MaybeWord("heldFor"), Ways(each), terms, Rates(each, of, city.Rules), each.MaybeWord("family"))
        {
            Law = Law(each, of), Parts = each.Flag("parts", otherwise: false), Certificate = each.MaybeWord("certificate"),
            Fees = !each.Has("fees") ? FeesOf.None : each.OneOf("fees", "department", "all") is "all" ? FeesOf.All : FeesOf.Department,
        };
    }

    static CollectionLaw Law(Section each, ClaimClass of)
    {
        var law = each.Has("law") ? CollectionLaws.Read(each)
            : of is ClaimClass.Private ? CollectionLaw.Civil : CollectionLaw.LocalAutonomy;
        if (law is CollectionLaw.Civil != of is ClaimClass.Private) each.Fault("law", "私債権だけが、民法（civil）で徴収するものです。");
        if (law is not (CollectionLaw.Civil or CollectionLaw.LocalAutonomy) && of is not ClaimClass.Enforceable)
            each.Fault("law", "この法で徴収するものは、強制徴収公債権（enforceable）です。");
        return law;
    }

    static List<CollectionMethod> Ways(Section each)
    {
        var ways = new List<CollectionMethod>();
        foreach (var (index, word) in each.Words("methods").Index())
            if (!Methods.TryGetValue(word, out var way)) each.Fault($"methods[{index}]", $"「{word}」という納付方法はありません。");
            else if (ways.Contains(way)) each.Fault($"methods[{index}]", $"「{word}」が、もうあります。");
            else ways.Add(way);
        if (ways.Count == 0) each.Fault("methods", "一つも書かれていません。");
        return ways;
    }

    static string? Rates(Section each, ClaimClass of, RuleTables rules)
    {
        if (each.MaybeWord("lateCharge") is not { } code) return null;
        if (of is ClaimClass.Private) each.Fault("lateCharge", "私債権には延滞金がありません。遅れたときの損害金は民法で決まります。");
        else if (!LateCharge.Tables(code).All(rules.All.ContainsKey))
            each.Fault("lateCharge", $"「{code}」という表がないか、表に {string.Join("と", LateCharge.Names)} の割合がありません。");
        return code;
    }
}
