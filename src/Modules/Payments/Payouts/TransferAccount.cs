using System.Text.Json;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>振込先の口座 in the codes of banks. Bank and branch are null where nobody knows which they are.</summary>
public sealed record TransferAccount(string? Bank, string BankName, string? Branch, string BranchName, string Type, string Number,
    string Holder)
{
    const int Digits = 7, Tail = 3;

    /// <summary>Of a list whose cases are gone.</summary>
    public static readonly TransferAccount Erased = new(null, "（消去済み）", null, "", "", "　　　", "");

    public static TransferAccount Of(AccountTold told)
    {
        var (bank, holder) = (Banks.Known.Find(told.Bank), told.Holder.Trim());
        var branch = bank?.Find(told.Branch);
        return new(bank?.Code, bank?.Name ?? told.Bank.Trim(), branch?.Code, branch?.Name ?? told.Branch.Trim(), told.Type,
            told.Number.Trim().PadLeft(Digits, '0'), holder);
    }

    /// <summary>Whether money can be sent there: bank and branch are known.</summary>
    public bool IsKnown => Bank is not null && Branch is not null;

    /// <summary>As on a receipt: the last three digits.</summary>
    public string Hint => $"{BankName} {BranchName} …{Number[^Tail..]}";

    /// <summary>The whole of it, for whoever checks it against paper.</summary>
    public string InWords => $"{BankName}（{Bank ?? "番号不明"}） {BranchName}（{Branch ?? "番号不明"}） "
        + $"{Type switch { "1" => "普通", "2" => "当座", "4" => "貯蓄", _ => "その他" }} {Number} {Holder}";

    /// <summary>What stands in a row of the bank's file.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Places()
    {
        var bank = Banks.Known.Find(Bank ?? "");
        yield return new("bank", Bank ?? "");
        yield return new("bankName", bank?.Kana ?? "");
        yield return new("branch", Branch ?? "");
        yield return new("branchName", bank?.Find(Branch ?? "")?.Kana ?? "");
        yield return new("type", Type);
        yield return new("account", Number);
        yield return new("holder", Holder);
    }

    /// <summary>Sealed with the id of its row, so that nobody can lay it into another row.</summary>
    internal string Seal(MasterKey key, Guid row) => key.Seal(JsonSerializer.Serialize(new Sealed(row, this)), PayeeAccount.Purpose);

    /// <exception cref="InvalidDataException">it was sealed for another row.</exception>
    internal static TransferAccount Open(MasterKey key, string box, Guid row) =>
        JsonSerializer.Deserialize<Sealed>(key.Open(box, PayeeAccount.Purpose)) is { } kept && kept.Row == row ? kept.Account
            : throw new InvalidDataException($"the account of row {row} was sealed for another one");

    sealed record Sealed(Guid Row, TransferAccount Account);
}
