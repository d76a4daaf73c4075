namespace Keyaki.Payments;

/// <summary>Addresses of this module's pages.</summary>
static class PaymentPaths
{
    public static string Go(Guid charge) => $"/payments/{charge}/go";
    public static string Leave(Guid charge) => $"/payments/{charge}/leave";
    public static string Back(Guid charge) => $"/payments/{charge}/back";
    public static string Receipt(Guid charge) => $"/payments/{charge}/receipt";
    public static string Office(Guid charge) => Contracts.Links.Payment(charge);
    public static string GiveBack(Guid charge) => $"{Office(charge)}/refund";
    public static string Check(Guid charge, Guid wish) => $"{Office(charge)}/refunds/{wish}/check";
    public static string TakeBack(Guid charge, Guid wish) => $"{Office(charge)}/refunds/{wish}/take-back";
    public const string Webhook = "/payments/webhook";
    public const string OfficeList = "/office/payments";
}
