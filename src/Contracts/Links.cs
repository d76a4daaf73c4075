namespace Keyaki.Contracts;

/// <summary>Addresses of pages that other modules link to.</summary>
public static class Links
{
    public const string MyPage = "/my";

    public const string MyAccount = "/my/account";

    /// <summary>What a resident owes and paid.</summary>
    public const string MyPayments = "/my/payments";
    public static string MyClaim(Guid claim) => $"{MyPayments}/{claim}";
    public const string SignIn = "/sign-in";
    public const string Contact = "/about/contact";

    /// <summary>Why a card is needed there and how to show it; leads back.</summary>
    public const string NeedCard = "/sign-in/card/need";
    public static string Procedure(string code) => $"/procedures/{code}";
    public static string Application(Guid id) => $"/my/applications/{id}";
    public static string Case(Guid id) => $"/office/cases/{id}";
    public static string Resident(Guid person) => $"/office/residents/{person}";

    /// <summary>The cases that an officer tied to a resident.</summary>
    public static string TiedCases(string person) => $"/office/residents/{person}/cases";
    public static string Decide(Guid approval) => $"/office/decisions/{approval}";
    public static string Document(Guid id) => $"/office/documents/{id}";
    public static string Payment(Guid charge) => $"/office/payments/{charge}";
    public static string Receipt(Guid charge) => $"/payments/{charge}/receipt";
    /// <summary>A resident asks for 口座振替.</summary>
    public const string AccountTransfer = "/payments/account-transfer";
    public static string File(Guid id) => $"/files/{id}";
}
