using System.Globalization;
using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Payments;

/// <summary>How the payment company is reached, and how it reaches the city hall. Without an address there is no company, and what is
/// to be paid waits.</summary>
public sealed record ProviderSettings(Uri? Url, string ApiKey, IReadOnlyList<string> WebhookSecrets, Uri Home, TimeSpan Tolerance,
    TimeSpan Grace)
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Keyaki:Payments:Url", "", "決済会社のAPIのアドレス。空なら、支払いは受け付けずに待たせる"),
        new("Keyaki:Payments:ApiKey", "", "決済会社のAPIの鍵", Secret: true),
        new("Keyaki:Payments:WebhookSecret", "", "決済会社からの通知の署名を確かめる鍵。取り替えるあいだは新旧2つを空白で区切る", Secret: true),
        new("Keyaki:Payments:Home", "", "決済会社から見たこのシステムのアドレス。空ならKeyaki:PublicAddress"),
        new("Keyaki:Payments:ToleranceSeconds", "300", "通知の署名の時刻のずれを許す秒数"),
        new(Cashier.Limit, Cashier.Usual, "職員が一人で決められる返金の上限（円）。これを超える返金は、別の職員が確かめるまで待つ"),
        new("Keyaki:Payments:GraceMinutes", "30", "期限のあとも、遅れて届く入金を決済会社に尋ねる分数"),
    ];

    /// <summary>Reads the settings; a wrong one is named.</summary>
    public static ProviderSettings From(IConfiguration configuration)
    {
        string Of(string name) => configuration["Keyaki:Payments:" + name] ?? "";
        int Number(string name, int usual) => Of(name) is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new InvalidOperationException($"設定 Keyaki:Payments:{name} は1以上の整数にしてください。");
        Uri Address(string name, string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            && (url.Scheme is "http" or "https") ? url
            : throw new InvalidOperationException($"設定 {name} は https:// で始まるアドレスにしてください。");
        var url = Of("Url");
        if (url.Length > 0 && (Of("ApiKey").Length is 0 || Of("WebhookSecret").Length is 0))
            throw new InvalidOperationException(
                "Keyaki:Payments:Url があるときは Keyaki:Payments:ApiKey と Keyaki:Payments:WebhookSecret も設定してください。");
        return new(url is "" ? null : Address("Keyaki:Payments:Url", url), Of("ApiKey"), Of("WebhookSecret")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Of("Home") is { Length: > 0 } home ? Address("Keyaki:Payments:Home", home)
                : Address("Keyaki:PublicAddress", configuration["Keyaki:PublicAddress"] ?? ""),
            TimeSpan.FromSeconds(Number("ToleranceSeconds", 300)), TimeSpan.FromMinutes(Number("GraceMinutes", 30)));
    }

    public string PublicUrl(string path) => new Uri(Home, path.TrimStart('/')).AbsoluteUri;
    public string WebhookUrl => PublicUrl(PaymentPaths.Webhook);
}
