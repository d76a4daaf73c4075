using System.Security.Cryptography;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>委託者: who the city is to its bank, the account that it collects into, and what follows when a bank could not pay; read from
/// `payments/debits.json`.</summary>
/// <param name="Slip">So many days there are to pay by slip.</param>
/// <param name="Again">So many days later the bank is asked again; null where it is not.</param>
/// <param name="AgainFor">Only then: reasons as the format of the bank's answer says them.</param>
public sealed record DebitCollector(IReadOnlyDictionary<string, string> Head, int Slip, int? Again, IReadOnlyList<string> AgainFor)
{
    public static CityFiles Files { get; } = new CityFiles<DebitCollector>("payments", "debits.json", "payment-debits.json", Read);

    static readonly string[] Names = ["payer", "payerName", "bank", "bankName", "branch", "branchName", "type", "account"];

    static DebitCollector Read(CityReading reading)
    {
        if (reading.File.Open([.. Names, "slip", "again"]) is not { } root) return new(new Dictionary<string, string>(), 1, null, []);
        var (slip, again) = (root.NeededWhole("slip"), root.Maybe("again"));
        again?.Only("days", "for");
        if (slip < 1) root.Fault("slip", "1日以上にしてください。");
        if (again?.NeededWhole("days") < 1) again?.Fault("days", "1日以上にしてください。");
        return new(Names.ToDictionary(name => name, root.Word, StringComparer.Ordinal), slip, again?.NeededWhole("days"),
            again?.Words("for") ?? []);
    }

    /// <summary>The day on which the bank is asked again, for this reason; null where it is not.</summary>
    public DateOnly? Next(string? why, DateOnly today, BusinessDays days) =>
        Again is { } again && AgainFor.Contains(why ?? "") ? days.OnOrAfter(today.AddDays(again)) : null;

    /// <summary>The last day for the slip.</summary>
    public DateOnly Until(DateOnly today, BusinessDays days) => days.OnOrAfter(today.AddDays(Slip));
}

/// <summary>口座振替の依頼ファイル: made of frozen lines, always the same bytes for the same lines.</summary>
static class DebitFile
{
    const string Format = "account-transfer";

    /// <exception cref="Rule">a line cannot be written; it is said which.</exception>
    internal static (byte[] Content, string Hash) Write(CityProfile city, DateOnly day, IEnumerable<(DebitLine Line,
        DebitAccount Account)> lines)
    {
        var head = new Dictionary<string, string>(city.Files<DebitCollector>().Head) { ["day"] = $"{day:yyyy-MM-dd}" };
        var made = FileWriting.Write(city.Files<FileFormats>()[Format], head, lines.OrderBy(l => l.Line.Number)
            .Select(l => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>
            {
                ["bank"] = l.Account.Bank, ["bankName"] = l.Account.BankKana, ["branch"] = l.Account.Branch,
                ["branchName"] = l.Account.BranchKana, ["type"] = l.Account.Type, ["account"] = l.Account.Number,
                ["holder"] = l.Account.Holder, ["amount"] = $"{l.Line.Figure}", ["new"] = l.Line.First ? "1" : "0",
                ["customer"] = l.Line.Customer, ["result"] = "0",
            }));
        return made.Refused is [var first, ..] ? throw new Rule("", first.ToString())
            : (made.Content, Convert.ToHexStringLower(SHA256.HashData(made.Content)));
    }
}
