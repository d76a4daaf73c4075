namespace Keyaki.Payments;

/// <summary>Addresses of the ledger's pages.</summary>
static class ClaimPaths
{
    public const string Ledger = "/office/payments/ledger";
    public static string Debtor(Guid id) => $"{Ledger}/debtors/{id}";
    public static string Change(Guid debtor) => $"{Debtor(debtor)}/change";
    public static string Tie(Guid debtor) => $"{Debtor(debtor)}/tie";
    public static string Untie(Guid debtor) => $"{Debtor(debtor)}/untie";
    public static string Heirs(Guid debtor) => $"{Debtor(debtor)}/heirs";
    public static string Determine(Guid debtor) => $"{Debtor(debtor)}/determine";
    public static string Claim(Guid id) => $"{Ledger}/claims/{id}";
    public static string Again(Guid claim) => $"{Claim(claim)}/determine";
    public static string Collect(Guid claim) => $"{Claim(claim)}/collect";
    public static string Appropriate(Guid claim) => $"{Claim(claim)}/appropriate";
    public static string PayBack(Guid claim) => $"{Claim(claim)}/pay-back";
    public static string Posting(Guid id) => $"{Ledger}/postings/{id}";
    public static string Reverse(Guid posting) => $"{Posting(posting)}/reverse";
    public static string Assign(Guid posting) => $"{Posting(posting)}/assign";
    public static string Return(Guid posting) => $"{Posting(posting)}/return";
}
