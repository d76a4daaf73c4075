using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>Settings are checked at start, all at once, each fault with the name of the setting.</summary>
static class Configuration
{
    public static void Check(IConfigurationManager configuration, IHostEnvironment environment, IEnumerable<Setting> settings)
    {
        if (environment.IsDevelopment()) Develop(configuration);
        var known = settings.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        foreach (var (name, value) in configuration.GetSection("Keyaki").AsEnumerable())
            if (value is not null && !known.ContainsKey(name) && name != "Keyaki:CreateKey")
                faults.Add($"{name}: この設定はありません（`keyaki settings` で一覧が出ます）");
        foreach (var s in known.Values)
            if (configuration[s.Name] is null && s.Default is null) faults.Add($"{s.Name}: 設定が必要です。{s.Meaning}");
        foreach (var name in new[] { "Keyaki:PublicAddress", "Keyaki:OfficeAddress" })
            if (configuration[name] is { } address && !Uri.TryCreate(address, UriKind.Absolute, out _))
                faults.Add($"{name}: アドレス（https://…）ではありません");
        if (!environment.IsDevelopment())
            foreach (var name in new[] { "Keyaki:PublicAddress", "Keyaki:Payments:Url", "Keyaki:Card:Issuer" })
                if (Uri.TryCreate(configuration[name], UriKind.Absolute, out var open)
                    && open is { Scheme: not "https", IsLoopback: false }) faults.Add($"{name}: https:// で始まるアドレスにしてください");
        if (configuration["Keyaki:Card:Issuer"] is { Length: > 0 } issuer)
        {
            if (!Uri.TryCreate(issuer, UriKind.Absolute, out _)) faults.Add("Keyaki:Card:Issuer: アドレス（https://…）ではありません");
            foreach (var name in new[] { "Keyaki:Card:Client", "Keyaki:Card:Secret" })
                if (string.IsNullOrEmpty(configuration[name])) faults.Add($"{name}: Keyaki:Card:Issuer があるときは要ります");
        }
        if (configuration["Keyaki:Files:Largest"] is { } largest
            && !(long.TryParse(largest, out var bytes) && bytes is >= 1024 and <= 60 * 1024 * 1024)) faults.Add(
            "Keyaki:Files:Largest: 1024から62914560までの数字にしてください");
        if (configuration[House.FileCheck] is { } check && check != House.NoCheck && !Clamd.IsAddress(check))
            faults.Add($"{House.FileCheck}: clamdの「ホスト:ポート」か、ソケットのパスか、noneと書いてください");
        foreach (var (name, most) in new[] { ("Keyaki:Idle:Residents", 720), ("Keyaki:Idle:Officers", 600),
            ("Keyaki:Journal:AddressDays", 3650), (House.FileReach, 60), (House.FileAnswer, 300) })
            if (configuration[name] is { } number && !(int.TryParse(number, out var said) && said >= 1 && said <= most))
                faults.Add($"{name}: 1から{most}までの数字にしてください");
        if (configuration["Keyaki:Outbox:AtOnce"] is { } hands && !(int.TryParse(hands, out var atOnce) && atOnce is >= 1 and <= 64))
            faults.Add("Keyaki:Outbox:AtOnce: 1から64までの数字にしてください");
        foreach (var (name, unit) in new[] { ("Keyaki:Payments:RefundAlone", "円の金額"), ("Keyaki:Procedures:CloseAlone", "件数") })
            if (configuration[name] is { } limit
                && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= 99_999_999))
                faults.Add($"{name}: 0から99999999までの{unit}を、数字だけで書いてください");
        if (configuration["Keyaki:Proxies"] is { } proxies && Proxies(proxies).Any(p => p is null))
            faults.Add("Keyaki:Proxies: IPアドレスか、10.0.0.0/8の形の範囲を、コンマで区切って書いてください");
        if (configuration["Keyaki:ProxyCount"] is { } proxyCount && !(int.TryParse(proxyCount, out var hops) && hops is >= 1 and <= 10))
            faults.Add("Keyaki:ProxyCount: 1から10までの数字にしてください");
        if (configuration["Keyaki:City"] is { } city && !Directory.Exists(city)) faults.Add($"Keyaki:City: フォルダー {city} がありません");
        if (configuration["Keyaki:SourceUrl"] is { Length: > 0 } source
            && !(Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")) faults.Add(
            "Keyaki:SourceUrl: アドレス（https://…）ではありません");
        if (configuration["Keyaki:Paper:Fonts"] is { Length: > 0 } fonts && !Directory.Exists(fonts))
            faults.Add($"Keyaki:Paper:Fonts: フォルダー {fonts} がありません");
        faults.AddRange(Listeners.Faults(configuration, together: environment.IsDevelopment()));
        if (faults.Count > 0) throw new SettingFault(faults);
    }

    /// <summary>The proxies that are believed, each as a range; null for what is none.</summary>
    public static IEnumerable<System.Net.IPNetwork?> Proxies(string setting) =>
        setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word =>
        System.Net.IPNetwork.TryParse(word, out var range) ? range : System.Net.IPAddress.TryParse(word, out var one)
            ? new System.Net.IPNetwork(one, one.GetAddressBytes().Length * 8) : (System.Net.IPNetwork?)null);

    /// <summary>A city of one's own: what production must be told has a place beside the data. Nothing here exists in production.</summary>
    static void Develop(IConfigurationManager configuration)
    {
        var data = configuration["Keyaki:Data"] ?? ".run/data";
        void Default(string name, string value) { if (configuration[name] is null) configuration[name] = value; }
        Default("Keyaki:Data", data);
        Default("Keyaki:City", "cities/kiyose");
        Default("Keyaki:MasterKeyFile", Path.Combine(data, "..", "master.key"));
        Default("Keyaki:AnchorFile", Path.Combine(data, "..", "anchors.txt"));
        Default("Keyaki:PublicUrls", "http://localhost:5080");
        Default("Keyaki:OfficeUrls", configuration["Keyaki:PublicUrls"] ?? "");
        Default("Keyaki:PublicAddress", "http://localhost:5080");
        Default("Keyaki:OfficeAddress", configuration["Keyaki:PublicAddress"] ?? "");
        Default("Keyaki:CreateKey", "true");
        Default(House.FileCheck, House.NoCheck);
        Default("Keyaki:Seals:Folder", Path.Combine(data, "..", "seals"));
        Default("Keyaki:Mail:Tls", "false");
        Default("Keyaki:Mail:From", "uketsuke@example.jp");
    }
}

/// <summary>The settings do not hold together; the message lists every fault.</summary>
public sealed class SettingFault(IReadOnlyList<string> faults)
    : Exception("設定を直してください。\n" + string.Join('\n', faults.Select(f => "  - " + f)));
