using System.Security.Cryptography;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>委託者: who the city is to its bank, and the account that it collects into, read from `payments/debits.json`.</summary>
public sealed record DebitCollector(IReadOnlyDictionary<string, string> Head)
{
    public static CityFiles Files { get; } = new CityFiles<DebitCollector>("payments", "debits.json", "payment-debits.json", Read);

    static readonly string[] Names = ["payer", "payerName", "bank", "bankName", "branch", "branchName", "type", "account"];

    static DebitCollector Read(CityReading reading) => reading.File.Open(Names) is not { } root ? new(new Dictionary<string, string>())
        : new(Names.ToDictionary(name => name, root.Word, StringComparer.Ordinal));
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
