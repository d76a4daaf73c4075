using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>支払いの種類: something the city pays to many, and by which rules.</summary>
/// <param name="Expense">歳出科目.</param>
/// <param name="Unusual">What is more than this is looked at once more before a list is frozen.</param>
/// <param name="Budget">The table with the money of each fiscal year; null where there is no limit.</param>
public sealed record PayoutKind(string Code, Text Title, string Department, string Expense, Yen Unusual, Figure? Budget);

/// <summary>依頼人: the city as its bank knows it, for the head of a file; by the names of the format's places.</summary>
public sealed record Remitter(IReadOnlyDictionary<string, string> Places);

/// <summary>What a city pays and how, read from `payments/payouts.json`.</summary>
/// <param name="Act">The kind of act by which a list is decided (専決規程).</param>
/// <param name="File">The formats of the file that goes to the bank, and of the one that comes back.</param>
/// <param name="Paid">The result codes that say that it was paid.</param>
/// <param name="Wait">So many days pass before an account that was changed is used.</param>
/// <param name="Answer">So many days whoever could not be paid has to tell the right account.</param>
public sealed record PayoutKinds(IReadOnlyList<PayoutKind> All, string Act, string File, string Result, IReadOnlyList<string> Paid,
    int Wait, int Answer, Remitter From)
{
    public static CityFiles Files { get; } = new CityFiles<PayoutKinds>("payments", "payouts.json", "payment-payouts.json", Read);

    static readonly string[] Places = ["payer", "payerName", "bank", "bankName", "branch", "branchName", "type", "account"];

    public PayoutKind? Find(string code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>The kind of a code. What was handed in must stay in the city's file.</summary>
    public PayoutKind this[string code] => Find(code)
        ?? throw new InvalidOperationException($"payments/payouts.json has no kind {code}, but there are payouts of it");

    static PayoutKinds Read(CityReading reading)
    {
        var (act, file, result, paid, wait, answer, from) = ("", "", "", (IReadOnlyList<string>)[], 1, 1, new Dictionary<string, string>());
        var all = reading.File.Items("kinds", each => Kind(each, reading.City), k => k.Code, root =>
        {
            (act, file, result, paid) = (root.Code("act"), root.Code("file"), root.Code("result"), root.Words("paid"));
            (wait, answer) = (root.NeededWhole("wait"), root.NeededWhole("answer"));
            if (paid.Count == 0) root.Fault("paid", "振込済みの結果コードを書いてください。");
            if (wait < 1) root.Fault("wait", "口座の変更は、1日以上待ってから使います。");
            if (answer < 1) root.Fault("answer", "1日以上にしてください。");
            if (root.Maybe("remitter") is not { } remitter) { root.Fault("remitter", "依頼人を書いてください。"); return; }
            remitter.Only(Places);
            foreach (var place in Places) from[place] = remitter.Word(place);
        }, "act", "file", "result", "paid", "wait", "answer", "remitter");
        return new(all, act, file, result, paid, wait, answer, new(from));
    }

    static PayoutKind Kind(Section each, CityProfile city)
    {
        each.Only("code", "title", "department", "expense", "unusual", "budget");
        var unusual = each.NeededWhole("unusual");
        if (unusual < 1) each.Fault("unusual", "1円以上にしてください。");
        Figure? budget = null;
        if (each.MaybeWord("budget") is { } code && !(city.Rules.All.TryGetValue(code, out budget)
            && budget is { Axis: Axis.FiscalYear, Unit: Unit.Yen })) each.Fault("budget",
                $"「{code}」という、年度ごとの円の表がありません。");
        return new(each.Code("code"), each.Text("title"), each.Department(city.Departments), each.Word("expense"), new(unusual), budget);
    }
}
