using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Accounts as rows of bank files have them.</summary>
public static class BankAccounts
{
    /// <summary>Whether the bank and the branch of a row are known: which place is wrong, and why; null where neither is.</summary>
    public static (string Name, string Reason)? Unknown(Values row) => Unknown(row["bank"], row["branch"]);

    public static (string Name, string Reason)? Unknown(string bank, string branch) => Banks.Known.Find(bank) switch
    {
        null => ("bank", $"銀行番号「{bank}」の金融機関はありません。統廃合がなかったか、口座を確かめてください。"),
        var known when known.Find(branch) is null =>
            ("branch", $"「{known.Name}」に、支店番号「{branch}」の支店はありません。統廃合がなかったか、口座を確かめてください。"),
        _ => null,
    };
}
